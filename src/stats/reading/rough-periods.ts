import { SolarTerm } from 'tyme4ts';
import { addDays, addMonths, type Day, formatDay, splitDay } from '../../calendar.ts';
import { findHoliday, HOLIDAY_WORDS } from '../../holidays.ts';
import { NUMBER, readNumber } from '../../numerals.ts';
import { MONTH_WORD, offsetOf, type PeriodOptions, range, readMonth, readYear, YEAR } from './day-points.ts';
import { lastMonths, type Reader, unitsBeforeNow, unitsUntilNow } from './month-parts.ts';
import { mondayOf, monthOf, weekOf } from '../periods.ts';
import type { Period } from '../types.ts';

/** 几个月 is said where three are meant as well as where the number does not matter. */
const SEVERAL = 3;
const UNIT = '(周|星期|礼拜|月|季度|年)';
const WEEK = '(?:周|星期|礼拜)';
/** A month before what lies in it; nothing stands for the present one. */
const IN_MONTH = `(?:(${MONTH_WORD})|(${YEAR})?(${NUMBER})月)份?的?`;

/** Groups 1–3 of `IN_MONTH`. Without any: the present month, which may be the last one where its part has not begun. */
function monthIn(match: RegExpExecArray, options: PeriodOptions): Period | undefined {
  if (match[3] !== undefined) return readMonth(match[2], match[3], options);
  return monthOf(options.today, offsetOf(/^(?:上+|下)?/.exec(match[1] ?? '')?.[0] ?? ''));
}

/** A part of the month, of the month before where none was named and it lies ahead. */
function begun(match: RegExpExecArray, options: PeriodOptions, part: (month: Period) => Period): Period | undefined {
  const month = monthIn(match, options);
  if (month === undefined) return undefined;
  const found = part(month);
  const isNamed = match[1] !== undefined || match[3] !== undefined;
  return isNamed || options.allowsFuture || found.from <= options.today ? found : part(monthOf(options.today, -1));
}

/** A week belongs to the month that has most of its days: the first one holds the fourth. */
const weekInMonth = (month: Period, at: number): Period =>
  weekOf(addDays(mondayOf(addDays(month.from, 3)), 7 * (at - 1)));
const lastWeekOf = (month: Period): Period => weekOf(addDays(month.to, -3));

/** 月初, 月底: thirds of a month. */
function endOf(month: Period, word: string): Period {
  const [year, at] = splitDay(month.from);
  if (word === '初') return { from: month.from, to: formatDay(year, at, 10) };
  if (word === '中') return { from: formatDay(year, at, 11), to: formatDay(year, at, 20) };
  return { from: formatDay(year, at, 21), to: month.to };
}

/** What the terms of the sun begin: 入夏 is 立夏. */
const SEASONS: Readonly<Record<string, string>> = { 春: '立春', 夏: '立夏', 秋: '立秋', 冬: '立冬' };

function seasonStart(season: string, { today }: PeriodOptions): Day | undefined {
  const name = SEASONS[season];
  if (name === undefined) return undefined;
  const year = splitDay(today)[0];
  const starts = [year, year - 1].map((each) => {
    const day = SolarTerm.fromName(each, name).getJulianDay().getSolarDay();
    return formatDay(day.getYear(), day.getMonth(), day.getDay());
  });
  return starts.find((start) => start <= today);
}

/** The days around today, in their order. */
const NEAR_DAYS = '前昨今明后';
const NEAR_DAY = `(?:[${NEAR_DAYS}][天日]|[昨今]儿)`;

