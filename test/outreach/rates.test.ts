import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayOf, instantAt, timeOf } from '../../src/calendar.ts';
import { FixedClock } from '../../src/clock.ts';
import { createRates, type OutboxRow, type RateRules } from '../../src/outbox/index.ts';
import { type Bench, OA, startBench } from '../outbox/bench.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import * as fc from '../support/property.ts';

/** Where the service takes these messages. */
const API = {
  officialAccountTemplate: 'official-account:message/template/send',
  subscriptionNotice: 'official-account:message/subscribe/bizsend',
};
/** Nine o'clock in Shanghai on the next day. */
const morningAfter = (at: Date): Date => instantAt(addDays(dayOf(at), 1), '09:00');
const rules = (perMinute: number | undefined): RateRules => ({
  perMinute: async () => perMinute,
  withdraw: async () => false,
  isUnwanted: async () => false,
  isUrgent: async ({ reminderId }) => reminderId !== null && reminderId < 100,
  outsideQuietHours: async (_storeId, at) => (timeOf(at) === '00:05' ? instantAt(dayOf(at), '09:00') : at),
});
const rowOf = (row: Partial<OutboxRow>): OutboxRow => ({ storeId: 'main', channel: 'sms', ...row }) as OutboxRow;

describe('buckets', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase('pglite');
  });
  afterAll(() => database.close());
  let bucket = 0;

  test('no minute holds more than the limit, whatever two processes ask for, and a backlog uses most of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 200, max: 4000 }), { minLength: 30, maxLength: 40 }),
        async (perMinute, steps) => {
          bucket += 1;
          const clock = new FixedClock('2026-11-23T02:00:00.000Z');
          const processes = [1, 2].map(() => createRates({ database, clock, rules: rules(perMinute) }));
          const row = rowOf({ accountId: `account${bucket}`, reminderId: 1 });
          const left: number[] = [];
          const startedAt = clock.now().getTime();
          for (const [index, step] of steps.entries()) {
            const rates = processes[index % 2];
            while ((await rates?.take(row)) === 'now') left.push(clock.now().getTime());
            clock.advance(step / 1000);
          }
          const fullest = left.map((at, index) => left.slice(index).filter((other) => other < at + 60_000).length);
          expect(Math.max(...fullest)).toBeLessThanOrEqual(perMinute);
          const minutes = (clock.now().getTime() - startedAt) / 60_000;
          const least = perMinute >= 20 ? perMinute * (minutes - 0.1) * 0.8 : 0;
          expect(left.length).toBeGreaterThan(least);
        },
      ),
      { numRuns: 4 },
    );
  });

  test('who finds nothing is told a time of their own, and then there is a token', async () => {
    const clock = new FixedClock('2026-11-23T02:00:00.000Z');
    const rates = createRates({ database, clock, rules: rules(60) });
    const row = rowOf({ accountId: 'apart', reminderId: 1 });
    const later: Date[] = [];
    while (later.length < 10) {
      const leave = await rates.take(row);
      if (leave instanceof Date) later.push(leave);
    }
    expect(new Set(later.map((at) => at.getTime())).size).toBe(10);
    for (const at of later) {
      clock.set(at);
      expect(await rates.take(row)).toBe('now');
    }
  });

  test('answers and alarms take no token', async () => {
    const clock = new FixedClock('2026-11-23T02:00:00.000Z');
    const rates = createRates({ database, clock, rules: rules(1) });
    for (let count = 0; count < 5; count += 1) {
      expect(await rates.take(rowOf({ channel: 'kfMessage', accountId: 'answers', reminderId: null }))).toBe('now');
    }
  });
});

test('a reminder that is still waiting at night leaves in the morning; an answer leaves now', async () => {
  const database = await openTestDatabase('pglite');
  const morning = new Date('2026-11-24T09:00:00+08:00');
  const night = { ...rules(60), outsideQuietHours: async () => morning };
  const rates = createRates({ database, clock: new FixedClock('2026-11-23T14:00:00.000Z'), rules: night });
  expect(await rates.take(rowOf({ accountId: 'night', reminderId: 1 }))).toEqual(morning);
  expect(await rates.take(rowOf({ accountId: 'night', reminderId: null }))).toBe('now');
  await database.close();
});

