import { instantAt } from '../calendar.ts';
import { insertRows, takeIds } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { buildPastCars } from './past-cars.ts';
import { buildPastReminders } from './past-reminders.ts';
import { Random } from './random.ts';
import type { SampleStore } from './types.ts';

/** The rows of the sample's vehicles, by their index. */
export type Cars = ReadonlyMap<number, { id: number; customerId: number }>;

/** Those that only the past knows, with their rows. */
export interface PastCars extends ReturnType<typeof buildPastCars> {
  rows: { id: number; customerId: number }[];
}

const KINDS = {
  insuranceRenewal: { name: '续保', reason: '商业险到期日' },
  firstMaintenance: { name: '首保', reason: '交车后 6 个月' },
} as const;

/** Reminders of the last months with what came of them, and the calls that carried some of them, all made. */
export async function seedPastReminders(
  tx: Transaction,
  sample: SampleStore,
  cars: Cars,
  past: PastCars,
): Promise<void> {
  const offset = sample.vehicles.length;
  const reminders = buildPastReminders(new Random(sample.seed + 2), {
    today: sample.today,
    vehicles: [...sample.vehicles, ...past.vehicles],
    visits: [...sample.visits, ...past.visits.map((visit) => ({ ...visit, vehicle: visit.vehicle + offset }))],
  }).flatMap((reminder) => {
    const car = cars.get(reminder.vehicle) ?? past.rows[reminder.vehicle - offset];
    const owner = [...sample.vehicles, ...past.vehicles][reminder.vehicle]?.customer ?? -1;
    return car === undefined ? [] : [{ ...reminder, car, owner: sample.customers[owner] }];
  });
  const called = reminders.filter(({ channel }) => channel === 'callTask');
  const callIds = new Map((await takeIds(tx, 'call_task', called.length)).map((id, nth) => [called[nth], id]));
  const common = { store_id: sample.definition.id };
  await insertRows(
    tx,
    'call_task',
    called.map((reminder) => ({
      ...common,
      id: callIds.get(reminder),
      dedupe_key: `past-${reminder.kind}-${reminder.car.id}`,
      purpose: 'reminder',
      assignee_user_id: reminder.owner?.advisorUserId,
      customer_id: reminder.car.customerId,
      vehicle_id: reminder.car.id,
      title: `${KINDS[reminder.kind].name}提醒：${reminder.owner?.name ?? ''}`,
      script: '',
      due_on: reminder.plannedFor,
      status: 'done',
      outcome: reminder.bookedAt === null ? (reminder.readAt === null ? 'noAnswer' : 'reached') : 'booked',
      attempts: reminder.readAt === null ? 3 : 1,
      created_at: reminder.sentAt,
      done_at: reminder.bookedAt ?? reminder.readAt ?? instantAt(reminder.plannedFor, '17:30'),
    })),
  );
  await insertRows(
    tx,
    'reminder',
    reminders.map((reminder) => {
      const byMessage = reminder.channel !== 'callTask';
      return {
        ...common,
        subject_key: `vehicle:${reminder.car.id}`,
        customer_id: reminder.car.customerId,
        vehicle_id: reminder.car.id,
        kind: reminder.kind,
        due_on: reminder.dueOn,
        lead_days: reminder.leadDays,
        planned_for: reminder.plannedFor,
        reason: KINDS[reminder.kind].reason,
        detail: reminder.kind === 'insuranceRenewal' ? { item: 'commercial' } : {},
        status: byMessage ? 'delivered' : 'callTask',
        channel: reminder.channel,
        call_task_id: callIds.get(reminder),
        created_at: instantAt(reminder.plannedFor, '07:30'),
        sent_at: byMessage ? reminder.sentAt : null,
        delivered_at: byMessage ? reminder.sentAt : null,
        read_at: byMessage ? reminder.readAt : null,
        // Who books has answered, and whom a call reaches has too.
        replied_at: reminder.bookedAt ?? (byMessage ? null : reminder.readAt),
        booked_at: reminder.bookedAt,
        fulfilled_on: reminder.fulfilledOn,
        fulfilment: reminder.fulfilment,
      };
    }),
  );
  // Who did not renew has no such policy now: else the first look at the archive would find all of them renewed.
  const lost = reminders.filter(({ kind, fulfilment }) => kind === 'insuranceRenewal' && fulfilment === null);
  await tx.vehicle.updateMany({
    where: { id: { in: lost.map(({ car }) => car.id) } },
    data: { commercialInsuranceExpiresOn: null },
  });
}
