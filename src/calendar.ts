import chineseDays from 'chinese-days';

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string;

/** China has one zone and no summer time since 1991; every date the service handles lies after that. */
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The Shanghai day on which an instant falls. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant of a wall-clock time on a Shanghai day. @param time `HH:mm` or `HH:mm:ss` */
export function instantAt(day: Day, time = '00:00'): Date {
  return new Date(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);
}

/** `HH:mm` in Shanghai. */
export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);
}

/** Day as a `Date` at UTC midnight: the shape Prisma uses for `@db.Date` columns. */
export function dayToDate(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** Back from a `@db.Date` column. */
export function dateToDay(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dateToDay(new Date(utcOf(day) + days * DAY_MS));
}

/** UTC midnight. Reading a text as a date costs many times more, and due days are counted by the million. */
function utcOf(day: Day): number {
  const [year, month, date] = splitDay(day);
  // Date.UTC takes 0–99 for years of the twentieth century.
  return year < 100 ? dayToDate(day).getTime() : Date.UTC(year, month - 1, date);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcOf(to) - utcOf(from)) / DAY_MS);
}

/** Same day of the month, `months` later; the last day of a shorter month stands in (31 Jan + 1 = 28/29 Feb). */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = splitDay(day);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = (index % 12) + 1;
  return formatDay(targetYear, targetMonth, Math.min(date, daysInMonth(targetYear, targetMonth)));
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function formatDay(year: number, month: number, date: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** @returns [year, month 1–12, date] */
export function splitDay(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** Whether a text is a real calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, date] = splitDay(text);
  return month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);
}

/** Sunday 0 … Saturday 6. */
export function weekdayOf(day: Day): number {
  return dayToDate(day).getUTCDay();
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) === 0 || weekdayOf(day) === 6;
}

/** The last year whose holidays and make-up days are known: the State Council announces a year in November before it. */
export const announcedThrough: number = (() => {
  let year = 2026;
  while (noticeOf(formatDay(year + 1, 10, 1)) !== undefined) year += 1;
  return year;
})();

/** What a notice of the State Council says about this day (via chinese-days); undefined when it says nothing. */
function noticeOf(day: Day): { work: boolean } | undefined {
  // oxlint-disable-next-line import/no-named-as-default-member -- a CommonJS module: Node sees no named exports
  const { name, work } = chineseDays.getDayDetail(day);
  return name.includes(',') ? { work } : undefined;
}

/**
 * Monday to Friday and make-up days 调休, without public holidays. For a year that is not announced yet the holidays that
 * the law itself names are off, and nothing is made up.
 */
export function isWorkingDay(day: Day): boolean {
  if (Number(day.slice(0, 4)) > announcedThrough) return !isWeekend(day) && !statutoryHolidays(day).has(day);
  return noticeOf(day)?.work ?? !isWeekend(day);
}

/** A Saturday or Sunday that is worked 调休. */
export function isMakeUpDay(day: Day): boolean {
  return isWeekend(day) && isWorkingDay(day);
}

/** A day of a holiday; the weekend days that a holiday spans are part of it. */
export function isPublicHoliday(day: Day): boolean {
  if (Number(day.slice(0, 4)) > announcedThrough) return statutoryHolidays(day).has(day);
  return noticeOf(day)?.work === false;
}

const statutory = new Map<number, ReadonlySet<Day>>();

/** @see 全国年节及纪念日放假办法, 2024 revision, article 2 */
function statutoryHolidays(day: Day): ReadonlySet<Day> {
  const year = Number(day.slice(0, 4));
  const known = statutory.get(year);
  if (known !== undefined) return known;
  // chinese-days reads a lunar day in the zone of the machine: noon there is the same day everywhere.
  const lunar = (month: number, date: number) =>
    // oxlint-disable-next-line import/no-named-as-default-member -- as above
    chineseDays.getSolarDateFromLunar(new Date(year, month - 1, date, 12)).date;
  const newYear = lunar(1, 1);
  const days = new Set([
    formatDay(year, 1, 1),
    ...[-1, 0, 1, 2].map((offset) => addDays(newYear, offset)),
    // oxlint-disable-next-line import/no-named-as-default-member -- as above
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
    formatDay(year, 5, 1),
    formatDay(year, 5, 2),
    lunar(5, 5),
    lunar(8, 15),
    ...[1, 2, 3].map((date) => formatDay(year, 10, date)),
  ]);
  statutory.set(year, days);
  return days;
}

/** `11月22日 14:05`, or `明天 09:00` style is left to the caller: this one is never ambiguous. */
export function formatInstant(instant: Date): string {
  const [, month, date] = splitDay(dayOf(instant));
  return `${month}月${date}日 ${timeOf(instant)}`;
}

/** `2026年11月22日` */
export function formatDayChinese(day: Day): string {
  const [year, month, date] = splitDay(day);
  return `${year}年${month}月${date}日`;
}
