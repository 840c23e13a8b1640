import type { Day } from '../calendar.ts';
import type { DatedReminderKind } from '../stores/index.ts';

/** Days, both included. */
export interface Window {
  from: Day;
  to: Day;
}

/** Something that falls due on a day. */
export interface Occurrence {
  kind: DatedReminderKind;
  /** Which of several of a kind: `compulsory`, `commercial`, `both`; `physical`; keys of holidays. '' where there is one. */
  item: string;
  dueOn: Day;
  /** How the day was found, in Chinese. */
  reason: string;
  /** Facts for the wording: `items`, `what`. Two due days with the same `since` count from the same visit. */
  detail: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface VisitFact {
  enteredOn: Day;
  odometerKm: number | null;
  /** firstMaintenance | regularMaintenance | repair | accident | warranty | other */
  type: string;
}

/** The owner's word, as an answer to a reminder, that a maintenance is done. */
export interface ToldDone {
  /** The day they named. */
  on: Day;
  /** When that maintenance was due. */
  dueOn: Day;
}

/** What is known of a vehicle, as far as due days depend on it. */
export interface VehicleFacts {
  brand: string | null;
  series: string | null;
  model: string | null;
  energyType: string;
  usageType: string;
  vehicleClass: string;
  registeredOn: Day | null;
  deliveredOn: Day | null;
  invoicedOn: Day | null;
  odometerKm: number | null;
  odometerReadOn: Day | null;
  warrantyEndsOn: Day | null;
  warrantyEndsKm: number | null;
  compulsoryInsuranceExpiresOn: Day | null;
  commercialInsuranceExpiresOn: Day | null;
  /** As a file gave it; the rule takes over when it has passed. */
  inspectionDueOn: Day | null;
  /** As a file gave them; they hold until the next maintenance visit. */
  nextMaintenanceOn: Day | null;
  nextMaintenanceKm: number | null;
  /** The latest; null: no owner has said so. */
  toldDone: ToldDone | null;
  visits: readonly VisitFact[];
}

/** What is known of an owner, as far as due days depend on it. */
export interface OwnerFacts {
  /** "1990-03-05", "03-05", "1990-L04-12" (lunar leap month) */
  birthday: string | null;
  /** solar | lunar */
  birthdayCalendar: string;
  licenceExpiresOn: Day | null;
}

export function isWithin(day: Day | null, window: Window): day is Day {
  return day !== null && day >= window.from && day <= window.to;
}
