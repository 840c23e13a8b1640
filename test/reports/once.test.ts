import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dateToDay } from '../../src/calendar.ts';
import type { Context } from '../../src/context.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { dueReports, makeReport, planReports } from '../../src/reports/index.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';

const START = '2026-11-18T01:00:00.000Z';
const HOUR = 3600;

/** As on a store's first morning. */
async function startAnew(desk: Desk): Promise<void> {
  desk.clock.set(START);
  await desk.database.client.$executeRawUnsafe(
    'TRUNCATE report, outgoing_file, outbox_message, schedule_slot RESTART IDENTITY',
  );
}

/** Gives every report that waits its turn, as the queue would. */
async function work(context: Context): Promise<void> {
  const waiting = await context.database.client.report.findMany({
    where: { status: 'making' },
    orderBy: { id: 'asc' },
  });
  for (const { id } of waiting) await makeReport(context, `main:${id}`);
}

const reportsOf = (desk: Desk) => desk.database.client.report.findMany({ orderBy: { id: 'asc' } });
const sentOf = (desk: Desk) =>
  desk.database.client.outboxMessage.findMany({
    where: { channel: { in: ['wecomText', 'wecomImage', 'wecomFile'] } },
    orderBy: { id: 'asc' },
  });

describe('reports of the timetable', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ startAt: START });
  });
  afterAll(() => desk.close());
  beforeEach(() => startAnew(desk));

  const pass = async (hours: number) => {
    desk.clock.advance(hours * HOUR);
    await planReports(desk.as('system'));
    await work(desk.as('system'));
  };

  test('go out in the evening as text, picture and file, to whom the rules say', async () => {
    await planReports(desk.as('system'));
    await pass(9);
    const reports = await reportsOf(desk);
    expect(reports.map(({ key, status, sentTo }) => [key, status, sentTo])).toEqual([
      ['sevenDayDaily', 'made', ['lin']],
      ['threeDayDaily', 'made', ['lin']],
    ]);
    const sent = await sentOf(desk);
    expect(sent.map(({ channel, recipient }) => [channel, recipient])).toEqual([
      ['wecomText', 'lin'],
      ['wecomImage', 'lin'],
      ['wecomFile', 'lin'],
      ['wecomText', 'lin'],
      ['wecomImage', 'lin'],
      ['wecomFile', 'lin'],
    ]);
    expect(sent[0]?.preview).toContain('【7DC客户回访日报表】2026年11月18日');
    expect(sent[2]?.preview).toBe('[文件] 7DC客户回访日报表-20261118.xlsx');
  });

  test('are made once, however often the minute comes', async () => {
    await planReports(desk.as('system'));
    await pass(9);
    for (let minute = 0; minute < 5; minute += 1) await pass(1 / 60);
    expect(await reportsOf(desk)).toHaveLength(2);
    expect(await sentOf(desk)).toHaveLength(6);
  });

  test('that nobody made for two days are made up for, each of its own day', async () => {
    await planReports(desk.as('system'));
    await pass(9 + 48);
    const days = (await reportsOf(desk)).map(({ key, fromOn }) => `${key} ${dateToDay(fromOn)}`);
    expect(days).toEqual([
      'sevenDayDaily 2026-11-18',
      'threeDayDaily 2026-11-18',
      'sevenDayDaily 2026-11-19',
      'threeDayDaily 2026-11-19',
      'sevenDayDaily 2026-11-20',
      'threeDayDaily 2026-11-20',
    ]);
  });

  test('made up for at night wait until the morning', async () => {
    await planReports(desk.as('system'));
    // 02:00 in Shanghai.
    await pass(17);
    const waits = (await sentOf(desk)).map(({ notBeforeAt }) => notBeforeAt?.toISOString());
    expect(new Set(waits)).toEqual(new Set(['2026-11-19T00:00:00.000Z']));
  });

  test('that can’t be made are tried again and keep no other waiting', async () => {
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [bad, good] = await reportsOf(desk);
    if (bad === undefined || good === undefined) throw new Error('no reports');
    const dying = (): Context => {
      const context = desk.as('system');
      return { ...context, queue: { ...context.queue, enqueue: () => Promise.reject(new Error('killed')) } };
    };
    for (let attempt = 0; attempt < 4; attempt += 1) await makeReport(dying(), `main:${bad.id}`);
    const after = await desk.database.client.report.findUniqueOrThrow({ where: { id: bad.id } });
    expect(after).toMatchObject({ status: 'making', attempts: 4, error: 'killed', fileId: null });
    expect(await desk.database.client.outgoingFile.count()).toBe(0);
    await work(desk.as('system'));
    expect((await reportsOf(desk)).map(({ status }) => status)).toEqual(['made', 'made']);
  });

  test('that failed too often are told to the director, once', async () => {
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [bad] = await reportsOf(desk);
    const id = bad?.id ?? 0;
    await desk.database.client.report.update({ where: { id }, data: { attempts: 4 } });
    const context = desk.as('system');
    let calls = 0;
    const enqueue: Context['queue']['enqueue'] = (...parameters) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('killed')) : context.queue.enqueue(...parameters);
    };
    await makeReport({ ...context, queue: { ...context.queue, enqueue } }, `main:${id}`);
    await makeReport(context, `main:${id}`);
    expect(await desk.database.client.report.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'failed' });
    expect(await desk.texts('lin')).toEqual([
      expect.stringContaining('《7DC客户回访日报表》（2026年11月18日）没有生成成功'),
    ]);
  });

  test('are handed to nobody but their own store', async () => {
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [first] = await reportsOf(desk);
    await makeReport({ ...desk.as('system'), storeId: 'east' }, `east:${first?.id}`);
    expect((await reportsOf(desk)).every(({ status }) => status === 'making')).toBe(true);
  });
});

