import { addDays, type Day, dayOf, dayToDate } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type { Prisma, Reminder } from '../../database/generated/client.ts';
import type { VehicleWithOwner } from '../../customers/index.ts';
import { idempotencyKeyOf } from '../../outbox/index.ts';
import { getStore, type OutreachChannel, rulesOf } from '../../stores/index.ts';
import { dispatch, type OutreachContext } from '../dispatch.ts';
import { isAwaited, type ReminderKindKey } from '../kinds.ts';
import { lockOwners } from '../lock-owners.ts';
import { createPageWrites } from '../page-writes.ts';
import { quietUntil } from '../quiet-hours.ts';
import { loadSubjects } from '../subjects.ts';
import { wordReminder } from '../wording/index.ts';

/** What became of a piece of news for an owner. */
export interface Told {
  reminderId: number;
  customerName: string;
  /** What the owner reads, or hears. */
  text: string;
  /** The rung that carries it; undefined: nobody is told, see `skipReason`. */
  channel: OutreachChannel | undefined;
  skipReason: string | undefined;
  /** In the quiet hours: when it leaves. */
  quietUntil: Date | undefined;
  /** The same was told today already; nothing was sent again. */
  isRepeat: boolean;
}

export interface EventNews {
  vehicle: VehicleWithOwner;
  kind: ReminderKindKey;
  detail: Record<string, unknown>;
  /** Where the news comes from, in Chinese. */
  reason: string;
  /** Days after today on which it is still of use. */
  usefulDays: number;
  priority: number;
}

/**
 * Tells an owner something that has just happened, down the ladder at once, in the caller's transaction. The same news
 * of the same car is told once a day, however often it is entered. In the quiet hours the message waits in the outbox.
 */
export async function raiseEvent(context: OutreachContext, tx: Transaction, news: EventNews): Promise<Told> {
  const { vehicle } = news;
  const { customer } = vehicle;
  const today = dayOf(context.clock.now());
  const key = {
    storeId: context.storeId,
    subjectKey: `vehicle:${vehicle.id}`,
    kind: news.kind,
    dueOn: dayToDate(addDays(today, news.usefulDays)),
    leadDays: 0,
    occurrence: idempotencyKeyOf(JSON.stringify(news.detail)).slice(0, 16),
  };
  await lockOwners(tx, [customer.id]);
  const { count } = await tx.reminder.createMany({
    data: [
      {
        ...key,
        customerId: customer.id,
        vehicleId: vehicle.id,
        plannedFor: dayToDate(today),
        priority: news.priority,
        reason: news.reason,
        detail: news.detail as Prisma.InputJsonValue,
        createdAt: context.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
  const reminder = await tx.reminder.findUniqueOrThrow({
    where: { storeId_subjectKey_kind_dueOn_leadDays_occurrence: key },
  });
  if (count > 0) await send(context, tx, reminder, vehicle);
  return report(context, tx, { reminderId: reminder.id, vehicle, today, isRepeat: count === 0 });
}

async function send(
  context: OutreachContext,
  tx: Transaction,
  reminder: Reminder,
  vehicle: VehicleWithOwner,
): Promise<void> {
  const skipReason = reasonToSkip(reminder.kind, vehicle);
  if (skipReason !== undefined) {
    await tx.reminder.update({ where: { id: reminder.id }, data: { status: 'skipped', skipReason } });
    return;
  }
  const store = await getStore(tx, context.storeId);
  const [subject] = await loadSubjects(tx, [reminder]);
  if (subject === undefined) return;
  const writes = createPageWrites();
  await dispatch(context, tx, writes, { store, rules: rulesOf(store) }, subject);
  await writes.flush(context, tx);
}

function reasonToSkip(kind: string, { customer, status }: VehicleWithOwner): string | undefined {
  if (customer.isDeceased) return '车主已故';
  if (customer.optedOutAt !== null && !isAwaited(kind)) return '车主已退订';
  return status === 'active' ? undefined : '车辆已转让或报废';
}

async function report(
  context: OutreachContext,
  tx: Transaction,
  {
    reminderId,
    vehicle,
    today,
    isRepeat,
  }: { reminderId: number; vehicle: VehicleWithOwner; today: Day; isRepeat: boolean },
): Promise<Told> {
  const reminder = await tx.reminder.findUniqueOrThrow({ where: { id: reminderId } });
  const store = await getStore(tx, context.storeId);
  const { body } = wordReminder({
    kind: reminder.kind as ReminderKindKey,
    dueOn: today,
    today,
    reason: '',
    detail: reminder.detail,
    store,
    customer: vehicle.customer,
    vehicle,
  });
  return {
    reminderId,
    customerName: vehicle.customer.name,
    text: body,
    channel: (reminder.channel ?? undefined) as OutreachChannel | undefined,
    skipReason: reminder.skipReason ?? undefined,
    quietUntil: quietUntil(rulesOf(store).outreach, context.clock.now()),
    isRepeat,
  };
}
