import { PGlite } from '@electric-sql/pglite';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { silentLogger } from '../../src/logger.ts';

/** Name of the migrated database that PostgreSQL tests copy; one per test run, so that runs may overlap. */
export const postgresTemplate = `carebay_template_${process.pid}`;

/** `TEST_DATABASE_URL`, or the local server when one answers, or ''. */
export async function postgresUrl(): Promise<string> {
  const url = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return url;
  } catch {
    return '';
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

export async function runOnServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Writes the PGlite template to a file and creates the PostgreSQL one where there is a server. */
export async function writeTemplates(url: string): Promise<{ file: string; dropAll(): Promise<void> }> {
  const file = await writeEmbedded();
  if (url !== '') await writeOnServer(url);
  return {
    file,
    dropAll: async () => {
      if (url !== '') await runOnServer(url, `DROP DATABASE IF EXISTS ${postgresTemplate} WITH (FORCE)`);
    },
  };
}

async function writeOnServer(url: string): Promise<void> {
  await runOnServer(url, `CREATE DATABASE ${postgresTemplate}`);
  await prepare({ url: withDatabase(url, postgresTemplate) });
}

async function writeEmbedded(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'carebay-template-'));
  const pgdata = join(directory, 'data');
  await prepare({ dataDir: pgdata });
  await slim(pgdata);
  const pglite = await PGlite.create({ dataDir: pgdata });
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  const file = join(directory, 'template.tar');
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await rm(pgdata, { recursive: true });
  return file;
}

/** Each file of tests reads the template into its memory: what no test looks at is left out, and what is reserved is little. */
async function slim(pgdata: string): Promise<void> {
  const pglite = await PGlite.create({ dataDir: pgdata });
  await pglite.exec('UPDATE pg_database SET datistemplate = false');
  for (const unused of ['template0', 'template1']) await pglite.exec(`DROP DATABASE ${unused}`);
  await pglite.exec("ALTER SYSTEM SET shared_buffers = '32MB'");
  await pglite.exec('CHECKPOINT');
  await pglite.close();
}

async function prepare(options: { url?: string; dataDir?: string }): Promise<void> {
  const database = await openDatabase(options);
  await migrate(database);
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  await queue.stop();
  await database.close();
}
