import type { Clock } from '../clock.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Queue, QueueName } from '../queue/queue.ts';
import type { IncomingEvent } from './event.ts';

export interface Inbox {
  /** Stores the event and its job in one transaction. Resolves when both are durable. */
  store(event: IncomingEvent): Promise<void>;
}

/** Events of one commit; more wait for the next. */
const BATCH = 200;

/**
 * The inbox with grouped commit: whatever arrives while one commit is under way goes into the next, so that under load
 * a commit's cost is shared and the callback door is no dearer than one that stores nothing.
 */
export function createInbox(options: { database: Database; queue: Queue; clock: Clock }): Inbox {
  const waiting: { event: IncomingEvent; done: () => void; failed: (error: unknown) => void }[] = [];
  let isCommitting = false;

  async function commitAll(): Promise<void> {
    isCommitting = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting.splice(0, BATCH);
        try {
          await options.database.transaction((tx) =>
            storeEvents(
              tx,
              options.queue,
              options.clock.now(),
              batch.map((entry) => entry.event),
            ),
          );
          for (const entry of batch) entry.done();
        } catch (error) {
          for (const entry of batch) entry.failed(error);
        }
      }
    } finally {
      isCommitting = false;
    }
  }

  return {
    store: (event) =>
      new Promise((done, failed) => {
        waiting.push({ event, done, failed });
        if (!isCommitting) void commitAll();
      }),
  };
}

/**
 * Inserts what is new and queues a turn for each key that got something.
 *
 * @returns how many events were new
 */
export async function storeEvents(
  tx: Transaction,
  queue: Queue,
  receivedAt: Date,
  events: readonly IncomingEvent[],
): Promise<number> {
  if (events.length === 0) return 0;
  const column = (pick: (event: IncomingEvent) => string) => events.map(pick);
  const inserted = await tx.$queryRaw<{ channel: string; store_id: string; dedupe_key: string }[]>`
    INSERT INTO inbox_event (store_id, channel, account_id, dedupe_key, order_key, payload, received_at)
    SELECT *, ${receivedAt}::timestamptz FROM unnest(
      ${column((event) => event.storeId)}::text[], ${column((event) => event.channel)}::text[],
      ${column((event) => event.accountId)}::text[], ${column((event) => event.dedupeKey)}::text[],
      ${column((event) => event.orderKey)}::text[], ${column((event) => event.payload)}::text[])
    ON CONFLICT (store_id, channel, dedupe_key) DO NOTHING
    RETURNING store_id, channel, dedupe_key`;
  const fresh = new Set(inserted.map((row) => `${row.store_id}\n${row.channel}\n${row.dedupe_key}`));
  const turns = new Map<QueueName, Set<string>>();
  for (const event of events) {
    if (!fresh.has(`${event.storeId}\n${event.channel}\n${event.dedupeKey}`)) continue;
    const keys = turns.get(event.queue) ?? new Set<string>();
    turns.set(event.queue, keys.add(event.orderKey));
  }
  for (const [name, keys] of turns) await queue.enqueue(tx, name, [...keys]);
  return inserted.length;
}
