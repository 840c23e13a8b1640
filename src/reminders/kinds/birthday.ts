import { LunarDay, LunarMonth, LunarYear } from 'tyme4ts';
import { addDays, type Day, daysInMonth, formatDay, splitDay } from '../../calendar.ts';
import { isWithin, type Occurrence, type OwnerFacts, type Window } from '../occurrence.ts';

/** Month and day of a birthday, and the calendar they count in. */
export interface Birthday {
  calendar: 'solar' | 'lunar';
  /** Undefined when only month and day are known. */
  year: number | undefined;
  month: number;
  date: number;
  /** Born in a lunar leap month 闰月. */
  isLeap: boolean;
}

/** Reads the `birthday` column: "1990-03-05", "03-05", "1990-L04-12" (lunar leap month). Undefined when it is none. */
export function parseBirthdayColumn(text: string, calendar: string): Birthday | undefined {
  const match = /^(?:(\d{4})-)?(L?)(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [month, date] = [Number(match[3]), Number(match[4])];
  const isLunar = calendar === 'lunar';
  const isLeap = match[2] === 'L';
  const maxDate = isLunar ? 30 : daysInMonth(2024, month);
  if (month < 1 || month > 12 || date < 1 || date > maxDate || (isLeap && !isLunar)) return undefined;
  const year = match[1] === undefined ? undefined : Number(match[1]);
  return { calendar: isLunar ? 'lunar' : 'solar', year, month, date, isLeap };
}

/** Birthdays that an owner celebrates in a window. */
export function birthday(owner: OwnerFacts, window: Window): Occurrence[] {
  const parsed = owner.birthday === null ? undefined : parseBirthdayColumn(owner.birthday, owner.birthdayCalendar);
  if (parsed === undefined) return [];
  const [fromYear] = splitDay(window.from);
  const [toYear] = splitDay(window.to);
  const found: Occurrence[] = [];
  // A lunar year ends in the solar year after it.
  for (let year = fromYear - (parsed.calendar === 'lunar' ? 1 : 0); year <= toYear; year += 1) {
    const dueOn = celebratedOn(parsed, year);
    if (!isWithin(dueOn, window)) continue;
    found.push({ kind: 'birthday', item: '', dueOn, reason: birthdayReason(parsed, dueOn), detail: {} });
  }
  return found;
}

/**
 * The day on which a birthday is celebrated in a year. 29 February: on the 28th where the year has none. Lunar: a leap
 * month that the year does not have gives way to the ordinary month of the same number, the 30th of a month of 29 days
 * to the 29th.
 *
 * @param year solar year for solar birthdays, lunar year for lunar ones
 */
export function celebratedOn({ calendar, month, date, isLeap }: Omit<Birthday, 'year'>, year: number): Day {
  return calendar === 'solar' ? solarDay(year, month, date) : lunarToSolar(year, month, date, isLeap);
}

/** The solar day of birth; undefined when the year is not known. */
export function bornOn(text: string, calendar: string): Day | undefined {
  const parsed = parseBirthdayColumn(text, calendar);
  return parsed?.year === undefined ? undefined : celebratedOn(parsed, parsed.year);
}

/** `农历四月十二` or `3月5日`, with how it fell on that day. */
export function birthdayReason(birthday: Birthday, dueOn: Day): string {
  const [, month, date] = splitDay(dueOn);
  if (birthday.calendar === 'solar') {
    const moved =
      birthday.month === 2 && birthday.date === 29 && date === 28 ? '（今年没有 2 月 29 日，提前一天）' : '';
    return `生日 ${birthday.month} 月 ${birthday.date} 日${moved}`;
  }
  const leap = birthday.isLeap ? '闰' : '';
  return `农历生日 ${leap}${birthday.month} 月 ${birthday.date} 日，今年为公历 ${month} 月 ${date} 日`;
}

function solarDay(year: number, month: number, date: number): Day {
  return formatDay(year, month, Math.min(date, daysInMonth(year, month)));
}

/** Working a lunar month out is slow, and the months of a few years are all that is ever asked for. */
const known = new Map<number, LunarMonthDays>();
const KNOWN_MAX = 5000;

interface LunarMonthDays {
  firstOn: Day;
  /** 29 or 30. */
  days: number;
}

/** The solar day of a lunar one; see `celebratedOn` for days that a year does not have. */
export function lunarToSolar(year: number, month: number, date: number, isLeap = false): Day {
  const { firstOn, days } = lunarMonth(year, month, isLeap);
  return addDays(firstOn, Math.min(date, days) - 1);
}

function lunarMonth(year: number, month: number, isLeap: boolean): LunarMonthDays {
  const key = (year * 13 + month) * 2 + (isLeap ? 1 : 0);
  const found = known.get(key);
  if (found !== undefined) return found;
  const signed = isLeap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month;
  const first = LunarDay.fromYmd(year, signed, 1).getSolarDay();
  const firstOn = formatDay(first.getYear(), first.getMonth(), first.getDay());
  const one = { firstOn, days: LunarMonth.fromYm(year, signed).getDayCount() };
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(key, one);
  return one;
}
