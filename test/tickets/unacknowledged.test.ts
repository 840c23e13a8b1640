import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { acknowledgeTicket, assignTicket, dismissTicket, watchTickets } from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';
const WAITING = '在前台等了一个下午车还没修好，也没人告诉我一声';

/** A Monday. Deadlines are counted through to their last rung by noon and by six. */
const MONDAY_TEN = '2026-11-23T02:00:00.000Z';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ startAt: MONDAY_TEN });
});
afterEach(() => desk.close());

/** Both of two processes look. */
async function at(instant: string): Promise<void> {
  desk.clock.set(instant);
  await Promise.all([watchTickets(desk.as('system')), watchTickets(desk.as('system'))]);
}
/** Breach, director, general manager. */
async function throughTheChain(day: string): Promise<void> {
  for (const hour of ['04', '06', '08']) await at(`${day}T${hour}:00:30.000Z`);
}
const nudges = async (userId: string) => (await desk.texts(userId)).filter((text) => text.startsWith('【催签收】'));
const open = (text: string, department: 'parts' | 'serviceReception'): Promise<Ticket> =>
  desk.open(text, { department, needsHuman: false, kind: 'complaint', severity: 'P2' });

test('what nobody takes is told once each working day, all of it in one message, until somebody has it', async () => {
  const [first, second] = [await open(PARTS, 'parts'), await open(PARTS, 'parts')];
  await throughTheChain('2026-11-23');
  expect(await nudges('luo')).toEqual([]);
  await at('2026-11-24T01:59:00.000Z');
  expect(await nudges('luo')).toEqual([]);
  await at('2026-11-24T02:00:00.000Z');
  await at('2026-11-24T02:01:00.000Z');
  await at('2026-11-24T09:00:00.000Z');
  expect(await nudges('luo')).toEqual([
    [
      '【催签收】还有2件没人签收，请今天签收并联系车主：',
      `· ${first.number}「${PARTS}」（配件部）已超时22小时`,
      `· ${second.number}「${PARTS}」（配件部）已超时22小时`,
    ].join('\n'),
  ]);
  // Above the head they stand in the morning's brief.
  expect([await nudges('lin'), await nudges('fang')]).toEqual([[], []]);
  await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: first.id }));
  await at('2026-11-25T03:00:00.000Z');
  expect((await nudges('luo'))[1]).toContain(`还有1件没人签收，请今天签收并联系车主：\n· ${second.number}`);
  await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: second.id }));
  await at('2026-11-26T03:00:00.000Z');
  expect(await nudges('luo')).toHaveLength(2);
  const told = (await desk.events(second.id)).filter(({ type, data }) => type === 'nudged' && 'reason' in Object(data));
  expect(told).toHaveLength(2);
});

test('whoever it waits for hears of it, and the head; without a name everybody who holds its card', async () => {
  const [named, anybody] = [await open(WAITING, 'serviceReception'), await open(WAITING, 'serviceReception')];
  await desk.run('su', (context, tx) => assignTicket(context, tx, { ticketId: named.id, userId: 'jiang' }));
  await throughTheChain('2026-11-23');
  await at('2026-11-24T02:00:00.000Z');
  for (const userId of ['su', 'jiang']) {
    const [only, another] = await nudges(userId);
    expect(another).toBeUndefined();
    expect(only).toContain(`· ${named.number}「${WAITING}」（售后前台，待江顾问签收）已超时22小时`);
    expect(only).toContain(`· ${anybody.number}「${WAITING}」（售后前台）已超时22小时`);
  }
  await desk.database.client.staff.updateMany({ where: { userId: 'su' }, data: { onDuty: false } });
  await at('2026-11-25T02:00:00.000Z');
  // An absent head is passed over: the director sees to it.
  expect([await nudges('su'), await nudges('lin')]).toMatchObject([{ length: 1 }, { length: 1 }]);
});

test('not while the chain still climbs, on a day off, in the evening, or for what has ended', async () => {
  const { id } = await open(PARTS, 'parts');
  await at('2026-11-24T02:00:00.000Z');
  expect(await nudges('luo')).toEqual([]);
  await throughTheChain('2026-11-24');
  await at('2026-11-25T10:00:00.000Z');
  // Saturday and Sunday.
  await at('2026-11-28T02:00:00.000Z');
  await at('2026-11-29T02:00:00.000Z');
  expect(await nudges('luo')).toEqual([]);
  await at('2026-11-30T02:00:00.000Z');
  expect(await nudges('luo')).toHaveLength(1);
  await desk.run('xu', (context, tx) => dismissTicket(context, tx, { ticketId: id, kind: 'question' }));
  await at('2026-12-01T02:00:00.000Z');
  expect(await nudges('luo')).toHaveLength(1);
});

test('a store may leave it out', async () => {
  await desk.close();
  desk = await openDesk({ startAt: MONDAY_TEN, rules: { reports: { unacknowledged: false } } });
  await open(PARTS, 'parts');
  await throughTheChain('2026-11-23');
  await at('2026-11-24T02:00:00.000Z');
  expect(await nudges('luo')).toEqual([]);
});
