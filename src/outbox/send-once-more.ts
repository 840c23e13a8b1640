import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';
import type { Queue } from '../queue/queue.ts';
import { enqueueOutbox } from './enqueue.ts';
import { idempotencyKeyOf, type OutboxChannel } from './message.ts';
import type { OutboxRow } from './transmit.ts';

const keyOf = (outboxId: number) => idempotencyKeyOf('again', outboxId);
/** What the platform accepted and lost is known again among so many messages to the owner. */
const LOOK_BACK = 20;

/**
 * The platform accepted a message and could not deliver it, for no reason that would last: it is sent a second time, under a
 * key of its own, and no third. A reminder waits for that before it goes to its next channel.
 *
 * @param notBeforeAt absent: at once
 * @returns false when this was the second time
 */
export async function sendOnceMore(
  context: { queue: Queue; clock: Clock; storeId: string },
  tx: Transaction,
  { id }: OutboxRow,
  notBeforeAt?: Date,
): Promise<boolean> {
  const row = await tx.outboxMessage.findUniqueOrThrow({ where: { id } });
  const failed = await tx.outboxMessage.findMany({
    where: { orderKey: row.orderKey, status: 'failed', id: { lt: id } },
    orderBy: { id: 'desc' },
    take: LOOK_BACK,
    select: { id: true },
  });
  if (failed.some((earlier) => keyOf(earlier.id) === row.idempotencyKey)) return false;
  const outboxId = await enqueueOutbox(context, tx, {
    channel: row.channel as OutboxChannel,
    notBeforeAt,
    accountId: row.accountId,
    recipient: row.recipient,
    idempotencyKey: keyOf(id),
    payload: row.payload as object,
    preview: row.preview,
    ticketId: row.ticketId ?? undefined,
    reminderId: row.reminderId ?? undefined,
    conversationId: row.conversationId ?? undefined,
  });
  if (row.reminderId !== null) {
    await tx.reminder.updateMany({ where: { outboxId: id }, data: { outboxId } });
  }
  return true;
}
