import chineseDays from 'chinese-days';
import { addDays, type Day, splitDay } from './calendar.ts';

/** Days off, the first and the last one included. */
export interface HolidaySpan {
  from: Day;
  to: Day;
}

/** What people call a holiday → its name in the State Council notices. */
const HOLIDAYS: Readonly<Record<string, string>> = {
  春节: '春节',
  过年: '春节',
  国庆: '国庆节',
  十一: '国庆节',
  五一: '劳动节',
  劳动: '劳动节',
  清明: '清明',
  端午: '端午',
  中秋: '中秋',
  元旦: '元旦',
};

/** Regular expression source. 十一 only with what makes it a holiday, for 十一月 is a month. */
export const HOLIDAY_WORDS =
  '春节|过年|国庆|十一(?=期间|黄金周|长假|假期|小长假|放假)|五一|劳动(?=节)|清明|端午|中秋|元旦';

/** Undefined on working days and on ordinary weekends. */
const nameOf = (day: Day): string | undefined => {
  // oxlint-disable-next-line import/no-named-as-default-member -- a CommonJS module: Node sees no named exports
  const { name, work } = chineseDays.getDayDetail(day);
  return work ? undefined : name.split(',')[1];
};

/** Days off of one year's holiday; undefined while no notice names them. New Year's holiday may begin in December. */
function holidayIn(year: number, name: string): HolidaySpan | undefined {
  let day = addDays(`${year}-01-01`, name === '元旦' ? -5 : 0);
  const last = `${year}-12-26`;
  while (day <= last && nameOf(day) !== name) day = addDays(day, 1);
  if (day > last) return undefined;
  let to = day;
  // Two holidays may run into each other, as in October 2025.
  while (nameOf(addDays(to, 1)) !== undefined) to = addDays(to, 1);
  return { from: day, to };
}

/**
 * The days off of a public holiday, make-up working days left out.
 *
 * @param year absent: the latest one that has begun, or the next one too when `allowsFuture`
 * @returns undefined when the notices known here do not hold it
 */
export function findHoliday(
  word: string,
  year: number | undefined,
  today: Day,
  allowsFuture: boolean,
): HolidaySpan | undefined {
  const name = HOLIDAYS[word];
  if (name === undefined) return undefined;
  if (year !== undefined) return holidayIn(year, name);
  const thisYear = splitDay(today)[0];
  const current = holidayIn(thisYear, name);
  // An earlier year's days must not stand in for those of a year whose notice is not known here.
  if (current === undefined) return undefined;
  if (allowsFuture && current.to < today) return holidayIn(thisYear + 1, name) ?? current;
  return allowsFuture || current.from <= today ? current : holidayIn(thisYear - 1, name);
}
