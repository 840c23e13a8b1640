import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dateToDay } from '../../src/calendar.ts';
import type { Context } from '../../src/context.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { datedWords, dueReports, isReportKey, makeReport, planReports, reportOf } from '../../src/reports/index.ts';
import { fileNameOf } from '../../src/reports/messages.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { addFollowUp } from './support.ts';

const START = '2026-11-18T01:00:00.000Z';
const HOUR = 3600;

/** As on a store's first morning. */
async function startAnew(desk: Desk): Promise<void> {
  desk.clock.set(START);
  await desk.database.client.$executeRawUnsafe(
    'TRUNCATE report, outgoing_file, outbox_message, schedule_slot, follow_up RESTART IDENTITY',
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

/** A process that reaches the database once it has failed, no sooner. */
function dying(desk: Desk): Context {
  const context = desk.as('system');
  let calls = 0;
  const transaction: Database['transaction'] = (...parameters) => {
    calls += 1;
    return calls === 1 ? Promise.reject(new Error('killed')) : context.database.transaction(...parameters);
  };
  return { ...context, database: { ...context.database, transaction } };
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

  const day = '2026-11-18';

  test('go out in the evening as one text, then the pictures, then the files, to whom the rules say', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, doneOn: day, score: 9, isSatisfied: true });
    await addFollowUp(desk, { round: 'sevenDay', dueOn: day, status: 'callTask', assigneeUserId: 'xu' });
    await planReports(desk.as('system'));
    await pass(9);
    const reports = await reportsOf(desk);
    expect(reports.map(({ key, status, sentTo }) => [key, status, sentTo])).toEqual([
      ['sevenDayDaily', 'made', ['lin']],
      ['threeDayDaily', 'made', ['lin']],
    ]);
    const sent = await sentOf(desk);
    expect(sent.map(({ channel, recipient, preview }) => [channel, recipient, preview])).toEqual([
      [
        'wecomText',
        'lin',
        [
          '【日报】2026年11月18日（截至11月18日 18:00）',
          '《7DC客户回访日报表》回访率0.0%（0/1），未达标；已回访0条。',
          '《3DC客户回访日报表》回访率100.0%（1/1）；已回访1条；回访得分9.0分（1条）；回访满意率100.0%（1/1）。',
          '还没登记结果的回访共1位：徐专员1。',
          '全部报表：http://127.0.0.1/reports/main',
        ].join('\n'),
      ],
      ['wecomImage', 'lin', '[图片] 7DC客户回访日报表-20261118.png'],
      ['wecomImage', 'lin', '[图片] 3DC客户回访日报表-20261118.png'],
      ['wecomFile', 'lin', '[文件] 7DC客户回访日报表-20261118.xlsx'],
      ['wecomFile', 'lin', '[文件] 3DC客户回访日报表-20261118.xlsx'],
    ]);
  });

  test('in which there is nothing are one line without a picture or a file; what is in only one of them comes with it', async () => {
    await planReports(desk.as('system'));
    await pass(9);
    expect((await sentOf(desk)).map(({ preview }) => preview)).toEqual([
      '【日报】2026年11月18日（截至11月18日 18:00）：没有要做的回访。',
    ]);
    // They are on the page all the same.
    expect((await reportsOf(desk)).every(({ fileId }) => fileId !== null)).toBe(true);
    await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-11-19', doneOn: '2026-11-19', score: 8 });
    await pass(24);
    expect((await sentOf(desk)).slice(1).map(({ preview }) => preview.split('\n')[1] ?? preview)).toEqual([
      '《7DC客户回访日报表》没有要做的回访。',
      '[图片] 3DC客户回访日报表-20261119.png',
      '[文件] 3DC客户回访日报表-20261119.xlsx',
    ]);
  });

  test('of a week, and of a month, are one text for all of them', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-11-18', doneOn: '2026-11-18', score: 9 });
    desk.clock.set('2026-12-04T10:00:00.000Z');
    await planReports(desk.as('system'));
    // Saturday the 5th, then Monday the 7th.
    await pass(15);
    await pass(48);
    const texts = (await sentOf(desk)).filter(({ channel }) => channel === 'wecomText');
    const [month, ...others] = texts.filter(({ preview }) => !preview.startsWith('【日报】'));
    expect(month?.recipient.split('|').toSorted()).toEqual(['fang', 'lin']);
    expect(month?.preview.split('\n').map((line) => /^【.*|^《[^》]*》/.exec(line)?.[0])).toEqual([
      '【月报】2026年11月',
      '《7DC调查统计月报表》',
      '《3DC调查统计月报表》',
      '《客服中心工作月报表》',
      '《客户抱怨表》',
      '《客户流失分析月报表》',
      undefined,
    ]);
    expect(others.map(({ preview }) => preview.split('\n'))).toEqual([
      [
        '【周报】2026年11月30日至12月6日',
        '《7DC回访周报表》没有要做的回访。',
        '《3DC客户回访周报表》没有要做的回访。',
        '《客户抱怨周报表》这段时间没有数据。',
        '全部报表：http://127.0.0.1/reports/main',
      ],
    ]);
  });

  test('are made once, however often the minute comes', async () => {
    await planReports(desk.as('system'));
    await pass(9);
    for (let minute = 0; minute < 5; minute += 1) await pass(1 / 60);
    expect(await reportsOf(desk)).toHaveLength(2);
    expect(await sentOf(desk)).toHaveLength(1);
  });

  test('wait for each other, but not for one that failed or that nobody works on any more', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, doneOn: day, score: 9 });
    await addFollowUp(desk, { round: 'sevenDay', dueOn: day, doneOn: day, score: 9 });
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [first, second] = await reportsOf(desk);
    if (first === undefined || second === undefined) throw new Error('no reports');
    await makeReport(desk.as('system'), `main:${first.id}`);
    for (let minute = 0; minute < 9; minute += 1) {
      desk.clock.advance(60);
      await planReports(desk.as('system'));
    }
    expect(await sentOf(desk)).toEqual([]);
    desk.clock.advance(60);
    await planReports(desk.as('system'));
    await planReports(desk.as('system'));
    expect((await sentOf(desk)).map(({ channel }) => channel)).toEqual(['wecomText', 'wecomImage', 'wecomFile']);
    await makeReport(desk.as('system'), `main:${second.id}`);
    const late = (await sentOf(desk)).slice(3).map(({ preview }) => preview);
    expect(late[0]).toContain('《3DC客户回访日报表》');
    expect(late[0]).not.toContain('《7DC客户回访日报表》');
    expect(late).toHaveLength(3);
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
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, doneOn: day, score: 9 });
    await makeReport(desk.as('system'), `main:${good.id}`);
    expect(await sentOf(desk)).toEqual([]);
    for (let attempt = 0; attempt < 4; attempt += 1) await makeReport(dying(desk), `main:${bad.id}`);
    expect((await sentOf(desk)).map(({ channel }) => channel)).toEqual(['wecomText', 'wecomImage', 'wecomFile']);
    const after = await desk.database.client.report.findUniqueOrThrow({ where: { id: bad.id } });
    expect(after).toMatchObject({ status: 'making', attempts: 4, error: 'killed', fileId: null });
    await work(desk.as('system'));
    expect((await reportsOf(desk)).map(({ status }) => status)).toEqual(['made', 'made']);
    expect((await sentOf(desk)).at(-1)?.preview).toContain('《7DC客户回访日报表》没有要做的回访。');
  });

  test('that failed too often are told to the director, once', async () => {
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [bad] = await reportsOf(desk);
    const id = bad?.id ?? 0;
    await desk.database.client.report.update({ where: { id }, data: { attempts: 4 } });
    await makeReport(dying(desk), `main:${id}`);
    await makeReport(desk.as('system'), `main:${id}`);
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

const spanOf = ({ fromOn, toOn }: { fromOn: Date; toOn: Date }) => ({ from: dateToDay(fromOn), to: dateToDay(toOn) });
const titleOf = ({ key }: { key: string }) => (isReportKey(key) ? reportOf(key).title : key);
const NAMES = { day: '日报', week: '周报', month: '月报' } as const;
const periodOf = (row: { key: string; fromOn: Date; toOn: Date }) =>
  `【${NAMES[(isReportKey(row.key) ? reportOf(row.key).every : undefined) ?? 'day']}】${datedWords(spanOf(row))}`;

/** The reports that a text tells of: where both of a day have nothing to say, it names neither. */
function toldIn(text: string): string[] {
  const head = /^[^（：\n]+/.exec(text)?.[0] ?? '';
  const titles = [...text.matchAll(/^《([^》]+)》/gm)].map(([, title]) => title);
  return (titles.length > 0 ? titles : ['7DC客户回访日报表', '3DC客户回访日报表']).map((title) => `${head} ${title}`);
}

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
          for (let nth = 0; nth < 12; nth += 1) {
            const dueOn = addDays('2026-11-17', nth * 2);
            await addFollowUp(desk, {
              round: nth % 3 > 0 ? 'threeDay' : 'sevenDay',
              dueOn,
              doneOn: addDays(dueOn, nth % 4),
            });
          }
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
          // Each report of each period is told in one text, and each file that is worth it is sent once.
          const told = sent.filter(({ channel }) => channel === 'wecomText').flatMap(({ preview }) => toldIn(preview));
          const titles = reports.map((row) => `${periodOf(row)} ${titleOf(row)}`);
          expect(told.toSorted()).toEqual(titles.toSorted());
          const files = sent.filter(({ channel }) => channel === 'wecomFile').map(({ preview }) => preview);
          const worth = reports
            .filter(({ isEmpty }) => !isEmpty)
            .map((row) => `[文件] ${fileNameOf(titleOf(row), spanOf(row))}.xlsx`);
          expect(files.toSorted()).toEqual(worth.toSorted());
          expect(worth.length).toBeGreaterThan(0);
          // One that failed on its way follows by itself.
          const together = new Set(reports.map(periodOf)).size;
          const texts = sent.filter(({ channel }) => channel === 'wecomText').length;
          const hasFailed = reports.some(({ attempts }) => attempts > 0);
          expect(hasFailed ? together : texts).toBe(together);
        },
      ),
      { numRuns: 3 },
    );
    await second.close();
    await desk.close();
  },
  120_000,
);
