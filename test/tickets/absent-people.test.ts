import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { acknowledgeTicket, addOwnerMessage, trackTicket, watchTickets } from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

const MONDAY_TEN = '2026-11-23T02:00:00.000Z';
const WAITING = '等了一个下午车还没修好，也没人告诉我一声';

describe('people who are not there', () => {
  let desk: Desk;
  let ticket: Ticket;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    desk.clock.set(MONDAY_TEN);
    await desk.database.client.staff.updateMany({ data: { onDuty: true, isActive: true } });
    await desk.database.client.ticketClock.updateMany({
      where: { stoppedAt: null },
      data: { stoppedAt: desk.clock.now() },
    });
    ticket = await desk.open(WAITING, { department: 'serviceReception', needsHuman: false });
  });
  const tick = () => Promise.all([watchTickets(desk.as('system')), watchTickets(desk.as('system'))]);
  const absent = (...userIds: string[]) =>
    desk.database.client.staff.updateMany({ where: { userId: { in: userIds } }, data: { onDuty: false } });
  const rungs = async () =>
    (await desk.events(ticket.id))
      .filter((event) => event.type === 'escalated' && (event.data as { clock: string }).clock === 'route')
      .map((event) => (event.data as { to: string }).to);

  test('an absent head is passed over by the chain', async () => {
    await absent('su');
    desk.clock.set('2026-11-23T04:00:00.000Z');
    await tick();
    desk.clock.set('2026-11-23T06:00:00.000Z');
    await tick();
    desk.clock.set('2026-11-23T09:00:00.000Z');
    await tick();
    expect(await rungs()).toEqual(['林总监', '方总']);
  });

  test('when all of a department are absent the director gets the card; without the director, the general manager', async () => {
    await absent('su', 'jiang');
    const first = await desk.open(WAITING);
    await absent('lin');
    const second = await desk.open(WAITING);
    const cards = await desk.database.client.ticketCard.findMany({
      where: { ticketId: { in: [first.id, second.id] } },
      orderBy: { id: 'asc' },
    });
    expect(cards.map((card) => card.userIds)).toEqual([['lin'], ['fang']]);
  });

  test('an escalated ticket reaches the next one up at opening when its department’s head is absent', async () => {
    await absent('su');
    const { number } = await desk.open(WAITING, { department: 'serviceReception', severity: 'P1', needsHuman: false });
    expect((await desk.texts('lin')).at(-1)).toContain(`【升级】工单 ${number}：${WAITING}\n请关注，30分钟内`);
    await desk.database.client.staff.updateMany({ data: { onDuty: true } });
    const known = await desk.open(WAITING, { department: 'serviceReception', severity: 'P1', needsHuman: false });
    // The head has the card.
    expect((await desk.texts('su')).join('\n')).not.toContain(known.number);
    expect((await desk.texts('lin')).join('\n')).not.toContain(known.number);
  });

  test('the head hears of a ticket that becomes escalated while somebody else has it', async () => {
    await desk.run('jiang', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    const words = '再不修好我就要求退车';
    await desk.run('owner', (context, tx) =>
      addOwnerMessage(context, tx, { ticketId: ticket.id, text: words, severity: 'P1' }),
    );
    expect((await desk.texts('su')).at(-1)).toContain(`车主又说：${words}`);
  });

  test('the ticket of somebody who left goes back to the department, with a fresh card, once', async () => {
    const ticketId = ticket.id;
    await desk.run('jiang', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    await desk.run('jiang', (context, tx) => trackTicket(context, tx, { ticketId, note: '正在排查' }));
    await desk.database.client.staff.updateMany({ where: { userId: 'jiang' }, data: { isActive: false } });
    desk.clock.advance(600);
    await tick();
    await tick();
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'routed', assigneeUserId: null });
    const back = (await desk.events(ticketId)).filter((event) => event.type === 'takenBack');
    expect(back.map((event) => [event.actorKind, event.data])).toEqual([
      ['system', { assignee: 'jiang', reason: 'assigneeLeft' }],
    ]);
    const card = await desk.database.client.ticketCard.findFirstOrThrow({
      where: { ticketId },
      orderBy: { id: 'desc' },
    });
    expect(card.userIds).toEqual(['su']);
    expect((await desk.texts('su')).at(-1)).toContain('原责任人江顾问已不在岗，请尽快签收并跟进');
    const running = (await desk.clocks(ticketId)).filter((clock) => clock.stoppedAt === null);
    expect(running.map((clock) => [clock.name, clock.round, clock.dueAt.toISOString()])).toEqual([
      ['resolve', 0, '2026-11-26T02:00:00.000Z'],
      ['route', 1, '2026-11-23T04:10:00.000Z'],
    ]);
  });
});

describe('somebody whom the platform does not know any more', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  test('their ticket goes back when a text does not reach them, and the owner is not bothered', async () => {
    const owner = ownerPhone(house, 'owner-0001');
    await owner.say(WAITING);
    const opened = await owner.reads('工单号');
    const number = /TS-\d{8}-\d{4}/.exec(opened.text)?.[0] ?? '';
    const { id } = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    const card = await staffPhone(house, 'jiang').card(number);
    await staffPhone(house, 'jiang').press(card.taskId, 'acknowledge');
    await owner.reads('江顾问');
    // Still on the store's list, but gone from WeCom.
    await house.database.client.staff.updateMany({ where: { userId: 'jiang' }, data: { userId: 'gone' } });
    await house.database.client.ticket.updateMany({ where: { id }, data: { assigneeUserId: 'gone' } });
    const before = (await owner.received()).length;
    await house.database.transaction((tx) =>
      addOwnerMessage(house.service.contextOf('main'), tx, { ticketId: id, text: '到底好了没有', isSilent: true }),
    );
    await waitUntil(
      async () => (await house.database.client.ticket.findUniqueOrThrow({ where: { id } })).status === 'routed',
    );
    await staffPhone(house, 'su').reads('【重新签收】');
    expect((await owner.received()).length).toBe(before);
  });
});
