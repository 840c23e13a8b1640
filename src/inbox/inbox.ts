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
/** While a server writes one commit to disk, the next can be on its way. The embedded database does one thing at a time. */
const COMMITS_AT_ONCE = { postgres: 2, pglite: 1 };

interface Waiting {
  event: IncomingEvent;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * The inbox with grouped commit: whatever arrives while commits are under way goes into the next, so that under load
 * a commit's cost is shared and the callback door is no dearer than one that stores nothing.
 */
export function createInbox(options: { database: Database; queue: Queue; clock: Clock }): Inbox {
  const { database, queue, clock } = options;
  const atOnce = COMMITS_AT_ONCE[database.kind];
  /** One batch is for one queue. */
  const waiting = new Map<QueueName, Waiting[]>();
  let underWay = 0;
  let isScheduled = false;

  // The embedded database answers without giving way to the network, so what came meanwhile is read in between.
  function schedule(): void {
    if (isScheduled || underWay >= atOnce || waiting.size === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      for (const [name, entries] of waiting) {
        if (underWay >= atOnce) return;
        const batch = entries.splice(0, BATCH);
        if (entries.length === 0) waiting.delete(name);
        underWay += 1;
        void commit(name, batch).finally(() => {
          underWay -= 1;
          schedule();
        });
      }
    });
  }

  async function commit(name: QueueName, batch: readonly Waiting[]): Promise<void> {
    try {
      await write(
        name,
        batch.map((entry) => entry.event),
      );
      for (const entry of batch) entry.done();
    } catch (error) {
      // One that the database refuses must not take the others with it.
      if (batch.length > 1 && isAboutData(error)) {
        for (const entry of batch) await commit(name, [entry]);
      } else {
        for (const entry of batch) entry.failed(error);
      }
    }
  }

  async function write(name: QueueName, events: readonly IncomingEvent[]): Promise<void> {
    const isWakeUp = name === 'kf.sync';
    const statement = { name: `inbox ${name}`, text: queue.withJobs(name, isWakeUp ? WAKE : INSERT) };
    const rows = isWakeUp ? lastOfEach(events) : events;
    await database.statement(statement, [JSON.stringify(rows), clock.now().toISOString()]);
  }

  return {
    store: (event) =>
      new Promise((done, failed) => {
        const entries = waiting.get(event.queue);
        if (entries === undefined) waiting.set(event.queue, [{ event, done, failed }]);
        else entries.push({ event, done, failed });
        schedule();
      }),
  };
}

const NEW_ROWS = `
  INSERT INTO inbox_event (store_id, channel, account_id, dedupe_key, order_key, payload, received_at)
  SELECT "storeId", channel, "accountId", "dedupeKey", "orderKey", payload, $2::text::timestamptz
  FROM json_to_recordset($1::text::json) AS event (
    "storeId" text, channel text, "accountId" text, "dedupeKey" text, "orderKey" text, payload text)
  ON CONFLICT (store_id, channel, dedupe_key)`;

const INSERT = `${NEW_ROWS} DO NOTHING RETURNING order_key`;

/** Under a new id, because the pull that is under way settles the one it has seen: this one came after it. */
const WAKE = `${NEW_ROWS} DO UPDATE
  SET id = DEFAULT, payload = excluded.payload, received_at = excluded.received_at, status = 'received',
    handled_at = NULL, attempts = 0, not_before_at = NULL, error = NULL
  RETURNING order_key`;

/** One statement can't make a row new twice. In one order, so that two batches don't wait for each other. */
function lastOfEach(events: readonly IncomingEvent[]): IncomingEvent[] {
  const last = new Map(events.map((event) => [event.orderKey, event]));
  return [...last.values()].toSorted((left, right) => (left.orderKey < right.orderKey ? -1 : 1));
}

/** SQLSTATE classes: data exception, integrity, rolled back (a deadlock of two batches with the same events). */
function isAboutData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(22|23|40)\w{3}$/.test(code);
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
