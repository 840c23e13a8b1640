import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../../src/calendar.ts';
import { dayOfKm, drivingText, readDriving } from '../../src/reminders/mileage.ts';
import { noFacts } from './facts.ts';

const START = '2024-01-01';
/** Visits as days after the start and kilometres. */
const drive = (...readings: [number, number][]) =>
  readDriving({
    ...noFacts,
    visits: readings.map(([days, odometerKm]) => ({ enteredOn: addDays(START, days), odometerKm, type: 'repair' })),
  });

describe('how a car is driven', () => {
  test('a steady one: its rate', () => {
    expect(drive([0, 0], [100, 3000], [200, 6000], [300, 9000])).toMatchObject({ kmPerDay: 30, used: 4, slips: 0 });
  });

  test.each([
    [
      'a reading ten times too high',
      [
        [0, 100],
        [100, 3100],
        [200, 61_000],
        [300, 9100],
        [400, 12_100],
      ],
    ],
    [
      'a reading ten times too low',
      [
        [0, 100],
        [100, 3100],
        [200, 610],
        [300, 9100],
        [400, 12_100],
      ],
    ],
    [
      'a newest reading ten times too high',
      [
        [0, 100],
        [100, 3100],
        [200, 6100],
        [300, 9100],
        [400, 121_000],
      ],
    ],
  ] as [string, [number, number][]][])('%s is left out, and told', (_title, readings) => {
    const driving = drive(...readings);
    expect(driving).toMatchObject({ kmPerDay: 30, slips: 1, swappedOn: undefined });
    expect(drivingText(driving)).toBe('按 4 次里程记录日均 30 公里推算，已剔除 1 次异常读数');
  });

  test('after a new instrument only its own readings count', () => {
    const driving = drive([0, 0], [300, 30_000], [400, 40_000], [430, 300], [530, 4300], [630, 8300]);
    expect(driving.swappedOn).toBe(addDays(START, 430));
    expect(driving.kmPerDay).toBe(40);
    expect(drivingText(driving)).toContain('起换表');
  });

  test('one long journey does not make a habit', () => {
    // 30 a day, and 3 000 km within a fortnight.
    const driving = drive([0, 0], [180, 5400], [360, 10_800], [375, 14_000], [540, 19_000], [720, 24_400]);
    expect(driving.kmPerDay).toBeGreaterThan(29);
    expect(driving.kmPerDay).toBeLessThan(36);
  });

  test('a summer of much driving is weighed against the year', () => {
    // 20 a day, 100 a day in June to August: 40 a day over the year.
    const driving = drive(
      [0, 0],
      [150, 3000],
      [242, 12_200],
      [365, 14_660],
      [515, 17_660],
      [607, 26_860],
      [730, 29_320],
    );
    expect(driving.kmPerDay).toBeGreaterThan(33);
    expect(driving.kmPerDay).toBeLessThan(47);
  });

  test('what lies more than two years before the newest reading says nothing', () => {
    expect(drive([0, 0], [365, 36_500], [800, 40_000], [1100, 43_000], [1500, 47_000]).kmPerDay).toBe(10);
  });

  test('after a long gap the reading before it is better than none', () => {
    expect(drive([0, 0], [1000, 50_000]).kmPerDay).toBe(50);
  });

  test.each([
    ['one reading', [[10, 3000]]],
    [
      'two readings within a week',
      [
        [0, 0],
        [7, 300],
      ],
    ],
    [
      'a car that stands',
      [
        [0, 100],
        [300, 110],
      ],
    ],
    ['no reading', []],
  ] as [string, [number, number][]][])('%s says nothing', (_title, readings) => {
    expect(drive(...readings).kmPerDay).toBeUndefined();
  });

  test('a reading that is reached is the day of the first that shows it; a later one is projected from the newest', () => {
    const driving = drive([0, 0], [100, 3000], [200, 6000]);
    expect(dayOfKm(driving, 2500)).toEqual({ on: addDays(START, 100), isReached: true });
    expect(dayOfKm(driving, 9000)).toEqual({ on: addDays(START, 300), isReached: false });
  });

  test('one wrong reading among eight moves the projected day by less than a tenth', () => {
    const history = fc.record({
      perDay: fc.integer({ min: 10, max: 120 }),
      gaps: fc.array(fc.integer({ min: 45, max: 90 }), { minLength: 7, maxLength: 7 }),
      wrongAt: fc.integer({ min: 1, max: 6 }),
      factor: fc.constantFrom(0.1, 0.5, 2, 10),
    });
    fc.assert(
      fc.property(history, ({ perDay, gaps, wrongAt, factor }) => {
        let day = 0;
        const right = [0, ...gaps].map((gap): [number, number] => [(day += gap), 1000 + day * perDay]);
        const wrong = right.map(([on, km], index): [number, number] => [
          on,
          index === wrongAt ? Math.round(km * factor) : km,
        ]);
        const target = 1000 + (day + 200) * perDay;
        const expected = dayOfKm(drive(...right), target)?.on ?? '';
        const found = dayOfKm(drive(...wrong), target)?.on ?? '';
        expect(Math.abs(daysBetween(expected, found))).toBeLessThanOrEqual(20);
      }),
    );
  });
});
