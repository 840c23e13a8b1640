import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledgeTicket,
  addOwnerMessage,
  mergeTickets,
  resolveTicket,
  splitTicket,
  ticketThatGoesOn,
  trackTicket,
} from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';
const FEES = '保养多收了我两百块工时费';

describe('merging and splitting', () => {
  let desk: Desk;
  let customerId: number;
  beforeAll(async () => {
    desk = await openDesk();
    const now = desk.clock.now();
    ({ id: customerId } = await desk.database.client.customer.create({
      data: { storeId: 'main', name: '测试车主', mobiles: ['13800000001'], createdAt: now, updatedAt: now },
    }));
  });
  afterAll(() => desk.close());

  let next = 0;
  /** A ticket with a chat of its own. */
  async function chatted(text: string, customer: number | null = null) {
    next += 1;
    const { client } = desk.database;
    const now = desk.clock.now();
    const identity = await client.channelIdentity.create({
      data: {
        storeId: 'main',
        channel: 'kf',
        accountId: 'wk',
        externalId: `wm${next}`,
        customerId: customer,
        windowLeft: 5,
        windowOpenedAt: now,
        createdAt: now,
      },
    });
    const conversation = await client.conversation.create({
      data: { storeId: 'main', identityId: identity.id, orderKey: `main:${next}`, updatedAt: now },
    });
    const ticket = await desk.open(text);
    await client.ticket.update({
      where: { id: ticket.id },
      data: { conversationId: conversation.id, customerId: customer },
    });
    await client.conversation.update({ where: { id: conversation.id }, data: { openTicketId: ticket.id } });
    await client.message.create({
      data: {
        storeId: 'main',
        conversationId: conversation.id,
        msgType: 'text',
        text,
        sentAt: now,
        isUnderstood: true,
        ticketId: ticket.id,
      },
    });
    return { id: ticket.id, number: ticket.number, conversationId: conversation.id };
  }
  const merge = (who: string, from: { id: number }, into: { id: number }) =>
    desk.run(who, (context, tx) => mergeTickets(context, tx, { ticketId: from.id, intoTicketId: into.id }));
  const toOwner = async (conversationId: number) =>
    (
      await desk.database.client.outboxMessage.findMany({
        where: { conversationId, channel: 'kfMessage' },
        orderBy: { id: 'asc' },
      })
    ).map((row) => row.preview);
  const running = async (id: number) => (await desk.clocks(id)).filter((clock) => clock.stoppedAt === null);

  test('the other one goes on with words, files, categories, the graver severity and the chats; the owner is told once', async () => {
    const [into, from] = [await chatted(PARTS, customerId), await chatted(FEES, customerId)];
    await desk.database.client.ticket.update({ where: { id: from.id }, data: { severity: 'P1' } });
    await desk.database.client.attachment.create({
      data: {
        storeId: 'main',
        ticketId: from.id,
        source: 'owner',
        msgType: 'image',
        createdAt: desk.clock.now(),
        notBeforeAt: desk.clock.now(),
        expiresAt: desk.clock.now(),
      },
    });
    const told = (await toOwner(from.conversationId)).length;
    const stays = await merge('xu', from, into);
    expect(stays).toMatchObject({ id: into.id, severity: 'P1' });
    expect(stays.categories).toEqual(expect.arrayContaining(['P1', 'F1']));
    expect(await desk.ticket(from.id)).toMatchObject({ status: 'merged', mergedIntoId: into.id });
    expect(await running(from.id)).toEqual([]);
    const { client } = desk.database;
    expect(await client.message.count({ where: { ticketId: into.id } })).toBe(2);
    expect(await client.attachment.count({ where: { ticketId: into.id } })).toBe(1);
    expect(await client.conversation.count({ where: { openTicketId: into.id } })).toBe(2);
    expect((await toOwner(from.conversationId)).slice(told)).toEqual([expect.stringContaining(into.number)]);
    expect((await desk.texts('luo')).at(-1)).toContain(`已合并到 ${into.number}`);
    expect((await desk.events(from.id)).at(-1)).toMatchObject({ type: 'merged', data: { into: into.number } });
    expect((await desk.events(into.id)).map((event) => event.type)).toContain('merged');
  });

  test('an older ticket that is merged into a newer one takes its day and what it missed along, and gives it no more than that', async () => {
    const first = desk.clock.now();
    const older = await chatted(PARTS, customerId);
    const { openedOn } = await desk.ticket(older.id);
    desk.clock.advance(6 * 24 * 3600);
    const newer = await chatted(FEES, customerId);
    const due = async (id: number) =>
      new Map((await desk.clocks(id)).map(({ name, startedAt, dueAt }) => [name, { startedAt, dueAt }]));
    const [before, fresh] = [await due(older.id), await due(newer.id)];
    const stays = await merge('xu', older, newer);
    expect(stays).toMatchObject({ id: newer.id, openedAt: first, openedOn });
    expect(await due(newer.id)).toEqual(before);
    // The other way round nothing changes: the older one has been due for longest.
    desk.clock.advance(3600);
    const third = await chatted(PARTS, customerId);
    await merge('xu', third, newer);
    expect(await due(newer.id)).toEqual(before);
    expect((await desk.ticket(newer.id)).openedAt).toEqual(first);
    // What was done in time is no debt of the other one.
    const done = await chatted(PARTS, customerId);
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: done.id }));
    desk.clock.advance(3600);
    const last = await chatted(FEES, customerId);
    const own = (await due(last.id)).get('route');
    await merge('xu', done, last);
    expect((await due(last.id)).get('route')).toEqual(own);
    expect(fresh.get('resolve')).not.toEqual(before.get('resolve'));
  });

  test('a merged ticket can’t be acted on and says which one goes on, over several steps too', async () => {
    const [first, second, third] = [await chatted(PARTS), await chatted(PARTS), await chatted(PARTS)];
    await merge('luo', first, second);
    await merge('xu', second, third);
    const acknowledge = desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: first.id }));
    await expect(acknowledge).rejects.toMatchObject({
      code: 'CONFLICT',
      userMessage: `工单 ${first.number} 已合并到 ${third.number}，请在 ${third.number} 上操作。`,
    });
    const merged = await desk.ticket(first.id);
    const goes = await desk.run('xu', (_context, tx) => ticketThatGoesOn(tx, merged));
    expect(goes.number).toBe(third.number);
  });

  test('of two who merge crosswise at once one ticket stays', async () => {
    const [left, right] = [await chatted(PARTS), await chatted(PARTS)];
    const results = await Promise.allSettled([merge('xu', left, right), merge('he', right, left)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const states = [(await desk.ticket(left.id)).status, (await desk.ticket(right.id)).status];
    expect(states.toSorted()).toEqual(['merged', 'routed']);
  });

  test('different owners’ tickets, itself, one that waits for its verdict and foreign hands are refused', async () => {
    const now = desk.clock.now();
    const other = await desk.database.client.customer.create({
      data: { storeId: 'main', name: '另一位', createdAt: now, updatedAt: now },
    });
    const [mine, theirs] = [await chatted(PARTS, customerId), await chatted(PARTS, other.id)];
    await expect(merge('xu', mine, theirs)).rejects.toMatchObject({ userMessage: /不是同一位车主/ });
    await expect(merge('xu', mine, mine)).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(merge('ma', mine, theirs)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const done = await chatted(PARTS);
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: done.id }));
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId: done.id, result: '到货' }));
    await expect(merge('xu', mine, done)).rejects.toMatchObject({ code: 'CONFLICT', userMessage: /待回访/ });
    // The other way round is the use of it: the owner wrote again before the verdict.
    await merge('xu', done, mine);
    expect(await running(done.id)).toEqual([]);
    const waiting = { where: { verifyTicketId: done.id } };
    expect(await desk.database.client.conversation.count(waiting)).toBe(0);
  });

  test('a second matter gets a number, a department and clocks of its own; both say where they come from', async () => {
    const first = await chatted(`${PARTS}。另外${FEES}`, customerId);
    await desk.database.client.ticket.update({ where: { id: first.id }, data: { categories: ['P1', 'F1'] } });
    const second = await desk.run('luo', (context, tx) =>
      splitTicket(context, tx, { ticketId: first.id, words: FEES, category: 'F1' }),
    );
    expect(second).toMatchObject({
      splitFromId: first.id,
      responsibleDepartment: 'serviceReception',
      status: 'routed',
      categories: ['F1'],
      description: FEES,
      customerId,
      conversationId: first.conversationId,
    });
    expect((await running(second.id)).map((clock) => clock.name).toSorted()).toEqual(['resolve', 'route', 'track']);
    expect((await desk.ticket(first.id)).categories).toEqual(['P1']);
    expect((await desk.events(first.id)).at(-1)).toMatchObject({
      type: 'split',
      data: { to: second.number, text: FEES },
    });
    expect((await desk.events(second.id))[0]).toMatchObject({ type: 'opened', data: { splitFrom: first.number } });
    const told = (await toOwner(first.conversationId)).filter((text) => text.includes(second.number));
    expect(told).toEqual([`您好，您提到的另一件事已单独登记，由售后前台跟进，工单号 ${second.number}。`]);
    const cards = await desk.database.client.outboxMessage.count({
      where: { ticketId: second.id, channel: 'wecomCard' },
    });
    expect(cards).toBe(1);
  });

  test('splitting needs words and a category, and a ticket that goes on', async () => {
    const first = await chatted(PARTS);
    const split = (who: string, words: string, category: string) =>
      desk.run(who, (context, tx) => splitTicket(context, tx, { ticketId: first.id, words, category }));
    await expect(split('luo', '  ', 'F1')).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(split('luo', FEES, 'Z9')).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(split('ma', FEES, 'F1')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await merge('luo', first, await chatted(PARTS));
    await expect(split('luo', FEES, 'F1')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('what the owner adds to a merged ticket reaches whoever has the one that stays', async () => {
    const [into, from] = [await chatted(PARTS), await chatted(PARTS)];
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: into.id }));
    await merge('luo', from, into);
    const added = await desk.run('owner', (context, tx) =>
      addOwnerMessage(context, tx, { ticketId: from.id, text: '今天能到吗' }),
    );
    expect(added.id).toBe(into.id);
    expect((await desk.events(into.id)).at(-1)).toMatchObject({ type: 'messageAdded', data: { text: '今天能到吗' } });
    expect((await desk.texts('luo')).at(-1)).toBe(`【车主补充】工单 ${into.number}：今天能到吗`);
  });

  test('work on the one that stays goes on as before', async () => {
    const [into, from] = [await chatted(PARTS), await chatted(PARTS)];
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: into.id }));
    await merge('luo', from, into);
    await desk.run('luo', (context, tx) => trackTicket(context, tx, { ticketId: into.id, note: '明天到货' }));
    expect(await desk.ticket(into.id)).toMatchObject({ status: 'tracking', assigneeUserId: 'luo' });
  });
});