describe('a reminder whose answer was lost in the evening', () => {
  let bench: Bench;
  let isNight = false;
  let isUnwanted = false;
  let morning = new Date(0);
  beforeAll(async () => {
    const outsideQuietHours: RateRules['outsideQuietHours'] = async (_storeId, at) => (isNight ? morning : at);
    const rateRules = { ...rules(60), isUnwanted: async () => isUnwanted, outsideQuietHours };
    bench = await startBench({ rateRules });
  });
  afterAll(() => bench.close());

  /** The call got no answer, and then the quiet hours have begun. */
  async function lost(channel: 'kfMessage' | 'officialAccountTemplate', reminderId = 1): Promise<number> {
    isNight = isUnwanted = false;
    await bench.ownerWrites();
    const api = channel === 'kfMessage' ? 'kf/send_msg' : 'message/template/send';
    await bench.emulator.control.fault({ api, kind: 'lostAnswer' });
    const id = await bench.put({ channel, ...(reminderId === 0 ? {} : { reminderId }) });
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    isNight = true;
    morning = new Date(bench.clock.now().getTime() + 12 * 3_600_000);
    await bench.advance(3);
    return id;
  }
  test('is repeated next morning where the platform still knows its key, and an answer passes it', async () => {
    const id = await lost('kfMessage');
    const before = (await bench.calls('kf/send_msg')).length;
    expect(await bench.send(id)).toMatchObject({ status: 'unknown', notBeforeAt: morning });
    expect((await bench.calls('kf/send_msg')).length).toBe(before);
    expect(await bench.send(await bench.put({ channel: 'kfMessage' }))).toMatchObject({ status: 'sent' });
    isNight = false;
    await bench.advance(12 * 3600);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    const { preview } = await bench.row(id);
    expect((await bench.ownerGot()).filter((text) => text === preview)).toHaveLength(1);
  });

  test('is not repeated where the key is forgotten by then: its receipt is waited for', async () => {
    const id = await lost('officialAccountTemplate');
    const before = (await bench.calls('message/template/send')).length;
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(30 * 60);
    expect(await bench.send(id)).toMatchObject({ status: 'failed' });
    expect(bench.outcomes.at(-1)).toMatchObject({ id, outcome: { isUnresolved: true } });
    expect((await bench.calls('message/template/send')).length).toBe(before);
  });

  test('is not repeated for an owner who wants no more', async () => {
    const id = await lost('kfMessage');
    isUnwanted = true;
    const before = (await bench.calls('kf/send_msg')).length;
    expect(await bench.send(id)).toMatchObject({ status: 'failed' });
    expect((await bench.calls('kf/send_msg')).length).toBe(before);
  });

  test('but an answer to an owner is repeated at once', async () => {
    const id = await lost('kfMessage', 0);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
  });
});

describe('the sender', () => {
  let bench: Bench;
  let nth = 1000;
  beforeAll(async () => {
    bench = await startBench({ rateRules: rules(12) });
  });
  afterAll(() => bench.close());

  const putReminder = (channel: keyof typeof API = 'officialAccountTemplate') =>
    bench.put({ channel, reminderId: (nth += 1) });
  let urgentNth = 10;
  const callsOf = async (channel: keyof typeof API) => (await bench.calls(API[channel])).length;
  const openCount = () => bench.database.client.outboxMessage.count({ where: { status: 'pending' } });

  test('lets reminders out at the allowed rate, and an answer to an owner does not wait behind them', async () => {
    for (let count = 0; count < 12; count += 1) await putReminder();
    await bench.send();
    expect(await openCount()).toBe(10);
    await bench.ownerWrites();
    const answer = await bench.put({ channel: 'kfMessage' });
    expect(await bench.send(answer)).toMatchObject({ status: 'sent' });
    const perMinute: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      const before = await openCount();
      for (let second = 0; second < 60; second += 5) {
        await bench.advance(5);
        await bench.send();
      }
      perMinute.push(before - (await openCount()));
    }
    expect(Math.max(...perMinute)).toBeLessThanOrEqual(12);
    expect(await openCount()).toBe(0);
  });

  test.each(['officialAccountTemplate', 'subscriptionNotice'] as const)(
    '%s stops for today at 45009: what is urgent goes on to the next rung, the rest leaves in the morning, nobody asks again',
    async (channel) => {
      await bench.advance(3600);
      const { control } = bench.emulator;
      await control.person('p1').officialAccount(OA).acceptNotice('SUB');
      await control.fault({ api: API[channel], kind: 'errcode', errcode: 45009, times: 100 });
      const morning = morningAfter(bench.clock.now());
      const before = await callsOf(channel);
      const first = await putReminder(channel);
      expect(await bench.send(first)).toMatchObject({ status: 'pending', notBeforeAt: morning });
      const second = await putReminder(channel);
      const urgent = await bench.put({ channel, reminderId: 7 });
      await bench.send();
      expect(await bench.row(second)).toMatchObject({ status: 'pending', notBeforeAt: morning });
      expect(await bench.row(urgent)).toMatchObject({ status: 'failed', errorCode: 45009 });
      expect(bench.outcomes.at(-1)).toMatchObject({ id: urgent, outcome: { action: 'next' } });
      expect((await callsOf(channel)) - before).toBe(1);
      await control.clearFaults();
      await bench.advance((morning.getTime() - bench.clock.now().getTime()) / 1000);
      expect(await bench.send(first)).toMatchObject({ status: 'sent' });
    },
  );

  test.each(['officialAccountTemplate', 'subscriptionNotice'] as const)(
    '%s that was too frequent (45011) is told minutes later, urgent or not, and the others do not wait for tomorrow',
    async (channel) => {
      await bench.advance(3600);
      const { control } = bench.emulator;
      for (let time = 0; time < 3; time += 1) await control.person('p1').officialAccount(OA).acceptNotice('SUB');
      await control.fault({ api: API[channel], kind: 'errcode', errcode: 45011 });
      const urgent = await bench.put({ channel, reminderId: (urgentNth += 1) });
      const others = [await putReminder(channel), await putReminder(channel)];
      const before = await callsOf(channel);
      await bench.send();
      expect((await callsOf(channel)) - before).toBe(1);
      for (let minute = 0; minute < 4; minute += 1) {
        await bench.advance(60);
        await bench.send();
      }
      for (const id of [urgent, ...others]) expect(await bench.row(id)).toMatchObject({ status: 'sent' });
    },
  );

  test('a question that is no reminder waits for the morning too, not for midnight', async () => {
    await bench.advance(3600);
    await bench.emulator.control.fault({ api: API.officialAccountTemplate, kind: 'errcode', errcode: 45009 });
    const id = await bench.put({ channel: 'officialAccountTemplate' });
    expect(await bench.send(id)).toMatchObject({ status: 'pending', notBeforeAt: morningAfter(bench.clock.now()) });
  });
});
