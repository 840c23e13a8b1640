import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import {
  acknowledgeTicket,
  addOwnerMessage,
  handOverTicket,
  type PauseReason,
  pauseTicket,
  resolveTicket,
  resumeTicket,
  watchTickets,
} from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const MONDAY_TEN = '2026-11-23T02:00:00.000Z';
const HOUR = 60 * 60_000;

describe.each(['pglite', 'postgres'] as const)('pauses on %s', (kind) => {
  let desk: Desk;
  let ticket: Ticket;
  let ticketId: number;
  beforeAll(async () => {
    desk = await openDesk({ kind });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    desk.clock.set(MONDAY_TEN);
    await desk.database.client.ticketClock.updateMany({
      where: { stoppedAt: null },
      data: { stoppedAt: desk.clock.now() },
    });
    ticket = await desk.open('说好三天到货的配件，等了半个月还没消息');
    ticketId = ticket.id;
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    desk.clock.advance(3600);
  });

  const pause = (reason: PauseReason, more: { note?: string; untilOn?: string; by?: string } = {}) =>
    desk.run(more.by ?? 'luo', (context, tx) =>
      pauseTicket(context, tx, {
        ticketId,
        reason,
        note: more.note ?? '右前减震器',
        ...(more.untilOn === undefined ? {} : { untilOn: more.untilOn }),
      }),
    );
  const resume = (by = 'luo') => desk.run(by, (context, tx) => resumeTicket(context, tx, { ticketId }));
  /** Hours from Monday ten until each running clock ends. */
  async function hoursDue(): Promise<Record<string, number>> {
    const running = (await desk.clocks(ticketId)).filter((clock) => clock.stoppedAt === null);
    return Object.fromEntries(
      running.map(({ name, dueAt }) => [name, (dueAt.getTime() - Date.parse(MONDAY_TEN)) / HOUR]),
    );
  }
  const tick = () => watchTickets(desk.as('system'));
  const eventsOf = async (type: string) => (await desk.events(ticketId)).filter((event) => event.type === type);
  const textsTo = async (userId: string) => (await desk.texts(userId)).filter((text) => text.includes(ticket.number));

  test('while the owner is waited for, tracking and resolving stand still; afterwards only that time is added', async () => {
    expect(await hoursDue()).toEqual({ track: 24, resolve: 72 });
    await pause('waitingOwner', { note: '车主周三才有空' });
    // As if it lasted to its latest end: two days.
    expect(await hoursDue()).toEqual({ track: 72, resolve: 120 });
    expect((await desk.clocks(ticketId)).filter((clock) => clock.pausedAt !== null).map(({ name }) => name)).toEqual([
      'track',
      'resolve',
    ]);
    desk.clock.advance(2 * 3600 + 600);
    await resume();
    expect(await hoursDue()).toEqual({ track: 24 + 13 / 6, resolve: 72 + 13 / 6 });
    expect((await desk.clocks(ticketId)).every((clock) => clock.pausedAt === null)).toBe(true);
    expect((await eventsOf('paused')).map((event) => event.data)).toMatchObject([
      { reason: 'waitingOwner', note: '车主周三才有空', until: '2026-11-25T03:00:00.000Z' },
    ]);
    expect((await eventsOf('resumed')).map((event) => [event.actorId, event.data])).toEqual([
      ['luo', { reasons: ['waitingOwner'], by: 'staff' }],
    ]);
  });

  test('nobody is nudged for what stands still', async () => {
    await pause('waitingOwner');
    desk.clock.set('2026-11-25T02:30:00.000Z');
    await tick();
    expect(await textsTo('luo')).toEqual([]);
  });

  test('parts stop only the resolving, until the day they are expected', async () => {
    await pause('waitingParts', { untilOn: '2026-11-26' });
    expect(await hoursDue()).toEqual({ track: 24, resolve: 72 + 61 + 24 });
  });

  test('an expected day beyond the longest pause does not lengthen it', async () => {
    const { endsAtLatest } = await pause('waitingParts', { untilOn: '2027-01-31' });
    expect(endsAtLatest.toISOString()).toBe('2026-11-30T03:00:00.000Z');
  });

  test('overlapping waits count once', async () => {
    await pause('waitingOwner');
    desk.clock.advance(3600);
    await pause('waitingParts');
    desk.clock.advance(3600);
    await resume();
    expect(await hoursDue()).toEqual({ track: 26, resolve: 74 });
    expect(
      (await eventsOf('resumed')).map((event) => (event.data as { reasons: string[] }).reasons.toSorted()),
    ).toEqual([['waitingOwner', 'waitingParts']]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['without a note', () => pause('waitingParts', { note: ' ' }), '请写明在等什么'],
    ['until a day that is over', () => pause('waitingParts', { untilOn: '2026-11-22' }), '预计日期不对'],
    ['until no day', () => pause('waitingParts', { untilOn: '2026-11-31' }), '预计日期不对'],
    ['by another department', () => pause('waitingParts', { by: 'shen' }), '不归您的部门处理'],
    ['to go on with nothing to go on with', () => resume(), '没有暂停计时'],
  ])('%s: refused in words', async (_what, act, words) => {
    await expect(act()).rejects.toMatchObject({ userMessage: expect.stringContaining(words) });
  });

  test('the same wait twice is a conflict, also when both come at once', async () => {
    const both = await Promise.allSettled([pause('waitingParts'), pause('waitingParts')]);
    expect(both.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await desk.database.client.ticketPause.count({ where: { ticketId } })).toBe(1);
  });

  test('before 签收 and after 处理完毕 there is nothing to pause', async () => {
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId, result: '已到货' }));
    await expect(pause('waitingParts')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('what is critical waits for nobody, and becoming critical ends every wait', async () => {
    await pause('waitingOwner');
    desk.clock.advance(3600);
    await desk.run('owner', (context, tx) =>
      addOwnerMessage(context, tx, { ticketId, text: '刹车突然失灵了', severity: 'P0' }),
    );
    expect((await eventsOf('resumed')).map((event) => event.data)).toEqual([
      { reasons: ['waitingOwner'], by: 'raised' },
    ]);
    expect((await hoursDue())['track']).toBe(25);
    await expect(pause('waitingParts')).rejects.toMatchObject({ userMessage: '重大投诉不能暂停计时，请继续跟进。' });
  });

  test('处理完毕 ends the wait', async () => {
    await pause('waitingParts');
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId, result: '已到货' }));
    expect(await desk.database.client.ticketPause.count({ where: { ticketId, endedAt: null } })).toBe(0);
  });

  test('handing over buys no time: the wait ends with it', async () => {
    await pause('waitingParts');
    await desk.run('luo', (context, tx) => handOverTicket(context, tx, { ticketId, department: 'workshop' }));
    expect((await hoursDue())['resolve']).toBe(72);
  });

  test('a wait that lasts too long ends by itself, once; whoever has it and the director hear of it', async () => {
    await pause('waitingParts');
    desk.clock.set('2026-11-30T03:01:00.000Z');
    await Promise.all([tick(), tick()]);
    await tick();
    const [ended] = await desk.database.client.ticketPause.findMany({ where: { ticketId } });
    expect(ended).toMatchObject({ endedBy: 'system', endedAt: new Date('2026-11-30T03:00:00.000Z') });
    expect(await eventsOf('resumed')).toHaveLength(1);
    expect((await hoursDue())['resolve']).toBe(72 + 7 * 24);
    for (const userId of ['luo', 'lin']) {
      const told = (await textsTo(userId)).filter((text) => text.includes('【恢复计时】'));
      expect(told).toHaveLength(1);
      expect(told[0]).toContain('等待配件已到最长期限，恢复计时');
    }
  });

  test('a breach that happened stays one, whatever is waited for afterwards', async () => {
    desk.clock.set('2026-11-24T03:00:00.000Z');
    await tick();
    await pause('waitingOwner');
    const track = (await desk.clocks(ticketId)).find((clock) => clock.name === 'track');
    expect(track).toMatchObject({
      breachedAt: new Date('2026-11-24T02:00:00.000Z'),
      dueAt: new Date('2026-11-24T02:00:00.000Z'),
    });
  });
});
