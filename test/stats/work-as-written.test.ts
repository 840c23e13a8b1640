import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import { askDueFollowUps, endCall, keepAnswers, planFollowUps } from '../../src/follow-ups/index.ts';
import { reportCall } from '../../src/outreach/index.ts';
import { type MetricKey, type Query, runQuery } from '../../src/stats/index.ts';
import { answerViewer } from '../../src/stats/answers/answer.ts';
import {
  acknowledgeTicket,
  handOverTicket,
  resolveTicket,
  takeBackTicket,
  verifyTicket,
} from '../../src/tickets/index.ts';
import { ownerOf } from '../follow-ups/support.ts';
import { addOwner, empty } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Of rows that the verbs themselves have written, not of columns that a test makes up. */
describe('figures of work as it is written down', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await empty(desk);
    await desk.database.client.$executeRawUnsafe('TRUNCATE follow_up RESTART IDENTITY CASCADE');
    desk.clock.set('2026-11-23T02:00:00.000Z');
  });

  const ask = (metric: MetricKey, more: Partial<Query> = {}) =>
    runQuery(
      { db: desk.database.client, storeId: 'main', now: desk.clock.now() },
      { metric, filters: {}, period: { from: '2026-11-01', to: '2026-11-30' }, wantList: false, ...more },
    );
  const byKey = async (metric: MetricKey, groupBy: 'department' | 'assignee', more: Partial<Query> = {}) => {
    const { groups = [] } = await ask(metric, { groupBy, ...more });
    return Object.fromEntries(groups.filter(({ value }) => (value ?? 0) > 0).map(({ key, value }) => [key, value]));
  };
  const pass = (ms: number) => desk.clock.set(new Date(desk.clock.now().getTime() + ms).toISOString());
  const open = () => desk.open('说好三天到货的配件，等了半个月还没消息', { department: 'parts', needsHuman: false });
  const acknowledge = (who: string, ticketId: number) =>
    desk.run(who, (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
  const resolve = (who: string, ticketId: number) =>
    desk.run(who, (context, tx) => resolveTicket(context, tx, { ticketId, result: '已更换' }));
  const verdict = (who: string, ticketId: number, isSatisfied: boolean) =>
    desk.run(who, (context, tx) => verifyTicket(context, tx, { ticketId, isSatisfied, words: '车主原话' }));
  const resolved = async () => {
    const { id } = await open();
    await acknowledge('luo', id);
    await resolve('luo', id);
    return id;
  };

  test('签收用时 runs from the routing that was 签收 last: after a hand-over, a taking back and a reopening', async () => {
    const handedOver = await open();
    pass(2 * HOUR);
    await desk.run('luo', (context, tx) =>
      handOverTicket(context, tx, { ticketId: handedOver.id, department: 'workshop' }),
    );
    pass(3 * MINUTE);
    await acknowledge('ma', handedOver.id);
    expect((await ask('timeToAcknowledge')).value).toBe(3);

    await empty(desk);
    const reopened = await resolved();
    pass(30 * HOUR);
    await verdict('owner', reopened, false);
    pass(5 * MINUTE);
    await acknowledge('luo', reopened);
    expect((await ask('timeToAcknowledge')).value).toBe(5);

    await empty(desk);
    const taken = await open();
    await acknowledge('luo', taken.id);
    pass(5 * HOUR);
    await desk.run('luo', (context, tx) => takeBackTicket(context, tx, { ticketId: taken.id }));
    pass(7 * MINUTE);
    await acknowledge('luo', taken.id);
    expect((await ask('timeToAcknowledge')).value).toBe(7);
  });

  test('a verdict that is late is customer care’s, not the department’s that did the work, and no person’s there', async () => {
    await resolved();
    const { id: unrouted } = await open();
    pass(30 * HOUR);
    // Of that one 签收 is late, by nobody's name; of the other the verdict alone.
    expect(await byKey('overdue', 'department')).toEqual({ parts: 1, customerCare: 1 });
    expect(await byKey('overdue', 'assignee')).toEqual({ '': 2 });
    const parts = await ask('overdue', { filters: { department: ['parts'] }, wantList: true });
    expect([parts.value, parts.list?.items.map(({ name }) => name)]).toEqual([
      1,
      [(await desk.ticket(unrouted)).number],
    ]);
    const { value, aside } = await ask('open', { filters: { department: ['parts'] } });
    expect([value, aside]).toEqual([2, 1]);
    const rates = await ask('verifyOnTimeRate', { groupBy: 'department' });
    expect(rates.groups).toMatchObject([{ key: 'customerCare', numerator: 0, denominator: 1 }]);
  });

  test('a ticket that both were late with stands under both, and counts once', async () => {
    const { id } = await open();
    pass(100 * HOUR);
    await acknowledge('luo', id);
    await resolve('luo', id);
    pass(30 * HOUR);
    expect([(await ask('overdue')).value, await byKey('overdue', 'department')]).toEqual([
      1,
      { parts: 1, customerCare: 1 },
    ]);
    expect(await byKey('overdue', 'assignee')).toEqual({ luo: 1, '': 1 });
  });

  test('a verdict that staff wrote down is a call that reached the owner; one that the owner gave is none', async () => {
    const [called, tapped] = [await resolved(), await resolved()];
    await verdict('xu', called, true);
    await verdict('owner', tapped, true);
    const purpose = { filters: { purpose: ['verification'] } };
    expect((await ask('callsDone', purpose)).value).toBe(1);
    expect(await ask('callReachRate', purpose)).toMatchObject({ numerator: 1, denominator: 1 });
    expect((await ask('handled', { filters: { workKind: ['call'] } })).value).toBe(1);
  });

  test('a follow-up that the owner answers in chat is no call of the one who had it', async () => {
    await ownerOf(desk, '2026-11-19');
    await planFollowUps(desk.as('system'));
    await askDueFollowUps(desk.as('system'));
    const [row] = await desk.database.client.followUp.findMany();
    if (row === undefined) throw new Error('nobody was asked');
    expect((await ask('callTasksOpen', { filters: { purpose: ['followUp'] } })).value).toBe(1);
    await desk.run('owner', async (context, tx) => {
      const kept = await keepAnswers(context, tx, row, { score: 9 }, { channel: 'kf', lowScore: 6 });
      await endCall(context, tx, kept);
    });
    expect((await ask('callsDone')).value).toBe(0);
    expect((await ask('callTasksOpen')).value).toBe(0);
  });

  describe('bookings', () => {
    const booking = async (dueOn = '2026-11-23') => {
      const { customer } = await addOwner(desk);
      const { id } = await desk.database.client.callTask.create({
        data: {
          storeId: 'main',
          dedupeKey: `booking-${customer.id}`,
          purpose: 'booking',
          assigneeUserId: 'jiang',
          customerId: customer.id,
          title: `【预约】${customer.name} 想周六来`,
          script: '',
          dueOn: dayToDate(dueOn),
          createdAt: desk.clock.now(),
        },
      });
      return id;
    };
    const report = (callTaskId: number, result: 'reached' | 'booked' | 'noAnswer' | 'wrongNumber') =>
      desk.run('jiang', (context, tx) => reportCall(context, tx, { callTaskId, result, words: '新号码13900001111' }));

    test('are accepted when the owner was reached: not by a wrong number, nor left out while nobody answers', async () => {
      await report(await booking(), 'booked');
      await report(await booking(), 'reached');
      await report(await booking(), 'wrongNumber');
      const silent = await booking();
      await report(silent, 'noAnswer');
      pass(24 * HOUR);
      await report(silent, 'noAnswer');
      await booking('2026-11-24');
      expect(await ask('bookingAcceptance')).toMatchObject({ numerator: 2, denominator: 4, aside: 1 });
    });

    test('stand in lists by their cars: neither who the owner is nor what was typed is shown', async () => {
      await report(await booking(), 'booked');
      const viewer = { userId: 'jiang', name: '江顾问', role: 'serviceAdvisor', departmentKey: 'serviceReception' };
      for (const text of ['本月完成电话列出来', '本月工作量列出来']) {
        const { text: answer, result } = await answerViewer(desk.as('jiang'), viewer, {
          userId: 'jiang',
          text,
          previous: 'none',
        });
        expect(result?.list?.total).toBe(1);
        expect(`${answer} ${JSON.stringify(result?.list)}`).not.toMatch(/赵样|想周六来|139/);
      }
    });
  });
});
