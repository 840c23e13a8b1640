import { addDays, addMonths, type Day, daysBetween, daysInMonth, formatDay, isDay, splitDay } from '../calendar.ts';
import { findHoliday, HOLIDAY_WORDS } from './holidays.ts';
import { NUMBER, readNumber } from './numerals.ts';
import {
  halfYearPeriod,
  mondayOf,
  monthOf,
  monthPeriod,
  quarterOf,
  quarterPeriod,
  weekOf,
  yearPeriod,
} from './periods.ts';
import type { Span, SpanText } from './spans.ts';
import type { Period } from './types.ts';

/** `samePeriod`: 同期 — the asked period, so many months earlier. */
export interface FoundPeriod extends Span {
  period: Period | undefined;
  samePeriodMonths?: number;
}

export interface PeriodOptions {
  today: Day;
  /** A month or day without a year is the nearest one, also a coming one; else the latest that has begun. */
  allowsFuture: boolean;
}

const YEAR = '(?:(?:20)?\\d{2}年|去年|今年|前年|本年)';
const TO = '(?:到|至|~|-|—+|–)';
const DAY_POINT = `(?:20\\d{2}[-/.]\\d{1,2}[-/.]\\d{1,2}|${YEAR}?${NUMBER}月${NUMBER}(?:[号日]|(?![月\\d十]))|\\d{1,2}[./]\\d{1,2}[号日]?|\\d{1,2}-\\d{1,2}(?![号日月\\d])|${NUMBER}[号日]|大?前天|昨[天日]|今[天日])`;
const NOW_POINT = '(?:现在|目前|今天|今日|至今|今)';

/**
 * Takes every period from the text, in the order of the text. Something that looks like a period but is none
 * (2月30号) is left in place, so that the question counts as not understood.
 */
