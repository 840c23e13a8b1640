import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  announcedThrough,
  dayOf,
  formatDay,
  instantAt,
  isMakeUpDay,
  isPublicHoliday,
  isWorkingDay,
  timeOf,
} from '../../src/calendar.ts';
import {
  addWorkingMinutes,
  type Block,
  blocksOn,
  closingOn,
  faultOf,
  nextWorkingDay,
  type WorkingTime,
  workingMinutesBetween,
} from '../../src/working-time.ts';

const hours: WorkingTime = { blocks: [['08:30', '17:30']], byWeekday: {}, sevenDays: false, closedOn: [], openOn: [] };
const split: WorkingTime = {
  ...hours,
  blocks: [
    ['08:30', '12:00'],
    ['13:30', '17:30'],
  ],
};
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
    expect([...spring, ...national].filter(isPublicHoliday)).toHaveLength(16);
    const madeUp = ['2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10'];
    expect(madeUp.filter((day) => !isWorkingDay(day) || !isMakeUpDay(day) || isPublicHoliday(day))).toEqual([]);
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

  test.each([
    ['over the midday break', '2026-11-23', '11:30', 60, '2026-11-23', '14:00'],
    ['in the midday break', '2026-11-23', '12:40', 30, '2026-11-23', '14:00'],
    ['exactly to the break', '2026-11-23', '11:00', 60, '2026-11-23', '12:00'],
    ['a whole day', '2026-11-23', '08:30', 450, '2026-11-23', '17:30'],
    ['over National Day', '2026-09-30', '16:30', 120, '2026-10-08', '09:30'],
  ])('two blocks a day: %s', (_what, day, time, minutes, dueDay, dueTime) => {
    expect(addWorkingMinutes(at(day, time), minutes, split)).toEqual(at(dueDay, dueTime));
  });

  test('a house that works every day knows no holidays', () => {
    const everyDay = { ...hours, sevenDays: true };
    expect(addWorkingMinutes(at('2026-02-14', '17:00'), 90, everyDay)).toEqual(at('2026-02-15', '09:30'));
  });
});

describe('a house with days of its own', () => {
  const own: WorkingTime = {
    ...split,
    byWeekday: { saturday: [['09:00', '12:00']], wednesday: [] },
    closedOn: ['2026-11-26', '2026-12-07/2026-12-09'],
    openOn: ['2026-12-08', '2026-11-29'],
  };
  test.each([
    ['an ordinary Monday', '2026-11-23', split.blocks],
    ['a weekday off', '2026-11-25', []],
    ['a Saturday that is worked', '2026-11-28', [['09:00', '12:00']]],
    ['a make-up Saturday keeps the hours of a Saturday', '2026-10-10', [['09:00', '12:00']]],
    ['a make-up Sunday has those of an ordinary day', '2026-09-20', split.blocks],
    ['a Saturday within a holiday', '2026-10-03', []],
    ['an own day off', '2026-11-26', []],
    ['the first day of a range', '2026-12-07', []],
    ['a day of work within a range of days off', '2026-12-08', split.blocks],
    ['a Sunday that is worked', '2026-11-29', split.blocks],
    ['an ordinary Sunday', '2026-11-22', []],
  ])('%s', (_what, day, blocks) => {
    expect(blocksOn(day, own)).toEqual(blocks);
  });

  test('its day ends with the last block, on a day off not at all', () => {
    expect(closingOn('2026-11-28', own)).toEqual(at('2026-11-28', '12:00'));
    expect(closingOn('2026-11-26', own)).toBeUndefined();
  });
});

describe('years that are not announced yet', () => {
  const year = announcedThrough + 1;

  test('the holidays that the law names are off, and no weekend is made up', () => {
    const days = Array.from({ length: 365 }, (_, index) => addDays(formatDay(year, 1, 1), index));
    // Thirteen; Mid-Autumn may fall into National Day.
    expect([12, 13]).toContain(days.filter(isPublicHoliday).length);
    expect(days.filter(isMakeUpDay)).toEqual([]);
    expect(isWorkingDay(formatDay(year, 10, 1)) || isWorkingDay(formatDay(year, 5, 2))).toBe(false);
  });

  test('Spring Festival 2031 is off from its eve to the third day', () => {
    expect(['2031-01-22', '2031-01-23', '2031-01-24', '2031-01-25'].filter(isPublicHoliday)).toHaveLength(4);
    expect([isWorkingDay('2031-01-21'), isWorkingDay('2031-01-27')]).toEqual([true, true]);
  });
});

