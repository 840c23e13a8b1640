import { addDays, type Day, isPublicHoliday, splitDay } from '../../calendar.ts';
import { findHoliday, HOLIDAY_WORDS, type HolidaySpan } from '../../holidays.ts';

/** Regular expression source for a holiday as owners call it. */
export const HOLIDAY = `(?:${HOLIDAY_WORDS}|新年|年)`;

/** Where a holiday is looked for when no notice of its year is known: first and last day of the search, `MM-DD`. */
const USUAL: Readonly<Record<string, readonly [from: string, to: string]>> = {
  春节: ['01-20', '02-25'],
  清明: ['04-02', '04-07'],
  五一: ['05-01', '05-05'],
  端午: ['05-25', '06-28'],
  中秋: ['09-06', '09-30'],
  国庆: ['10-01', '10-08'],
  元旦: ['01-01', '01-03'],
};
const NAMES: Readonly<Record<string, string>> = { 过年: '春节', 新年: '元旦', 年: '春节', 十一: '国庆', 劳动: '五一' };

/** The holiday that is under way or comes next. @param word one that `HOLIDAY` matches */
export function comingHoliday(word: string, today: Day): HolidaySpan | undefined {
  const name = NAMES[word] ?? word;
  const found = findHoliday(name, undefined, today, true);
  if (found !== undefined && found.to >= today) return found;
  const [year] = splitDay(today);
  return [year, year + 1].map((each) => usual(name, each)).find((span) => span !== undefined && span.to >= today);
}

/** The holiday that has begun last. */
export const pastHoliday = (word: string, today: Day): HolidaySpan | undefined =>
  findHoliday(NAMES[word] ?? word, undefined, today, false);

/** The next public holiday, whichever: 节后, 放假. */
export function nextHoliday(today: Day): HolidaySpan | undefined {
  for (let day = today, count = 0; count < 200; count += 1, day = addDays(day, 1)) {
    if (isPublicHoliday(day)) return spanFrom(day);
  }
  return undefined;
}

function usual(name: string, year: number): HolidaySpan | undefined {
  const search = USUAL[name];
  if (search === undefined) return undefined;
  for (let day = `${year}-${search[0]}`; day <= `${year}-${search[1]}`; day = addDays(day, 1)) {
    if (isPublicHoliday(day)) return spanFrom(day);
  }
  return undefined;
}

function spanFrom(from: Day): HolidaySpan {
  let to = from;
  while (isPublicHoliday(addDays(to, 1))) to = addDays(to, 1);
  return { from, to };
}
