/**
 * npm run import -- FILE [--dry-run] [--store KEY] [--data DIR]
 *
 * Takes owners, vehicles and visits from a CSV. DATABASE_URL names a PostgreSQL server; without it the embedded database
 * under --data or DATA_DIR (default .data) is used, and nothing else may have it open.
 * Ends with 0 when every row was taken, 2 when some were refused, 1 when nothing could be read.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readOptions } from './command-line.ts';
import { systemClock } from '../clock.ts';
import { openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { CareError } from '../errors.ts';
import { applyImport, previewImport, summaryLines } from '../imports/index.ts';
import { getStore, listStores } from '../stores/index.ts';

const USAGE = '用法：npm run import -- 文件.csv [--dry-run] [--store 门店] [--data 目录]';

const { values, positionals } = readOptions(USAGE, {
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false }, store: { type: 'string' }, data: { type: 'string' } },
});

process.exitCode = await run();

async function run(): Promise<number> {
  const [path] = positionals;
  if (path === undefined) {
    console.error(USAGE);
    return 1;
  }
  const url = process.env['DATABASE_URL'];
  const dataDir = `${values.data ?? process.env['DATA_DIR'] ?? '.data'}/database`;
  const database = await openDatabase(url === undefined || url === '' ? { dataDir } : { url });
  try {
    await migrate(database);
    const stores = await listStores(database.client);
    const store = values.store === undefined ? stores[0] : await getStore(database.client, values.store);
    if (store === undefined)
      throw new CareError('NOT_FOUND', 'no store', { userMessage: '还没有门店，请先建立门店。' });
    const actor = { kind: 'staff', id: 'import-command', name: '命令行导入' } as const;
    const context = { database, clock: systemClock, storeId: store.id, actor };
    const file = { fileName: basename(path), bytes: await readFile(path) };
    const report = await (values['dry-run'] ? previewImport : applyImport)(context, file);
    console.log(`门店：${store.name}${values['dry-run'] ? '（仅预览，未写入）' : ''}`);
    for (const { label, value } of summaryLines(report)) console.log(`${label}：${value}`);
    for (const { line, reason } of report.problems) console.log(`退回 第 ${line} 行：${reason}`);
    for (const { line, reason } of report.warnings) console.log(`提示 第 ${line} 行：${reason}`);
    return report.problems.length > 0 ? 2 : 0;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!(error instanceof CareError) && !isMissing) throw error;
    console.error(
      isMissing ? `找不到文件：${path}` : ((error as CareError).userMessage ?? (error as CareError).message),
    );
    return 1;
  } finally {
    await database.close();
  }
}
