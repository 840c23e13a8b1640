import { addDays, addMonths, type Day, daysInMonth, formatDay, isDay, splitDay } from '../../calendar.ts';
import { NUMBER, readNumber } from '../../numerals.ts';
import { mondayOf } from './coming-days.ts';
import { HOLIDAY, pastHoliday } from './holiday-days.ts';

type Reader = (match: RegExpExecArray, today: Day) => Day | undefined;

const lastDate = (today: Day, month: number, date: number): Day | undefined => {
  const [year] = splitDay(today);
  return [year, year - 1]
    .map((each) => formatDay(each, month, Math.min(date, daysInMonth(each, month))))
    .find((day) => isDay(day) && day <= today);
};

const PAST: readonly (readonly [RegExp, Reader])[] = [
  [
    new RegExp(`(?:去年)?(${NUMBER})月份?(${NUMBER})[号日]?`),
    (match, today) => lastDate(today, readNumber(match[1] ?? ''), readNumber(match[2] ?? '')),
  ],
  [
    new RegExp(`(?<![\\d个])(${NUMBER})月份?(初|中旬|中|底|末)?(?!\\d)`),
    (match, today) => {
      const month = readNumber(match[1] ?? '');
      const date = match[2] === '初' ? 3 : /底|末/.test(match[2] ?? '') ? 28 : 15;
      if (!(month >= 1 && month <= 12)) return undefined;
      return month === splitDay(today)[1] ? today : lastDate(today, month, date);
    },
  ],
  [
    /上(上)?个?周([一二三四五六日天])/,
    (match, today) => {
      const weekday = '一二三四五六日'.indexOf(match[2] === '天' ? '日' : (match[2] ?? ''));
      return addDays(mondayOf(today), weekday - (match[1] === undefined ? 7 : 14));
    },
  ],
  [/上个?周末/, (_, today) => addDays(mondayOf(today), -2)],
  [/上(上)?个?周/, (match, today) => addDays(today, match[1] === undefined ? -7 : -14)],
  [
    /上个?月(初|底|末)?/,
    (match, today) => {
      const month = addMonths(`${today.slice(0, 7)}-01`, -1);
      if (match[1] === '初') return addDays(month, 2);
      return match[1] === undefined ? addMonths(today, -1) : addDays(month, 27);
    },
  ],
  [/(?:这个?月|本月|月)初/, (_, today) => `${today.slice(0, 7)}-01`],
  [/大前天/, (_, today) => addDays(today, -3)],
  [/(?<!大)前天/, (_, today) => addDays(today, -2)],
  [/昨[天日晚]/, (_, today) => addDays(today, -1)],
  [/前(?:两|几|些|阵)[天子]?/, (_, today) => addDays(today, -3)],
  [
    new RegExp(`(${NUMBER}|半)个?(天|周|月)(?:之|以)?前`),
    (match, today) => {
      const amount = match[1] === '半' ? 0.5 : readNumber(match[1] ?? '');
      if (!(amount > 0 && amount < 100)) return undefined;
      if (match[2] === '月') return amount === 0.5 ? addDays(today, -15) : addMonths(today, -amount);
      return addDays(today, -Math.round(amount * (match[2] === '周' ? 7 : 1)));
    },
  ],
  [/今[天早]|刚(?:刚|才)?|才(?=做|保养|弄|换|买|从)/, (_, today) => today],
  [
    new RegExp(`(?<!去年|前年)(${HOLIDAY.replace('|年', '')})(?:节)?(?:前|后|期间|的时候|那会儿?)?`),
    (match, today) => pastHoliday(match[1] ?? '', today)?.from,
  ],
];

/**
 * The day on which an owner says a thing was done: 上周, 昨天, 11月15号. A vague word is its middle (上周: a week ago).
 *
 * @param text respelled
 * @returns today or earlier; undefined when no day is named
 */
export function readPastDay(text: string, today: Day): Day | undefined {
  for (const [expression, read] of PAST) {
    const match = expression.exec(text);
    const day = match === null ? undefined : read(match, today);
    if (day !== undefined && day <= today) return day;
  }
  return undefined;
}
