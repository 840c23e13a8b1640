import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays, dayToDate } from '../../src/calendar.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { assess } from '../../src/warranty-watch/assess.ts';
import { isInPeriod, startsOn } from '../../src/warranty-watch/period.ts';
import { daysOffRoad, faultsOf, type Repair, repairsByFault } from '../../src/warranty-watch/repair.ts';

const rules = defaultRules.warrantyWatch;
const TODAY = '2026-11-23';
const repair = (enteredOn: string, handedBackOn?: string, faultText = '变速箱顿挫'): Repair => ({
  enteredOn,
  ...(handedBackOn === undefined ? {} : { handedBackOn }),
  faultText,
});

describe('days off the road', () => {
  test('the day in and the day out both count, and a car of one day was away for one', () => {
    expect(daysOffRoad([repair('2026-10-01', '2026-10-03')], TODAY, true)).toBe(3);
    expect(daysOffRoad([repair('2026-10-01', '2026-10-01')], TODAY, true)).toBe(1);
  });

  test('a house that does not count the day of hand-back counts nights, at least one', () => {
    expect(daysOffRoad([repair('2026-10-01', '2026-10-03')], TODAY, false)).toBe(2);
    expect(daysOffRoad([repair('2026-10-01', '2026-10-01')], TODAY, false)).toBe(1);
  });

  test('a car that is still there counts up to today', () => {
    expect(daysOffRoad([repair('2026-11-20')], TODAY, true)).toBe(4);
    expect(daysOffRoad([repair('2026-11-20', '2026-12-05')], TODAY, true)).toBe(4);
  });

  test('several orders on one day are one day, in any order of the file', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((offset) => addDays('2026-09-01', offset));
    const order = fc.tuple(day, fc.integer({ min: 0, max: 10 })).map(([on, length]) => repair(on, addDays(on, length)));
    fc.assert(
      fc.property(fc.array(order, { maxLength: 8 }), (orders) => {
        const days = daysOffRoad(orders, TODAY, true);
        expect(daysOffRoad(orders.toReversed(), TODAY, true)).toBe(days);
        expect(daysOffRoad([...orders, ...orders], TODAY, true)).toBe(days);
        expect(days).toBeLessThanOrEqual(51);
      }),
    );
  });
});

describe('faults', () => {
  const report = (openedOn: string) => ({ openedOn, vehicleSystems: ['brakes'] });

  test('an order names the part, else its own words; maintenance is no fault', () => {
    expect(faultsOf(repair('2026-10-01', undefined, 'DSG波箱异响，更换阀体'), [])).toEqual(['transmission']);
    expect(faultsOf(repair('2026-10-01', undefined, '行驶异响，检查'), [])).toEqual(['行驶异响检查']);
    expect(faultsOf(repair('2026-10-01', undefined, '更换机油机滤，常规保养'), [])).toEqual([]);
  });

  test('an order without words takes the part from the complaint of the week before it', () => {
    expect(faultsOf(repair('2026-10-08', undefined, ''), [report('2026-10-01')])).toEqual(['brakes']);
    expect(faultsOf(repair('2026-10-08', undefined, ''), [report('2026-09-30')])).toEqual([]);
  });

  test('orders of one stay are one repair; the car that came again the day after has a second one', () => {
    const stay = [
      repair('2026-10-01', '2026-10-05'),
      repair('2026-10-01', '2026-10-02'),
      repair('2026-10-03', '2026-10-05'),
    ];
    expect(repairsByFault(stay, []).get('transmission')).toHaveLength(1);
    expect(repairsByFault([...stay, repair('2026-10-06', '2026-10-07')], []).get('transmission')).toHaveLength(2);
  });
});

describe('what there is to warn of', () => {
  const stagesOf = (repairs: readonly Repair[], reports: Parameters<typeof assess>[0]['reports'] = []) =>
    assess({ startsOn: '2026-01-05', repairs, reports }, TODAY, rules).map(
      ({ kind, stage, value }) => `${kind} ${stage} ${value}`,
    );
  const times = (count: number) =>
    Array.from({ length: count }, (_, nth) => repair(addDays('2026-03-01', nth * 20), addDays('2026-03-01', nth * 20)));

  test.each([
    [19, []],
    [20, ['repairDays near 20']],
    [30, ['repairDays near 30']],
    [31, ['repairDays reached 31']],
  ])('%d days off the road', (days, expected) => {
    expect(stagesOf([repair('2026-03-01', addDays('2026-03-01', days - 1))])).toEqual(expected);
  });

  test.each([
    [2, []],
    [3, ['repairCount near 3']],
    [4, ['repairCount near 4']],
    [5, ['repairCount reached 5']],
  ])('%d repairs of one fault', (count, expected) => {
    expect(stagesOf(times(count))).toEqual(expected);
  });

  test('different faults do not add up', () => {
    const parts = ['变速箱顿挫', '刹车异响', '空调不制冷', '车机黑屏'];
    expect(stagesOf(times(4).map((one, nth) => ({ ...one, faultText: parts[nth] ?? '' })))).toEqual([]);
  });

  test('what the owner says is a reason to look, never the limit itself', () => {
    const said = { openedOn: '2026-11-20', vehicleSystems: ['transmission'], repairCount: 6 };
    expect(stagesOf([], [said])).toEqual(['repairCount near 6']);
    expect(stagesOf([], [{ ...said, vehicleSystems: ['transmission', 'engine'] }])).toEqual([]);
  });

  test('the reason names the numbers and the article', () => {
    const [days, count] = assess(
      { startsOn: '2026-01-05', repairs: [...times(3), repair('2026-11-01', undefined, '钣金')], reports: [] },
      TODAY,
      rules,
    );
    expect(days?.reason).toBe(
      '2026年1月5日起计算三包期，至今累计修理26天，其中2026年11月1日进厂的一次还没有交车。按家用汽车三包规定（总局令第43号）第二十四条，累计修理超过30天，车主可以要求换车或退车。',
    );
    expect(count?.reason).toContain(
      '三包期内变速箱问题，档案中有3次维修（2026年3月1日、2026年3月21日、2026年4月10日）。',
    );
  });
});

describe('the period', () => {
  const car = {
    deliveredOn: dayToDate('2025-01-10'),
    invoicedOn: dayToDate('2025-01-02'),
    registeredOn: dayToDate('2025-01-15'),
    status: 'active',
    usageType: 'private',
    vehicleClass: 'smallPassenger',
    odometerKm: 20_000,
  };

  test('it starts with the delivery where that differs from the invoice', () => {
    expect(startsOn(car)).toBe('2025-01-10');
    expect(startsOn({ ...car, deliveredOn: null })).toBe('2025-01-02');
    expect(startsOn({ deliveredOn: null, invoicedOn: null, registeredOn: null })).toBeUndefined();
  });

  test('two years or 50 000 km, whichever comes first, for family cars on the road', () => {
    expect(isInPeriod(car, '2027-01-09', rules)).toBe(true);
    expect(isInPeriod(car, '2027-01-10', rules)).toBe(false);
    expect(isInPeriod({ ...car, odometerKm: 50_001 }, TODAY, rules)).toBe(false);
    expect(isInPeriod({ ...car, usageType: 'rental' }, TODAY, rules)).toBe(false);
    expect(isInPeriod({ ...car, status: 'sold' }, TODAY, rules)).toBe(false);
  });
});
