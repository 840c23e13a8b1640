import { expect, test } from 'vitest';
import { addDays, dateToDay } from '../../src/calendar.ts';
import type { Context } from '../../src/context.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { datedWords, dueReports, isReportKey, planReports, reportOf } from '../../src/reports/index.ts';
import { fileNameOf } from '../../src/reports/messages.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { hasPostgres } from '../support/database.ts';
import { openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { addFollowUp } from './support.ts';
import { HOUR, reportsOf, sentOf, START, startAnew, work } from './timetable.ts';

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
const reports = { catchUpDailyDays: 1, catchUpDays: 8, dailyFiles: 'always' as const };
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
          { minLength: 2, maxLength: 3 },
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
);
