import { addDays, dateToDay, type Day, dayOf, dayToDate, instantAt } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import { getStore, type OutreachChannel, type Rules, rulesOf, type Store } from '../stores/index.ts';
import { sendCallDigests } from './call-tasks.ts';
import { dispatch, type OutreachContext, type Subject } from './dispatch.ts';
import { greetingKinds } from './kinds.ts';
import { quietUntil } from './quiet-hours.ts';
import { loadSubjects } from './subjects.ts';

export interface SendResult {
  /** In the quiet hours nothing is done before this instant. */
  quietUntil?: Date;
  sent: Record<OutreachChannel, number>;
  skipped: number;
  dropped: number;
}

const PAGE = 50;

/**
 * Sends what is planned for today or before: each reminder takes the first open rung of the ladder. A page of reminders
 * is claimed, decided and put into the outbox in one transaction, so that a crash leaves each either planned or
 * handled; several nodes may run it at once.
 */
export async function sendDueReminders(context: OutreachContext): Promise<SendResult> {
  const db = context.database.client;
  const store = await getStore(db, context.storeId);
  const rules = rulesOf(store);
  const now = context.clock.now();
  const today = dayOf(now);
  const result: SendResult = { sent: { officialAccountTemplate: 0, kf: 0, callTask: 0 }, skipped: 0, dropped: 0 };
  const quiet = quietUntil(rules.outreach, now);
  if (quiet !== undefined) {
    await noteQuietHours(context, rules, today);
    return { ...result, quietUntil: quiet };
  }
  result.dropped = await dropStale(context, rules, today);
  while ((await sendPage(context, { store, rules, today }, result)) === PAGE);
  await sendCallDigests(context);
  return result;
}

/** Says once on each waiting reminder why it has not gone out yet. */
async function noteQuietHours(context: OutreachContext, rules: Rules, today: Day): Promise<void> {
  const { quietFrom, quietTo, channelOrder } = rules.outreach;
  const note = [{ channel: channelOrder[0], reason: `免打扰时段 ${quietFrom}–${quietTo}，顺延发送` }];
  await context.database.client.$executeRawUnsafe(
    `UPDATE reminder SET passed_rungs = passed_rungs || $1::jsonb
     WHERE store_id = $2 AND status = 'planned' AND planned_for <= $3::date AND NOT passed_rungs @> $1::jsonb`,
    JSON.stringify(note),
    context.storeId,
    today,
  );
}

/** Too late to be of use: the planned day is long over, or what it was about is. */
async function dropStale(context: OutreachContext, rules: Rules, today: Day): Promise<number> {
  const { staleAfterDays } = rules.outreach;
  const late = await context.database.client.reminder.updateMany({
    where: {
      storeId: context.storeId,
      status: 'planned',
      plannedFor: { lt: dayToDate(addDays(today, -staleAfterDays)) },
    },
    data: { status: 'dropped', skipReason: `错过计划发送日超过 ${staleAfterDays} 天，不再发送` },
  });
  const over = await context.database.client.reminder.updateMany({
    where: { storeId: context.storeId, status: 'planned', dueOn: { lt: dayToDate(today) } },
    data: { status: 'dropped', skipReason: '到期日已过，不再发送' },
  });
  return late.count + over.count;
}

async function sendPage(
  context: OutreachContext,
  setting: { store: Store; rules: Rules; today: Day },
  result: SendResult,
): Promise<number> {
  return context.database.transaction(async (tx) => {
    const claimed = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM reminder WHERE store_id = ${context.storeId} AND status = 'planned'
        AND planned_for <= ${setting.today}::date ORDER BY id LIMIT ${PAGE} FOR UPDATE SKIP LOCKED`;
    const ids = claimed.map((row) => row.id);
    const reminders = await tx.reminder.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
    const subjects = await loadSubjects(tx, reminders);
    const orphans = reminders.filter((reminder) => !subjects.some((subject) => subject.reminder.id === reminder.id));
    for (const orphan of orphans) await skip(tx, orphan, '车主档案已删除', result);
    for (const subject of subjects) {
      const reason = await reasonToSkip(context, tx, setting, subject);
      if (reason === undefined) result.sent[await dispatch(context, tx, setting, subject)] += 1;
      else await skip(tx, subject.reminder, reason, result);
    }
    return claimed.length;
  });
}

async function skip(tx: Transaction, reminder: Reminder, reason: string, result: SendResult): Promise<void> {
  await tx.reminder.update({ where: { id: reminder.id }, data: { status: 'skipped', skipReason: reason } });
  result.skipped += 1;
}

/** What changed since the plan, and the caps on greetings and promotions. */
async function reasonToSkip(
  context: OutreachContext,
  tx: Transaction,
  { rules, today }: { rules: Rules; today: Day },
  { reminder, customer, vehicle }: Subject,
): Promise<string | undefined> {
  if (customer.isDeceased) return '车主已故';
  if (customer.optedOutAt !== null) return '车主已退订';
  if (vehicle !== null && vehicle.status !== 'active') return '车辆已转让或报废';
  if (reminder.kind.endsWith('Maintenance') && vehicle !== null) {
    const visited = await tx.visit.findFirst({
      where: {
        vehicleId: vehicle.id,
        type: { in: ['firstMaintenance', 'regularMaintenance'] },
        enteredOn: { gte: dayToDate(addDays(dateToDay(reminder.plannedFor), -1)) },
      },
    });
    if (visited !== null) return '车主已到店保养';
  }
  if (!greetingKinds.includes(reminder.kind)) return undefined;
  const complaint = await tx.ticket.findFirst({
    where: { storeId: context.storeId, customerId: customer.id, status: { not: 'closed' } },
    select: { id: true },
  });
  if (complaint !== null) return '车主有未关闭的投诉，暂不问候';
  const { marketingPerDay, marketingPerMonth } = rules.outreach;
  const sentSince = (since: Day) =>
    tx.reminder.count({
      where: {
        customerId: customer.id,
        kind: { in: greetingKinds },
        OR: [
          { status: 'sending' },
          { status: { in: ['sent', 'delivered'] }, sentAt: { gte: instantAt(since) } },
          { status: 'callTask', plannedFor: { gte: dayToDate(since) } },
        ],
      },
    });
  if ((await sentSince(today)) >= marketingPerDay) return `当天关怀营销消息已达上限 ${marketingPerDay} 条`;
  if ((await sentSince(`${today.slice(0, 7)}-01`)) >= marketingPerMonth) {
    return `当月关怀营销消息已达上限 ${marketingPerMonth} 条`;
  }
  return undefined;
}
