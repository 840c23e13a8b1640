import { SolarDay } from 'tyme4ts';
import { addDays, type Day, splitDay } from '../calendar.ts';
import type { Random } from './random.ts';
import type { SampleCustomer } from './types.ts';

const SURNAMES = Array.from('张王李赵刘陈杨黄周吴徐孙朱胡郭林高罗郑梁谢宋唐许邓冯韩曹曾彭');
const NUMERALS = Array.from('一二三四五六七八九十');

/**
 * The owners: surname + 样 + numeral, a pattern that marks the name as a sample. Mobile numbers start with 154, a
 * segment that is not in service with any operator (absent from the segment list of any86/any-rule), so that no
 * message can ever reach a person. Birthdays: every one of the next 45 days has one, the rest spread over the year;
 * every third is lunar.
 */
export function buildCustomers(random: Random, today: Day, count: number): SampleCustomer[] {
  return Array.from({ length: count }, (_, index) => {
    const isLunar = index % 3 === 2;
    const nextBirthday = addDays(today, index < 45 ? index + 1 : 46 + Math.floor(((index - 45) * 319) / (count - 45)));
    return {
      name: `${SURNAMES[index % SURNAMES.length]}样${NUMERALS[Math.floor(index / SURNAMES.length) % NUMERALS.length]}`,
      gender: index % 5 < 3 ? 'male' : 'female',
      mobile: `154${String(index + 1).padStart(8, '0')}`,
      birthday: birthdayOn(nextBirthday, random.between(1962, 2001), isLunar),
      birthdayCalendar: isLunar ? 'lunar' : 'solar',
      licenceClass: 'C1',
      licenceExpiresOn: addDays(today, 20 + ((index * 7) % 1500)),
      tier: index % 20 === 3 ? 'vip' : 'ordinary',
      advisorUserId: index % 2 === 0 ? 'jiang' : 'su',
      consentMarketing: random.chance(0.7),
    };
  });
}

/** The `birthday` text of somebody who celebrates on `day`. A year in which that date exists is chosen by the caller's luck. */
function birthdayOn(day: Day, year: number, isLunar: boolean): string {
  const [solarYear, month, date] = splitDay(day);
  const pad = (value: number) => String(value).padStart(2, '0');
  if (!isLunar) return `${month === 2 && date === 29 ? 1988 : year}-${pad(month)}-${pad(date)}`;
  const lunar = SolarDay.fromYmd(solarYear, month, date).getLunarDay();
  // A leap month comes back decades apart: its owners are born in the ordinary month of the same number.
  return `${year}-${pad(Math.abs(lunar.getMonth()))}-${pad(lunar.getDay())}`;
}