/** Far enough back to be made up for, near enough for a test. */
const reports = { catchUpDailyDays: 1, catchUpDays: 8 };
const rules = { ...defaultRules, reports: { ...defaultRules.reports, ...reports } };

test.skipIf(!hasPostgres())(
  'over any downtimes, restarts and two nodes at once each report of each period arrives once',
  async () => {
    const desk = await openDesk({ kind: 'postgres', startAt: START, rules: { reports } });
    const second: Database = await openDatabase({ url: desk.database.url, poolSize: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            hours: fc.oneof(
              { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }) },
              { weight: 1, arbitrary: fc.integer({ min: 31, max: 400 }) },
            ),
            /** The process dies after it has entered them. */
            dies: fc.boolean(),
            together: fc.boolean(),
          }),
          { minLength: 2, maxLength: 4 },
        ),
        async (steps) => {
          await startAnew(desk);
          const nodes = [desk.as('system'), { ...desk.as('system'), database: second }];
          const run = (verb: (node: Context) => Promise<unknown>, together: boolean) =>
            Promise.all((together ? nodes : nodes.slice(0, 1)).map(verb));
          await run(planReports, true);
          const since = desk.clock.now();
          const wanted = new Set<string>();
          for (const { hours, dies, together } of [...steps, { hours: 1, dies: false, together: true }]) {
            desk.clock.advance(hours * HOUR);
            await run(planReports, together);
            for (const { key, period } of dueReports(desk.clock.now(), rules, since)) {
              wanted.add(`${key} ${period.from}`);
            }
            if (!dies) await run(work, together);
          }
          const reports = await reportsOf(desk);
          expect(reports.map(({ key, fromOn }) => `${key} ${dateToDay(fromOn)}`).toSorted()).toEqual(
            [...wanted].toSorted(),
          );
          expect(reports.every(({ status }) => status === 'made')).toBe(true);
          const sent = await sentOf(desk);
          const count = (channel: string) => sent.filter((row) => row.channel === channel).length;
          expect([count('wecomText'), count('wecomFile')]).toEqual([wanted.size, wanted.size]);
          expect(await desk.database.client.outgoingFile.count()).toBe(count('wecomFile') + count('wecomImage'));
        },
      ),
      { numRuns: 3 },
    );
    await second.close();
    await desk.close();
  },
  120_000,
);
