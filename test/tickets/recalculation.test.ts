import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Prisma, Ticket } from '../../src/database/generated/client.ts';
import { acknowledgeTicket, addOwnerMessage, watchTickets } from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const MONDAY_TEN = '2026-11-23T02:00:00.000Z';
describe.each(['pglite', 'postgres'] as const)('changed rules on %s', (kind) => {
  let desk: Desk;
  let ticket: Ticket;
  beforeAll(async () => {
    desk = await openDesk({ kind });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await setRules({});
    desk.clock.set(MONDAY_TEN);
    await desk.database.client.ticketClock.updateMany({
      where: { stoppedAt: null },
      data: { stoppedAt: desk.clock.now() },
    });
    ticket = await desk.open('说好三天到货的配件，等了半个月还没消息');
  });

  const setRules = (rules: Prisma.InputJsonObject) =>
    desk.database.client.store.update({ where: { id: 'main' }, data: { rules } });
  const tick = () => watchTickets(desk.as('system'));
  async function dueAt(name: string): Promise<string | undefined> {
    return (await desk.clocks(ticket.id)).find((clock) => clock.name === name)?.dueAt.toISOString();
  }
  const changes = async () =>
    (await desk.events(ticket.id)).filter((event) => event.type === 'recalculated').map((event) => event.data);
  const told = async (userId: string) =>
    (await desk.texts(userId)).filter((text) => text.includes(ticket.number)).map((text) => text.slice(0, 4));

  test('a changed length moves the clocks that run, and the record says from when to when', async () => {
    await setRules({ deadlines: { resolveMinutes: 48 * 60 } });
    await Promise.all([tick(), tick()]);
    expect(await dueAt('resolve')).toBe('2026-11-25T02:00:00.000Z');
    expect(await changes()).toEqual([
      { clock: 'resolve', from: '2026-11-26T02:00:00.000Z', to: '2026-11-25T02:00:00.000Z' },
    ]);
  });

  test('a changed calendar moves those that are counted by it', async () => {
    await setRules({ deadlines: { workingTimeOnly: ['track'] } });
    await tick();
    expect(await dueAt('track')).toBe('2026-11-25T08:00:00.000Z');
    await setRules({ deadlines: { workingTimeOnly: ['track'] }, workingTime: { closedOn: ['2026-11-24'] } });
    await tick();
    expect(await dueAt('track')).toBe('2026-11-26T08:00:00.000Z');
    expect(await dueAt('resolve')).toBe('2026-11-26T02:00:00.000Z');
  });

  test('what does not change a deadline leaves no trace', async () => {
    await setRules({ deadlines: { escalateEveryMinutes: 30 }, outreach: { quietFrom: '20:00' } });
    await tick();
    await setRules({ workingTime: { closedOn: ['2027-05-06'] } });
    await tick();
    expect(await changes()).toEqual([]);
  });

  test('a deadline that moves into the past breaches once, without a warning', async () => {
    desk.clock.set('2026-11-23T03:15:00.000Z');
    await setRules({ deadlines: { routeMinutes: 60 } });
    await tick();
    await tick();
    expect(await told('luo')).toEqual(['【超时】']);
  });

  test('who was warned is not warned again when the deadline moves away', async () => {
    desk.clock.set('2026-11-23T03:30:00.000Z');
    await tick();
    await setRules({ deadlines: { routeMinutes: 240 } });
    await tick();
    expect(await dueAt('route')).toBe('2026-11-23T06:00:00.000Z');
    desk.clock.set('2026-11-23T05:30:00.000Z');
    await tick();
    expect(await told('luo')).toEqual(['【催办】']);
  });

  test('a breach stays a breach under milder rules', async () => {
    desk.clock.set('2026-11-23T04:00:00.000Z');
    await tick();
    await setRules({ deadlines: { routeMinutes: 600 } });
    await tick();
    expect(await dueAt('route')).toBe('2026-11-23T04:00:00.000Z');
    expect(await changes()).toEqual([]);
  });

  test('what is stopped stays as it was judged', async () => {
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    await setRules({ deadlines: { routeMinutes: 30 } });
    await tick();
    expect(await dueAt('route')).toBe('2026-11-23T04:00:00.000Z');
  });

  test('a raised ticket keeps counting from its raise', async () => {
    desk.clock.set('2026-11-23T03:00:00.000Z');
    await desk.run('owner', (context, tx) =>
      addOwnerMessage(context, tx, { ticketId: ticket.id, text: '刹车失灵了', severity: 'P0' }),
    );
    expect(await dueAt('route')).toBe('2026-11-23T03:15:00.000Z');
    await setRules({ firstContact: { P0Minutes: 10 } });
    await tick();
    expect(await dueAt('route')).toBe('2026-11-23T03:10:00.000Z');
  });
});
