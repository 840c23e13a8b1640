import { addDays, type Day, daysBetween } from '../../calendar.ts';
import {
  halfYearPeriod,
  monthOf,
  type PeriodUnit,
  previousPeriod,
  quarterOf,
  shiftMonths,
  unitOf,
  untilToday,
  weekOf,
  yearPeriod,
} from '../periods.ts';
import type { FoundPeriod } from './read-periods.ts';
import type { SpanText } from './spans.ts';
import type { Period } from '../types.ts';
import { CHANGE_WORDS, RELATION_WORDS } from './shape-words.ts';

export interface PeriodReading {
  period?: Period;
  compareWith?: Period;
  /** A comparison was asked; the period it starts from may come from the question before. */
  isComparison: boolean;
  /** More periods than two, or others that can't be put together. */
  isUnclear: boolean;
  /** Three or more in a row, named one by one: told step by step. */
  steps?: 'day' | 'week' | 'month' | 'quarter';
  /** What else the words of the period may mean. */
  or?: Period;
}

const BEFORE = /(?:(比|较|相较于?|对比|相比|vs)|(跟|和|与|同))$/;
const AFTER = /^(?:的)?(?:情况)?(?:相比较?|对比(?:一?下)?|比较|比比|比起来|比一比|比一下|相较|比)/;
const RANK: Readonly<Record<PeriodUnit, number>> = {
  day: 0,
  span: 1,
  week: 1,
  month: 2,
  quarter: 3,
  halfYear: 4,
  year: 5,
};

/** The unit that holds today. */
function current(unit: PeriodUnit, today: Day): Period {
  switch (unit) {
    case 'day':
      return { from: today, to: today };
    case 'week':
      return weekOf(today);
    case 'quarter':
      return quarterOf(today);
    case 'halfYear':
      return halfYearPeriod(Number(today.slice(0, 4)), today.slice(5, 7) > '06' ? 2 : 1);
    case 'year':
      return yearPeriod(Number(today.slice(0, 4)));
    default:
      return monthOf(today);
  }
}

/** Against 上个月 a single day or week is measured by its like a month ago, not by the whole month. */
function comparable(base: Period, other: Period): Period {
  const units = { base: unitOf(base), other: unitOf(other) };
  if (RANK[units.base] >= RANK[units.other] || units.base === 'span') return other;
  switch (units.other) {
    case 'week': {
      const days = daysBetween(weekOf(other.from).from, weekOf(base.from).from);
      return { from: addDays(base.from, -days), to: addDays(base.to, -days) };
    }
    case 'month':
      return shiftMonths(base, -monthsBetween(other.from, base.from));
    case 'year':
      return shiftMonths(base, -12 * (Number(base.from.slice(0, 4)) - Number(other.from.slice(0, 4))));
    default:
      return other;
  }
}

const monthsBetween = (from: Day, to: Day): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

/**
 * Tells the period asked for from the one it is compared with.
 *
 * @param previous period of the question before, when this one follows it
 * @param lastDay that is asked for of a period that still runs (截止昨天)
 * @param isEach each of them is asked for (各多少, 哪个月多): two in a row are told step by step, not set against each other
 */
