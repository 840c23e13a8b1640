import type { Day } from '../calendar.ts';

/** Columns of `customer` that a file can fill; only what the row gives. */
export interface CustomerFields {
  name?: string;
  gender?: string;
  employer?: string;
  jobTitle?: string;
  address?: string;
  birthday?: string;
  birthdayCalendar?: string;
  licenceClass?: string;
  licenceExpiresOn?: Day;
  tier?: string;
  preferredChannel?: string;
}

/** What a file says of an owner's consent to promotions. */
export interface ConsentGiven {
  isGiven: boolean;
  /** The day it was given or refused; undefined: the file does not say. */
  on: Day | undefined;
  /** As the file has it: the proof. */
  words: string;
}

/** Columns of `vehicle` that a file can fill. */
export interface VehicleFields {
  plateNumber?: string;
  vin?: string;
  brand?: string;
  series?: string;
  model?: string;
  energyType?: string;
  usageType?: string;
  vehicleClass?: string;
  registeredOn?: Day;
  deliveredOn?: Day;
  invoicedOn?: Day;
  warrantyEndsOn?: Day;
  warrantyEndsKm?: number;
  compulsoryInsuranceExpiresOn?: Day;
  commercialInsuranceExpiresOn?: Day;
  inspectionDueOn?: Day;
  nextMaintenanceOn?: Day;
  nextMaintenanceKm?: number;
  /** 转介绍: which customer brought the buyer. */
  referredBy?: string;
}

export interface VisitFields {
  /** Absent: the row tells of a visit without naming its order, as "last maintenance" columns do. */
  repairOrderNo?: string;
  enteredOn: Day;
  handedBackOn?: Day;
  odometerKm?: number;
  type: string;
  amountFen?: number;
  advisorName?: string;
  /** What was wrong, as the order says. */
  faultText?: string;
}

/** One good row. */
export interface ImportRow {
  line: number;
  customer: CustomerFields;
  /** What the file says there is none of any more, e.g. the end of a licence that is 长期. */
  ended?: readonly 'licenceExpiresOn'[];
  /** False: name and numbers are those of whoever brought the car in, not necessarily its owner's. */
  isOwner: boolean;
  mobiles: string[];
  landlines: string[];
  /** Name of the service adviser, to be looked up among the staff. */
  adviserName?: string;
  vehicle: VehicleFields;
  odometer?: { km: number; on?: Day };
  consent?: ConsentGiven;
  visits: VisitFields[];
}

/** A row that is not taken, or (`warning`) a detail of a taken row that was left out. */
export interface Problem {
  line: number;
  reason: string;
}

/** Thrown inside the reading of one row; becomes that row's `Problem`. */
export class BadRow extends Error {}
