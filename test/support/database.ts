import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { noteOpened } from './left-open.ts';
import { runOnServer, withDatabase } from './template.ts';

export interface TestDatabase extends Database {
  /** Connection string on a PostgreSQL server; '' for PGlite. */
  url: string;
}

let template: Promise<Blob> | undefined;

/** The folder of a migrated, empty embedded database, to load; read once by each worker. */
export function embeddedTemplate(): Promise<Blob> {
  template ??= readFile(inject('templateFile')).then((bytes) => new Blob([bytes]));
  return template;
}

/** A fresh, migrated, empty database of its own; `close()` throws it away. */
export async function openTestDatabase(kind: 'pglite' | 'postgres' = 'pglite'): Promise<TestDatabase> {
  const database = kind === 'pglite' ? await openCopyInMemory() : await openCopyOnServer();
  const noteClosed = noteOpened(`a ${kind} database`);
  return {
    ...database,
    close: async () => {
      noteClosed();
      await database.close();
    },
  };
}

async function openCopyInMemory(): Promise<TestDatabase> {
  return { ...(await openDatabase({ loadDataDir: await embeddedTemplate() })), url: '' };
}

async function openCopyOnServer(): Promise<TestDatabase> {
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
