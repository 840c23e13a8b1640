import { createHash } from 'node:crypto';
import { addDays, addMonths, type Day, daysBetween } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import { enabledKinds, type Lead, leadsOf, longestLead } from './due-rules.ts';
import { insuranceRenewal } from './kinds/insurance-renewal.ts';
import type { Occurrence, VehicleFacts, Window } from './occurrence.ts';
import { vehicleOccurrences } from './occurrences.ts';

/** A reminder that would have been planned. */
export interface Replayed {
  day: Day;
  occurrence: Occurrence;
  lead: Lead;
}

/** An insurance lasts a year: what it ended on before is known from the day it ends on now. */
const INSURANCE_MONTHS = 12;

/**
 * What would have been planned for a vehicle in a span under given rules: on each day only what was known by then. Visits
 * and readings of that day or later are ignored, and so is what a file said of the next maintenance before the last visit.
 * Insurances that were renewed since are counted back, for days before today. Pure.
 */
export function replayVehicle(car: VehicleFacts, span: Window, rules: Rules, today: Day): Replayed[] {
  const changes = [...car.visits.map(({ enteredOn }) => enteredOn), car.odometerReadOn ?? '', car.toldDone?.on ?? '']
    .map((on) => (on === '' ? '' : addDays(on, 1)))
    .filter((on) => on > span.from && on <= span.to);
  const starts = [...new Set([span.from, ...changes])].toSorted();
  const found: Replayed[] = [];
  for (const [index, from] of starts.entries()) {
    const next = starts[index + 1];
    const part = { from, to: next === undefined ? span.to : addDays(next, -1) };
    found.push(...hits(knownOn(car, from, part, rules), part, rules));
    const renewed = rules.reminders.insuranceRenewal.enabled ? earlierInsurances(car, aheadOf(part, rules)) : [];
    found.push(...hits(renewed, part, rules).filter(({ day }) => day < today));
  }
  return withoutRepeats(found).filter(({ day }) => car.deliveredOn === null || car.deliveredOn < day);
}

/** The reminders that a list of due days makes in a span. */
export function hits(occurrences: readonly Occurrence[], span: Window, rules: Rules): Replayed[] {
  const leads = leadsOf(rules);
  return occurrences.flatMap((occurrence) =>
    leads
      .filter(({ kind }) => kind === occurrence.kind)
      .map((lead) => ({ day: addDays(occurrence.dueOn, -lead.lead), occurrence, lead }))
      .filter(({ day }) => day >= span.from && day <= span.to),
  );
}

/** The same choice as in the planning statement. */
export function isHeldOut(customerId: number, { occurrence, lead }: Replayed): boolean {
  const text = `${customerId}:${occurrence.kind}:${Number(occurrence.dueOn.slice(0, 4))}`;
  const number = Number.parseInt(createHash('md5').update(text).digest('hex').slice(0, 8), 16);
  return number % 10_000 < lead.hold_out * 100;
}

function knownOn(car: VehicleFacts, day: Day, part: Window, rules: Rules): Occurrence[] {
  const visits = car.visits.filter(({ enteredOn }) => enteredOn < day);
  const isNewest = visits.length === car.visits.length;
  const isRead = car.odometerReadOn !== null && car.odometerReadOn < day;
  const window = aheadOf(part, rules);
  // A file's date that lies beyond was given later: the rule tells what was due then.
  const isInspectionKnown = car.inspectionDueOn !== null && car.inspectionDueOn <= window.to;
  const then: VehicleFacts = {
    ...car,
    visits,
    odometerKm: isRead ? car.odometerKm : null,
    odometerReadOn: isRead ? car.odometerReadOn : null,
    nextMaintenanceOn: isNewest ? car.nextMaintenanceOn : null,
    nextMaintenanceKm: isNewest ? car.nextMaintenanceKm : null,
    toldDone: car.toldDone !== null && car.toldDone.on < day ? car.toldDone : null,
    inspectionDueOn: isInspectionKnown ? car.inspectionDueOn : null,
  };
  const kinds = new Set(enabledKinds(rules));
  return vehicleOccurrences(then, window, rules).filter(({ kind }) => kinds.has(kind));
}

/** The due days that a span's plans are about. */
function aheadOf(span: Window, rules: Rules): Window {
  return { from: span.from, to: addDays(span.to, longestLead(rules)) };
}

function earlierInsurances(car: VehicleFacts, window: Window): Occurrence[] {
  const found: Occurrence[] = [];
  const bought = car.deliveredOn ?? car.invoicedOn ?? car.registeredOn;
  const before = (on: Day | null, years: number) => {
    const earlier = on === null ? null : addMonths(on, -INSURANCE_MONTHS * years);
    // The first insurance ends about a year after the car was bought.
    return earlier === null || (bought !== null && earlier < addMonths(bought, INSURANCE_MONTHS - 1)) ? null : earlier;
  };
  for (let years = 1; ; years += 1) {
    const compulsoryInsuranceExpiresOn = before(car.compulsoryInsuranceExpiresOn, years);
    const commercialInsuranceExpiresOn = before(car.commercialInsuranceExpiresOn, years);
    const latest = [compulsoryInsuranceExpiresOn ?? '', commercialInsuranceExpiresOn ?? ''].toSorted().at(-1) ?? '';
    if (latest < window.from) return found;
    found.push(...insuranceRenewal({ ...car, compulsoryInsuranceExpiresOn, commercialInsuranceExpiresOn }, window));
  }
}

/** As the plan does: one for each subject, kind, due day and lead, and none for a day that only moved a little. */
function withoutRepeats(found: readonly Replayed[]): Replayed[] {
  const kept: Replayed[] = [];
  for (const one of found.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const { occurrence, lead } = one;
    const isThere = kept.some(({ occurrence: before, lead: beforeLead }) => {
      if (before.kind !== occurrence.kind || beforeLead.lead !== lead.lead) return false;
      if (before.dueOn === occurrence.dueOn) return true;
      const isSame = before.detail['since'] === occurrence.detail['since'];
      return isSame && Math.abs(daysBetween(before.dueOn, occurrence.dueOn)) < lead.same_days;
    });
    if (!isThere) kept.push(one);
  }
  return kept;
}