describe('a calendar that makes no sense', () => {
  test.each<[string, Partial<WorkingTime>, string]>([
    ['a block that ends before it starts', { blocks: [['18:00', '09:00']] }, 'ends before it starts'],
    ['an empty block', { blocks: [['09:00', '09:00']] }, 'ends before it starts'],
    [
      'blocks that overlap',
      {
        blocks: [
          ['08:30', '12:00'],
          ['11:30', '17:30'],
        ],
      },
      'overlaps',
    ],
    [
      'blocks in the wrong order',
      {
        blocks: [
          ['13:00', '17:00'],
          ['08:30', '12:00'],
        ],
      },
      'overlaps',
    ],
    ['a bad block of one weekday', { byWeekday: { friday: [['17:00', '08:00']] } }, 'ends before it starts'],
    [
      'a week without a day',
      { byWeekday: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] } },
      'no day of the week is open',
    ],
    ['a day that does not exist', { closedOn: ['2026-02-30'] }, 'is no day'],
    ['a range that runs backwards', { closedOn: ['2026-12-09/2026-12-07'] }, 'ends before it starts'],
    [
      'a year without a working day',
      { closedOn: ['2027-01-01/2027-12-31', '2028-01-01/2028-03-01'] },
      'closed for a year',
    ],
  ])('%s has a name', (_what, differing, fault) => {
    expect(faultOf({ ...hours, ...differing })).toContain(fault);
  });

  test('whoever computes with it gets an error, not an endless wait', () => {
    const closed = { ...hours, closedOn: ['2020-01-01/2099-12-31'] };
    expect(() => addWorkingMinutes(at('2026-11-23', '09:00'), 1, closed)).toThrow('no working time');
    const rare: WorkingTime = { ...hours, blocks: [['09:00', '09:01']] };
    expect(() => addWorkingMinutes(at('2026-11-23', '09:00'), 100_000, rare)).toThrow('no working time');
  });
});

/** Calendars as stores may set them. */
const calendar: fc.Arbitrary<WorkingTime> = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 6 }),
    sevenDays: fc.boolean(),
    saturday: fc.boolean(),
    closed: fc.integer({ min: 0, max: 300 }),
    closedFor: fc.integer({ min: 0, max: 20 }),
    open: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ cuts, sevenDays, saturday, closed, closedFor, open }) => {
    const times = cuts
      .toSorted((left, right) => left - right)
      .map((cut) => `${String(Math.floor(cut / 4)).padStart(2, '0')}:${String((cut % 4) * 15).padStart(2, '0')}`);
    const blocks = times.flatMap((time, index): Block[] => {
      const from = times[index - 1];
      return index % 2 === 1 && from !== undefined ? [[from, time]] : [];
    });
    const from = addDays('2026-01-01', closed);
    return {
      blocks,
      byWeekday: saturday ? { saturday: [['10:00', '11:30']] } : {},
      sevenDays,
      closedOn: [`${from}/${addDays(from, closedFor)}`],
      openOn: [addDays('2026-01-01', open)],
    };
  });

describe('any calendar, any start in 2026', () => {
  const start = fc.date({ min: at('2026-01-01', '00:00'), max: at('2026-12-20', '00:00'), noInvalidDate: true });
  const minutes = fc.integer({ min: 1, max: 3 * 24 * 60 });
  const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: 60 });

  test('it has no fault', () => {
    check(
      fc.property(calendar, (own) => {
        expect(faultOf(own)).toBeUndefined();
      }),
    );
  });

  test('a deadline falls into opening hours', () => {
    check(
      fc.property(calendar, start, minutes, (own, from, length) => {
        const due = addWorkingMinutes(from, length, own);
        // The end of a block belongs to it.
        const time = (instant: Date) => timeOf(instant);
        expect(blocksOn(dayOf(due), own).some(([begin, end]) => time(due) >= begin && time(due) <= end)).toBe(true);
      }),
    );
  });

  test('exactly as many working minutes lie before the deadline as were given', () => {
    check(
      fc.property(calendar, start, minutes, (own, from, length) => {
        expect(workingMinutesBetween(from, addWorkingMinutes(from, length, own), own)).toBeCloseTo(length, 3);
      }),
    );
  });

  test('two lengths one after the other are their sum', () => {
    check(
      fc.property(calendar, start, minutes, minutes, (own, from, first, second) => {
        const stepwise = addWorkingMinutes(addWorkingMinutes(from, first, own), second, own);
        expect(stepwise).toEqual(addWorkingMinutes(from, first + second, own));
      }),
    );
  });

  test('time between two instants is the sum over any instant between them', () => {
    check(
      fc.property(calendar, start, minutes, minutes, (own, from, first, second) => {
        const middle = new Date(from.getTime() + first * 60_000);
        const end = new Date(middle.getTime() + second * 60_000);
        const sum = workingMinutesBetween(from, middle, own) + workingMinutesBetween(middle, end, own);
        expect(sum).toBeCloseTo(workingMinutesBetween(from, end, own), 3);
      }),
    );
  });

  test('a later start or a longer length never ends earlier', () => {
    check(
      fc.property(calendar, start, minutes, minutes, (own, from, length, more) => {
        const due = addWorkingMinutes(from, length, own).getTime();
        expect(addWorkingMinutes(from, length + more, own).getTime()).toBeGreaterThan(due);
        const later = new Date(from.getTime() + more * 60_000);
        expect(addWorkingMinutes(later, length, own).getTime()).toBeGreaterThanOrEqual(due);
      }),
    );
  });
});
