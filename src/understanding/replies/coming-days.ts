import { addDays, addMonths, type Day, daysInMonth, formatDay, isDay, splitDay, weekdayOf } from '../../calendar.ts';
import { NUMBER, readNumber } from '../../numerals.ts';
import { comingHoliday, HOLIDAY, nextHoliday } from './holiday-days.ts';

type Reader = (match: RegExpExecArray, today: Day) => Day | undefined;

const WEEKDAYS = '日一二三四五六';
const NEAR: Readonly<Record<string, number>> = { 今: 0, 明: 1, 后: 2, 大后: 3 };
/** 几 stands for a few: 过两天 is two, 过几天 three. */
const count = (word: string): number => (/几|些/.test(word) ? 3 : word === '半' ? 0.5 : readNumber(word));
const COUNT = `(${NUMBER}|几|半)`;

/** Monday of the week of a day. */
export const mondayOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));

const weekdayOfWord = (word: string): number => {
  const digit = Number(word);
  if (digit >= 1 && digit <= 7) return digit % 7;
  return WEEKDAYS.indexOf(word === '天' ? '日' : word);
};

/** @param weekday Sunday 0 */
const inWeekOf = (day: Day, weekday: number): Day => addDays(mondayOf(day), (weekday + 6) % 7);

/** @param months from this one on */
function inMonth(today: Day, months: number, date: number): Day | undefined {
  const [year, month] = splitDay(addMonths(`${today.slice(0, 7)}-01`, months));
  const day = formatDay(year, month, Math.min(date, daysInMonth(year, month)));
  return date >= 1 && date <= 31 && isDay(day) ? day : undefined;
}

/** A date without a year is the next one. */
function nextDate(today: Day, month: number, date: number, year?: number): Day | undefined {
  const [thisYear] = splitDay(today);
  const days = (year === undefined ? [thisYear, thisYear + 1] : [year]).map((each) => formatDay(each, month, date));
  return days.find((day) => isDay(day) && day >= today);
}

function yearOf(word: string | undefined, today: Day): number | undefined {
  if (word === undefined) return undefined;
  const [thisYear] = splitDay(today);
  if (word.startsWith('明')) return thisYear + 1;
  if (word.startsWith('今')) return thisYear;
  const digits = Number(word.replace(/\D/g, ''));
  return digits < 100 ? 2000 + digits : digits;
}

const MONTH_PARTS: Readonly<Record<string, number>> = {
  初: 1,
  上旬: 1,
  头: 1,
  中: 15,
  中旬: 11,
  下旬: 21,
  底: 31,
  末: 31,
};
const MONTH_PART = '(初|上旬|头|中旬|中|下旬|底|末)';