export function takePeriods(text: SpanText, options: PeriodOptions): FoundPeriod[] {
  const found: FoundPeriod[] = [];
  for (const [expression, read] of READERS) {
    for (const match of text.rest.matchAll(new RegExp(expression, 'g'))) {
      const result = read(match, options);
      if (result === undefined) continue;
      const span = { start: match.index, end: match.index + match[0].length };
      text.blank(span);
      found.push(
        'months' in result
          ? { ...span, period: undefined, samePeriodMonths: result.months }
          : { ...span, period: result },
      );
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

type Reader = (match: RegExpExecArray, options: PeriodOptions) => Period | { months: number } | undefined;

const day = (value: Day): Period => ({ from: value, to: value });

function lastDays(days: number, today: Day): Period | undefined {
  return days >= 1 && days <= 3660 ? { from: addDays(today, 1 - days), to: today } : undefined;
}

function lastMonths(months: number, today: Day): Period | undefined {
  return months >= 1 && months <= 120 ? { from: addDays(addMonths(today, -months), 1), to: today } : undefined;
}

function readYear(word: string | undefined, today: Day): number | undefined {
  const thisYear = splitDay(today)[0];
  if (word === undefined || word === '') return undefined;
  if (word.startsWith('去')) return thisYear - 1;
  if (word.startsWith('前')) return thisYear - 2;
  const digits = /\d+/.exec(word)?.[0];
  if (digits === undefined) return thisYear;
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

/** The year of a thing named without one. `dayIn` gives its first day in a year; undefined where it does not exist. */
function nearestYear(
  dayIn: (year: number) => Day | undefined,
  { today, allowsFuture }: PeriodOptions,
): number | undefined {
  const thisYear = splitDay(today)[0];
  const distance = (year: number) => {
    const at = dayIn(year);
    return at === undefined ? Number.POSITIVE_INFINITY : Math.abs(daysBetween(today, at));
  };
  const years = [thisYear + 1, thisYear, thisYear - 1, thisYear - 2, thisYear - 3, thisYear - 4].filter((year) => {
    const at = dayIn(year);
    return at !== undefined && (allowsFuture || at <= today);
  });
  return years.toSorted((a, b) => distance(a) - distance(b))[0];
}

const realDay = (year: number, month: number, date: number): Day | undefined => {
  const value = formatDay(year, month, date);
  return isDay(value) ? value : undefined;
};

/** One end of a range, or a day alone. `near` gives what is left out: 11月1号到15号, 去年11月1日到12月3日. */
function readDayPoint(word: string, options: PeriodOptions, near?: Day): Day | undefined {
  const { today } = options;
  if (/^(?:今|现在|目前|至今)/.test(word) && !word.startsWith('今年')) return today;
  if (word.startsWith('昨')) return addDays(today, -1);
  if (word === '前天') return addDays(today, -2);
  if (word === '大前天') return addDays(today, -3);
  const iso = /^(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})日?$/.exec(word);
  if (iso !== null) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts =
    new RegExp(`^(${YEAR})?(${NUMBER})月(${NUMBER})[号日]?$`).exec(word) ??
    /^()(\d{1,2})[./-](\d{1,2})[号日]?$/.exec(word);
  if (parts !== null) {
    const month = readNumber(parts[2] ?? '');
    const date = readNumber(parts[3] ?? '');
    const year =
      readYear(parts[1], today) ??
      (near === undefined ? nearestYear((each) => realDay(each, month, date), options) : splitDay(near)[0]);
    const value = year === undefined ? undefined : realDay(year, month, date);
    // A range over New Year: 12月20日到1月5日.
    return near !== undefined && value !== undefined && value < near && (parts[1] ?? '') === ''
      ? realDay(splitDay(near)[0] + 1, month, date)
      : value;
  }
  const only = new RegExp(`^(${NUMBER})[号日]?$`).exec(word);
  if (only === null) return undefined;
  const date = readNumber(only[1] ?? '');
  const [year, month] = splitDay(near ?? today);
  const inMonth = realDay(year, month, date);
  if (near !== undefined || options.allowsFuture || inMonth === undefined || inMonth <= today) return inMonth;
  const [lastYear, lastMonth] = splitDay(monthOf(today, -1).from);
  return realDay(lastYear, lastMonth, date);
}

function range(from: Day | undefined, to: Day | undefined): Period | undefined {
  return from === undefined || to === undefined || to < from ? undefined : { from, to };
}

function readMonth(yearWord: string | undefined, word: string, options: PeriodOptions): Period | undefined {
  const month = readNumber(word);
  if (!(month >= 1 && month <= 12)) return undefined;
  const year = readYear(yearWord, options.today) ?? nearestYear((each) => formatDay(each, month, 1), options);
  return year === undefined ? undefined : monthPeriod(year, month);
}

/** Words that count back or forward: 上上个月 → -2. */
function offsetOf(word: string): number {
  if (word.startsWith('下')) return word.length;
  return word.startsWith('上') ? -word.length : 0;
}

const WEEKDAYS = '一二三四五六日';
/** 上周一共 is last week, not last Monday; 本周日均 is no Sunday. */
const WEEKDAY = `(一(?![共起直般样些个条下])|[二三四五六天末]|日(?![均报]))`;

/** In this order: what is longer or more particular comes first. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/上(?:个)?(?:月|月份)(?:的)?(?:同期|同一时期|这个时候)/, () => ({ months: 1 })],
  [/(?:去年|上年|前一年)(?:的)?(?:同期|同一时期|同月|这个时候|这个月)|同比|年同比/, () => ({ months: 12 })],
  [/上(?:个)?季度?(?:的)?同期/, () => ({ months: 3 })],
  // ranges of days and months
  [
    new RegExp(`(?:从|自)?(${DAY_POINT})(?:开始)?${TO}(${DAY_POINT}|${NOW_POINT}|${NUMBER}[号日]?)(?:之间|期间|为止)?`),
    (match, options) => {
      const from = readDayPoint(match[1] ?? '', options);
      return from === undefined ? undefined : range(from, readDayPoint(match[2] ?? '', options, from));
    },
  ],
  [
    new RegExp(`(?:从|自)?(${NUMBER})${TO}(${NUMBER})[号日]`),
    (match, options) => {
      const from = readDayPoint(`${match[1]}号`, options);
      return from === undefined ? undefined : range(from, readDayPoint(match[2] ?? '', options, from));
    },
  ],
  [
    new RegExp(`(?:从|自)?(${DAY_POINT})(?:以来|以后|之后|开始|起)(?:到现在)?`),
    (match, options) => range(readDayPoint(match[1] ?? '', options), options.today),
  ],
  [
    new RegExp(`(?:从|自)?(${YEAR})?(${NUMBER})(?:月份?)?${TO}(${YEAR})?(${NUMBER})月份?`),
    (match, options) => {
      const first = readMonth(match[1], match[2] ?? '', options);
      if (first === undefined) return undefined;
      const year = readYear(match[3], options.today) ?? splitDay(first.from)[0];
      const month = readNumber(match[4] ?? '');
      if (!(month >= 1 && month <= 12)) return undefined;
      const last = monthPeriod(
        match[3] === undefined && monthPeriod(year, month).to < first.from ? year + 1 : year,
        month,
      );
      return range(first.from, last.to);
    },
  ],
  [
    new RegExp(`(?:从|自)?(${YEAR})?(${NUMBER})月份?(?:以来|以后|之后|开始|起|${TO}${NOW_POINT})(?:到现在)?`),
    (match, options) => range(readMonth(match[1], match[2] ?? '', options)?.from, options.today),
  ],
  [
    /(?:从)?(?:今年以来|年初(?:以来|(?:到|至)(?:现在|今天|目前|今)))/,
    (_, { today }) => range(yearPeriod(splitDay(today)[0]).from, today),
  ],
  [
    /(?:从)?(?:本月以来|这个月以来|月初(?:以来|(?:到|至)(?:现在|今天|目前|今)))/,
    (_, { today }) => range(monthOf(today).from, today),
  ],
  // a number of days, weeks, months back
  [
    new RegExp(
      `(?:最近|近|过去|这|前|刚过去的?)(?:的)?(${NUMBER}|半)(?:个)?(天|日|周|星期|礼拜|月|季度|年)(?:内|以来|里|来)?`,
    ),
    (match, { today }) => {
      const unit = match[2] ?? '';
      if (match[1] === '半')
        return unit === '年' ? lastMonths(6, today) : unit === '月' ? lastDays(15, today) : undefined;
      // 前两个月, 这一周 name calendar units: read below or not at all, for they do not end today.
      if (match[0].startsWith('前') && !/[天日]/.test(unit)) return undefined;
      if (/^这一?[个周星礼月]/.test(match[0])) return undefined;
      const count = readNumber(match[1] ?? '');
      if (match[0].startsWith('前')) return range(addDays(today, -count), addDays(today, -1));
      if (/[天日]/.test(unit)) return lastDays(count, today);
      if (/[周星礼]/.test(unit)) return lastDays(count * 7, today);
      return lastMonths(unit === '年' ? count * 12 : unit === '季度' ? count * 3 : count, today);
    },
  ],
  // holidays
  [
    new RegExp(`(${YEAR})?(${HOLIDAY_WORDS})(?:节|黄金周|小长假|长假|假期|放假)*(?:期间|前后)?`),
    (match, options) => {
      if (match[0].endsWith('前后')) return undefined;
      const year = readYear(match[1], options.today);
      return findHoliday(match[2] ?? '', year, options.today, options.allowsFuture);
    },
  ],
  // quarters, halves
  [
    new RegExp(`(上{1,2}|本|这|当|下)(?:个|一)?季度?(?:度)?`),
    (match, { today }) => (/季/.test(match[0]) ? quarterOf(today, offsetOf(match[1] ?? '')) : undefined),
  ],
  [
    new RegExp(`(${YEAR})?第?([一二三四1-4])(?:个)?季度?|(${YEAR}|20\\d{2})q([1-4])(?:季度)?|q([1-4])季度`),
    (match, options) => {
      const quarter = readNumber(match[2] ?? match[4] ?? match[5] ?? '');
      const year =
        readYear(match[1] ?? match[3], options.today) ??
        nearestYear((each) => quarterPeriod(each, quarter).from, options);
      return year === undefined ? undefined : quarterPeriod(year, quarter);
    },
  ],
  [
    new RegExp(`(${YEAR})?([上下])半年`),
    (match, options) => {
      const half = match[2] === '上' ? 1 : 2;
      const year = readYear(match[1], options.today) ?? nearestYear((each) => halfYearPeriod(each, half).from, options);
      return year === undefined ? undefined : halfYearPeriod(year, half);
    },
  ],
  // weeks
  [
    new RegExp(`(上{1,3}|下|本|这|当)?(?:个|一)?(?:周|星期|礼拜)${WEEKDAY}`),
    (match, { today, allowsFuture }) => {
      const monday = addDays(mondayOf(today), 7 * offsetOf(match[1] ?? ''));
      const word = match[2] ?? '';
      if (word === '末') {
        const saturday = addDays(monday, 5);
        const from = match[1] === undefined && saturday > today && !allowsFuture ? addDays(saturday, -7) : saturday;
        return { from, to: addDays(from, 1) };
      }
      const at = addDays(monday, word === '天' ? 6 : WEEKDAYS.indexOf(word));
      return day(match[1] === undefined && at > today && !allowsFuture ? addDays(at, -7) : at);
    },
  ],
  [
    /(上{1,3}|下|本|这|当)(?:个|一)?(?:周|星期|礼拜)/,
    (match, { today }) => weekOf(addDays(today, 7 * offsetOf(match[1] ?? ''))),
  ],
  // days
  [
    new RegExp(`(${DAY_POINT})(?:当天|那天|这天)?`),
    (match, options) => {
      const at = readDayPoint(match[1] ?? '', options);
      return at === undefined ? undefined : day(at);
    },
  ],
  [/今早|今晚|当[天日]/, (_, { today }) => day(today)],
  [/昨晚|昨/, (_, { today }) => day(addDays(today, -1))],
  [/明[天日]/, (_, { today }) => day(addDays(today, 1))],
  [/后天/, (_, { today }) => day(addDays(today, 2))],
  // months and their thirds
  [
    new RegExp(`(?:(上{1,3}|下|本|这|当)(?:个|一)?月|(${YEAR})?(${NUMBER})月)份?([上中下])旬`),
    (match, options) => {
      const month =
        match[3] === undefined
          ? monthOf(options.today, offsetOf(match[1] ?? ''))
          : readMonth(match[2], match[3], options);
      if (month === undefined) return undefined;
      const third = '上中下'.indexOf(match[4] ?? '');
      const [year, at] = splitDay(month.from);
      return {
        from: formatDay(year, at, third * 10 + 1),
        to: third === 2 ? formatDay(year, at, daysInMonth(year, at)) : formatDay(year, at, third * 10 + 10),
      };
    },
  ],
  [new RegExp(`(上{1,3}|下|本|这|当)(?:个|一)?月份?`), (match, { today }) => monthOf(today, offsetOf(match[1] ?? ''))],
  [/(20\d{2})[-/.](\d{1,2})(?![-/.\d])/, (match, options) => readMonth(`${match[1]}年`, match[2] ?? '', options)],
  [new RegExp(`(${YEAR})?(${NUMBER})月份?`), (match, options) => readMonth(match[1], match[2] ?? '', options)],
  // years
  [/今年|本年度?|这一?年|全年/, (_, { today }) => yearPeriod(splitDay(today)[0])],
  [/去年|上一?年度?/, (_, { today }) => yearPeriod(splitDay(today)[0] - 1)],
  [/前年/, (_, { today }) => yearPeriod(splitDay(today)[0] - 2)],
  [
    /(20\d{2})年度?|(?<!\d)(\d{2})年/,
    (match) => yearPeriod(match[1] === undefined ? 2000 + Number(match[2]) : Number(match[1])),
  ],
  [/最近|近期|这几天|这阵子|这段时间/, (_, { today }) => lastDays(7, today)],
];
