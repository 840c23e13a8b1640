import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import { addDays, daysBetween } from '../../src/calendar.ts';
import {
  holidayOccurrences,
  type Occurrence,
  type OwnerFacts,
  ownerOccurrences,
  type VehicleFacts,
  vehicleOccurrences,
  type Window,
} from '../../src/reminders/index.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { anyOwner, anyVehicle, dayBetween } from './any-facts.ts';

const window = fc
  .tuple(dayBetween('2024-01-01', '2028-01-01'), fc.integer({ min: 0, max: 60 }))
  .map(([from, length]) => ({ from, to: addDays(from, length) }));

const kinds: [string, fc.Arbitrary<(window: Window) => Occurrence[]>][] = [
  [
    'a vehicle',
    anyVehicle.map((car: VehicleFacts) => (within: Window) => vehicleOccurrences(car, within, defaultRules)),
  ],
  ['an owner', anyOwner.map((owner: OwnerFacts) => (within: Window) => ownerOccurrences(owner, within))],
  ['holidays', fc.constant(holidayOccurrences)],
];

test.each(kinds)(
  'what falls due for %s lies in the window, never twice, and day by day is the same as at once',
  (_name, facts) => {
    fc.assert(
      fc.property(facts, window, (occurrences, { from, to }) => {
        const whole = occurrences({ from, to });
        for (const { dueOn } of whole) expect(dueOn >= from && dueOn <= to).toBe(true);
        const keys = whole.map(({ kind, item, dueOn }) => `${kind} ${item} ${dueOn}`);
        expect(new Set(keys).size).toBe(keys.length);
        const byDay = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index)).flatMap(
          (day) => occurrences({ from: day, to: day }),
        );
        const sorted = (list: Occurrence[]) => list.map((one) => JSON.stringify(one)).toSorted();
        expect(sorted(byDay)).toEqual(sorted(whole));
      }),
    );
  },
);

test('two inspections of one car lie at least three months apart, whatever a file says', () => {
  fc.assert(
    fc.property(anyVehicle, (car) => {
      const found = vehicleOccurrences(car, { from: '2020-01-01', to: '2030-12-31' }, defaultRules)
        .filter(({ kind }) => kind === 'annualInspection')
        .map(({ dueOn }) => dueOn)
        .toSorted();
      const gaps = found.slice(1).map((dueOn, index) => daysBetween(found[index] ?? '', dueOn));
      expect(Math.min(1000, ...gaps)).toBeGreaterThan(90);
    }),
  );
});
