import { attachmentKey } from '../attachments/index.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Queue, QueueName } from '../queue/queue.ts';

interface Parts {
  database: Database;
  queue: Queue;
  clock: Clock;
}

/** A turn is usually given within milliseconds; what waits longer has lost its job. */
const OVERDUE_MS = 10_000;
const LIMIT = 500;

/** Conversations whose quiet gap is over get their turn. */
export async function sweepConversations({ database, queue, clock }: Parts): Promise<void> {
  const due = await database.client.conversation.findMany({
    where: { gatherUntilAt: { lte: clock.now() } },
    select: { orderKey: true },
    take: LIMIT,
  });
  if (due.length === 0) return;
  await database.transaction((tx) =>
    queue.enqueueMissing(
      tx,
      'conversation.turn',
      due.map((row) => row.orderKey),
    ),
  );
}

/** Events that nobody has handled: their worker died, or their time to try again has come. */
export async function sweepInbox({ database, queue, clock }: Parts): Promise<void> {
  const now = clock.now();
  const overdue = new Date(now.getTime() - OVERDUE_MS);
  const rows = await database.client.$queryRaw<{ order_key: string; queue: QueueName }[]>`
    SELECT DISTINCT order_key, CASE
      WHEN channel = 'kf' AND order_key = store_id || ':' || account_id THEN 'kf.sync'
      WHEN channel = 'identity' THEN 'contact.turn'
      ELSE 'conversation.turn' END AS queue
    FROM inbox_event
    WHERE status = 'received' AND (not_before_at <= ${now} OR (not_before_at IS NULL AND received_at < ${overdue}))
    LIMIT ${LIMIT}`;
  if (rows.length === 0) return;
  const turns = Map.groupBy(rows, (row) => row.queue);
  await database.transaction(async (tx) => {
    for (const [name, ofQueue] of turns) {
      await queue.enqueueMissing(
        tx,
        name,
        ofQueue.map((row) => row.order_key),
      );
    }
  });
}

/** Files that are still to be fetched: their time to try again has come, or their worker died. The first to expire first. */
export async function sweepAttachments({ database, queue, clock }: Parts): Promise<void> {
  const due = await database.client.attachment.findMany({
    where: { status: 'pending', notBeforeAt: { lte: clock.now() } },
    orderBy: { expiresAt: 'asc' },
    select: { id: true, storeId: true },
    take: LIMIT,
  });
  if (due.length === 0) return;
  const keys = due.map((row) => attachmentKey(row.storeId, row.id));
  await database.transaction((tx) => queue.enqueueMissing(tx, 'attachment.turn', keys));
}

/**
 * A slot that has not come to its end after this long failed. (When its worker dies, its job is free again within seconds.)
 * Looked for every 20 ticks, so what failed is tried again within a minute.
 */
const SLOT_OVERDUE_MS = 40_000;
/** Older ones are left: their next slot does the same work. */
const SLOT_KEEP_TRYING_MS = 12 * 60 * 60 * 1000;

/** Slots that were claimed and did not come to their end get another turn. */
export async function sweepSlots({ database, queue, clock }: Parts, names: readonly string[]): Promise<void> {
  const now = clock.now();
  await database.transaction(async (tx) => {
    const slots = await tx.$queryRaw<{ name: string; slot_at: Date }[]>`
      UPDATE schedule_slot SET claimed_at = ${now}
      WHERE done_at IS NULL AND name = ANY(${[...names]}::text[])
        AND claimed_at < ${new Date(now.getTime() - SLOT_OVERDUE_MS)}
        AND slot_at > ${new Date(now.getTime() - SLOT_KEEP_TRYING_MS)}
      RETURNING name, slot_at`;
    await queue.enqueueMissing(
      tx,
      'schedule.run',
      slots.map((slot) => `${slot.name}|${slot.slot_at.toISOString()}`),
    );
  });
}
