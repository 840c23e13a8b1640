import type { Rules } from '../stores/index.ts';
import { annualInspection } from './kinds/annual-inspection.ts';
import { birthday } from './kinds/birthday.ts';
import { holidays } from './kinds/holiday.ts';
import { insuranceRenewal } from './kinds/insurance-renewal.ts';
import { licenceRenewal } from './kinds/licence-renewal.ts';
import { maintenance } from './kinds/maintenance.ts';
import { vehicleTax } from './kinds/vehicle-tax.ts';
import { warrantyEnd } from './kinds/warranty-end.ts';
import type { Occurrence, OwnerFacts, VehicleFacts, Window } from './occurrence.ts';

/** All that falls due for a vehicle in a window, of every kind, enabled or not. Pure. */
export function vehicleOccurrences(car: VehicleFacts, window: Window, rules: Rules): Occurrence[] {
  return [
    ...maintenance(car, window, rules),
    ...insuranceRenewal(car, window),
    ...vehicleTax(car, window),
    ...annualInspection(car, window, rules),
    ...warrantyEnd(car, window),
  ];
}

/** All that falls due for an owner in a window, but for the holidays, which are everybody's. Pure. */
export function ownerOccurrences(owner: OwnerFacts, window: Window): Occurrence[] {
  return [...licenceRenewal(owner, window), ...birthday(owner, window)];
}

/** Holidays in a window. Pure. */
export function holidayOccurrences(window: Window): Occurrence[] {
  return holidays(window);
}
