import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  daysBetween,
  formatDay,
  instantAt,
  splitDay,
  weekdayOf,
} from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import { type Period, previousPeriod, untilToday } from '../stats/index.ts';
import { blocksOn, nextWorkingDay, type WorkingTime } from '../working-time.ts';
import { REPORT_KEYS, type ReportKey, reportOf } from './definitions.ts';

/** A report that the timetable wants, and since when. */
export interface DueReport {
  key: ReportKey;
  period: Period;
  dueAt: Date;
}

/**
 * What the timetable wants until now, the oldest first: a day's report on its evening, a week's on the Monday after it, a
 * month's on its day of the month after it. What was missed longer ago than the rules allow is left out.
 *
 * @param since nothing that was due before: the service did not run for the store yet
 */
export function dueReports(now: Date, rules: Rules, since: Date): DueReport[] {
  const periods = { day: dueDays(now, rules), week: dueWeeks(now, rules), month: dueMonths(now, rules) };
  const due = REPORT_KEYS.flatMap((key) => {
    const { every } = reportOf(key);
    return every === undefined ? [] : periods[every].map((one) => ({ key, ...one }));
  });
  return due
    .filter(({ dueAt }) => dueAt <= now && dueAt >= since)
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

type Due = Omit<DueReport, 'key'>;

function dueDays(now: Date, { reports, workingTime }: Rules): Due[] {
  if (!reports.daily) return [];
  return daysUntil(dayOf(now), reports.catchUpDailyDays)
    .filter((day) => !reports.dailyOnWorkingDaysOnly || blocksOn(day, workingTime).length > 0)
    .map((day) => ({ period: { from: day, to: day }, dueAt: instantAt(day, reports.dailyAt) }));
}

const MONDAY = 1;

function dueWeeks(now: Date, { reports }: Rules): Due[] {
  if (!reports.weekly) return [];
  return daysUntil(dayOf(now), reports.catchUpDays)
    .filter((day) => weekdayOf(day) === MONDAY)
    .map((day) => ({
      period: { from: addDays(day, -7), to: addDays(day, -1) },
      dueAt: instantAt(day, reports.weeklyAt),
    }));
}

function dueMonths(now: Date, { reports, workingTime }: Rules): Due[] {
  if (!reports.monthly) return [];
  const today = dayOf(now);
  const earliest = addDays(today, -reports.catchUpDays);
  const [year, month] = splitDay(today);
  return [-3, -2, -1, 0]
    .map((offset) => addMonths(formatDay(year, month, 1), offset))
    .map((first) => ({
      first,
      day: monthlyDay(addDays(first, reports.monthlyOn - 1), reports.monthlyDay, workingTime),
    }))
    .filter(({ day }) => day >= earliest && day <= today)
    .map(({ first, day }) => ({
      period: { from: addMonths(first, -1), to: addDays(first, -1) },
      dueAt: instantAt(day, reports.monthlyAt),
    }));
}

/**
 * The day on which a month's reports go out. Moved forward it stays in its month, for before that the reported month has
 * not ended: in a holiday like that of 1 to 8 October it is the working day after.
 */
export function monthlyDay(day: Day, how: Rules['reports']['monthlyDay'], hours: WorkingTime): Day {
  if (how === 'sameDay' || blocksOn(day, hours).length > 0) return day;
  if (how === 'before') {
    for (let earlier = addDays(day, -1); earlier.slice(0, 7) === day.slice(0, 7); earlier = addDays(earlier, -1)) {
      if (blocksOn(earlier, hours).length > 0) return earlier;
    }
  }
  return nextWorkingDay(day, hours);
}

/** So far ahead every kind of report comes at least once, wherever its day is moved to. */
const LOOK_AHEAD_DAYS = 62;

/** When the next of each kind goes out by the rules, and the day's two messages to staff: where time travel stops. */
export function nextReportTimes(now: Date, { reports, workingTime }: Rules): { at: Date; what: string }[] {
  const days = Array.from({ length: LOOK_AHEAD_DAYS + 1 }, (_, index) => addDays(dayOf(now), index));
  const isOpen = (day: Day) => blocksOn(day, workingTime).length > 0;
  const isMonthly = (day: Day) =>
    monthlyDay(addDays(`${day.slice(0, 7)}-01`, reports.monthlyOn - 1), reports.monthlyDay, workingTime) === day;
  const kinds: [isOn: boolean, time: string, what: string, isDue: (day: Day) => boolean][] = [
    [reports.daily, reports.dailyAt, '发送日报', (day) => !reports.dailyOnWorkingDaysOnly || isOpen(day)],
    [reports.weekly, reports.weeklyAt, '发送周报', (day) => weekdayOf(day) === MONDAY],
    [reports.monthly, reports.monthlyAt, '发送月报', isMonthly],
    [reports.morning, reports.morningAt, '发送今日待办', isOpen],
    [reports.nudge, reports.nudgeAt, '催登记回访结果', isOpen],
  ];
  return kinds.flatMap(([isOn, time, what, isDue]) => {
    const day = isOn ? days.find((one) => isDue(one) && instantAt(one, time) > now) : undefined;
    return day === undefined ? [] : [{ at: instantAt(day, time), what }];
  });
}

/**
 * With what a report compares its days: with those just before. While they still run, with as many days from the beginning of the
 * ones before: ten days against a whole month would look like a good month. A single day that still runs is like no other.
 */
export function comparedWith(period: Period, today: Day): Period | undefined {
  const before = previousPeriod(period);
  const passed = untilToday(period, today);
  if (passed === undefined || period.to < today) return before;
  if (passed.from === passed.to) return undefined;
  const to = addDays(before.from, daysBetween(passed.from, passed.to));
  return { from: before.from, to: to < before.to ? to : before.to };
}

function daysUntil(today: Day, back: number): Day[] {
  return Array.from({ length: back + 1 }, (_, index) => addDays(today, index - back));
}
