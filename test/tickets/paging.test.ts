import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import type { StaffCard } from '../../src/ports.ts';
import { acknowledgeTicket, addOwnerMessage, handOverTicket, watchTickets } from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/** Three at night. */
const NIGHT = '2026-11-23T19:00:00.000Z';

describe.each(['pglite', 'postgres'] as const)('a critical ticket on %s', (kind) => {
  let desk: Desk;
  let ticket: Ticket;
  beforeAll(async () => {
    desk = await openDesk({ kind });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    desk.clock.set(NIGHT);
    await desk.database.client.staff.updateMany({ data: { onDuty: true } });
    await desk.database.client.ticket.updateMany({ data: { pageAt: null } });
    await desk.database.client.ticketClock.updateMany({
      where: { stoppedAt: null },
      data: { stoppedAt: desk.clock.now() },
    });
    ticket = await desk.open('高速上方向盘突然打不动了，差点出事');
  });

  async function at(minutes: number): Promise<void> {
    desk.clock.set(new Date(Date.parse(NIGHT) + minutes * 60_000));
    await Promise.all([watchTickets(desk.as('system')), watchTickets(desk.as('system'))]);
    await watchTickets(desk.as('system'));
  }
  const pages = async (userId: string) =>
    (await desk.texts(userId)).filter((text) => text.includes('呼叫】') && text.includes(ticket.number));
  const cards = async () => {
    const rows = await desk.database.client.ticketCard.findMany({
      where: { ticketId: ticket.id },
      orderBy: { id: 'asc' },
    });
    return rows.map((row) => row.userIds.join());
  };

  test('pages the next in the chain every five minutes, each once, names who was paged, and all again at the end', async () => {
    expect(await cards()).toEqual(['qin']);
    await at(4);
    expect(await cards()).toEqual(['qin']);
    await at(5);
    expect(await cards()).toEqual(['qin', 'lin']);
    expect(await pages('lin')).toEqual([
      expect.stringContaining('已呼叫秦主管，5分钟无人签收，请您立即签收并联系车主'),
    ]);
    await at(9);
    await at(10);
    expect(await cards()).toEqual(['qin', 'lin', 'fang']);
    expect(await pages('fang')).toEqual([expect.stringContaining('已呼叫秦主管、林总监')]);
    await at(14);
    expect(await pages('qin')).toEqual([]);
    await at(15);
    for (const userId of ['qin', 'lin', 'fang']) {
      expect((await pages(userId)).filter((text) => text.includes('再次呼叫'))).toHaveLength(1);
    }
    await at(60);
    expect((await pages('qin')).length + (await pages('lin')).length + (await pages('fang')).length).toBe(5);
    const waiting = await desk.database.client.outboxMessage.count({
      where: { ticketId: ticket.id, notBeforeAt: { not: null } },
    });
    expect(waiting).toBe(0);
  });

  test('nobody who was paged loses the buttons, and after 签收 everybody sees who has it', async () => {
    await at(5);
    await at(10);
    await desk.run('qin', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    const sent = await desk.database.client.outboxMessage.findMany({
      where: { ticketId: ticket.id, channel: { in: ['wecomCard', 'wecomCardUpdate'] } },
      orderBy: { id: 'asc' },
    });
    for (const userId of ['qin', 'lin', 'fang']) {
      const [card] = sent
        .filter((row) => row.recipient.split('|').includes(userId))
        .map((row) => (row.payload as unknown as { card: StaffCard }).card)
        .slice(-1);
      expect(card?.buttons.map((button) => button.key)).toEqual(['resolve', 'handOver']);
      expect(card?.fields).toContainEqual({ label: '责任人', value: '秦主管' });
    }
  });

  test('pages nobody any more once somebody has it', async () => {
    await at(5);
    desk.clock.advance(60);
    await desk.run('lin', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    expect(await desk.ticket(ticket.id)).toMatchObject({ pageAt: null, assigneeUserId: 'lin' });
    await at(30);
    expect([await pages('fang'), (await cards()).includes('fang')]).toEqual([[], false]);
  });

  test('passes over who is absent, but comes back to them when nobody else is left', async () => {
    await desk.database.client.staff.updateMany({ where: { userId: 'lin' }, data: { onDuty: false } });
    await at(5);
    expect(await cards()).toEqual(['qin', 'fang']);
    await at(10);
    expect(await cards()).toEqual(['qin', 'fang', 'lin']);
  });

  test('with nobody on duty at all it starts with whoever answers for the department', async () => {
    await desk.database.client.staff.updateMany({ data: { onDuty: false } });
    const another = await desk.open('开着开着刹车没了，踩到底都没反应');
    const card = await desk.database.client.ticketCard.findFirstOrThrow({ where: { ticketId: another.id } });
    expect(card.userIds).toEqual(['qin']);
  });

  test('pages anew in the department that it is handed over to', async () => {
    await desk.run('qin', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    desk.clock.set(new Date(Date.parse(NIGHT) + 20 * 60_000));
    await desk.run('qin', (context, tx) =>
      handOverTicket(context, tx, { ticketId: ticket.id, department: 'workshop' }),
    );
    expect(await desk.ticket(ticket.id)).toMatchObject({ pagedUserIds: ['ma'] });
    await at(25);
    expect(await pages('lin')).toEqual([expect.stringContaining('已呼叫马主管')]);
  });

  test('begins when an ordinary one becomes critical before 签收, and not after', async () => {
    const raise = (ticketId: number) =>
      desk.run('owner', (context, tx) =>
        addOwnerMessage(context, tx, { ticketId, text: '刹车突然失灵了', severity: 'P0' }),
      );
    const waiting = await desk.open('说好三天到货的配件，等了半个月还没消息');
    await raise(waiting.id);
    expect(await desk.ticket(waiting.id)).toMatchObject({ pageAt: new Date('2026-11-23T19:05:00.000Z') });
    const taken = await desk.open('说好三天到货的配件，等了半个月还没消息');
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: taken.id }));
    await raise(taken.id);
    expect(await desk.ticket(taken.id)).toMatchObject({ pageAt: null });
  });
});
