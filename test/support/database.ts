import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { runOnServer, withDatabase } from './template.ts';

export interface TestDatabase extends Database {
  /** Connection string on a PostgreSQL server; '' for PGlite. */
  url: string;
}

/** A fresh, migrated, empty database of its own; `close()` throws it away. */
export async function openTestDatabase(kind: 'pglite' | 'postgres' = 'pglite'): Promise<TestDatabase> {
  if (kind === 'pglite') {
    const template = await readFile(inject('templateFile'));
    const database = await openDatabase({ loadDataDir: new Blob([template]) });
    return { ...database, url: '' };
  }
  const server = inject('postgresUrl');
  const name = `carebay_test_${randomUUID().replaceAll('-', '')}`;
  await runOnServer(server, `CREATE DATABASE ${name} TEMPLATE ${inject('postgresTemplate')}`);
  const url = notWaitingForTheDisk(withDatabase(server, name));
  const database = await openDatabase({ url, poolSize: 6 });
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await runOnServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** A commit returns before it is on disk. No test stops the server, and some commit ten thousand times. */
function notWaitingForTheDisk(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', '-c synchronous_commit=off');
  changed.search = changed.search.replaceAll('+', '%20');
  return changed.href;
}

/** Kinds of database to run a suite on; PostgreSQL only where a server answers. */
export const databaseKinds: readonly ('pglite' | 'postgres')[] = ['pglite', 'postgres'];

export function hasPostgres(): boolean {
  return inject('postgresUrl') !== '';
}
