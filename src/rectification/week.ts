import { addDays, type Day, daysBetween, splitDay, weekdayOf } from '../calendar.ts';

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** `2026W47`: year and week of ISO 8601; the year is that of the week's Thursday. */
export function isoWeekOf(monday: Day): string {
  const thursday = addDays(monday, 3);
  const [year] = splitDay(thursday);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}W${String(week).padStart(2, '0')}`;
}

/** `11月16日—22日`, `11月30日—12月6日` */
export function weekWords(monday: Day): string {
  const [, month, date] = splitDay(monday);
  const [, lastMonth, last] = splitDay(addDays(monday, 6));
  return `${month}月${date}日—${month === lastMonth ? '' : `${lastMonth}月`}${last}日`;
}