/** In this order: what is longer or more particular comes first. */
export const COMING: readonly (readonly [RegExp, Reader])[] = [
  // Holidays, and what lies around them.
  [
    new RegExp(
      `(?:等|过(?:完|了)?)?(${HOLIDAY})(?:节|假期|长假|放假|黄金周|这?几天|那?天|期间)?(?:过后|过了|以后|之后|结束|回来|完|后)`,
    ),
    (match, today) => after(comingHoliday(match[1] ?? '', today)?.to),
  ],
  [new RegExp(`过(?:完|了)(${HOLIDAY})节?`), (match, today) => after(comingHoliday(match[1] ?? '', today)?.to)],
  [
    new RegExp(`(${HOLIDAY.replace('|年', '|过年|年')})(?:节|放假)?(?:之前|以前|前)`),
    (match, today) => {
      const from = comingHoliday(match[1] ?? '', today)?.from;
      return from === undefined ? undefined : addDays(from, -1);
    },
  ],
  [/(?:过(?:完|了)节|节(?:过)?后|假期?(?:之|以)?后|放完假)/, (_, today) => after(nextHoliday(today)?.to)],
  [/(?:等|到|孩子)?放假(?:了|的时候|期间|那天)?/, (_, today) => nextHoliday(today)?.from],
  [
    new RegExp(`(${HOLIDAY.replace('|年', '')})(?:节)?(?:期间|假期|放假|那天|当天|长假)?`),
    (match, today) => {
      const span = comingHoliday(match[1] ?? '', today);
      return span === undefined || span.from >= today ? span?.from : today;
    },
  ],
  // Dates.
  [
    /(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[号日]?/,
    (match, today) => nextDate(today, Number(match[2]), Number(match[3]), Number(match[1])),
  ],
  [
    new RegExp(`(明年|今年|(?:20)?\\d{2}年)?(${NUMBER})月份?(${NUMBER})[号日]?(?![月\\d个])`),
    (match, today) => nextDate(today, readNumber(match[2] ?? ''), readNumber(match[3] ?? ''), yearOf(match[1], today)),
  ],
  [
    new RegExp(`(明年|今年|(?:20)?\\d{2}年)?(?<![\\d个])(${NUMBER})月份?${MONTH_PART}`),
    (match, today) => monthPart(today, readNumber(match[2] ?? ''), match[3] ?? '', yearOf(match[1], today)),
  ],
  [
    new RegExp(`(下{1,2})个?月(?:的)?(${NUMBER})[号日]`),
    (match, today) => inMonth(today, (match[1] ?? '').length, readNumber(match[2] ?? '')),
  ],
  [
    new RegExp(`(下{1,2})个?月${MONTH_PART}`),
    (match, today) => inMonth(today, (match[1] ?? '').length, MONTH_PARTS[match[2] ?? ''] ?? 1),
  ],
  [
    /(?:这个?月|本月|当月|这)?(?<!下个?|上个?)月(初|中旬|中|下旬|底|末)/,
    (match, today) => {
      const date = MONTH_PARTS[match[1] ?? ''] ?? 1;
      const day = inMonth(today, 0, date);
      return day !== undefined && day >= today ? day : inMonth(today, 1, date);
    },
  ],
  [/(下{1,3})个?月(?!亮)/, (match, today) => inMonth(today, (match[1] ?? '').length, 1)],
  [
    new RegExp(`(?:明年)(${NUMBER})月份?`),
    (match, today) => nextDate(today, readNumber(match[1] ?? ''), 1, yearOf('明年', today)),
  ],
  [
    new RegExp(`(?<![\\d个过])(${NUMBER})月份?(?![\\d号日]|[天个])`),
    (match, today) => {
      const month = readNumber(match[1] ?? '');
      return month >= 1 && month <= 12 && month !== splitDay(today)[1] ? nextDate(today, month, 1) : undefined;
    },
  ],
  [
    /(?<!\d)(\d{1,2})[./](\d{1,2})[号日]?(?![\d.分星折%w万])/,
    (match, today) => nextDate(today, Number(match[1]), Number(match[2])),
  ],
  [
    new RegExp(`(?<![\\d月])(${NUMBER})(?:号|日)(?![码店线楼机车油])`),
    (match, today) => {
      const date = readNumber(match[1] ?? '');
      return [0, 1, 2]
        .map((months) => {
          const day = inMonth(today, months, date);
          return day !== undefined && splitDay(day)[2] === date ? day : undefined;
        })
        .find((day) => day !== undefined && day >= today);
    },
  ],
  [/明年(?:初|开春)?/, (_, today) => formatDay(splitDay(today)[0] + 1, 1, 1)],
  [/(?:等)?(?:开春|春天)(?:后|以后)?/, (_, today) => nextDate(today, 3, 1)],
  // Weeks.
  [
    /(下{1,3})个?周(末|[一二三四五六日天1-7])/,
    (match, today) => {
      const weeks = (match[1] ?? '').length;
      const weekday = match[2] === '末' ? 6 : weekdayOfWord(match[2] ?? '');
      return addDays(inWeekOf(today, weekday), weeks * 7);
    },
  ],
  [/(下{1,3})个?周/, (match, today) => addDays(mondayOf(today), (match[1] ?? '').length * 7)],
  [
    /(这个?|本)?(?<!上个?|[下前每]个?)周(末|[一二三四五六日天1-7])(?!年|期)/,
    (match, today) => {
      const isThis = match[1] !== undefined;
      if (match[2] === '末') {
        if (isThis && weekdayOf(today) === 0) return today;
        const saturday = inWeekOf(today, 6);
        return saturday >= today ? saturday : addDays(saturday, 7);
      }
      const day = inWeekOf(today, weekdayOfWord(match[2] ?? ''));
      return day >= today ? day : addDays(day, 7);
    },
  ],
  // So many days, weeks, months from now.
  [
    new RegExp(`(?:过|等|再过|再等|隔)?${COUNT}个?(?:来|多)?(天|日|周|月|年)(?:以?后|之后|左右|再|吧)`),
    (match, today) => from(today, count(match[1] ?? ''), match[2] ?? ''),
  ],
  [
    new RegExp(`(?:过|等|再过|再等|隔)(?:上)?(?:个)?${COUNT}个?(天|日|周|月|年)`),
    (match, today) => from(today, count(match[1] ?? ''), match[2] ?? ''),
  ],
  [/(?:过|再过|等)个?(周|月)(?!底|初|中|[一二三四五六日天末])/, (match, today) => from(today, 1, match[1] ?? '')],
  // Near days.
  [/(大后|后|明|今)天/, (match, today) => addDays(today, NEAR[match[1] ?? ''] ?? 0)],
  [/(明|今|后)(?=[早晚])/, (match, today) => addDays(today, NEAR[match[1] ?? ''] ?? 0)],
  [
    /(?:现在|马上|立刻|这就|待会儿?|等会儿?|一会儿?|等下|稍后|晚点)(?=[^,。\n]{0,6}?(?:过去|过来|到|来|去|做))/,
    (_, today) => today,
  ],
  [/马上到|在路上/, (_, today) => today],
];

const after = (day: Day | undefined): Day | undefined => (day === undefined ? undefined : addDays(day, 1));

function monthPart(today: Day, month: number, part: string, year: number | undefined): Day | undefined {
  if (!(month >= 1 && month <= 12)) return undefined;
  const [thisYear] = splitDay(today);
  return (year === undefined ? [thisYear, thisYear + 1] : [year])
    .map((each) => formatDay(each, month, Math.min(MONTH_PARTS[part] ?? 1, daysInMonth(each, month))))
    .find((day) => day >= today);
}

function from(today: Day, amount: number, unit: string): Day | undefined {
  if (!(amount > 0 && amount <= 400)) return undefined;
  if (unit === '月') return amount === 0.5 ? addDays(today, 15) : addMonths(today, amount);
  if (unit === '年') return amount > 5 ? undefined : addMonths(today, amount * 12);
  return addDays(today, Math.max(1, Math.round(amount * (unit === '周' ? 7 : 1))));
}
