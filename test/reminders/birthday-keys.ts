import { LunarMonth, LunarYear, SolarDay } from 'tyme4ts';
import { type Day, daysInMonth, splitDay } from '../../src/calendar.ts';

/** Month and date of the birthdays that are celebrated on a day, found from the day: the other way round than the service. */
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

function key(month: number, date: number): string {
  return `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
