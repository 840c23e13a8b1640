import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { needsTimeMark, relativeTime, wallTime } from '../../src/console/time.ts';

const noon = new Date('2026-11-22T04:00:00Z').getTime();

describe('wall time', () => {
  test('an instant is shown as the clock on a wall in Shanghai', () => {
    expect(wallTime('2026-11-22T01:05:07Z')).toEqual({
      day: '2026-11-22',
      date: '2026年11月22日',
      shortDate: '11月22日',
      weekday: '周日',
      time: '09:05',
      timeWithSeconds: '09:05:07',
    });
  });

  test('midnight in Shanghai begins the new day and reads 00:00', () => {
    expect(wallTime('2026-12-31T16:00:00Z')).toMatchObject({ day: '2027-01-01', time: '00:00' });
    expect(wallTime('2026-12-31T15:59:59Z')).toMatchObject({ day: '2026-12-31', timeWithSeconds: '23:59:59' });
  });

  test('an unreadable instant gives empty texts', () => {
    expect(wallTime('soon')).toMatchObject({ day: '', time: '' });
  });

  test('day and time together are the instant eight hours on', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const shifted = new Date(date.getTime() + 8 * 3_600_000).toISOString();
          const { day, timeWithSeconds } = wallTime(date.getTime());
          expect(`${day}T${timeWithSeconds}`).toBe(shifted.slice(0, 19));
        },
      ),
    );
  });
});

describe('relative time', () => {
  test.each([
    ['2026-11-22T01:00:00Z', '09:00'],
    ['2026-11-21T01:00:00Z', '昨天 09:00'],
    ['2026-11-22T16:00:00Z', '明天 00:00'],
    ['2026-11-25T01:00:00Z', '11月25日 09:00'],
    ['2026-11-20T15:59:00Z', '11月20日 23:59'],
  ])('%s reads %s at noon on 22 November', (at, expected) => {
    expect(relativeTime(at, noon)).toBe(expected);
  });
});

describe('time marks', () => {
  test('the first item has one, then only after five quiet minutes', () => {
    expect(needsTimeMark('2026-11-22T01:00:00Z', undefined)).toBe(true);
    expect(needsTimeMark('2026-11-22T01:04:59Z', '2026-11-22T01:00:00Z')).toBe(false);
    expect(needsTimeMark('2026-11-22T01:05:00Z', '2026-11-22T01:00:00Z')).toBe(true);
  });
});
