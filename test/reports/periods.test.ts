import { describe, expect, test } from 'vitest';
import { addDays, dayOf, instantAt, isWorkingDay } from '../../src/calendar.ts';
import { dueReports, nextReportTimes } from '../../src/reports/index.ts';
import { comparedWith } from '../../src/reports/periods.ts';
import { defaultRules, type Rules } from '../../src/stores/index.ts';
import * as fc from '../support/property.ts';

const EVER = new Date('2020-01-01T00:00:00Z');
const rulesWith = (reports: Partial<Rules['reports']>): Rules => ({
  ...defaultRules,
  reports: { ...defaultRules.reports, ...reports },
});
const due = (now: string, reports: Partial<Rules['reports']> = {}, since = EVER) =>
  dueReports(instantAt(now.slice(0, 10), now.slice(11)), rulesWith(reports), since);
const keysAt = (now: string, ...rest: [Partial<Rules['reports']>?]) =>
  due(now, ...rest)
    .filter(({ dueAt }) => dayOf(dueAt) === now.slice(0, 10))
    .map(({ key, period }) => `${key} ${period.from} ${period.to}`);

describe('what the timetable wants', () => {
  test('on a Monday morning: last week’s; in the evening: the day’s', () => {
    expect(keysAt('2026-11-23 08:29')).toEqual([]);
    expect(keysAt('2026-11-23 08:30')).toEqual([
      'sevenDayWeekly 2026-11-16 2026-11-22',
      'threeDayWeekly 2026-11-16 2026-11-22',
      'complaintWeekly 2026-11-16 2026-11-22',
    ]);
    expect(keysAt('2026-11-24 17:30')).toEqual([
      'sevenDayDaily 2026-11-24 2026-11-24',
      'threeDayDaily 2026-11-24 2026-11-24',
    ]);
  });

  test('on the 5th: the five of the month before', () => {
    expect(keysAt('2026-11-05 08:30')).toEqual([
      'sevenDayMonthly 2026-10-01 2026-10-31',
      'threeDayMonthly 2026-10-01 2026-10-31',
      'centreMonthly 2026-10-01 2026-10-31',
      'complaintMonthly 2026-10-01 2026-10-31',
      'churnMonthly 2026-10-01 2026-10-31',
    ]);
  });

  const monthlyDays = (month: string, monthlyDay: Rules['reports']['monthlyDay']) =>
    due(`${month}-28 23:00`, { monthlyDay })
      .filter(({ key, dueAt }) => key === 'centreMonthly' && dayOf(dueAt).startsWith(month))
      .map(({ dueAt }) => dayOf(dueAt));

  test.each([
    // A Saturday.
    ['2026-12', 'sameDay', '2026-12-05'],
    ['2026-12', 'before', '2026-12-04'],
    ['2026-12', 'after', '2026-12-07'],
    // A Sunday.
    ['2025-01', 'before', '2025-01-03'],
    // National Day: before it the month has not ended.
    ['2026-10', 'before', '2026-10-08'],
    ['2026-10', 'after', '2026-10-08'],
  ] as const)('in %s, “%s”, the month’s go out on %s', (month, how, day) => {
    expect(monthlyDays(month, how)).toEqual([day]);
  });

  test('a make-up working day 调休 is a working day', () => {
    expect(isWorkingDay('2026-02-14')).toBe(true);
    const rules = { monthlyOn: 14, monthlyDay: 'after' as const };
    expect(keysAt('2026-02-14 08:30', rules)).toHaveLength(5);
  });

  test('on days off only where the rule says so no daily report', () => {
    expect(keysAt('2026-11-22 17:30')).toHaveLength(2);
    expect(keysAt('2026-11-22 17:30', { dailyOnWorkingDaysOnly: true })).toEqual([]);
  });

  test('after a downtime: days, weeks and the month as far back as the rules say', () => {
    const keys = due('2026-11-24 20:00', { catchUpDailyDays: 2, catchUpDays: 20 }).map(
      ({ key, period }) => `${key} ${period.from}`,
    );
    expect(keys.filter((key) => key.startsWith('threeDay'))).toEqual([
      'threeDayMonthly 2026-10-01',
      'threeDayWeekly 2026-11-02',
      'threeDayWeekly 2026-11-09',
      'threeDayDaily 2026-11-22',
      'threeDayWeekly 2026-11-16',
      'threeDayDaily 2026-11-23',
      'threeDayDaily 2026-11-24',
    ]);
  });

  test('nothing that was due before the store began', () => {
    expect(due('2026-11-24 20:00', {}, instantAt('2026-11-24', '12:00'))).toHaveLength(2);
  });

  test('what comes next is told with its time', () => {
    // Friday evening: Saturday has a daily report alone.
    const next = nextReportTimes(instantAt('2026-11-27', '18:00'), rulesWith({ monthlyDay: 'before' }));
    expect(next.map(({ at, what }) => `${dayOf(at)} ${what}`)).toEqual([
      '2026-11-28 发送日报',
      '2026-11-30 发送周报',
      '2026-12-04 发送月报',
      '2026-11-30 发送今日待办',
      '2026-11-30 催登记回访结果',
    ]);
  });

  test('looking every minute or once a day, each report of a period is wanted once, and none is left out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }).map((days) => addDays('2026-01-01', days)),
        fc.constantFrom('sameDay' as const, 'before' as const, 'after' as const),
        fc.integer({ min: 1, max: 28 }),
        (from, monthlyDay, monthlyOn) => {
          const rules = rulesWith({ monthlyDay, monthlyOn });
          const wanted = new Map<string, number>();
          for (let day = 0; day < 62; day += 1) {
            for (const { key, period, dueAt } of dueReports(instantAt(addDays(from, day), '23:59'), rules, EVER)) {
              wanted.set(`${key} ${period.from}`, dueAt.getTime());
            }
          }
          const months = [...wanted].filter(([key]) => key.startsWith('centreMonthly'));
          // Two months hold two such days, or three where the first look reaches back.
          expect(months.length).toBeGreaterThanOrEqual(2);
          const starts = months.map(([key]) => key.slice(-10));
          expect(starts).toEqual([...new Set(starts)]);
          expect(starts.every((start) => start.endsWith('-01'))).toBe(true);
          const days = [...wanted.keys()].filter((key) => key.startsWith('threeDayDaily'));
          expect(days).toHaveLength(62 + rules.reports.catchUpDailyDays);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test.each([
  // Over: all of it with all of the one before.
  ['2026-10-01', '2026-10-31', '2026-09-01', '2026-09-30'],
  ['2026-11-02', '2026-11-08', '2026-10-26', '2026-11-01'],
  ['2026-11-09', '2026-11-09', '2026-11-08', '2026-11-08'],
  // Running: so many days of it.
  ['2026-11-01', '2026-11-30', '2026-10-01', '2026-10-10'],
  ['2026-11-09', '2026-11-15', '2026-11-02', '2026-11-03'],
  ['2026-01-01', '2026-12-31', '2025-01-01', '2025-11-10'],
])('on 10 November %s to %s is compared with %s to %s', (from, to, before, until) => {
  expect(comparedWith({ from, to }, '2026-11-10')).toEqual({ from: before, to: until });
});

test('a day that still runs, or days of which it is the first, are compared with nothing', () => {
  expect(comparedWith({ from: '2026-11-10', to: '2026-11-10' }, '2026-11-10')).toBeUndefined();
  expect(comparedWith({ from: '2026-11-10', to: '2026-11-16' }, '2026-11-10')).toBeUndefined();
});
