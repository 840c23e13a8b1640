import { addDays, addMonths, dayOf, weekdayOf } from '../calendar.ts';

const WEEKDAYS = '一二三四五六日';
const NEAR: Record<string, number> = { 今天: 0, 明天: 1, 后天: 2, 大后天: 3 };

/**
 * The day that somebody expects a thing on, as they write it: 周五, 下周二, 明天, 3天后, 12月5号.
 *
 * @returns `YYYY-MM-DD`, today or later; undefined when no day is named
 */
export function untilDayIn(text: string, now: Date): string | undefined {
  const today = dayOf(now);
  const near = /大后天|今天|明天|后天/.exec(text)?.[0];
  if (near !== undefined) return addDays(today, NEAR[near] ?? 0);
  const count = /(\d{1,2})\s*天(?:后|内|左右)?/.exec(text)?.[1];
  if (count !== undefined) return addDays(today, Number(count));
  const date = /(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?/.exec(text);
  if (date !== null) return nextDate(today, Number(date[1]), Number(date[2]));
  const week = /(下)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text);
  if (week === null) return undefined;
  const weekday = WEEKDAYS.indexOf(week[2] === '天' ? '日' : (week[2] ?? ''));
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7));
  const day = addDays(monday, weekday + (week[1] === undefined ? 0 : 7));
  return day < today ? addDays(day, 7) : day;
}

/** 1月5号 said in December is next year's. */
function nextDate(today: string, month: number, day: number): string | undefined {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${today.slice(0, 4)}-${two(month)}-${two(day)}`;
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return date < today ? addMonths(date, 12) : date;
}