export function readComparison(
  text: SpanText,
  found: readonly FoundPeriod[],
  today: Day,
  previous: Period | undefined,
  isEach: boolean,
  lastDay: Day = today,
): PeriodReading {
  const same = found.filter((each) => each.samePeriodMonths !== undefined);
  const named = found.flatMap((each) =>
    each.period === undefined ? [] : [{ ...each, period: each.period, text: text.full.slice(each.start, each.end) }],
  );
  const compared = named.filter((each) => takeCompareWords(text, each));
  const isSameCompared = same.filter((each) => takeCompareWords(text, each)).length > 0;
  if (isSameCompared) text.take(RELATION_WORDS);
  const isChange = text.take(CHANGE_WORDS) !== undefined;
  if (isChange) while (text.take(CHANGE_WORDS) !== undefined);
  const row =
    compared.length === 0 && same.length === 0 && !isChange
      ? inARow(
          named.map(({ period }) => period),
          isEach ? 2 : 3,
        )
      : undefined;
  if (row !== undefined) return { ...row, isComparison: false, isUnclear: false };
  if (named.length > 2 || same.length > 1 || compared.length > 1) return { isComparison: true, isUnclear: true };
  const other = compared[0] ?? named[1];
  const asked = named.find((each) => each !== other)?.period;

  if (same[0]?.samePeriodMonths !== undefined) {
    const months = same[0].samePeriodMonths;
    const base = asked ?? previous;
    // Days to come have nothing to be compared with.
    const from = untilToday(base ?? monthOf(today), lastDay) ?? base ?? monthOf(today);
    const shifted = shiftMonths(from, -months);
    const isAsked =
      isChange || isSameCompared || found.some(({ start, end }) => text.full.slice(start, end).includes('同比'));
    if (base === undefined && !isAsked) return { period: shifted, isComparison: false, isUnclear: false };
    return { period: base ?? monthOf(today), compareWith: shifted, isComparison: true, isUnclear: false };
  }
  if (other !== undefined) {
    text.take(RELATION_WORDS);
    const unit = unitOf(other.period);
    // 10月跟前一个月比: before the one that was asked for, now or in the question before.
    const from = asked ?? (previous !== undefined && unitOf(previous) === unit ? previous : undefined);
    if (from !== undefined && /^前[一1]/.test(other.text))
      return { period: from, compareWith: previousPeriod(from), isComparison: true, isUnclear: false };
    const known = asked ?? (previous === undefined || sameAs(previous, other.period) ? undefined : previous);
    const base = known ?? current(unit === 'span' ? 'month' : unit, today);
    return {
      period: base,
      compareWith: comparable(base, beforeToday(other, today)),
      isComparison: true,
      isUnclear: false,
    };
  }
  if (isChange) {
    const base = asked ?? previous ?? monthOf(today);
    return { period: base, compareWith: previousPeriod(base), isComparison: true, isUnclear: false };
  }
  const or = named.length === 1 ? named[0]?.or : undefined;
  return {
    ...(asked === undefined ? {} : { period: asked }),
    ...(or === undefined ? {} : { or }),
    isComparison: false,
    isUnclear: false,
  };
}

/** 7月8月9月: one span, told by its steps. */
function inARow(
  periods: readonly Period[],
  least: number,
): { period: Period; steps: 'day' | 'week' | 'month' | 'quarter' } | undefined {
  const [first] = periods;
  const last = periods.at(-1);
  if (periods.length < least || first === undefined || last === undefined) return undefined;
  const steps = unitOf(first);
  if (steps !== 'day' && steps !== 'week' && steps !== 'month' && steps !== 'quarter') return undefined;
  const isRow = periods.every((each, at) => {
    const before = periods[at - 1];
    return unitOf(each) === steps && (before === undefined || addDays(before.to, 1) === each.from);
  });
  return isRow ? { period: { from: first.from, to: last.to }, steps } : undefined;
}

/** Q3跟Q2比, where plans look ahead: what is compared with has been, unless its year is named. */
function beforeToday({ period, text }: { period: Period; text: string }, today: Day): Period {
  return period.from > today && !/年|下/.test(text) ? shiftMonths(period, -12) : period;
}

const sameAs = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;

/** Takes 跟…比 around a period. @returns whether the period is the one compared with */
function takeCompareWords(text: SpanText, { start, end }: FoundPeriod): boolean {
  const before = BEFORE.exec(text.rest.slice(0, start));
  const after = AFTER.exec(text.rest.slice(end));
  if (before === null) return false;
  const isCompared = before[1] !== undefined || after !== null;
  if (!isCompared) return false;
  text.blank({ start: start - before[0].length, end: start });
  // 10月比11月: the word belongs to the period that follows it.
  if (after !== null) text.blank({ start: end, end: end + after[0].length });
  return true;
}
