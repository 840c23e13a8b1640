import { createHash } from 'node:crypto';
import { addDays, type Day } from '../calendar.ts';
import { reminderKinds } from '../outreach/index.ts';
import { type DatedReminderKind, datedReminderKinds, type Rules } from '../stores/index.ts';
import { holidays } from './kinds/holiday.ts';

/** Counts up when a pure function answers differently for the same facts: then all due dates are computed anew. */
const FUNCTIONS_VERSION = 2;

export function enabledKinds(rules: Rules): DatedReminderKind[] {
  return datedReminderKinds.filter((kind) => rules.reminders[kind].enabled);
}

/** The rules that due days depend on; leads, wording and channels are none of them. */
export function dueRulesHash(rules: Rules): string {
  const { maintenance, inspection } = rules;
  const text = JSON.stringify({ FUNCTIONS_VERSION, maintenance, inspection, kinds: enabledKinds(rules) });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** So many days ahead of a day must due days be known to plan it. */
export function longestLead(rules: Rules): number {
  return Math.max(0, ...enabledKinds(rules).flatMap((kind) => rules.reminders[kind].leadDays));
}

/** One lead of one kind, as the planning statement reads it. */
export interface Lead {
  kind: DatedReminderKind;
  lead: number;
  /** The last one before the due day: who comes too late for it gets it at once. */
  is_last: boolean;
  is_greeting: boolean;
  hold_out: number;
  /** A due day of the same thing that moved by fewer days than this is the same one; 0: each day counts for itself. */
  same_days: number;
  /** Due within so many days: before the others. */
  urgent_days: number;
  /** So long after its day a matter that only now becomes known is still told. */
  useful_days: number;
}

/**
 * Days that are projected or corrected move a little when more becomes known. Insurances, greetings and taxes have fixed
 * days, and two insurances may well end some days apart.
 */
export const SAME_DAYS: Readonly<Partial<Record<DatedReminderKind, number>>> = {
  firstMaintenance: 60,
  regularMaintenance: 60,
  warrantyEnd: 60,
  annualInspection: 31,
};
const URGENT_DAYS: Readonly<Partial<Record<DatedReminderKind, number>>> = { annualInspection: 7, licenceRenewal: 7 };
const URGENT_OTHERWISE = 3;

/**
 * What fell due so long before it became known still gets its row: a reminder, or the reason why not. What is overdue for
 * longer is no news; such owners are on the list of the lost ones before long, and are called from there.
 */
export const KNOWN_BACK_DAYS = 183;

/** How long after its day a matter is worth a reminder to whoever could not be told before. */
const USEFUL_DAYS: Readonly<Partial<Record<DatedReminderKind, number>>> = {
  // Files come once a month, so that kilometres driven are known up to five weeks late; the car needs it all the same.
  firstMaintenance: 35,
  regularMaintenance: 35,
  // Whose policy ended longer ago is insured elsewhere by now.
  insuranceRenewal: 7,
  vehicleTax: 7,
  // Mostly the rule alone tells the day, and the car has been inspected somewhere.
  annualInspection: 14,
  licenceRenewal: 30,
  // Nothing can be done after the end.
  warrantyEnd: 0,
};

/** Every lead of the kinds that are switched on. */
export function leadsOf(rules: Rules): Lead[] {
  return enabledKinds(rules).flatMap((kind) => {
    const leads = [...new Set(rules.reminders[kind].leadDays)];
    return leads.map((lead) => ({
      kind,
      lead,
      is_last: lead === Math.min(...leads),
      is_greeting: reminderKinds[kind].class === 'greeting',
      hold_out: rules.reminders[kind].holdOutPercent,
      same_days: SAME_DAYS[kind] ?? 0,
      urgent_days: URGENT_DAYS[kind] ?? URGENT_OTHERWISE,
      useful_days: USEFUL_DAYS[kind] ?? 0,
    }));
  });
}

/** Holidays that a day's plan is about, as the planning statement reads them. */
export function holidaysFor(
  day: Day,
  leads: readonly Lead[],
): { lead: number; due_on: Day; reason: string; item: string }[] {
  return leads
    .filter(({ kind }) => kind === 'holiday')
    .flatMap(({ lead }) => {
      const on = addDays(day, lead);
      return holidays({ from: on, to: on }).map(({ dueOn, reason, item }) => ({ lead, due_on: dueOn, reason, item }));
    });
}
