import { addDays, dateToDay, type Day, dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import { getStore, rulesForKind, rulesOf } from '../stores/index.ts';

/**
 * Nothing more is sent about one due day: what is planned is skipped, and leads that are not planned yet stand there as
 * skipped before the plan gets to them, each with the reason. Nobody calls about it any more, and it leaves a group send that
 * is still being collected.
 *
 * @param input.until only what would go out up to this day; absent: all
 * @returns how many leads, calls and places in a group send are stopped
 */
export async function stopLeads(
  context: Context,
  tx: Transaction,
  { reminder, reason, until }: { reminder: Reminder; reason: string; until?: Day },
): Promise<number> {
  const { storeId, clock } = context;
  const { subjectKey, kind, dueOn, customerId, vehicleId, priority, detail, occurrence } = reminder;
  const same = { storeId, subjectKey, kind, dueOn };
  const { count } = await tx.reminder.updateMany({
    where: {
      ...same,
      status: 'planned',
      id: { not: reminder.id },
      ...(until === undefined ? {} : { plannedFor: { lte: dayToDate(until) } }),
    },
    data: { status: 'skipped', skipReason: reason },
  });
  const begun =
    (await leaveCollecting(context, tx, reminder, reason)) + (await endCalls(context, tx, reminder, reason));
  const today = dayOf(clock.now());
  const own = rulesForKind(rulesOf(await getStore(tx, storeId)), kind);
  const coming = (own?.leadDays ?? []).flatMap((leadDays) => {
    const day = addDays(dateToDay(dueOn), -leadDays);
    return day > today && (until === undefined || day <= until) ? [{ leadDays, day }] : [];
  });
  const put = await tx.reminder.createMany({
    data: coming.map(({ leadDays, day }) => ({
      ...same,
      customerId,
      vehicleId,
      leadDays,
      occurrence,
      priority,
      detail: detail ?? {},
      reason: reminder.reason,
      rulesVersion: reminder.rulesVersion,
      plannedFor: dayToDate(day),
      status: 'skipped',
      skipReason: reason,
      createdAt: clock.now(),
    })),
    skipDuplicates: true,
  });
  return count + begun + put.count;
}

/** Of one due day, as above. */
type SameDay = Pick<Reminder, 'subjectKey' | 'kind' | 'dueOn'>;

/** No member has been asked to confirm it yet. */
function leaveCollecting(
  { storeId }: Context,
  tx: Transaction,
  { subjectKey, kind, dueOn }: SameDay,
  reason: string,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE reminder r SET status = 'skipped', skip_reason = ${reason}, group_send_id = NULL FROM group_send g
    WHERE r.store_id = ${storeId} AND r.subject_key = ${subjectKey} AND r.kind = ${kind} AND r.due_on = ${dateToDay(dueOn)}::date
      AND r.status = 'sending' AND g.id = r.group_send_id AND g.status = 'collecting'`;
}

/**
 * Nobody calls about this due day any more. A call that carries something else of theirs stays for that.
 *
 * @returns how many reminders lost their call
 */
export async function endCalls(
  { storeId, clock }: Context,
  tx: Transaction,
  { subjectKey, kind, dueOn }: SameDay,
  reason: string,
): Promise<number> {
  const ended = await tx.$queryRaw<{ call_task_id: number }[]>`
    UPDATE reminder r SET status = 'skipped', skip_reason = ${reason} FROM call_task t
    WHERE r.store_id = ${storeId} AND r.subject_key = ${subjectKey} AND r.kind = ${kind} AND r.due_on = ${dateToDay(dueOn)}::date
      AND r.status = 'callTask' AND t.id = r.call_task_id AND t.status = 'open'
    RETURNING r.call_task_id`;
  await tx.$executeRaw`
    UPDATE call_task SET status = 'cancelled', done_at = ${clock.now()}
    WHERE id = ANY(${ended.map((row) => row.call_task_id)}::int[]) AND status = 'open'
      AND NOT EXISTS (SELECT FROM reminder WHERE call_task_id = call_task.id AND status = 'callTask')`;
  return ended.length;
}
