import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, instantAt, isWorkingDay } from '../../src/calendar.ts';
import { defaultRules, rulesOf } from '../../src/stores/index.ts';
import { CLOCK_NAMES, type ClockName, deadlineOf } from '../../src/tickets/index.ts';
import { SEVERITY_KEYS } from '../../src/understanding/index.ts';

const names = Object.keys(CLOCK_NAMES) as ClockName[];
const monday = instantAt('2026-11-23', '10:00');
const rules = (overrides: object) => rulesOf({ id: 'test', rules: overrides });

describe('deadlines', () => {
  test.each([
    ['route', 'P0', '2026-11-23', '10:15'],
    ['route', 'P1', '2026-11-23', '10:30'],
    ['route', 'P2', '2026-11-23', '12:00'],
    ['route', 'P3', '2026-11-24', '17:30'],
    ['track', 'P2', '2026-11-24', '10:00'],
    ['resolve', 'P2', '2026-11-26', '10:00'],
    ['verify', 'P2', '2026-11-24', '10:00'],
  ] as const)('%s of %s that starts on Monday at ten ends %s %s', (name, severity, day, time) => {
    expect(deadlineOf(name, severity, monday, defaultRules).dueAt).toEqual(instantAt(day, time));
  });

  test('a warning comes at 75 % of the time', () => {
    expect(deadlineOf('track', 'P2', monday, defaultRules).warnAt).toEqual(instantAt('2026-11-24', '04:00'));
    expect(deadlineOf('route', 'P2', monday, rules({ deadlines: { warnAtPercent: 50 } })).warnAt).toEqual(
      instantAt('2026-11-23', '11:00'),
    );
  });

  test.each([
    ['on Friday evening: by the end of Monday', '2026-11-20', '17:00', '2026-11-23'],
    ['on a Sunday: by the end of Monday', '2026-11-22', '10:00', '2026-11-23'],
    ['on the eve of Spring Festival: after it', '2026-02-14', '10:00', '2026-02-24'],
    ['in the middle of National Day week: after it', '2026-10-03', '10:00', '2026-10-08'],
    ['on Friday before a make-up Saturday: on that Saturday', '2026-10-09', '10:00', '2026-10-10'],
  ])('a grumble %s', (_what, day, time, dueDay) => {
    const { dueAt, warnAt } = deadlineOf('route', 'P3', instantAt(day, time), defaultRules);
    expect(dueAt).toEqual(instantAt(dueDay, '17:30'));
    expect(isWorkingDay(dayOf(warnAt))).toBe(true);
  });

  test('work on a grumble is not overdue before its 签收 is', () => {
    const friday = instantAt('2026-11-20', '17:00');
    expect(deadlineOf('route', 'P3', friday, defaultRules).dueAt).toEqual(instantAt('2026-11-23', '17:30'));
    expect(deadlineOf('track', 'P3', friday, defaultRules).dueAt).toEqual(instantAt('2026-11-24', '17:30'));
    expect(deadlineOf('resolve', 'P3', friday, defaultRules).dueAt).toEqual(instantAt('2026-11-26', '17:30'));
  });

  test.each([
    [0, '10:00', '2026-11-23'],
    [0, '18:00', '2026-11-24'],
    [2, '10:00', '2026-11-25'],
  ])('with %i working days for grumbles one of Monday %s is due on %s', (days, time, dueDay) => {
    const changed = rules({ firstContact: { P3WorkingDays: days } });
    expect(dayOf(deadlineOf('route', 'P3', instantAt('2026-11-23', time), changed).dueAt)).toBe(dueDay);
  });

  test('a clock that a store counts in working time pauses at night, its warning too', () => {
    const working = rules({ deadlines: { workingTimeOnly: ['route'] } });
    const { dueAt, warnAt } = deadlineOf('route', 'P2', instantAt('2026-11-20', '16:30'), working);
    expect(warnAt).toEqual(instantAt('2026-11-23', '09:00'));
    expect(dueAt).toEqual(instantAt('2026-11-23', '09:30'));
  });

  test('danger never waits for working time', () => {
    const working = rules({ deadlines: { workingTimeOnly: names } });
    const night = instantAt('2026-02-16', '02:00');
    expect(deadlineOf('route', 'P0', night, working).dueAt).toEqual(instantAt('2026-02-16', '02:15'));
    expect(deadlineOf('route', 'P1', night, working).dueAt).toEqual(instantAt('2026-02-16', '02:30'));
  });

  test('a deadline explains itself: which clock, how long, by which calendar, until when', () => {
    expect(deadlineOf('resolve', 'P2', monday, defaultRules).explanation).toBe(
      '处理完毕时限3天，按自然时间计，11月26日 10:00到期',
    );
    expect(deadlineOf('route', 'P3', monday, defaultRules).explanation).toBe(
      '抱怨在1个工作日内签收，11月24日 17:30到期',
    );
  });

  test('whatever the clock, level, start and calendar: start < warning < end', () => {
    const start = fc.date({ min: instantAt('2026-01-01'), max: instantAt('2026-12-15'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(...SEVERITY_KEYS),
        start,
        fc.subarray(names),
        fc.integer({ min: 1, max: 99 }),
        (name, severity, startedAt, workingTimeOnly, warnAtPercent) => {
          const { warnAt, dueAt } = deadlineOf(
            name,
            severity,
            startedAt,
            rules({ deadlines: { workingTimeOnly, warnAtPercent } }),
          );
          expect(startedAt < warnAt).toBe(true);
          expect(warnAt < dueAt).toBe(true);
        },
      ),
    );
  });
});
