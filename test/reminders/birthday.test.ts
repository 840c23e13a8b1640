import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays, dayToDate, splitDay } from '../../src/calendar.ts';
import { birthdayReason, celebratedOn, parseBirthdayColumn } from '../../src/reminders/kinds/birthday.ts';
import { birthdayKeysOn } from './birthday-keys.ts';

const read = (text: string, calendar = 'solar') => {
  const birthday = parseBirthdayColumn(text, calendar);
  if (birthday === undefined) throw new Error(`${text} is no birthday`);
  return birthday;
};

describe('a birthday', () => {
  test.each([
    ['1990-03-05', 'solar', 2026, '2026-03-05'],
    ['03-05', 'solar', 2026, '2026-03-05'],
    ['1988-02-29', 'solar', 2027, '2027-02-28'],
    ['1988-02-29', 'solar', 2028, '2028-02-29'],
    // 2026: Spring Festival 17 February, Mid-Autumn 25 September.
    ['1990-01-01', 'lunar', 2026, '2026-02-17'],
    ['1990-08-15', 'lunar', 2026, '2026-09-25'],
    // 2025 has a leap sixth month that begins on 25 July.
    ['1987-L06-01', 'lunar', 2025, '2025-07-25'],
    ['1987-06-01', 'lunar', 2025, '2025-06-25'],
    ['1987-L06-01', 'lunar', 2026, '2026-07-14'],
    // The 12th month of 2025 has 29 days; the 30th is kept on the last, 16 February.
    ['1990-12-30', 'lunar', 2025, '2026-02-16'],
  ])('%s (%s) is celebrated in %i on %s', (text, calendar, year, day) => {
    expect(celebratedOn(read(text, calendar), year)).toBe(day);
  });

  test.each([
    ['1990-02-30', 'solar'],
    ['1990-13-01', 'solar'],
    ['1990-L04-12', 'solar'],
    ['1990-01-31', 'lunar'],
    ['1990', 'solar'],
    ['', 'solar'],
  ])('“%s” (%s) is none', (text, calendar) => {
    expect(parseBirthdayColumn(text, calendar)).toBeUndefined();
  });

  test('the reason names the calendar', () => {
    expect(birthdayReason(read('1988-02-29'), '2027-02-28')).toContain('没有 2 月 29 日');
    expect(birthdayReason(read('1990-08-15', 'lunar'), '2026-09-25')).toBe(
      '农历生日 8 月 15 日，今年为公历 9 月 25 日',
    );
  });

  const days = fc.integer({ min: 0, max: 36_000 }).map((offset) => addDays('1995-01-01', offset));

  test('whoever would look from the day finds a birthday that is celebrated on it', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year] = splitDay(day);
        const keys = birthdayKeysOn(day);
        for (const key of keys.solar) expect(celebratedOn(read(key), year)).toBe(day);
        for (const key of keys.lunar) {
          // The lunar year may still be the one before.
          expect([celebratedOn(read(key, 'lunar'), year), celebratedOn(read(key, 'lunar'), year - 1)]).toContain(day);
        }
      }),
    );
  });

  test('whoever celebrates on a day is found on that day', () => {
    const birthday = fc.record({
      month: fc.integer({ min: 1, max: 12 }),
      date: fc.integer({ min: 1, max: 30 }),
      isLeap: fc.boolean(),
      calendar: fc.constantFrom('solar' as const, 'lunar' as const),
      year: fc.integer({ min: 2000, max: 2060 }),
    });
    fc.assert(
      fc.property(birthday, ({ month, date, isLeap, calendar, year }) => {
        const leap = isLeap && calendar === 'lunar' ? 'L' : '';
        const text = `${leap}${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
        const parsed = parseBirthdayColumn(text, calendar);
        fc.pre(parsed !== undefined);
        const day = celebratedOn(parsed, year);
        expect(Number.isNaN(dayToDate(day).getTime())).toBe(false);
        expect(birthdayKeysOn(day)[calendar]).toContain(text);
      }),
    );
  });
});
