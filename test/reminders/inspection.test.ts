import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, splitDay } from '../../src/calendar.ts';
import { nextInspection } from '../../src/reminders/kinds/inspection-cycle.ts';

const car = (vehicleClass = 'smallPassenger', usageType = 'private', registeredOn = '2015-03-10') => ({
  registeredOn,
  vehicleClass,
  usageType,
});

/** All inspections of the first years, as age in months and what is due. */
function ages(vehicleClass: string, usageType: string, count: number): string[] {
  const found: string[] = [];
  let after = '2015-03-11';
  for (let step = 0; step < count; step += 1) {
    const due = nextInspection(car(vehicleClass, usageType), after, false);
    if (due === undefined) break;
    found.push(`${due.ageMonths}${due.what === 'mark' ? '标' : '检'}`);
    after = addDays(due.dueOn, 1);
  }
  return found;
}

describe('the annual inspection', () => {
  test('a small private car: marks at 2, 4, 8, tests at 6 and 10, then every year', () => {
    expect(ages('smallPassenger', 'private', 10)).toEqual([
      '24标',
      '48标',
      '72检',
      '96标',
      '120检',
      '132检',
      '144检',
      '156检',
      '168检',
      '180检',
    ]);
  });

  test('after 15 years it is still once a year, not every six months', () => {
    expect(ages('smallPassenger', 'private', 14).slice(-4)).toEqual(['192检', '204检', '216检', '228检']);
  });

  test.each([
    ['smallPassenger', 'commercial', ['12检', '24检', '36检', '48检', '60检', '66检', '72检']],
    ['smallPassenger', 'rental', ['12检', '24检', '36检', '48检', '60检', '66检', '72检']],
    ['van', 'private', ['24检', '48检', '72检', '84检', '96检', '108检', '120检']],
    ['motorcycle', 'private', ['24检', '48检', '60检', '72检', '84检', '96检', '108检']],
  ])('a %s in %s use has its own cycle', (vehicleClass, usageType, expected) => {
    expect(ages(vehicleClass, usageType, 7)).toEqual(expected);
  });

  test.each(['truck', 'largePassenger'])(
    'a %s is tested yearly for ten years, then every six months',
    (vehicleClass) => {
      expect(ages(vehicleClass, 'private', 13).slice(8)).toEqual(['108检', '120检', '126检', '132检', '138检']);
    },
  );

  test('the validity runs to the end of the month, or to the day where the store says so', () => {
    expect(nextInspection(car(), '2026-11-22', true)).toMatchObject({ dueOn: '2027-03-31', what: 'station' });
    expect(nextInspection(car(), '2026-11-22', false)).toMatchObject({ dueOn: '2027-03-10' });
    expect(nextInspection(car(), '2026-03-20', true)).toMatchObject({ dueOn: '2026-03-31' });
  });

  test('a car registered on 29 February is due in February', () => {
    const leap = car('smallPassenger', 'private', '2024-02-29');
    expect(nextInspection(leap, '2026-01-01', false)).toMatchObject({ dueOn: '2026-02-28', what: 'mark' });
    expect(nextInspection(leap, '2028-01-01', true)).toMatchObject({ dueOn: '2028-02-29' });
  });

  test('the reason says age, what to do and the rule', () => {
    expect(nextInspection(car(), '2026-11-22', true)?.reason).toBe(
      '2015-03-10 注册登记，满 12 年，需要上线检测，有效期至 2027-03-31（2022-10-01 起的非营运小微型客车规定）',
    );
  });

  test('the next one never lies before the day asked for, and asking again from it gives it again', () => {
    const day = fc.integer({ min: 0, max: 12_000 }).map((offset) => addDays('1998-01-01', offset));
    const classes = fc.constantFrom('smallPassenger', 'van', 'truck', 'largePassenger', 'motorcycle');
    fc.assert(
      fc.property(
        day,
        day,
        classes,
        fc.constantFrom('private', 'rental'),
        fc.boolean(),
        (registeredOn, after, vehicleClass, usageType, monthEnd) => {
          const input = { registeredOn, vehicleClass, usageType };
          const due = nextInspection(input, after, monthEnd);
          expect(due).toBeDefined();
          if (due === undefined) return;
          expect(due.dueOn >= after).toBe(true);
          expect(nextInspection(input, due.dueOn, monthEnd)?.dueOn).toBe(due.dueOn);
          expect(due.dueOn.slice(0, 7)).toBe(addMonths(registeredOn, due.ageMonths).slice(0, 7));
          expect((splitDay(due.dueOn)[1] - splitDay(registeredOn)[1] + 12) % 6).toBe(0);
        },
      ),
    );
  });
});
