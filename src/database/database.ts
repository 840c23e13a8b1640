import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import type { Pool, QueryConfig, QueryResult } from 'pg';
import { type Db as QueueDb, fromPglite } from 'pg-boss';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { lockFolder } from './folder-lock.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { giveWay } from './give-way.ts';
import { keepPlans } from './keep-plans.ts';
import { withPersonFreeErrors } from './person-free-errors.ts';

export type Transaction = Prisma.TransactionClient;
/** What a query needs: the client, or the transaction the caller is in. */
export type Db = Transaction;

/** Where the queue keeps its jobs: a connection string, or a database handle of the in-process PostgreSQL. */
export type QueueConnection = { connectionString: string } | { db: QueueDb };

export interface Database {
  readonly kind: 'postgres' | 'pglite';
  /** For single statements outside a transaction. Throws when used inside one: see `transaction`. */
  readonly client: Db;
  /**
   * Runs `work` in one transaction and commits when it returns. Inside, use only `tx`: on PGlite there is one
   * connection, so anything else would wait for ever. Nested calls and uses of `client` inside throw at once.
   *
   * @param options.timeoutMs after this it is rolled back; default 30 s
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: { timeoutMs?: number }): Promise<T>;
  /**
   * Runs one statement with text parameters straight on the driver, by itself a transaction. For the few hot places where
   * the client's work costs more than the database's. Throws inside a transaction.
   *
   * @param statement.name prepared once under it; equal names mean equal texts. Absent: planned anew each time, which a
   *   statement over tables that grow meanwhile needs
   * @param statement.lock one after the other under this key, over all processes; each sees what the one before it wrote
   */
  statement<Row = unknown>(statement: Statement, parameters: readonly string[]): Promise<Row[]>;
  readonly queue: QueueConnection;
  /** Runs plain SQL that may hold several statements (migrations). */
  execute(sql: string): Promise<void>;
  close(): Promise<void>;
}

export interface Statement {
  name?: string;
  text: string;
  lock?: string;
}

export interface DatabaseOptions {
  /** PostgreSQL connection string; when absent, PGlite is used. */
  url?: string | undefined;
  /** Folder of the embedded database; absent: in memory. */
  dataDir?: string | undefined;
  /** Contents to start from (tests). */
  loadDataDir?: Blob | undefined;
  /** Connections of the pool on a PostgreSQL server. */
  poolSize?: number | undefined;
}

/** Opens a PostgreSQL server or the embedded PGlite. Does not migrate: see migrate.ts. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === undefined || options.url === '' ? openPglite(options) : openPostgres(options.url, options);
}

async function openPglite(options: DatabaseOptions): Promise<Database> {
  if (options.dataDir !== undefined) mkdirSync(options.dataDir, { recursive: true });
  const unlock = options.dataDir === undefined ? undefined : lockFolder(options.dataDir);
  const opened = await PGlite.create({
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir }),
  });
  const pglite = giveWay(keepPlans(opened));
  const prisma = withPersonFreeErrors(new PrismaClient({ adapter: new PrismaPGlite(pglite), errorFormat: 'minimal' }));
  return wrap('pglite', prisma, {
    queue: { db: fromPglite(pglite) },
    // One connection, one process: nothing can come between, so no lock is needed.
    statement: async <Row>({ text }: Statement, parameters: readonly string[]) =>
      (await pglite.query<Row>(text, [...parameters])).rows,
    execute: async (sql) => {
      await pglite.exec(sql);
    },
    close: async () => {
      await prisma.$disconnect();
      await pglite.close();
      unlock?.();
    },
  });
}

async function openPostgres(url: string, options: DatabaseOptions): Promise<Database> {
  const { Pool } = (await import('pg')).default;
  const pool = new Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    // Our statements are short: compiling one takes longer than running it. Not among the options at the connection's
    // start, which a pooler between may refuse.
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, whatever its types say
    onConnect: async (connection) => {
      await connection.query('SET jit = off');
    },
  });
  // An idle connection that the server drops must not end the process: the next query opens a new one.
  pool.on('error', () => undefined);
  // Nor one that is in use: what runs on it fails by itself, and between two statements nobody listens.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  const prisma = withPersonFreeErrors(new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' }));
  return wrap('postgres', prisma, {
    queue: { connectionString: url },
    statement: async <Row>({ name, text, lock }: Statement, parameters: readonly string[]) => {
      const query = { ...(name === undefined ? {} : { name }), text, values: [...parameters] };
      const { rows } = await (lock === undefined ? pool.query(query) : runLocked(pool, lock, query));
      return rows as Row[];
    },
    execute: async (sql) => {
      await pool.query(sql);
    },
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  });
}

/** The lock first, by itself: a statement sees what was there when it started, and that must be after the wait. */
async function runLocked(pool: Pool, lock: string, query: QueryConfig): Promise<QueryResult> {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    await connection.query('SELECT pg_advisory_xact_lock(hashtext($1))', [lock]);
    const result = await connection.query(query);
    await connection.query('COMMIT');
    connection.release();
    return result;
  } catch (error) {
    // Given up with the connection, whatever state that is in.
    connection.release(true);
    throw error;
  }
}

function wrap(
  kind: Database['kind'],
  prisma: PrismaClient,
  parts: Pick<Database, 'statement' | 'queue' | 'execute' | 'close'>,
): Database {
  const inside = new AsyncLocalStorage<boolean>();
  const guard = () => {
    if (inside.getStore() === true) {
      throw new Error('inside a transaction use only its tx: on PGlite anything else waits for ever');
    }
  };
  const client = new Proxy(prisma, {
    get(target, property) {
      guard();
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return {
    kind,
    client,
    transaction: (work, options) => {
      guard();
      const limits = { maxWait: 20_000, timeout: options?.timeoutMs ?? 30_000 };
      return prisma.$transaction((tx) => inside.run(true, () => work(tx)), limits);
    },
    ...parts,
    statement: <Row>(statement: Statement, parameters: readonly string[]) => {
      guard();
      return parts.statement<Row>(statement, parameters);
    },
  };
}
