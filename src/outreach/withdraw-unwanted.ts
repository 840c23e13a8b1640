import type { Transaction } from '../database/database.ts';
import type { OutreachContext } from './dispatch.ts';
import { UNWANTED } from './unwanted.ts';

/**
 * Takes back what has not left yet for owners who want nothing more, have died or own the car no longer, and greetings
 * and promotions for those who complain: messages in the outbox, places in a group send that is not made yet, and calls. Whoever recorded the wish, and wherever, it is honoured
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
  const rows = await tx.$queryRaw<{ id: number; outbox_id: number | null; call_task_id: number | null }[]>`
    WITH unwanted AS (
      SELECT reminder.id, reminder.outbox_id, reminder.call_task_id, ${UNWANTED} AS reason
      FROM reminder JOIN customer ON customer.id = reminder.customer_id
        LEFT JOIN vehicle ON vehicle.id = reminder.vehicle_id
        LEFT JOIN outbox_message o ON o.id = reminder.outbox_id LEFT JOIN group_send g ON g.id = reminder.group_send_id
        LEFT JOIN call_task t ON t.id = reminder.call_task_id
      WHERE reminder.store_id = ${context.storeId} AND reminder.status IN ('sending', 'callTask')
        AND (${customerId ?? null}::int IS NULL OR reminder.customer_id = ${customerId ?? null})
        AND ${UNWANTED} IS NOT NULL
        AND (reminder.status = 'sending' AND (o.status = 'pending' OR g.status = 'collecting')
          OR reminder.status = 'callTask' AND t.status = 'open')
      FOR UPDATE OF reminder SKIP LOCKED)
    UPDATE reminder r SET status = 'skipped', skip_reason = unwanted.reason FROM unwanted WHERE r.id = unwanted.id
    RETURNING r.id, unwanted.outbox_id, unwanted.call_task_id`;
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