/** Spans that are named by what lies around them, or roughly. The answer says which days were taken. */
export const ROUGH_PERIODS: readonly (readonly [RegExp, Reader])[] = [
  // 截止上个月底, of figures that tell how things stand then
  [
    new RegExp(`截[至止]到?${IN_MONTH}月?[底末]`),
    (match, options) => (options.isAsOf === true ? monthIn(match, options) : undefined),
  ],
  // the days to come, without today
  [
    new RegExp(`(?:未来|今后|往后|接下来|后面|将来)的?这?(${NUMBER})个?(天|日|周|星期|礼拜|月)(?:之?内|以内|里)?`),
    (match, { today }) => {
      const count = readNumber(match[1] ?? '');
      if (!(count >= 1 && count <= 366)) return undefined;
      const unit = match[2] ?? '';
      const last = unit === '月' ? addMonths(today, count) : addDays(today, /[天日]/.test(unit) ? count : 7 * count);
      return { from: addDays(today, 1), to: last };
    },
  ],
  // 明天跟后天两天
  [
    new RegExp(
      `(${NEAR_DAY})(?:[、和跟与,]|到)?(${NEAR_DAY})(?:这|那)?(?:[两二2]天|一共|总共|加起来)(?!.*(?:各|分别|哪))`,
    ),
    (match, { today }) => {
      const [from, to] = [match[1], match[2]].map((word) => NEAR_DAYS.indexOf(word?.at(0) ?? ''));
      if (from === undefined || to !== from + 1) return undefined;
      return { from: addDays(today, from - NEAR_DAYS.indexOf('今')), to: addDays(today, to - NEAR_DAYS.indexOf('今')) };
    },
  ],
  // 最近几个月, 前几周, 这几个季度
  [
    new RegExp(`(最近|近|过去|前|这)几个?${UNIT}(?:以来|里|来|内)?`),
    (match, { today }) => {
      const unit = match[2] ?? '';
      if (match[1] === '前') return unitsBeforeNow(SEVERAL, unit, today);
      if (match[1] === '这') return unitsUntilNow(SEVERAL, unit, today);
      if (/[周星礼]/.test(unit)) return { from: addDays(today, 1 - 7 * SEVERAL), to: today };
      return lastMonths(SEVERAL * (unit === '年' ? 12 : unit === '季度' ? 3 : 1), today);
    },
  ],
  [/(?<!月份?的?)前几[天日]/, (_, { today }) => range(addDays(today, -7), addDays(today, -1))],
  // 前一个月 is mostly the last one of the calendar
  [
    new RegExp(`(?<!年的?|月的?)前[一1]个?${UNIT}(?![\\d一二三四五六日天])`),
    (match, { today }) => {
      const unit = match[1] ?? '';
      const period = unitsBeforeNow(1, unit, today);
      if (period === undefined) return undefined;
      const days = { from: addDays(today, 1 - 7), to: today };
      const or = /[周星礼]/.test(unit) ? days : { from: addDays(addMonths(today, -monthsOf(unit)), 1), to: today };
      return { period, or };
    },
  ],
  // the first weeks of a month
  [
    new RegExp(`${IN_MONTH}[头前](${NUMBER})个?${WEEK}`),
    (match, options) => {
      const month = monthIn(match, options);
      const count = readNumber(match[4] ?? '');
      if (month === undefined || !(count >= 1 && count <= 4)) return undefined;
      return range(weekInMonth(month, 1).from, weekInMonth(month, count).to);
    },
  ],
  // a week of a month, by its number or the last one
  [
    new RegExp(
      `(?:${IN_MONTH})?(?:第([一二三四五1-5])个?|(?<=月份?的?)(最后)一?个?|(?<=月份?的?)[头首]一?个?)${WEEK}(?![一二三四五六日天])`,
    ),
    (match, options) => {
      const at = match[5] === undefined ? readNumber(match[4] ?? '一') : undefined;
      const period = begun(match, options, (month) => (at === undefined ? lastWeekOf(month) : weekInMonth(month, at)));
      const month = monthIn(match, options);
      if (period === undefined || month === undefined) return undefined;
      // The fifth week of most months is the first of the next.
      if (at === 5 && weekInMonth(month, 5).from > lastWeekOf(month).from) return undefined;
      return period;
    },
  ],
  // the beginning and the end of a month: 10月底, 上个月月底, 月初
  ...[`${IN_MONTH}月?([初底末尾])`, `(?:${IN_MONTH})?月([初中底末尾])`].map(
    (words) =>
      [
        new RegExp(
          `(?<![到至截止从上下本这当个一二三四五六七八九十\\d])${words}(?![前到至~-]|之前|以前|以后|之后|以来|旬|开始|起)`,
        ),
        (match: RegExpExecArray, options: PeriodOptions) =>
          begun(match, options, (month) => endOf(month, match[4] ?? '')),
      ] as const,
  ),
  // the beginning and the end of a year, the end of a quarter
  [
    new RegExp(`(去年|前年|今年|20\\d{2}年|明年)年?([初底末尾])(?![到至~-]|以来|之前|以前)`),
    (match, { today }) => {
      const year = readYear(match[1], today);
      return year === undefined ? undefined : monthOf(formatDay(year, match[2] === '初' ? 1 : 12, 1));
    },
  ],
  [
    new RegExp(`(${YEAR})?第?([一二三四1-4])季度?[底末尾](?![到至~-]|之前|以前)`),
    (match, options) => {
      const month = readMonth(match[1], String(readNumber(match[2] ?? '') * 3), options);
      return month;
    },
  ],
  // after a holiday
  [
    new RegExp(
      `(${YEAR})?(${HOLIDAY_WORDS})(?:节|黄金周|小长假|长假|假期|放假)*(?:以后|之后|过后|过完|后|以来)(?:到现在|至今)?`,
    ),
    (match, options) => {
      const holiday = findHoliday(match[2] ?? '', readYear(match[1], options.today), options.today, false);
      return range(holiday === undefined ? undefined : addDays(holiday.to, 1), options.today);
    },
  ],
  // since a season began
  [
    /(?:从)?(?:入|开|立)([春夏秋冬])(?:天)?(?:以来|以后|之后|后|开始|起|到现在|至今)+/,
    (match, options) => range(seasonStart(match[1] ?? '', options), options.today),
  ],
  // this very day of another month or year
  [
    new RegExp(`(去年|上个?月)的?(?:今天|今日|这一?天)`),
    (match, { today }) => {
      const day = addMonths(today, match[1] === '去年' ? -12 : -1);
      return { from: day, to: day };
    },
  ],
  // three months in a row, named one by one
  [
    new RegExp(
      `(${YEAR})?(${NUMBER})月?[、,](${NUMBER})月?[、,和跟与]?(${NUMBER})(?:月份?)?(?:这?[3三]个月|(?<=月份?))`,
    ),
    (match, options) => {
      const [first, second, third] = [2, 3, 4].map((at) => readNumber(match[at] ?? ''));
      const isRow = first !== undefined && second === first + 1 && third === first + 2;
      const from = isRow ? readMonth(match[1], match[2] ?? '', options)?.from : undefined;
      return from === undefined ? undefined : { from, to: monthOf(from, 2).to };
    },
  ],
  // a week of the year
  [
    new RegExp(`(${YEAR})?第(${NUMBER})周`),
    (match, { today }) => {
      const at = readNumber(match[2] ?? '');
      if (!(at >= 6 && at <= 53)) return undefined;
      const year = readYear(match[1], today) ?? splitDay(today)[0];
      return weekOf(addDays(mondayOf(formatDay(year, 1, 4)), 7 * (at - 1)));
    },
  ],
];

const monthsOf = (unit: string): number => (unit === '年' ? 12 : unit === '季度' ? 3 : 1);
