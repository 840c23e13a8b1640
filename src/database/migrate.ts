import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from './database.ts';

const migrationsPath = new URL('../../prisma/migrations/', import.meta.url).pathname;

// The table that `prisma migrate` keeps, so that both may be used on one database.
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** Any number that is ours: two processes that start together must not migrate together. */
const MIGRATION_LOCK = 7_204_116;
/** An index over millions of rows takes minutes, and who starts beside it waits for that. */
const LIMIT = { timeoutMs: 30 * 60_000 };

/**
 * Applies the committed migrations that the database does not have yet, each in a transaction of its own.
 * Safe to call from several processes at once.
 *
 * @returns the names applied now
 */
export async function migrate(database: Database): Promise<string[]> {
  const names = readdirSync(migrationsPath, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  await database.transaction(async (tx) => {
    await tx.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await tx.$executeRawUnsafe(BOOKKEEPING);
  }, LIMIT);
  const applied: string[] = [];
  for (const name of names) {
    const sql = readFileSync(`${migrationsPath}${name}/migration.sql`, 'utf8');
    const done = await database.transaction(async (tx) => {
      await tx.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM _prisma_migrations WHERE migration_name = ${name} AND finished_at IS NOT NULL`;
      if (rows.length > 0) return false;
      for (const statement of statementsOf(sql)) await tx.$executeRawUnsafe(statement);
      const checksum = createHash('sha256').update(sql).digest('hex');
      await tx.$executeRaw`
        INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
        VALUES (${randomUUID()}, ${checksum}, now(), ${name}, 1)`;
      return true;
    }, LIMIT);
    if (done) applied.push(name);
  }
  return applied;
}

/** Migrations separate statements by a semicolon at the end of a line; between `$$` it belongs to a function's body. */
function statementsOf(sql: string): string[] {
  const statements: string[] = [];
  let open = '';
  for (const piece of sql.split(/(?<=;)[^\S\n]*$/m)) {
    open += piece;
    if (open.split('$$').length % 2 === 0) continue;
    statements.push(open);
    open = '';
  }
  return [...statements, open]
    .map((part) =>
      part
        .split('\n')
        .filter((line) => !line.trimStart().startsWith('--'))
        .join('\n')
        .trim()
        .replace(/;$/, ''),
    )
    .filter((part) => part !== '');
}
