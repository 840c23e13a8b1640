import { afterAll, beforeAll, test } from 'vitest';
import { addDays, type Day } from '../../src/calendar.ts';
import type { ReportKey } from '../../src/reports/index.ts';
import { drawReport } from '../../src/reports/make.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { expectFormulas } from './cells.ts';
import { readSheets } from './evaluate.ts';
import { addFollowUp, type FollowUpRow } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ startAt: '2026-11-23T01:00:00.000Z' });
});
afterAll(() => desk.close());

const sheetsOf = async (key: ReportKey, period: { from: Day; to: Day }) =>
  readSheets((await drawReport(desk.as('system'), key, period)).workbook.content);

const followUp: fc.Arbitrary<FollowUpRow> = fc
  .record({
    round: fc.constantFrom('threeDay' as const, 'sevenDay' as const),
    dueOn: fc.integer({ min: 0, max: 9 }).map((days) => addDays('2026-03-01', days)),
    state: fc.constantFrom('done', 'callTask', 'asking', 'skipped', 'closed'),
    late: fc.integer({ min: -2, max: 3 }),
    score: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
    isSatisfied: fc.option(fc.boolean(), { nil: undefined }),
    isFixed: fc.option(fc.boolean(), { nil: undefined }),
    advisorName: fc.constantFrom('江顾问', '李顾问'),
  })
  .map(({ state, late, score, isSatisfied, isFixed, ...rest }) =>
    state === 'done'
      ? {
          ...rest,
          doneOn: addDays(rest.dueOn, late),
          ...(score === undefined ? {} : { score }),
          ...(isSatisfied === undefined ? {} : { isSatisfied }),
          ...(isFixed === undefined ? {} : { isFixed }),
        }
      : { ...rest, status: state, ...(state === 'skipped' ? { skipReason: '已售' } : {}) },
  );

test('whatever was answered, the sums over the listed rows are the figures of the chat', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(followUp, { maxLength: 12 }), async (list) => {
      await desk.database.client.followUp.deleteMany({ where: { dueOn: { lt: new Date('2026-06-01') } } });
      for (const row of list) await addFollowUp(desk, row);
      expectFormulas(await sheetsOf('threeDayWeekly', { from: '2026-03-02', to: '2026-03-08' }));
      expectFormulas(await sheetsOf('sevenDayMonthly', { from: '2026-03-01', to: '2026-03-31' }));
    }),
    { numRuns: 10 },
  );
});
