import { addDays, addMonths, type Day } from '../calendar.ts';
import { type ReminderClass, reminderKinds } from '../outreach/index.ts';
import type { DatedReminderKind, Rules } from '../stores/index.ts';
import { annualInspection } from './kinds/annual-inspection.ts';
import { insuranceRenewal } from './kinds/insurance-renewal.ts';
import { licenceRenewal } from './kinds/licence-renewal.ts';
import { maintenanceDue } from './kinds/maintenance.ts';
import { vehicleTax } from './kinds/vehicle-tax.ts';
import { warrantyEnd } from './kinds/warranty-end.ts';
import { readDriving } from './mileage.ts';
import type { Occurrence, OwnerFacts, VehicleFacts } from './occurrence.ts';
import { ownerOccurrences, vehicleOccurrences } from './occurrences.ts';

/** How far a care calendar looks ahead. */
const CALENDAR_MONTHS = 24;
/** What is overdue for longer is no longer shown. */
const OVERDUE_MONTHS = 12;
/** Before any car of today. */
const FIRST_DAY = '1970-01-01';

export interface CareEntry {
  kind: DatedReminderKind;
  class: ReminderClass;
  item: string;
  /** In Chinese: 年检, 交强险和商业险续保, 定期保养 … */
  label: string;
  dueOn: Day;
  /** How the day was found, in Chinese. */
  reason: string;
  /** Counts on what lies before it being done on its day. */
  isEstimate: boolean;
  /** The day is over and nothing in the archive says that it was done. */
  isOverdue: boolean;
  /** The same in every later calendar of this vehicle, also when the day moves a little. */
  key: string;
}

export interface CareCalendar {
  from: Day;
  to: Day;
  /** Oldest first. */
  entries: CareEntry[];
}

/**
 * What is coming in 24 months for a vehicle and its owner, of every kind but the holidays, whether a reminder is sent or
 * not. Maintenance and insurance are carried forward after the next one, as estimates. What is over and was not done, as far
 * as the archive knows, stands first. Pure.
 */
