import { addDays, addMonths, type Day, daysInMonth, formatDay, splitDay } from '../../calendar.ts';
import { NUMBER, readNumber } from '../../numerals.ts';
import { MONTH_WORD, offsetOf, type PeriodOptions, readMonth, YEAR } from './day-points.ts';
import { monthOf, quarterOf, weekOf, yearPeriod } from '../periods.ts';
import type { Period } from '../types.ts';

/** Reads what an expression of a period matched; `months`: 同期, so many months earlier; `or`: what else may be meant. */
export type Reader = (
  match: RegExpExecArray,
  options: PeriodOptions,
) => Period | { months: number } | { period: Period; or: Period } | undefined;

export function lastDays(days: number, today: Day): Period | undefined {
  return days >= 1 && days <= 3660 ? { from: addDays(today, 1 - days), to: today } : undefined;
}

export function lastMonths(months: number, today: Day): Period | undefined {
  return months >= 1 && months <= 120 ? { from: addDays(addMonths(today, -months), 1), to: today } : undefined;
}

/** 这两个月, 这三周: whole ones of the calendar, the present one the last. */
export function unitsUntilNow(count: number, unit: string, today: Day): Period | undefined {
  if (count > 120) return undefined;
  return { from: unitBack(count - 1, unit, today).from, to: unitBack(0, unit, today).to };
}

/** 前两个月, 前三周: whole ones of the calendar up to the present one. */
export function unitsBeforeNow(count: number, unit: string, today: Day): Period | undefined {
  if (count < 1 || count > 120) return undefined;
  return { from: unitBack(count, unit, today).from, to: unitBack(1, unit, today).to };
}

function unitBack(back: number, unit: string, today: Day): Period {
  if (/[周星礼]/.test(unit)) return weekOf(addDays(today, -7 * back));
  if (unit === '月') return monthOf(today, -back);
  return unit === '年' ? yearPeriod(splitDay(today)[0] - back) : quarterOf(today, -back);
}

/** 10月前半月跟后半月比: both of that month. */
const MONTH_BEFORE = new RegExp(
  `(?:(${MONTH_WORD})|(${YEAR})?(${NUMBER})月)份?的?(?:[上前下后]半个?月|[上中下]旬)(?:[和跟与比、,]|还是|对比)+$`,
);

/** The month of a part; where none is named the one that was named just before, else the present one. */
function monthOfPart(match: RegExpExecArray, options: PeriodOptions): Period | undefined {
  const named = [match[1], match[3]].some((each) => each !== undefined);
  const [, word, year, month] = named ? match : (MONTH_BEFORE.exec(match.input.slice(0, match.index)) ?? match);
  if (month !== undefined) return readMonth(year, month, options);
  return monthOf(options.today, offsetOf(/^(?:上+|下)?(?!半)/.exec(word ?? '')?.[0] ?? ''));
}

/** Parts of a month: its first days, halves, thirds. */
export const PARTS_OF_MONTHS: readonly (readonly [RegExp, Reader])[] = [
  // the first or last days of a month
  [
    new RegExp(`(?:(${MONTH_WORD})|(${YEAR})?(${NUMBER})月)份?的?([头前后])(${NUMBER})天`),
    (match, options) => {
      const month =
        match[3] === undefined
          ? monthOf(options.today, offsetOf(/^(?:上+|下)?/.exec(match[1] ?? '')?.[0] ?? ''))
          : readMonth(match[2], match[3], options);
      const count = readNumber(match[5] ?? '');
      if (month === undefined || !(count >= 1 && count <= 31)) return undefined;
      return match[4] === '后'
        ? { from: addDays(month.to, 1 - count), to: month.to }
        : { from: month.from, to: addDays(month.from, count - 1) };
    },
  ],
  // halves of a month
  [
    new RegExp(`(?:(${MONTH_WORD})|(${YEAR})?(${NUMBER})月)?份?的?(?:([上前])|[下后])半个?月`),
    (match, options) => {
      const month = monthOfPart(match, options);
      if (month === undefined) return undefined;
      const [year, at] = splitDay(month.from);
      return match[4] === undefined
        ? { from: formatDay(year, at, 16), to: month.to }
        : { from: month.from, to: formatDay(year, at, 15) };
    },
  ],
  // months and their thirds
  [
    new RegExp(`(?:(上{1,3}|下|本|这|当)(?:个|一)?月|(${YEAR})?(${NUMBER})月)?份?的?([上中下])旬`),
    (match, options) => {
      const month = monthOfPart(match, options);
      if (month === undefined) return undefined;
      const third = '上中下'.indexOf(match[4] ?? '');
      const [year, at] = splitDay(month.from);
      return {
        from: formatDay(year, at, third * 10 + 1),
        to: third === 2 ? formatDay(year, at, daysInMonth(year, at)) : formatDay(year, at, third * 10 + 10),
      };
    },
  ],
];
