import type { Day } from '../calendar.ts';
import type { StoreDefinition } from '../stores/index.ts';

export interface SampleCustomer {
  name: string;
  gender: 'male' | 'female';
  mobile: string;
  /** As in the `birthday` column. */
  birthday: string;
  birthdayCalendar: 'solar' | 'lunar';
  licenceClass: string;
  licenceExpiresOn: Day;
  tier: 'vip' | 'ordinary';
  advisorUserId: string;
  consentMarketing: boolean;
}

export interface SampleVehicle {
  /** Index in `customers`. */
  customer: number;
  plateNumber: string;
  vin: string;
  series: string;
  model: string;
  energyType: 'petrol' | 'electric';
  registeredOn: Day;
  deliveredOn: Day;
  odometerKm: number | null;
  odometerReadOn: Day | null;
  warrantyEndsOn: Day;
  compulsoryInsuranceExpiresOn: Day;
  commercialInsuranceExpiresOn: Day;
  inspectionDueOn: Day | null;
}

export interface SampleVisit {
  /** Index in `vehicles`. */
  vehicle: number;
  repairOrderNo: string;
  enteredOn: Day;
  handedBackOn: Day;
  odometerKm: number;
  type: 'firstMaintenance' | 'regularMaintenance' | 'repair';
  amountFen: number;
  advisorName: string;
}

/** A person with WeChat, as the platform (or its emulator) knows them. */
export interface SamplePerson {
  personId: string;
  name: string;
  unionId: string;
  openId: string;
  externalUserId: string;
  /** Follows the dealership's service account. */
  follows: boolean;
  /** Members who have them as a contact in WeCom. */
  contactOf: readonly string[];
  /** Index in `customers`; absent: the store does not know who writes. */
  customer?: number;
}

/** A person whose phone the sandbox page shows. */
export interface DemoOwner extends SamplePerson {
  /** What makes this one worth playing, in Chinese. */
  hint: string;
  /** First messages to click. */
  suggestions: string[];
}

export interface SampleStore {
  seed: number;
  today: Day;
  definition: StoreDefinition;
  customers: SampleCustomer[];
  vehicles: SampleVehicle[];
  visits: SampleVisit[];
  /** Everybody with WeChat, the demo owners included. */
  people: SamplePerson[];
  demoOwners: DemoOwner[];
}
