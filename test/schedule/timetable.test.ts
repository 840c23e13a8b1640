import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { lastSlot, nextSlot, timetable } from '../../src/schedule/timetable.ts';

const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });

describe.each(timetable)('$name', ({ cron }) => {
  test('at any instant stands between its last and its next slot', () => {
    fc.assert(
      fc.property(instant, (now) => {
        expect(lastSlot(cron, now).getTime()).toBeLessThanOrEqual(now.getTime());
        expect(nextSlot(cron, now).getTime()).toBeGreaterThan(now.getTime());
        expect(nextSlot(cron, lastSlot(cron, now)).getTime()).toBe(nextSlot(cron, now).getTime());
      }),
      { numRuns: 50 },
    );
  });

  test('the last slot is the same whatever was asked before', () => {
    const minutesApart = fc.array(fc.integer({ min: -2000, max: 2000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(instant, minutesApart, (start, steps) => {
        let at = start.getTime();
        for (const minutes of steps) {
          at += minutes * 60_000;
          const last = lastSlot(cron, new Date(at));
          expect(last.getTime()).toBeLessThanOrEqual(at);
          expect(nextSlot(cron, last).getTime()).toBe(nextSlot(cron, new Date(at)).getTime());
        }
      }),
      { numRuns: 20 },
    );
  });

  test('counts a slot from its first millisecond on, not before', () => {
    const slot = nextSlot(cron, new Date('2026-11-22T02:00:00Z'));
    expect(lastSlot(cron, slot)).toEqual(slot);
    expect(lastSlot(cron, new Date(slot.getTime() - 1)).getTime()).toBeLessThan(slot.getTime());
  });
});

test('the day is planned at half past seven in Shanghai, whatever the zone of the machine', () => {
  const plan = timetable.find((entry) => entry.name === 'reminders.plan')?.cron ?? '';
  expect(lastSlot(plan, new Date('2026-11-22T02:00:00Z')).toISOString()).toBe('2026-11-21T23:30:00.000Z');
  expect(nextSlot(plan, new Date('2026-12-31T16:00:00Z')).toISOString()).toBe('2026-12-31T23:30:00.000Z');
});
