import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { dayOf, instantAt, isWorkingDay } from '../../src/calendar.ts';
import { defaultRules, rulesOf } from '../../src/stores/index.ts';
import { CLOCK_NAMES, type ClockName, deadlineOf } from '../../src/tickets/index.ts';
import type { Pause } from '../../src/tickets/standstill.ts';
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
    expect(deadlineOf('verify', 'P2', monday, defaultRules).explanation).toBe(
      '回访确认时限自处理完毕起24小时，按自然时间计，11月24日 10:00到期',
    );
  });

  test('a grumble is due when the day closes, in whatever blocks it is worked', () => {
    const own = rules({
      workingTime: {
        blocks: [
          ['09:00', '12:00'],
          ['13:00', '18:00'],
        ],
        openOn: ['2026-11-29'],
      },
    });
    expect(deadlineOf('route', 'P3', monday, own).dueAt).toEqual(instantAt('2026-11-24', '18:00'));
    expect(deadlineOf('route', 'P3', instantAt('2026-11-28', '10:00'), own).dueAt).toEqual(
      instantAt('2026-11-29', '18:00'),
    );
  });

  test('a raised level counts from when it was raised, and never makes a deadline later', () => {
    const raised = (at: string) => ({
      raises: [{ from: 'P2' as const, to: 'P0' as const, at: instantAt('2026-11-23', at) }],
    });
    const late = deadlineOf('route', 'P0', monday, defaultRules, raised('11:00'));
    expect(late.dueAt).toEqual(instantAt('2026-11-23', '11:15'));
    expect(late.explanation).toBe('11月23日 11:00升级后，签收时限15分钟，按自然时间计，11月23日 11:15到期');
    const tooLate = deadlineOf('route', 'P0', monday, defaultRules, raised('11:55'));
    expect(tooLate.dueAt).toEqual(instantAt('2026-11-23', '12:00'));
    // A raise before the clock started is in its level already.
    expect(deadlineOf('route', 'P0', monday, defaultRules, raised('09:00')).dueAt).toEqual(
      instantAt('2026-11-23', '10:15'),
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

const hour = 60 * 60_000;
const later = (start: Date, ms: number) => new Date(start.getTime() + ms);
const pause = (reason: Pause['reason'], from: number, to: number, isOver = true): Pause => ({
  reason,
  startedAt: later(monday, from * hour),
  endsAt: later(monday, to * hour),
  isOver,
});

describe('pauses', () => {
  test('the time of a pause does not count, and the deadline says so', () => {
    const { dueAt, explanation } = deadlineOf('resolve', 'P2', monday, defaultRules, {
      pauses: [pause('waitingOwner', 1, 3 + 1 / 6)],
    });
    expect(dueAt).toEqual(instantAt('2026-11-26', '12:10'));
    expect(explanation).toBe('处理完毕时限3天，按自然时间计，等待车主2小时10分钟不计，11月26日 12:10到期');
  });

  test('while it lasts, the deadline is that of its latest end', () => {
    const { dueAt, explanation } = deadlineOf('resolve', 'P2', monday, defaultRules, {
      pauses: [pause('waitingOwner', 1, 2), pause('waitingParts', 4, 28, false)],
    });
    expect(dueAt).toEqual(instantAt('2026-11-27', '11:00'));
    expect(explanation).toBe(
      '处理完毕时限3天，按自然时间计，等待车主1小时不计，等待配件暂停中（最晚11月24日 14:00恢复计时），11月27日 11:00到期',
    );
  });

  test('overlapping pauses count once', () => {
    const both = [pause('waitingOwner', 1, 5), pause('waitingParts', 3, 8)];
    expect(deadlineOf('resolve', 'P2', monday, defaultRules, { pauses: both }).dueAt).toEqual(
      instantAt('2026-11-26', '17:00'),
    );
  });

  test('each reason stops the clocks that the rules name', () => {
    const parts = { pauses: [pause('waitingParts', 1, 3)] };
    const dueAt = (name: ClockName, own = defaultRules) => deadlineOf(name, 'P2', monday, own, parts).dueAt;
    expect(dueAt('track')).toEqual(instantAt('2026-11-24', '10:00'));
    expect(dueAt('resolve')).toEqual(instantAt('2026-11-26', '12:00'));
    const both = rules({ pauses: { waitingParts: { clocks: ['track'] } } });
    expect([dueAt('track', both), dueAt('resolve', both)]).toEqual([
      instantAt('2026-11-24', '12:00'),
      instantAt('2026-11-26', '10:00'),
    ]);
  });

  test('of a clock in working time a pause takes only working time', () => {
    const working = rules({ deadlines: { workingTimeOnly: ['track'], trackMinutes: 120 } });
    const night = { pauses: [pause('waitingOwner', 7, 22.5)] };
    const at = instantAt('2026-11-23', '16:30');
    // From 17:00 on Monday to 08:30 on Tuesday: half an hour of work.
    const { dueAt, explanation } = deadlineOf('track', 'P2', at, working, night);
    expect(dueAt).toEqual(instantAt('2026-11-24', '10:00'));
    expect(explanation).toBe('首次跟踪时限2小时，按工作时间计，等待车主30分钟不计，11月24日 10:00到期');
  });

  const anyPause = fc
    .record({
      reason: fc.constantFrom('waitingOwner' as const, 'waitingParts' as const),
      from: fc.integer({ min: -600, max: 6000 }),
      length: fc.integer({ min: 0, max: 3000 }),
      isOver: fc.boolean(),
    })
    .map(({ reason, from, length, isOver }) => pause(reason, from / 60, (from + length) / 60, isOver));
  const anyClock = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...SEVERITY_KEYS), fc.subarray(names));
  const dueWith = (
    [name, severity, workingTimeOnly]: [ClockName, (typeof SEVERITY_KEYS)[number], ClockName[]],
    pauses: Pause[],
  ) => deadlineOf(name, severity, monday, rules({ deadlines: { workingTimeOnly } }), { pauses });

  test('no pause makes a deadline or a warning earlier', () => {
    fc.assert(
      fc.property(anyClock, fc.array(anyPause, { maxLength: 4 }), anyPause, (clock, pauses, more) => {
        const [before, after] = [dueWith(clock, pauses), dueWith(clock, [...pauses, more])];
        expect(after.dueAt >= before.dueAt && after.warnAt >= before.warnAt).toBe(true);
        expect(after.warnAt <= after.dueAt).toBe(true);
      }),
    );
  });

  test('their order does not matter', () => {
    fc.assert(
      fc.property(anyClock, fc.array(anyPause, { maxLength: 5 }), (clock, pauses) => {
        expect(dueWith(clock, pauses.toReversed()).dueAt).toEqual(dueWith(clock, pauses).dueAt);
      }),
    );
  });

  test('in plain time a pause within the time moves the deadline by exactly its length', () => {
    const [from, length] = [fc.integer({ min: 0, max: 71 * 60 }), fc.integer({ min: 0, max: 10_000 })];
    fc.assert(
      fc.property(from, length, (at, minutes) => {
        const { dueAt } = deadlineOf('resolve', 'P2', monday, defaultRules, {
          pauses: [pause('waitingParts', at / 60, (at + minutes) / 60)],
        });
        expect(dueAt).toEqual(later(monday, 72 * hour + minutes * 60_000));
      }),
    );
  });

  test('a pause in two pieces is the same as one', () => {
    fc.assert(
      fc.property(anyClock, anyPause, fc.integer({ min: 0, max: 100 }), (clock, whole, percent) => {
        const length = whole.endsAt.getTime() - whole.startedAt.getTime();
        const cut = new Date(whole.startedAt.getTime() + Math.round((length * percent) / 100));
        const pieces = [
          { ...whole, endsAt: cut },
          { ...whole, startedAt: cut },
        ];
        expect(dueWith(clock, pieces).dueAt).toEqual(dueWith(clock, [whole]).dueAt);
      }),
    );
  });
});
