import { setTimeout as wait } from 'node:timers/promises';
import { type ConstructorOptions, fromPrisma, PgBoss, type WorkOptions as PgBossWorkOptions } from 'pg-boss';
import type { Database, Transaction } from '../database/database.ts';
import type { Logger } from '../logger.ts';
import { fetchByHeadOn, withQueueSettings } from './fetch-heads.ts';
import { createLease, type Lease } from './lease.ts';
import { skipCountsOn } from './skip-counts.ts';

/**
 * The queues. A job says only whose turn it is: the rows that wait for that key are the work, so a job that is lost
 * or doubled changes nothing. Jobs of one key run one after the other, jobs of different keys side by side.
 */
export const queueNames = [
  'conversation.turn',
  'outbox.turn',
  'kf.sync',
  'attachment.turn',
  'contact.turn',
  'groupSend.turn',
  'identities.reconcile',
  'classifier.train',
  'reminders.prepare',
  'report.turn',
  'schedule.run',
] as const;
export type QueueName = (typeof queueNames)[number];

/** Training, the due days of a whole archive, a month's report of a large store, a large account's followers. */
const LONG: ReadonlySet<QueueName> = new Set([
  'classifier.train',
  'identities.reconcile',
  'reminders.prepare',
  'report.turn',
]);

export type Handler = (key: string) => Promise<void>;

export interface Queue {
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Adds jobs in the caller's transaction: they exist exactly when its rows do.
   *
   * @param isBulk they let everything else pass: what leaves by the thousand must not keep an answer waiting
   */
  enqueue(tx: Transaction, name: QueueName, keys: readonly string[], isBulk?: boolean): Promise<void>;
  /**
   * Adds jobs for those keys that have none, waiting or running: for sweeps, which come again and would otherwise pile up
   * jobs for the same rows while there is a backlog.
   */
  enqueueMissing(tx: Transaction, name: QueueName, keys: readonly string[]): Promise<void>;
  /**
   * One statement that runs an insert and adds a job for each key it returns: all or nothing, without a transaction
   * around it.
   *
   * @param insert an INSERT … RETURNING order_key; its parameters are the statement's
   * @throws {Error} before `start`
   */
  withJobs(name: QueueName, insert: string): string;
  work(name: QueueName, options: WorkOptions, handler: Handler): Promise<void>;
  /** Throws when the queue's tables can't be read. */
  check(): Promise<void>;
  /** Jobs that wait or run now. */
  countOpen(): Promise<number>;
}

export interface WorkOptions {
  /** How many jobs run side by side in this process. */
  concurrency: number;
  /** For jobs that were added as bulk: workers of their own, each with so many jobs at once. Absent: as all others. */
  bulk?: { workers: number; jobsAtOnce: number };
}

/**
 * A worker that says nothing for this long loses its jobs to another. The queue's own minimum; a process that is killed
 * is noticed sooner, by its lease.
 */
const HEARTBEAT_SECONDS = 10;
/** Below the priority of every other job. */
const BULK = -1;
/** What runs has so long to end when the process stops; then it is cut off, and its turn comes again. */
const STOP_MS = 5000;
/** How often a working process looks for jobs of dead ones. */
const TAKE_OVER_MS = 1000;

/**
 * pg-boss behind a small face.
 *
 * @param options.database where the jobs live, beside the data they belong to
 * @param options.schema PostgreSQL schema of the queue's tables
 */
