import { addDays, addMonths, type Day, instantAt } from '../calendar.ts';
import type { Random } from './random.ts';
import type { SampleStore } from './types.ts';

/** How far back reminders are remembered; the last days are left to the bot. */
const DAYS = { from: 100, to: 8 };
/** Lead of the one reminder that is remembered of each due date, in days. */
const LEADS = { insuranceRenewal: 30, firstMaintenance: 7 } as const;
const CHANNELS = ['officialAccountTemplate', 'officialAccountTemplate', 'kf', 'sms', 'callTask'] as const;

/** A reminder that was sent, and what came of it. `vehicle` is the index in the given cars. */
export interface PastReminder {
  vehicle: number;
  kind: keyof typeof LEADS;
  dueOn: Day;
  leadDays: number;
  plannedFor: Day;
  channel: (typeof CHANNELS)[number];
  sentAt: Date;
  readAt: Date | null;
  bookedAt: Date | null;
  fulfilledOn: Day | null;
  fulfilment: 'renewed' | 'cameIn' | null;
}

type Cars = Pick<SampleStore, 'today' | 'vehicles' | 'visits'>;

/**
 * Last year's insurances that ended within these days, about two in five of them renewed here; and the first maintenance
 * of cars delivered half a year before, with the visits as they were. Pure.
 */
export function buildPastReminders(random: Random, { today, vehicles, visits }: Cars): PastReminder[] {
  const [from, to] = [addDays(today, -DAYS.from), addDays(today, -DAYS.to)];
  return vehicles.flatMap((car, vehicle) => {
    const reminders: PastReminder[] = [];
    const renewalDueOn = addMonths(car.compulsoryInsuranceExpiresOn, -12);
    if (renewalDueOn >= from && renewalDueOn <= to && car.deliveredOn < addMonths(renewalDueOn, -11)) {
      const renewedOn = random.chance(0.43) ? addDays(renewalDueOn, -random.between(1, 20)) : null;
      reminders.push(reminderOf(random, { vehicle, kind: 'insuranceRenewal', dueOn: renewalDueOn, doneOn: renewedOn }));
    }
    const firstDueOn = addMonths(car.deliveredOn, 6);
    if (firstDueOn >= from && firstDueOn <= to) {
      const visit = visits.find((one) => one.vehicle === vehicle && one.type === 'firstMaintenance');
      const doneOn = visit?.enteredOn ?? null;
      reminders.push(reminderOf(random, { vehicle, kind: 'firstMaintenance', dueOn: firstDueOn, doneOn }));
    }
    return reminders;
  });
}

function reminderOf(
  random: Random,
  due: Pick<PastReminder, 'vehicle' | 'kind' | 'dueOn'> & { doneOn: Day | null },
): PastReminder {
  const { doneOn, ...what } = due;
  const leadDays = LEADS[due.kind];
  const plannedFor = addDays(due.dueOn, -leadDays);
  const sentAt = instantAt(plannedFor, '09:05');
  const hoursLater = (least: number, most: number) =>
    new Date(sentAt.getTime() + random.between(least, most) * 3_600_000);
  const readAt = doneOn !== null || random.chance(0.6) ? hoursLater(1, 8) : null;
  return {
    ...what,
    leadDays,
    plannedFor,
    channel: random.pick(CHANNELS),
    sentAt,
    readAt,
    bookedAt: doneOn !== null && random.chance(0.7) ? hoursLater(9, 11) : null,
    fulfilledOn: doneOn,
    fulfilment: doneOn === null ? null : due.kind === 'insuranceRenewal' ? 'renewed' : 'cameIn',
  };
}
