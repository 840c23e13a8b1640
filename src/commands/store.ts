import { readFileSync, writeFileSync } from 'node:fs';
import { ZodError } from 'zod';
import { systemClock } from '../clock.ts';
import { readOptions } from './command-line.ts';
import { openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { CareError } from '../errors.ts';
import { listCorrections } from '../learning/index.ts';
import { changeRules, upsertStore } from '../stores/index.ts';

const USAGE = `npm run store -- FILE.json [--data DIR]   departments, staff, rules of one store; see docs/store.example.json
npm run store -- --rules FILE.json [--store main] [--note 原因] [--data DIR]   puts rules in force as a new version
npm run store -- --export-corrections FILE.jsonl [--data DIR]   what staff decided about texts, for npm run train`;

const { values, positionals } = readOptions(USAGE, {
  allowPositionals: true,
  options: {
    data: { type: 'string', default: process.env['DATA_DIR'] ?? '.data' },
    'export-corrections': { type: 'string' },
    rules: { type: 'string' },
    store: { type: 'string', default: 'main' },
    note: { type: 'string', default: '' },
  },
});
const target = values['export-corrections'];
const rulesFile = values.rules;
const file = target ?? rulesFile ?? positionals[0];
if (file === undefined) {
  console.error(USAGE);
  process.exit(2);
}
const database = await openDatabase({ url: process.env['DATABASE_URL'], dataDir: `${values.data}/database` });
try {
  await migrate(database);
  if (rulesFile !== undefined) {
    const rules = JSON.parse(readFileSync(rulesFile, 'utf8')) as Record<string, unknown>;
    const actor = { kind: 'system' as const, id: 'file', name: '规则文件' };
    const context = { storeId: values.store, clock: systemClock, actor };
    const version = await database.transaction((tx) => changeRules(context, tx, { rules, note: values.note }));
    console.log(version === undefined ? '规则没有变化' : `规则已生效：第 ${version.version} 版`);
  } else if (target === undefined) {
    const definition = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof upsertStore>[2];
    await database.transaction((tx) => upsertStore(tx, systemClock, definition));
    console.log(`门店 ${definition.name} 已更新：${definition.staff?.length ?? 0} 位员工`);
  } else {
    const corrections = await listCorrections(database.client);
    writeFileSync(target, corrections.map((one) => `${JSON.stringify(one)}\n`).join(''));
    console.log(`已导出 ${corrections.length} 条人工更正：${target}`);
  }
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
