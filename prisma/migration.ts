/**
 * Makes and checks migrations without a database server: the schema engine runs as WASM, with an
 * in-process PostgreSQL (PGlite) as shadow database.
 *
 *   node prisma/migration.ts check      exits 1 and prints the missing SQL when schema and migrations differ
 *   node prisma/migration.ts new NAME   writes prisma/migrations/<time>_NAME/migration.sql
 */
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PrismaPGlite } from 'pglite-prisma-adapter';

const schemaPath = new URL('schema.prisma', import.meta.url).pathname;
const migrationsPath = new URL('migrations', import.meta.url).pathname;

/** SQL that leads from the committed migrations to schema.prisma; empty when they agree. */
export async function pendingSql(): Promise<string> {
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(new PGlite()));
  const schema = readFileSync(schemaPath, 'utf8');
  const engine = await SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => undefined, adapter);
  const directories = readdirSync(migrationsPath, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const result = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: migrationsPath,
      lockfile: { path: 'migration_lock.toml', content: readFileSync(`${migrationsPath}/migration_lock.toml`, 'utf8') },
      shadowDbInitScript: '',
      migrationDirectories: directories
        .map((entry) => entry.name)
        .toSorted()
        .map((name) => ({
          path: name,
          migrationFile: {
            path: 'migration.sql',
            content: { tag: 'ok', value: readFileSync(`${migrationsPath}/${name}/migration.sql`, 'utf8') },
          },
        })),
    },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }], configDir: migrationsPath },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  } as never);
  const sql = (result.stdout ?? '').trim();
  return sql === '-- This is an empty migration.' ? '' : sql;
}

if (import.meta.main) {
  const [command, name] = process.argv.slice(2);
  const sql = await pendingSql();
  if (command === 'new' && name !== undefined) {
    if (sql === '') {
      console.log('schema.prisma and the migrations agree: nothing to write');
    } else {
      const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
      const directory = `${migrationsPath}/${stamp}_${name}`;
      mkdirSync(directory, { recursive: true });
      writeFileSync(`${directory}/migration.sql`, `${sql}\n`);
      console.log(`wrote prisma/migrations/${stamp}_${name}/migration.sql`);
    }
  } else if (sql !== '') {
    console.error(`schema.prisma is ahead of the migrations; run "npm run migration -- new NAME":\n${sql}`);
    process.exitCode = 1;
  }
  // PGlite keeps the process alive.
  process.exit();
}
