import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Database, openDatabase } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';

export type Kind = 'postgres' | 'pglite';

/** A migrated database that a measured process opens by itself. */
export interface BenchDatabase {
  location: { url: string } | { dataDir: string };
  drop(): Promise<void>;
}

/** `TEST_DATABASE_URL`, or the local server; undefined when none answers. */
export async function findServer(): Promise<string | undefined> {
  const url = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
  try {
    await onServer(url, 'SELECT 1');
    return url;
  } catch {
    return undefined;
  }
}

/** @param prepare runs on the migrated database before it is closed for the measured process */
export async function createBenchDatabase(
  server: string | undefined,
  prepare: (database: Database) => Promise<void> = () => Promise.resolve(),
): Promise<BenchDatabase> {
  if (server === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'carebay-bench-'));
    const location = { dataDir: join(folder, 'data') };
    await fill(location, prepare);
    return { location, drop: () => rm(folder, { recursive: true, force: true }) };
  }
  const name = `carebay_bench_${process.pid}_${Date.now()}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await fill({ url: url.href }, prepare);
  return {
    location: { url: url.href },
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function fill(
  location: BenchDatabase['location'],
  prepare: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(location);
  await migrate(database);
  await prepare(database);
  await database.close();
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
