import { addDays, type Day, daysBetween, formatDay, isDay, splitDay } from '../../calendar.ts';
import { NUMBER, readNumber } from '../../numerals.ts';
import { mondayOf, monthOf, monthPeriod, yearPeriod } from '../periods.ts';
import type { Period } from '../types.ts';

/** How days, months and years are written in a question, and which ones they are. */

export interface PeriodOptions {
  today: Day;
  /** A month or day without a year is the nearest one, also a coming one; else the latest that has begun. */
  allowsFuture: boolean;
  /** The figure tells how things stand at the end of a period: 截止上月底 is the last day of that month. */
  isAsOf?: boolean;
}

export const YEAR = '(?:(?:20)?\\d{2}年|去年|今年|前年|本年)';
export const TO = '(?:到|至|~|-|—+|–)';
export const MONTH_WORD = '(?:(?:上{1,3}|下|本|这|当)(?:一?个|一)?月)';
const WEEKDAY_POINT = '(?:上{1,3}|下|本|这|当)?(?:个|一)?(?:周|星期|礼拜)[一二三四五六日天]';
export const DAY_POINT = `(?:${WEEKDAY_POINT}|${MONTH_WORD}(?:份)?的?${NUMBER}[号日]|20\\d{2}[-/.]\\d{1,2}[-/.]\\d{1,2}|${YEAR}?${NUMBER}月${NUMBER}(?:[号日]|(?![月\\d十个条起单张次项位台辆件种类般共些直样线级]))|\\d{1,2}[./]\\d{1,2}[号日]?|\\d{1,2}-\\d{1,2}(?![号日月\\d])|${NUMBER}[号日]|大?前[天日]|昨[天日儿]|今[天日儿])`;
export const NOW_POINT = '(?:现在|目前|今天|今日|至今|今)';
/** The last day of the month or year in which a range begins. */
export const END_POINT = '(?:月底|月末|年底|年末)';

export function readYear(word: string | undefined, today: Day): number | undefined {
  const thisYear = splitDay(today)[0];
  if (word === undefined || word === '') return undefined;
  if (word.startsWith('去')) return thisYear - 1;
  if (word.startsWith('前')) return thisYear - 2;
  const digits = /\d+/.exec(word)?.[0];
  if (digits === undefined) return thisYear;
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

/** The year of a thing named without one. `dayIn` gives its first day in a year; undefined where it does not exist. */
export function nearestYear(
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

export const realDay = (year: number, month: number, date: number): Day | undefined => {
  const value = formatDay(year, month, date);
  return isDay(value) ? value : undefined;
};

/** One end of a range, or a day alone. `near` gives what is left out: 11月1号到15号, 去年11月1日到12月3日. */
export function readDayPoint(word: string, options: PeriodOptions, near?: Day): Day | undefined {
  const { today } = options;
  if (/^(?:今|现在|目前|至今)/.test(word) && !word.startsWith('今年')) return today;
  if (word.startsWith('昨')) return addDays(today, -1);
  if (/^前[天日]$/.test(word)) return addDays(today, -2);
  if (/^大前[天日]$/.test(word)) return addDays(today, -3);
  const weekday = readWeekday(word, options, near);
  if (weekday !== undefined) return weekday;
  if (near !== undefined && word.startsWith('月')) return monthOf(near).to;
  if (near !== undefined && word.startsWith('年')) return yearPeriod(splitDay(near)[0]).to;
  const inNamedMonth = new RegExp(`^(${MONTH_WORD})份?的?(${NUMBER})[号日]$`).exec(word);
  if (inNamedMonth !== null) {
    const [year, month] = splitDay(monthOf(today, offsetOf(/^(?:上+|下)?/.exec(word)?.[0] ?? '')).from);
    return realDay(year, month, readNumber(inNamedMonth[2] ?? ''));
  }
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

/** 上周三; 周三 alone is the latest one that has begun, the end of a range the next one after its beginning. */
function readWeekday(word: string, { today, allowsFuture }: PeriodOptions, near?: Day): Day | undefined {
  const match = /^(上{1,3}|下|本|这|当)?(?:个|一)?(?:周|星期|礼拜)([一二三四五六日天])$/.exec(word);
  if (match === null) return undefined;
  const index = match[2] === '天' ? 6 : WEEKDAYS.indexOf(match[2] ?? '');
  if (match[1] === undefined && near !== undefined) {
    const at = addDays(mondayOf(near), index);
    return at < near ? addDays(at, 7) : at;
  }
  const at = addDays(mondayOf(today), 7 * offsetOf(match[1] ?? '') + index);
  return match[1] === undefined && at > today && !allowsFuture ? addDays(at, -7) : at;
}

export function range(from: Day | undefined, to: Day | undefined): Period | undefined {
  return from === undefined || to === undefined || to < from ? undefined : { from, to };
}

export function readMonth(yearWord: string | undefined, word: string, options: PeriodOptions): Period | undefined {
  const month = readNumber(word);
  if (!(month >= 1 && month <= 12)) return undefined;
  const year = readYear(yearWord, options.today) ?? nearestYear((each) => formatDay(each, month, 1), options);
  return year === undefined ? undefined : monthPeriod(year, month);
}

/** Words that count back or forward: 上上个月 → -2. */
export function offsetOf(word: string): number {
  if (word.startsWith('下')) return word.length;
  return word.startsWith('上') ? -word.length : 0;
}

export const WEEKDAYS = '一二三四五六日';
/** 上周一共 is last week, not last Monday; 本周日均 is no Sunday. */
export const WEEKDAY = `(一(?![共起直般样些个条下])|[二三四五六天末]|日(?![均报]))`;
