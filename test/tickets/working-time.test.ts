import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, formatDay, instantAt, isWorkingDay, timeOf } from '../../src/calendar.ts';
import { addWorkingMinutes, nextWorkingDay, workingMinutesBetween } from '../../src/tickets/working-time.ts';

const hours = { startsAt: '08:30', endsAt: '17:30', sevenDays: false };
const at = (day: string, time: string) => instantAt(day, time);

describe('working time in 2026', () => {
  test.each([
    ['Spring Festival', '2026-02-14', '2026-02-24'],
    ['the make-up Saturday after it', '2026-02-27', '2026-02-28'],
    ['the make-up Sunday before National Day', '2026-09-18', '2026-09-20'],
    ['National Day', '2026-09-30', '2026-10-08'],
    ['the make-up Saturday after it', '2026-10-09', '2026-10-10'],
    ['an ordinary weekend', '2026-11-20', '2026-11-23'],
  ])('the working day after %s comes where the State Council put it', (_what, from, to) => {
    expect(nextWorkingDay(from, hours)).toBe(to);
  });

  test('all nine days of Spring Festival and all seven of National Day are off', () => {
    const spring = Array.from({ length: 9 }, (_, index) => formatDay(2026, 2, 15 + index));
    const national = Array.from({ length: 7 }, (_, index) => formatDay(2026, 10, 1 + index));
    expect([...spring, ...national].filter(isWorkingDay)).toEqual([]);
    expect(['2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10'].filter((day) => !isWorkingDay(day))).toEqual([]);
  });

  test.each([
    ['within the day', '2026-11-23', '09:00', 120, '2026-11-23', '11:00'],
    ['before opening', '2026-11-23', '03:00', 60, '2026-11-23', '09:30'],
    ['exactly to closing', '2026-11-23', '16:30', 60, '2026-11-23', '17:30'],
    ['over the night', '2026-11-23', '17:00', 60, '2026-11-24', '09:00'],
    ['after closing on Friday', '2026-11-20', '19:00', 30, '2026-11-23', '09:00'],
    ['over Spring Festival', '2026-02-14', '17:00', 90, '2026-02-24', '09:30'],
    ['into a make-up Saturday', '2026-10-09', '17:00', 60, '2026-10-10', '09:00'],
    ['on Sunday midnight', '2026-11-22', '00:00', 1, '2026-11-23', '08:31'],
  ])('%s', (_what, day, time, minutes, dueDay, dueTime) => {
    expect(addWorkingMinutes(at(day, time), minutes, hours)).toEqual(at(dueDay, dueTime));
  });

  test('a house that works every day knows no holidays', () => {
    const everyDay = { ...hours, sevenDays: true };
    expect(addWorkingMinutes(at('2026-02-14', '17:00'), 90, everyDay)).toEqual(at('2026-02-15', '09:30'));
  });

  test('a working day that ends before it starts is an error, not an endless wait', () => {
    const mistaken = { ...hours, startsAt: '18:00', endsAt: '09:00' };
    expect(() => addWorkingMinutes(at('2026-11-23', '09:00'), 1, mistaken)).toThrow('before it starts');
  });
});

describe('any start in 2026', () => {
  const start = fc.date({ min: at('2026-01-01', '00:00'), max: at('2026-12-20', '00:00'), noInvalidDate: true });
  const minutes = fc.integer({ min: 1, max: 3 * 24 * 60 });

  test('a deadline falls into opening hours of a working day', () => {
    fc.assert(
      fc.property(start, minutes, (from, length) => {
        const due = addWorkingMinutes(from, length, hours);
        expect(isWorkingDay(dayOf(due))).toBe(true);
        expect(timeOf(due) >= hours.startsAt && timeOf(due) <= hours.endsAt).toBe(true);
      }),
    );
  });

  test('exactly as many working minutes lie before the deadline as were given', () => {
    fc.assert(
      fc.property(start, minutes, (from, length) => {
        expect(workingMinutesBetween(from, addWorkingMinutes(from, length, hours), hours)).toBeCloseTo(length, 3);
      }),
    );
  });

  test('a later start or a longer length never ends earlier', () => {
    fc.assert(
      fc.property(start, minutes, minutes, (from, length, more) => {
        const due = addWorkingMinutes(from, length, hours).getTime();
        expect(addWorkingMinutes(from, length + more, hours).getTime()).toBeGreaterThan(due);
        expect(
          addWorkingMinutes(new Date(from.getTime() + more * 60_000), length, hours).getTime(),
        ).toBeGreaterThanOrEqual(due);
      }),
    );
  });
});