export function createQueue(options: { database: Database; logger: Logger; schema?: string }): Queue {
  const { database, logger } = options;
  const schema = options.schema ?? 'queue';
  const lease = database.kind === 'postgres' ? createLease(database, schema) : undefined;
  const boss = new PgBoss(bossOptions(database, schema, lease));
  fetchByHeadOn(boss.getDb());
  skipCountsOn(boss.getDb());
  const workerIds = new Map<QueueName, string[]>();
  /** The queue's own insert statement for each queue, as it would send it. */
  const insertStatements = new Map<QueueName, string>();
  // A stop may cut a poll short; that is no news.
  let stopping = false;
  let watching: NodeJS.Timeout | undefined;

  /** Takes over what dead processes left, and wakes our workers for it. */
  async function takeOver(lease: Lease): Promise<void> {
    try {
      for (const name of await lease.release()) {
        for (const id of workerIds.get(name as QueueName) ?? []) boss.notifyWorker(id);
      }
    } catch (error) {
      if (!stopping) logger.error({ error: describe(error) }, 'jobs of dead workers not released');
    }
  }
  boss.on('error', (error) => {
    if (!stopping) logger.error({ error: String(error) }, 'queue error');
  });
  boss.on('warning', (warning) => logger.debug({ warning: warning.message }, 'queue warning'));

  async function enqueue(tx: Transaction, name: QueueName, keys: readonly string[], isBulk = false): Promise<void> {
    if (keys.length === 0) return;
    const priority = isBulk ? BULK : 0;
    const jobs = [...new Set(keys)].map((key) => ({ data: { key }, singletonKey: key, priority }));
    await boss.insert(name, jobs, { db: fromPrisma(tx) });
  }

  async function addWorker(name: QueueName, options: PgBossWorkOptions, handler: Handler): Promise<void> {
    const worker: { id?: string } = {};
    worker.id = await boss.work<{ key: string }>(name, options, async (jobs) => {
      await Promise.all(jobs.map(({ data: { key } }) => handle(name, key, handler)));
      // NOTIFY wakes a worker once; after a job it has to look again by itself, or a backlog waits for the poll.
      if (jobs.length > 0 && worker.id !== undefined) boss.notifyWorker(worker.id);
    });
    workerIds.set(name, [...(workerIds.get(name) ?? []), worker.id]);
  }

  async function handle(name: QueueName, key: string, handler: Handler): Promise<void> {
    try {
      await handler(key);
    } catch (error) {
      // The rows are still there; the sweep gives them another turn. A failed job would only block its key.
      if (!stopping) logger.error({ queue: name, key, error: describe(error) }, 'turn failed');
    }
  }

  return {
    async start() {
      await boss.start();
      for (const name of queueNames) {
        const settings = {
          // Retries are the rows' business (they know why and until when); a job comes back only when its worker died.
          retryLimit: 1000,
          // Some compute for minutes; everything else is a matter of seconds.
          expireInSeconds: LONG.has(name) ? 3600 : 300,
          heartbeatSeconds: HEARTBEAT_SECONDS,
          deleteAfterSeconds: 60,
          notify: true,
        };
        if ((await boss.getQueue(name)) === null) {
          await boss.createQueue(name, { policy: 'key_strict_fifo', ...settings });
        }
        // Makes it read the queue's settings now. Read at the first job they would be read inside the transaction of that
        // job, over another connection, and on PGlite there is none: it would wait for ever.
        await boss.insert(name, [], {
          db: {
            executeSql: (text) => {
              insertStatements.set(name, checkInsert(text));
              return Promise.resolve({ rows: [] });
            },
          },
        });
      }
      // The embedded database has one process: whatever is active now was cut off with the last one.
      if (lease === undefined) await releaseCutOff(database, schema);
      else await lease.prepare();
    },
    async stop() {
      stopping = true;
      clearInterval(watching);
      // Ends with the last job. The queue's own stop looks only every half second whether there is still one.
      const idle = Promise.all([...workerIds.keys()].map((name) => boss.offWork(name, { wait: true })));
      const enough = new AbortController();
      await Promise.race([idle, wait(STOP_MS, undefined, { signal: enough.signal })]);
      enough.abort();
      await boss.stop({ graceful: false, close: true });
    },
    enqueue,
    async enqueueMissing(tx, name, keys) {
      const present = await tx.$queryRawUnsafe<{ singleton_key: string }[]>(
        `SELECT DISTINCT singleton_key FROM ${schema}.job
         WHERE name = $1 AND state IN ('created', 'retry', 'active') AND singleton_key = ANY($2)`,
        name,
        keys,
      );
      const known = new Set(present.map((row) => row.singleton_key));
      await enqueue(
        tx,
        name,
        keys.filter((key) => !known.has(key)),
      );
    },
    withJobs(name, insert) {
      const statement = insertStatements.get(name);
      if (statement === undefined) throw new Error('the queue has not been started');
      return statement
        .replace(INSERT_JOBS, () => JOBS_OF_FRESH)
        .replace(INSERT_HEAD, () => `WITH fresh AS (${insert}), ins AS (`);
    },
    async work(name, { concurrency, bulk }, handler) {
      if (lease !== undefined) watching ??= setInterval(() => void takeOver(lease), TAKE_OVER_MS);
      const all = { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 };
      const others = bulk === undefined ? all : { ...all, minPriority: BULK + 1 };
      for (let index = 0; index < concurrency; index += 1) await addWorker(name, others, handler);
      if (bulk === undefined) return;
      const together = { ...all, maxPriority: BULK, batchSize: bulk.jobsAtOnce };
      for (let index = 0; index < bulk.workers; index += 1) await addWorker(name, together, handler);
    },
    async countOpen() {
      const [row] = await database.client.$queryRawUnsafe<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${options.schema ?? 'queue'}.job WHERE name = ANY($1) AND state < 'completed'`,
        [...queueNames],
      );
      return row?.count ?? 0;
    },
    async check() {
      await boss.getQueue('conversation.turn');
    },
  };
}

const INSERT_HEAD = /^\s*WITH ins AS \(/;
const INSERT_JOBS = '$1::text::json';
/** As `enqueue` would write them. */
const JOBS_OF_FRESH = `(SELECT coalesce(json_agg(json_build_object('data', json_build_object('key', order_key), 'singletonKey', order_key)), '[]')
  FROM (SELECT DISTINCT order_key FROM fresh) AS keys)`;

/** @throws {Error} when another version of the queue writes its jobs differently: then `withJobs` must be looked at */
function checkInsert(statement: string): string {
  if (!INSERT_HEAD.test(statement) || statement.split(INSERT_JOBS).length !== 2 || statement.includes('$2')) {
    throw new Error("the queue's insert statement is not the one that withJobs knows");
  }
  return statement;
}

function bossOptions(database: Database, schema: string, lease: Lease | undefined): ConstructorOptions {
  return {
    ...('db' in database.queue
      ? { db: database.queue.db }
      : {
          connectionString: withQueueSettings(database.queue.connectionString),
          max: 6,
          application_name: lease?.name ?? 'carebay',
        }),
    backend: database.kind,
    schema,
    useListenNotify: true,
    schedule: false,
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
    maintenanceIntervalSeconds: 60,
  };
}

async function releaseCutOff(database: Database, schema: string): Promise<void> {
  await database.client.$executeRawUnsafe(
    `UPDATE ${schema}.job SET state = 'retry', start_after = now() WHERE state = 'active'`,
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
