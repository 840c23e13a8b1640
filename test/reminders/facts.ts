import type { OwnerFacts, VehicleFacts } from '../../src/reminders/index.ts';

/** A vehicle of which nothing is known. */
export const noFacts: VehicleFacts = {
  brand: null,
  series: null,
  model: null,
  energyType: 'petrol',
  usageType: 'private',
  vehicleClass: 'smallPassenger',
  registeredOn: null,
  deliveredOn: null,
  invoicedOn: null,
  odometerKm: null,
  odometerReadOn: null,
  warrantyEndsOn: null,
  warrantyEndsKm: null,
  compulsoryInsuranceExpiresOn: null,
  commercialInsuranceExpiresOn: null,
  inspectionDueOn: null,
  nextMaintenanceOn: null,
  nextMaintenanceKm: null,
  toldDone: null,
  visits: [],
};

/** An owner of whom nothing is known. */
export const nobody: OwnerFacts = { birthday: null, birthdayCalendar: 'solar', licenceExpiresOn: null };
