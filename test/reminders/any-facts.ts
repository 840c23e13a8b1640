import * as fc from '../support/property.ts';
import { addDays, type Day, daysBetween } from '../../src/calendar.ts';
import type { OwnerFacts, VehicleFacts } from '../../src/reminders/index.ts';

export function dayBetween(from: Day, to: Day): fc.Arbitrary<Day> {
  return fc.integer({ min: 0, max: daysBetween(from, to) }).map((offset) => addDays(from, offset));
}

const pastDay = dayBetween('2012-01-01', '2026-11-22');
const nearDay = dayBetween('2024-01-01', '2028-12-31');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const km = fc.integer({ min: 0, max: 250_000 });

/** Any vehicle that an archive might hold, sense or nonsense. */
export const anyVehicle: fc.Arbitrary<VehicleFacts> = fc.record({
  brand: maybe(fc.constantFrom('斯柯达', '大众')),
  series: maybe(fc.constantFrom('明锐', '速派')),
  model: fc.constant(null),
  energyType: fc.constantFrom('petrol', 'electric'),
  usageType: fc.constantFrom('private', 'commercial', 'rental', 'other'),
  vehicleClass: fc.constantFrom('smallPassenger', 'van', 'truck', 'largePassenger', 'motorcycle'),
  registeredOn: maybe(pastDay),
  deliveredOn: maybe(pastDay),
  invoicedOn: maybe(pastDay),
  odometerKm: maybe(km),
  odometerReadOn: maybe(pastDay),
  warrantyEndsOn: maybe(nearDay),
  warrantyEndsKm: maybe(km),
  compulsoryInsuranceExpiresOn: maybe(nearDay),
  commercialInsuranceExpiresOn: maybe(nearDay),
  inspectionDueOn: maybe(nearDay),
  nextMaintenanceOn: maybe(nearDay),
  nextMaintenanceKm: maybe(km),
  toldDone: maybe(fc.record({ on: pastDay, dueOn: nearDay })),
  visits: fc.array(
    fc.record({
      enteredOn: pastDay,
      odometerKm: maybe(km),
      type: fc.constantFrom('firstMaintenance', 'regularMaintenance', 'repair'),
    }),
    { maxLength: 6 },
  ),
});

const monthAndDate = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 }))
  .map(([month, date]) => `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

/** Any owner that an archive might hold. */
export const anyOwner: fc.Arbitrary<OwnerFacts> = fc.record({
  birthday: maybe(
    fc
      .tuple(fc.constantFrom('', '1952-', '1990-'), fc.constantFrom('', 'L'), monthAndDate)
      .map((parts) => parts.join('')),
  ),
  birthdayCalendar: fc.constantFrom('solar', 'lunar'),
  licenceExpiresOn: maybe(nearDay),
});
