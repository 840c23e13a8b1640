import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { type Db as QueueDb, fromPglite } from 'pg-boss';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { lockFolder } from './folder-lock.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { giveWay } from './give-way.ts';

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
   * @param statement.name the statement is prepared once under it; equal names mean equal texts
   */
  statement(statement: { name: string; text: string }, parameters: readonly string[]): Promise<void>;
  readonly queue: QueueConnection;
  /** Runs plain SQL that may hold several statements (migrations). */
  execute(sql: string): Promise<void>;
  close(): Promise<void>;
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
  const pglite = giveWay(
    await PGlite.create({
      ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
      ...(options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir }),
    }),
  );
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) });
  return wrap('pglite', prisma, {
    queue: { db: fromPglite(pglite) },
    statement: async ({ text }, parameters) => {
      await pglite.query(text, [...parameters]);
    },
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
  const pool = new Pool({ connectionString: url, max: options.poolSize ?? 10 });
  // An idle connection that the server drops must not end the process: the next query opens a new one.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return wrap('postgres', prisma, {
    queue: { connectionString: url },
    statement: async ({ name, text }, parameters) => {
      await pool.query({ name, text, values: [...parameters] });
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
    statement: (statement, parameters) => {
      guard();
      return parts.statement(statement, parameters);
    },
  };
}
