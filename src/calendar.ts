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
  return dateToDay(new Date(dayToDate(day).getTime() + days * DAY_MS));
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dayToDate(to).getTime() - dayToDate(from).getTime()) / DAY_MS);
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

/** Monday to Friday and make-up days 调休, without public holidays (State Council notices, via chinese-days). */
export function isWorkingDay(day: Day): boolean {
  // oxlint-disable-next-line import/no-named-as-default-member -- a CommonJS module: Node sees no named exports
  return chineseDays.isWorkday(day);
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
