import type { Transaction } from '../database/database.ts';
import type { OutreachContext } from './dispatch.ts';
import { isAwaited, reminderKinds } from './kinds.ts';

/** Kinds that an owner who opted out still gets: they asked for them. */
export const awaitedKinds = Object.keys(reminderKinds).filter(isAwaited);

/**
 * Takes back what has not left yet for owners who want nothing more, have died or own the car no longer: messages in the
 * outbox, places in a group send that is not made yet, and calls. Whoever recorded the wish, and wherever, it is honoured
 * before the next message leaves and at the latest with the next run.
 *
 * @param customerId only theirs; absent: everybody's
 * @returns how many reminders were taken back
 */
export async function withdrawUnwanted(
  context: Pick<OutreachContext, 'database' | 'storeId' | 'clock'>,
  customerId?: number,
  tx?: Transaction,
): Promise<number> {
  if (tx === undefined) return context.database.transaction((own) => withdrawUnwanted(context, customerId, own));
  const reasons = `CASE WHEN c.is_deceased THEN '车主已故' WHEN c.opted_out_at IS NOT NULL AND r.kind <> ALL($2::text[]) THEN '车主已退订'
    ELSE '车辆已转让或报废' END`;
  const rows = await tx.$queryRawUnsafe<{ id: number; outbox_id: number | null; call_task_id: number | null }[]>(
    `WITH unwanted AS (
       SELECT r.id, r.outbox_id, r.call_task_id, ${reasons} AS reason
       FROM reminder r JOIN customer c ON c.id = r.customer_id LEFT JOIN vehicle v ON v.id = r.vehicle_id
         LEFT JOIN outbox_message o ON o.id = r.outbox_id LEFT JOIN group_send g ON g.id = r.group_send_id
         LEFT JOIN call_task t ON t.id = r.call_task_id
       WHERE r.store_id = $1 AND r.status IN ('sending', 'callTask') AND ($3::int IS NULL OR r.customer_id = $3)
         AND (c.is_deceased OR c.opted_out_at IS NOT NULL AND r.kind <> ALL($2::text[]) OR v.status IN ('sold', 'totalLoss'))
         AND (r.status = 'sending' AND (o.status = 'pending' OR g.status = 'collecting')
           OR r.status = 'callTask' AND t.status = 'open')
       FOR UPDATE OF r SKIP LOCKED)
     UPDATE reminder r SET status = 'skipped', skip_reason = unwanted.reason FROM unwanted WHERE r.id = unwanted.id
     RETURNING r.id, unwanted.outbox_id, unwanted.call_task_id`,
    context.storeId,
    awaitedKinds,
    customerId ?? null,
  );
  if (rows.length === 0) return 0;
  // A message or a call that carries something else of theirs too stays, unless all of it is unwanted.
  await tx.$executeRaw`
    UPDATE outbox_message SET status = 'withdrawn'
    WHERE id = ANY(${rows.flatMap((row) => row.outbox_id ?? [])}::int[]) AND status = 'pending'
      AND NOT EXISTS (SELECT FROM reminder WHERE outbox_id = outbox_message.id AND status = 'sending')`;
  await tx.$executeRaw`
    UPDATE call_task SET status = 'cancelled', done_at = ${context.clock.now()}
    WHERE id = ANY(${rows.flatMap((row) => row.call_task_id ?? [])}::int[]) AND status = 'open'
      AND NOT EXISTS (SELECT FROM reminder WHERE call_task_id = call_task.id AND status = 'callTask')`;
  return rows.length;
}
