import { LunarDay, LunarMonth, LunarYear, SolarDay } from 'tyme4ts';
import { type Day, daysInMonth, formatDay, splitDay } from '../calendar.ts';

/** Month and day of a birthday, and the calendar they count in. */
export interface Birthday {
  calendar: 'solar' | 'lunar';
  month: number;
  date: number;
  /** Born in a lunar leap month 闰月. */
  isLeap: boolean;
}

/** Reads the `birthday` column: "1990-03-05", "03-05", "1990-L04-12" (lunar leap month). Undefined when it is none. */
export function parseBirthdayColumn(text: string, calendar: string): Birthday | undefined {
  const match = /^(?:\d{4}-)?(L?)(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [month, date] = [Number(match[2]), Number(match[3])];
  const isLunar = calendar === 'lunar';
  const isLeap = match[1] === 'L';
  const maxDate = isLunar ? 30 : daysInMonth(2024, month);
  if (month < 1 || month > 12 || date < 1 || date > maxDate || (isLeap && !isLunar)) return undefined;
  return { calendar: isLunar ? 'lunar' : 'solar', month, date, isLeap };
}

/**
 * The day on which a birthday is celebrated in a year. 29 February: on the 28th where the year has none. Lunar: the
 * year is the lunar one; a leap month that the year does not have gives way to the ordinary month of the same number,
 * the 30th of a month of 29 days to the 29th.
 *
 * @param year solar year for solar birthdays, lunar year for lunar ones
 */
export function celebratedOn(birthday: Birthday, year: number): Day {
  const { month, date } = birthday;
  if (birthday.calendar === 'solar') return formatDay(year, month, Math.min(date, daysInMonth(year, month)));
  const lunarMonth = birthday.isLeap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month;
  const length = LunarMonth.fromYm(year, lunarMonth).getDayCount();
  const solar = LunarDay.fromYmd(year, lunarMonth, Math.min(date, length)).getSolarDay();
  return formatDay(solar.getYear(), solar.getMonth(), solar.getDay());
}

/** Endings of the `birthday` column that are celebrated on a day, so that the database finds them by comparing texts. */
export function birthdayKeysOn(day: Day): { solar: string[]; lunar: string[] } {
  const [year, month, date] = splitDay(day);
  const solar = [key(month, date)];
  if (month === 2 && date === 28 && daysInMonth(year, 2) === 28) solar.push('02-29');

  const lunarDay = SolarDay.fromYmd(year, month, date).getLunarDay();
  const lunarMonth = Math.abs(lunarDay.getMonth());
  const isLeap = lunarDay.getMonth() < 0;
  const length = LunarMonth.fromYm(lunarDay.getYear(), lunarDay.getMonth()).getDayCount();
  const dates = lunarDay.getDay() === 29 && length === 29 ? [29, 30] : [lunarDay.getDay()];
  const leapMonth = LunarYear.fromYear(lunarDay.getYear()).getLeapMonth();
  const lunar = dates.flatMap((value) => {
    if (isLeap) return [`L${key(lunarMonth, value)}`];
    // Those born in a leap month come in the ordinary one, unless this year has their own.
    return leapMonth === lunarMonth ? [key(lunarMonth, value)] : [key(lunarMonth, value), `L${key(lunarMonth, value)}`];
  });
  return { solar, lunar };
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

function key(month: number, date: number): string {
  return `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