export function careCalendar(
  facts: { vehicle: VehicleFacts; owner: OwnerFacts },
  today: Day,
  rules: Rules,
): CareCalendar {
  const window = { from: today, to: addMonths(today, CALENDAR_MONTHS) };
  const known = [...vehicleOccurrences(facts.vehicle, window, rules), ...ownerOccurrences(facts.owner, window)];
  const lapsed = lapsedOf(facts, today, rules);
  const entries = [
    ...lapsed
      .filter(({ dueOn }) => dueOn >= addMonths(today, -OVERDUE_MONTHS))
      .map((one) => entryOf(one, one.dueOn.slice(0, 4), { isOverdue: true })),
    ...known.filter((one) => !one.kind.endsWith('Maintenance')).map((one) => entryOf(one, one.dueOn.slice(0, 4))),
    ...laterInsurances([...lapsed, ...known], window),
    ...maintenances(facts.vehicle, window, rules),
  ];
  return { ...window, entries: entries.toSorted((a, b) => compare(a.dueOn, b.dueOn) || compare(a.key, b.key)) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function entryOf(one: Occurrence, anchor: string, also: Partial<CareEntry> = {}): CareEntry {
  const { kind, item, dueOn, reason } = one;
  return {
    kind,
    class: reminderKinds[kind].class,
    item,
    label: labelOf(one),
    dueOn,
    reason,
    isEstimate: false,
    isOverdue: false,
    key: [kind, item, anchor].filter((part) => part !== '').join('-'),
    ...also,
  };
}

const INSURANCE_LABELS: Readonly<Record<string, string>> = {
  both: '交强险和商业险续保',
  compulsory: '交强险续保',
  commercial: '商业险续保',
};

function labelOf({ kind, item, detail }: Occurrence): string {
  switch (kind) {
    case 'insuranceRenewal':
      return INSURANCE_LABELS[item] ?? '续保';
    case 'annualInspection':
      return detail['what'] === 'mark' ? '年检（线上申领标志）' : '年检';
    case 'licenceRenewal':
      return item === 'physical' ? '驾驶人年度体检' : '驾驶证换证';
    case 'firstMaintenance':
      return '首次保养';
    case 'regularMaintenance':
      return '定期保养';
    case 'warrantyEnd':
    case 'vehicleTax':
    case 'birthday':
    case 'holiday':
      return reminderKinds[kind].label;
    default:
      return kind satisfies never;
  }
}

/**
 * Days of the past that the archive itself names: it would name a later one if it had been done. What a rule alone gives
 * (later inspections, yearly physicals) may have been done elsewhere.
 */
function lapsedOf(facts: { vehicle: VehicleFacts; owner: OwnerFacts }, today: Day, rules: Rules): Occurrence[] {
  const { vehicle, owner } = facts;
  const past = { from: FIRST_DAY, to: addDays(today, -1) };
  const given = vehicle.inspectionDueOn;
  const inspections =
    given === null || given > past.to ? [] : annualInspection(vehicle, { from: given, to: given }, rules);
  return [
    ...insuranceRenewal(vehicle, past),
    ...vehicleTax(vehicle, past),
    ...inspections,
    ...warrantyEnd(vehicle, past),
    ...licenceRenewal({ ...owner, birthday: null }, past),
  ];
}

/** An insurance lasts a year (交强险条例 art. 20), and the tax is paid with it. */
function laterInsurances(known: readonly Occurrence[], window: { from: Day; to: Day }): CareEntry[] {
  const found: CareEntry[] = [];
  for (const one of known) {
    if (one.kind !== 'insuranceRenewal' && one.kind !== 'vehicleTax') continue;
    const reason = `按上次到期日 ${one.dueOn} 推算，以续保为准`;
    for (let years = 1; ; years += 1) {
      const dueOn = addMonths(one.dueOn, years * 12);
      if (dueOn > window.to) break;
      if (dueOn < window.from) continue;
      found.push(entryOf({ ...one, dueOn, reason }, dueOn.slice(0, 4), { isEstimate: true }));
    }
  }
  return found;
}

/** The next one, and those after it at the store's interval or the habit of driving, whichever is shorter. */
function maintenances(car: VehicleFacts, window: { from: Day; to: Day }, rules: Rules): CareEntry[] {
  const next = maintenanceDue(car, rules.maintenance);
  if (next === undefined || next.dueOn > window.to || next.dueOn < addMonths(window.from, -OVERDUE_MONTHS)) return [];
  const { kind, since } = next;
  const occurrence: Occurrence = { kind, item: '', dueOn: next.dueOn, reason: next.reason, detail: {} };
  const isOverdue = next.dueOn < window.from;
  const found = [entryOf(occurrence, `${since}-1`, { isOverdue })];

  const { kmPerDay } = readDriving(car);
  const { months, km } = { ...rules.maintenance.regular, ...(kind === 'regularMaintenance' ? next.interval : {}) };
  // An overdue one is thought to be done today.
  for (let on = isOverdue ? window.from : next.dueOn, nth = 2; ; nth += 1) {
    const byDate = addMonths(on, months);
    const byKm = kmPerDay === undefined ? byDate : addDays(on, Math.ceil(km / kmPerDay));
    on = byKm < byDate ? byKm : byDate;
    if (on > window.to) return found;
    const how = byKm < byDate ? `${km} 公里（日均 ${Math.round(kmPerDay ?? 0)} 公里）` : `${months} 个月`;
    const later: Occurrence = {
      kind: 'regularMaintenance',
      item: '',
      dueOn: on,
      reason: `上一次按期完成后再过 ${how}`,
      detail: {},
    };
    found.push(entryOf(later, `${since}-${nth}`, { isEstimate: true }));
  }
}
