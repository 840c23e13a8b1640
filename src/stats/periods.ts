import { addDays, addMonths, type Day, daysBetween, daysInMonth, formatDay, splitDay } from '../calendar.ts';
import type { Period } from './types.ts';

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'halfYear' | 'year' | 'span';

/** Monday of the week that holds a day. */
export function mondayOf(day: Day): Day {
  // 1970-01-05 was a Monday.
  const weekday = ((daysBetween('1970-01-05', day) % 7) + 7) % 7;
  return addDays(day, -weekday);
}

export function weekOf(day: Day): Period {
  const from = mondayOf(day);
  return { from, to: addDays(from, 6) };
}

export function monthPeriod(year: number, month: number): Period {
  return { from: formatDay(year, month, 1), to: formatDay(year, month, daysInMonth(year, month)) };
}

/** Month of a day, moved by `offset` months. */
export function monthOf(day: Day, offset = 0): Period {
  const [year, month] = splitDay(day);
  const moved = addMonths(formatDay(year, month, 1), offset);
  const [movedYear, movedMonth] = splitDay(moved);
  return monthPeriod(movedYear, movedMonth);
}

/** @param quarter 1–4 */
export function quarterPeriod(year: number, quarter: number): Period {
  return { from: monthPeriod(year, quarter * 3 - 2).from, to: monthPeriod(year, quarter * 3).to };
}

export function quarterOf(day: Day, offset = 0): Period {
  const [year, month] = splitDay(day);
  const index = year * 4 + Math.floor((month - 1) / 3) + offset;
  return quarterPeriod(Math.floor(index / 4), (index % 4) + 1);
}

/** Of a day, 1–4. */
export const quarterIn = (day: Day): number => Math.ceil(splitDay(day)[1] / 3);

/** First day of the step of the calendar that holds a day. */
export function stepOf(step: 'day' | 'week' | 'month' | 'quarter', day: Day): Day {
  if (step === 'week') return mondayOf(day);
  if (step === 'month') return monthOf(day).from;
  return step === 'quarter' ? quarterOf(day).from : day;
}

/** @param half 1 or 2 */
export function halfYearPeriod(year: number, half: number): Period {
  return { from: monthPeriod(year, half * 6 - 5).from, to: monthPeriod(year, half * 6).to };
}

export function yearPeriod(year: number): Period {
  return { from: formatDay(year, 1, 1), to: formatDay(year, 12, 31) };
}

/** What a period is, by its bounds alone: `2026-11-01…30` is a month whoever asked for it. */
export function unitOf({ from, to }: Period): PeriodUnit {
  const same = (other: Period) => other.from === from && other.to === to;
  const [year, month] = splitDay(from);
  if (from === to) return 'day';
  if (same(weekOf(from))) return 'week';
  if (same(monthOf(from))) return 'month';
  if (same(quarterOf(from))) return 'quarter';
  if (same(halfYearPeriod(year, month > 6 ? 2 : 1))) return 'halfYear';
  return same(yearPeriod(year)) ? 'year' : 'span';
}

/** The period just before, of the same kind: 环比. */
export function previousPeriod(period: Period): Period {
  switch (unitOf(period)) {
    case 'month':
      return monthOf(period.from, -1);
    case 'quarter':
      return quarterOf(period.from, -1);
    case 'halfYear': {
      const to = addDays(period.from, -1);
      return { from: monthOf(to, -5).from, to };
    }
    case 'year':
      return yearPeriod(splitDay(period.from)[0] - 1);
    default: {
      const days = daysBetween(period.from, period.to) + 1;
      return { from: addDays(period.from, -days), to: addDays(period.from, -1) };
    }
  }
}

/**
 * The same days, some months earlier (同期). A period that ends with its month stays so: November → October 31,
 * February 28 → February 29 of a leap year.
 */
export function shiftMonths({ from, to }: Period, months: number): Period {
  const endsMonth = from !== to && monthOf(to).to === to;
  return { from: addMonths(from, months), to: endsMonth ? monthOf(to, months).to : addMonths(to, months) };
}

/** The part that has passed, today included; undefined when none has. */
export function untilToday({ from, to }: Period, today: Day): Period | undefined {
  if (from > today) return undefined;
  return { from, to: to < today ? to : today };
}

/** The same number of days from the beginning of another period, for a fair comparison with one that still runs. */
export function firstDaysOf(other: Period, days: number): Period {
  const to = addDays(other.from, days - 1);
  return { from: other.from, to: to < other.to ? to : other.to };
}
