import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { noFacts } from './facts.ts';
import { addDays, addMonths, isDay } from '../../src/calendar.ts';
import { maintenanceDue } from '../../src/reminders/kinds/maintenance.ts';
import type { VehicleFacts } from '../../src/reminders/index.ts';
import { defaultRules, rulesOf } from '../../src/stores/index.ts';

const rules = defaultRules.maintenance;
const car = (fields: Partial<VehicleFacts> = {}): VehicleFacts => ({
  ...noFacts,
  brand: '斯柯达',
  series: '明锐',
  deliveredOn: '2026-01-10',
  ...fields,
});
const visit = (enteredOn: string, odometerKm: number | null, type = 'regularMaintenance') => ({
  enteredOn,
  odometerKm,
  type,
});

describe('the next maintenance', () => {
  test('a new car: six months after delivery', () => {
    expect(maintenanceDue(car(), rules)).toMatchObject({
      kind: 'firstMaintenance',
      dueOn: '2026-07-10',
      reason: '2026-01-10 交车，满 6 个月为 2026-07-10',
    });
  });

  test('a new car that is driven a lot: when it will have 5 000 km', () => {
    // 3 000 km in 60 days are 50 a day: 40 more days.
    const due = maintenanceDue(car({ odometerKm: 3000, odometerReadOn: '2026-03-11' }), rules);
    expect(due).toMatchObject({
      kind: 'firstMaintenance',
      dueOn: '2026-04-20',
      reason: '2026-01-10 交车，按 2 次里程记录日均 50 公里推算，2026-04-20 到 5000 公里，早于满 6 个月的 2026-07-10',
    });
  });

  test('after a maintenance: twelve months later', () => {
    const due = maintenanceDue(car({ visits: [visit('2026-07-01', 4000, 'firstMaintenance')] }), rules);
    expect(due).toMatchObject({ kind: 'regularMaintenance', dueOn: '2027-07-01' });
    expect(due?.reason).toContain('上次保养 2026-07-01（4000 公里）');
  });

  test('a repair is no maintenance but its reading counts', () => {
    const visits = [visit('2026-07-01', 5000, 'firstMaintenance'), visit('2026-08-30', 9000, 'repair')];
    const due = maintenanceDue(car({ visits }), rules);
    expect(due?.kind).toBe('regularMaintenance');
    // 9 000 km in 232 days: 38.8 a day, 6 000 more.
    expect(due?.dueOn).toBe(addDays('2026-08-30', Math.ceil(6000 / (9000 / 232))));
  });

  test('kilometres that are reached already are due since that reading', () => {
    const visits = [visit('2026-03-01', 5000, 'firstMaintenance'), visit('2026-09-01', 16_000, 'repair')];
    const due = maintenanceDue(car({ visits }), rules);
    expect(due).toMatchObject({ dueOn: '2026-09-01' });
    expect(due?.reason).toContain('里程已到 15000 公里');
  });

  test('a lower reading after a new instrument does not turn the car backwards', () => {
    const visits = [visit('2026-03-01', 30_000), visit('2026-05-01', 100, 'repair')];
    expect(maintenanceDue(car({ visits }), rules)).toMatchObject({ dueOn: '2027-03-01' });
  });

  test('what a file says of the next date and kilometres is taken until the next visit', () => {
    const told = { nextMaintenanceOn: '2026-10-01', nextMaintenanceKm: 9000 };
    const due = maintenanceDue(car({ ...told, visits: [visit('2026-07-01', 4000)] }), rules);
    expect(due).toMatchObject({ dueOn: '2026-10-01' });
    expect(due?.reason).toContain('系统登记的下次保养日期');
    const later = maintenanceDue(car({ ...told, visits: [visit('2026-10-05', 4100)] }), rules);
    expect(later).toMatchObject({ dueOn: '2027-10-05' });
  });

  test('a store’s own interval for a series counts for that series only', () => {
    const own = rulesOf({
      id: 'main',
      rules: { maintenance: { byModel: { 明锐: { first: { months: 3, km: 5000 } } } } },
    });
    expect(maintenanceDue(car(), own.maintenance)?.dueOn).toBe('2026-04-10');
    expect(maintenanceDue(car({ series: '速派' }), own.maintenance)?.dueOn).toBe('2026-07-10');
  });

  test('a told kilometre target that the car had on its last maintenance is none', () => {
    const visits = [
      visit('2022-05-01', 21_000, 'repair'),
      visit('2024-05-01', 40_000, 'repair'),
      visit('2026-05-01', null),
    ];
    const due = maintenanceDue(car({ deliveredOn: '2020-01-01', nextMaintenanceKm: 20_000, visits }), rules);
    expect(due?.dueOn).toBe('2027-05-01');
    expect(due?.reason).toContain('到 再行驶 10000 公里');
  });

  describe('that the owner says is done', () => {
    const toldDone = { on: '2026-07-20', dueOn: '2026-07-25' };

    test('elsewhere: the next is a regular one, twelve months after the day that was named', () => {
      expect(maintenanceDue(car({ toldDone }), rules)).toMatchObject({
        kind: 'regularMaintenance',
        since: '2026-07-20',
        dueOn: '2027-07-20',
        reason: '车主告知 2026-07-20 已保养，满 12 个月为 2027-07-20',
      });
    });

    test('lies in the past of a visit that came later: the visit counts', () => {
      const visits = [visit('2026-09-01', 6000)];
      expect(maintenanceDue(car({ toldDone, visits }), rules)).toMatchObject({ since: '2026-09-01' });
    });

    test('is not asked for again because a file still names it, by date or by kilometres', () => {
      const stale = { nextMaintenanceOn: '2026-08-20', nextMaintenanceKm: 5000 };
      const visits = [visit('2026-06-01', 5100, 'repair')];
      expect(maintenanceDue(car({ toldDone, visits, ...stale }), rules)?.dueOn).toBe('2027-04-25');
      expect(maintenanceDue(car({ toldDone, visits, ...stale, nextMaintenanceOn: null }), rules)?.dueOn).toBe(
        '2027-04-25',
      );
    });

    test('gives way to a next date that a file names after it', () => {
      expect(maintenanceDue(car({ toldDone, nextMaintenanceOn: '2027-01-20' }), rules)?.dueOn).toBe('2027-01-20');
    });
  });

  test('a car without a day and without visits has none', () => {
    expect(maintenanceDue(car({ deliveredOn: null }), rules)).toBeUndefined();
  });

  test('whatever the readings, the due day is a day, never later than by date nor before the last maintenance, and its reason names it', () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays('2018-01-01', offset));
    const visits = fc.array(
      fc.record({
        enteredOn: day,
        odometerKm: fc.option(fc.integer({ min: 0, max: 300_000 })),
        type: fc.constantFrom('firstMaintenance', 'regularMaintenance', 'repair'),
      }),
      { maxLength: 8 },
    );
    const target = fc.option(fc.integer({ min: 0, max: 300_000 }), { nil: null });
    fc.assert(
      fc.property(day, visits, target, (deliveredOn, history, nextMaintenanceKm) => {
        const due = maintenanceDue(car({ deliveredOn, visits: history, nextMaintenanceKm }), rules);
        const last = history
          .filter((entry) => entry.type !== 'repair')
          .map((entry) => entry.enteredOn)
          .toSorted()
          .at(-1);
        const latest = last === undefined ? addMonths(deliveredOn, 6) : addMonths(last, 12);
        expect(due).toBeDefined();
        expect(isDay(due?.dueOn ?? '')).toBe(true);
        expect((due?.dueOn ?? '') <= latest).toBe(true);
        expect(last === undefined || (due?.dueOn ?? '') > last).toBe(true);
        expect(due?.kind).toBe(last === undefined ? 'firstMaintenance' : 'regularMaintenance');
      }),
    );
  });
});
