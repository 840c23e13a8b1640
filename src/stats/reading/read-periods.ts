import { addDays, type Day, daysBetween, splitDay } from '../../calendar.ts';
import { findHoliday, HOLIDAY_WORDS } from '../../holidays.ts';
import { NUMBER, readNumber } from '../../numerals.ts';
import {
  halfYearPeriod,
  mondayOf,
  monthOf,
  monthPeriod,
  quarterOf,
  quarterPeriod,
  weekOf,
  yearPeriod,
} from '../periods.ts';
import {
  DAY_POINT,
  END_POINT,
  MONTH_WORD,
  nearestYear,
  NOW_POINT,
  offsetOf,
  range,
  readDayPoint,
  readMonth,
  readYear,
  realDay,
  TO,
  WEEKDAY,
  WEEKDAYS,
  YEAR,
  type PeriodOptions,
} from './day-points.ts';
import { lastDays, lastMonths, PARTS_OF_MONTHS, type Reader, unitsBeforeNow, unitsUntilNow } from './month-parts.ts';
import { ROUGH_PERIODS } from './rough-periods.ts';
import type { Span, SpanText } from './spans.ts';
import type { Period } from '../types.ts';

/** `samePeriod`: 同期 — the asked period, so many months earlier. */
export interface FoundPeriod extends Span {
  period: Period | undefined;
  samePeriodMonths?: number;
  /** What else the words may mean. */
  or?: Period;
}

/**
 * Takes every period from the text, in the order of the text. Something that looks like a period but is none
 * (2月30号) is left in place, so that the question counts as not understood.
 */
