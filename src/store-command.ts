import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { systemClock } from './clock.ts';
import { openDatabase } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { CareError } from './errors.ts';
import { upsertStore } from './stores/index.ts';

const USAGE =
  'npm run store -- FILE.json [--data DIR]   (departments, staff, rules of one store; see docs/store.example.json)';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string', default: process.env['DATA_DIR'] ?? '.data' } },
});
const [file] = positionals;
if (file === undefined) {
  console.error(USAGE);
  process.exit(2);
}
const database = await openDatabase({ url: process.env['DATABASE_URL'], dataDir: `${values.data}/database` });
try {
  await migrate(database);
  const definition = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof upsertStore>[2];
  await database.transaction((tx) => upsertStore(tx, systemClock, definition));
  console.log(`门店 ${definition.name} 已更新：${definition.staff?.length ?? 0} 位员工`);
} catch (error) {
  if (error instanceof ZodError) {
    for (const issue of error.issues) console.error(`${file}: ${issue.path.join('.')} ${issue.message}`);
  } else if (
    error instanceof CareError ||
    error instanceof SyntaxError ||
    (error as { code?: string }).code === 'ENOENT'
  ) {
    console.error(`${file}: ${(error as Error).message}`);
  } else {
    throw error;
  }
  process.exitCode = 1;
} finally {
  await database.close();
}