export function takePeriods(text: SpanText, options: PeriodOptions): FoundPeriod[] {
  const found: FoundPeriod[] = [];
  for (const [expression, read] of READERS) {
    for (const match of text.rest.matchAll(expression)) {
      const result = read(match, options);
      if (result === undefined) continue;
      const span = { start: match.index, end: match.index + match[0].length };
      text.blank(span);
      found.push(
        'months' in result
          ? { ...span, period: undefined, samePeriodMonths: result.months }
          : 'period' in result
            ? { ...span, ...result }
            : { ...span, period: result },
      );
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

const WEEK_BEFORE = new RegExp(`(上{1,3}|下|本|这)个?(?:周|星期|礼拜)${WEEKDAY}(?:[和跟与比、,]|还是)$`);

const day = (value: Day): Period => ({ from: value, to: value });

/** In this order: what is longer or more particular comes first. */
const READERS_BY_WORDS: readonly (readonly [RegExp, Reader])[] = [
  [/上(?:个)?(?:月|月份)(?:的)?(?:同期|同一时期|这个时候)/, () => ({ months: 1 })],
  [/(?:去年|上年|前一年)(?:的)?(?:同期|同一时期|同月|这个?时候|这会儿|这个月)|同比|年同比/, () => ({ months: 12 })],
  [/上(?:个)?季度?(?:的)?同期/, () => ({ months: 3 })],
  // ranges of days and months
  [
    new RegExp(
      `(?:从|自)?(${DAY_POINT})(?:开始)?${TO}(${DAY_POINT}|${NOW_POINT}|${END_POINT}|${NUMBER}[号日]?)(?:之间|期间|为止)?`,
    ),
    (match, options) => {
      const from = readDayPoint(match[1] ?? '', options);
      return from === undefined ? undefined : range(from, readDayPoint(match[2] ?? '', options, from));
    },
  ],
  [
    new RegExp(`(?:从|自)?(${MONTH_WORD}份?的?)?(${NUMBER})${TO}(${NUMBER})[号日]`),
    (match, options) => {
      const from = readDayPoint(`${match[1] ?? ''}${match[2]}号`, options);
      return from === undefined ? undefined : range(from, readDayPoint(match[3] ?? '', options, from));
    },
  ],
  // two months together
  [
    new RegExp(
      `(${YEAR})?(${NUMBER})(?:月份?)?[、和,跟与](${NUMBER})(?:(?:这)?(?:两|2)个?月份?|月份?(?=.{0,6}(?:一共|总共|合计|加起来|共)))`,
    ),
    (match, options) =>
      range(readMonth(match[1], match[2] ?? '', options)?.from, readMonth(match[1], match[3] ?? '', options)?.to),
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
    /(?:从)?(?:今年以来|(?:今年|开年|年初|年头)(?:以来|(?:到|至|截[至止]到?)(?:现在|今天|目前|今)(?:为止)?))/,
    (_, { today }) => range(yearPeriod(splitDay(today)[0]).from, today),
  ],
  [
    /(?:从)?(?:(?:本月|这个?月|当月)以来|(?:(?:本|这个?|当)?月初|本月|这个?月|当月)(?:以来|(?:到|至|截[至止]到?)(?:现在|今天|目前|今)(?:为止)?))/,
    (_, { today }) => range(monthOf(today).from, today),
  ],
  ...ROUGH_PERIODS,
  ...PARTS_OF_MONTHS,
  // holidays, before 这五天 of 五一这五天 is read as days until today
  [
    new RegExp(
      `(${YEAR})?(${HOLIDAY_WORDS})(?:节|黄金周|小长假|长假|假期|放假)*(?:期间|前后|的?[那这]?(${NUMBER})天(?:假期?|里)?)?`,
    ),
    (match, options) => {
      if (match[0].endsWith('前后')) return undefined;
      const year = readYear(match[1], options.today);
      const found = findHoliday(match[2] ?? '', year, options.today, options.allowsFuture);
      // 国庆那七天: another number is another question.
      const days = match[3] === undefined ? undefined : readNumber(match[3]);
      const isOther = found !== undefined && days !== undefined && daysBetween(found.from, found.to) + 1 !== days;
      return isOther ? undefined : found;
    },
  ],
  // a number of days, weeks, months back
  [
    new RegExp(
      `(?:最近|近|过去|这|(?<!年的?)前|刚过去的?)(?:的)?(${NUMBER}|半)(?:个)?(天|日|周|星期|礼拜|月|季度|年)(?:内|以来|里|来)?`,
    ),
    (match, { today }) => {
      const unit = match[2] ?? '';
      if (match[1] === '半')
        return unit === '年' ? lastMonths(6, today) : unit === '月' ? lastDays(15, today) : undefined;
      if (/^这一?[个周星礼月]/.test(match[0])) return undefined;
      const count = readNumber(match[1] ?? '');
      if (!(count >= 1 && count <= 3660)) return undefined;
      // 前两个月: whole ones of the calendar, before the present one.
      if (match[0].startsWith('前') && !/[天日]/.test(unit)) return unitsBeforeNow(count, unit, today);
      if (match[0].startsWith('这') && !/[天日]/.test(unit)) return unitsUntilNow(count, unit, today);
      if (match[0].startsWith('前')) return range(addDays(today, -count), addDays(today, -1));
      if (/[天日]/.test(unit)) return lastDays(count, today);
      if (/[周星礼]/.test(unit)) return lastDays(count * 7, today);
      return lastMonths(unit === '年' ? count * 12 : unit === '季度' ? count * 3 : count, today);
    },
  ],
  [
    new RegExp(`(${NUMBER}个|半)(月|年)(?:以内|之内|内|以来|来)`),
    (match, { today }) => {
      if (match[1] === '半') return match[2] === '年' ? lastMonths(6, today) : lastDays(15, today);
      return match[2] === '月' ? lastMonths(readNumber((match[1] ?? '').slice(0, -1)), today) : undefined;
    },
  ],
  // days of shopping
  [
    new RegExp(`(${YEAR})?(?:(双十一|双11)|(双十二|双12)|(?<!\\d)(618)(?!\\d))(?:当天|那天|这天|当日)?(?!期间)`),
    (match, options) => {
      const [month, date] = match[2] !== undefined ? [11, 11] : match[3] !== undefined ? [12, 12] : [6, 18];
      const year = readYear(match[1], options.today) ?? nearestYear((each) => realDay(each, month, date), options);
      const at = year === undefined ? undefined : realDay(year, month, date);
      return at === undefined ? undefined : day(at);
    },
  ],
  [
    new RegExp(`(${YEAR})(?:的)?[头前]([二两三四五六七八九\\d]{1,2})个月`),
    (match, { today }) => {
      const year = readYear(match[1], today);
      const months = readNumber(match[2] ?? '');
      return year === undefined || !(months >= 1 && months <= 12)
        ? undefined
        : range(yearPeriod(year).from, monthPeriod(year, months).to);
    },
  ],
  // quarters, halves
  [
    new RegExp(`(${YEAR})?前([二两三23])(?:个)?季度`),
    (match, { today }) => {
      const year = readYear(match[1], today) ?? splitDay(today)[0];
      return range(quarterPeriod(year, 1).from, quarterPeriod(year, readNumber(match[2] ?? '')).to);
    },
  ],
  [
    new RegExp(`(上{1,2}|本|这|当|下)(?:一?个|一)?季度?(?:度)?`),
    (match, { today }) => (/季/.test(match[0]) ? quarterOf(today, offsetOf(match[1] ?? '')) : undefined),
  ],
  [
    new RegExp(
      `(${YEAR})?第?([一二三四1-4])(?:个)?季度?|(${YEAR}|20\\d{2})q([1-4])(?:季度)?|(?<![a-z\\d])q([1-4])(?!类|的?问题|[a-z\\d.])(?:季度?)?`,
    ),
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
    /(上{1,3}|下|本|这|当)?(?:个|一)?(?:周|星期|礼拜)(?:六[、和]?[上下本这]*(?:周|星期|礼拜)[日天](?:这?两天)?|六[日天])(?!.*(?:比|各|分别|哪|谁))/,
    (match, { today, allowsFuture }) => {
      const saturday = addDays(mondayOf(today), 7 * offsetOf(match[1] ?? '') + 5);
      const from = match[1] === undefined && saturday > today && !allowsFuture ? addDays(saturday, -7) : saturday;
      return { from, to: addDays(from, 1) };
    },
  ],
  [
    new RegExp(`(上{1,3}|下|本|这|当)?(?:个|一)?(?:(?:周|星期|礼拜)${WEEKDAY}|(?:周|星期|礼拜)?双休日?)(?:这?两天)?`),
    (match, { today, allowsFuture }) => {
      // 上周六和周日: of that week.
      const week = match[1] ?? WEEK_BEFORE.exec(match.input.slice(0, match.index))?.[1];
      const monday = addDays(mondayOf(today), 7 * offsetOf(week ?? ''));
      const word = match[2] ?? '末';
      if (word === '末') {
        const saturday = addDays(monday, 5);
        const from = week === undefined && saturday > today && !allowsFuture ? addDays(saturday, -7) : saturday;
        return { from, to: addDays(from, 1) };
      }
      const at = addDays(monday, word === '天' ? 6 : WEEKDAYS.indexOf(word));
      return day(week === undefined && at > today && !allowsFuture ? addDays(at, -7) : at);
    },
  ],
  [
    /(上{1,3}|下|本|这|当)(?:一?个|一)?(?:周|星期|礼拜)/,
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
  [/今早|今晚|今儿个?|当[天日]/, (_, { today }) => day(today)],
  [/昨晚|昨儿?/, (_, { today }) => day(addDays(today, -1))],
  [/明[天日]/, (_, { today }) => day(addDays(today, 1))],
  [/后天/, (_, { today }) => day(addDays(today, 2))],
  // months
  [
    new RegExp(`(上{1,3}|下|本|这|当)(?:一?个|一)?月份?`),
    (match, { today }) => monthOf(today, offsetOf(match[1] ?? '')),
  ],
  [/(?<![\d一二两三四五六七八九十半])前个?月(?!份?\d)/, (_, { today }) => monthOf(today, -2)],
  [/(20\d{2})[-/.](\d{1,2})(?![-/.\d])/, (match, options) => readMonth(`${match[1]}年`, match[2] ?? '', options)],
  [new RegExp(`(${YEAR})?(${NUMBER})月份?`), (match, options) => readMonth(match[1], match[2] ?? '', options)],
  // years
  [/去年(?:全年|一年|一整年)?|上一?年度?/, (_, { today }) => yearPeriod(splitDay(today)[0] - 1)],
  [/前年(?:全年|一年)?/, (_, { today }) => yearPeriod(splitDay(today)[0] - 2)],
  [
    /(20\d{2})(?:年度?(?:全年|一年)?|全年)|(?<!\d)(\d{2})年/,
    (match) => yearPeriod(match[1] === undefined ? 2000 + Number(match[2]) : Number(match[1])),
  ],
  [/今年(?:全年|一年)?|本年度?|这一?年|全年/, (_, { today }) => yearPeriod(splitDay(today)[0])],
  [/最近(?:几天|这几天)?|近期|近几天|这几天|这阵子|这段时间/, (_, { today }) => lastDays(7, today)],
];

const READERS = READERS_BY_WORDS.map(([expression, read]) => [new RegExp(expression, 'g'), read] as const);
