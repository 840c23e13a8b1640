/**
 * npm run reminders -- --day 2026-12-01 | --replay 2026-07-01/2026-09-30 [--store KEY] [--rules FILE.json] [--out FILE.csv]
 *
 * A dry run: who would be reminded of what on a day and over which channel; or what a past span would have looked like.
 * Plans and sends nothing. The channels are those of the service's settings in the environment, when they are there, or of
 * the sandbox.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Connected, nothingConnected, systemActor } from '../context.ts';
import { systemClock } from '../clock.ts';
import { readOptions } from './command-line.ts';
import { ConfigError, readConfig } from '../config.ts';
import { connectStore } from '../connect.ts';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { CareError } from '../errors.ts';
import { silentLogger } from '../logger.ts';
import { channelLabel } from '../pages/reminder-words.ts';
import { createQueue } from '../queue/queue.ts';
import { previewDay, type PreviewRow, reminderKinds, replay, type ReplayCount } from '../reminders/index.ts';
import { connectedOf } from '../stores/connections.ts';
import { listStores, type Rules, rulesOf, type Store } from '../stores/index.ts';
import { type DataPlace, openData } from './open-data.ts';

const USAGE = `用法：npm run reminders -- --day 日期 | --replay 起/止 [选项]
  --day 2026-12-01                  试算：这一天谁会收到什么提醒（不排期、不发送）
  --replay 2026-07-01/2026-09-30    回放：这段时间本来会有多少提醒
  --rules 文件.json                 按这份规则试算（只写与默认值不同的部分）；不写则按门店现行规则
  --store 门店                      有多家门店时必填
  --out 文件.csv                    明细写入文件
  --data 目录                       内置数据库所在目录（默认 DATA_DIR，其次 .data，再次沙箱的 .data/sandbox）；设置了 DATABASE_URL 时使用该服务器`;

const NOT_CONNECTED = '未连接渠道';
const NO_DATABASE = '还没有数据库：先运行服务或沙箱（npm run sandbox），或者设置 DATABASE_URL 或 DATA_DIR。';

const { values } = readOptions(USAGE, {
  options: {
    day: { type: 'string' },
    replay: { type: 'string' },
    rules: { type: 'string' },
    store: { type: 'string' },
    out: { type: 'string' },
    data: { type: 'string' },
  },
});
process.exitCode = await run();

async function run(): Promise<number> {
  if ((values.day === undefined) === (values.replay === undefined)) {
    console.error(USAGE);
    return 2;
  }
  let database: Database | undefined;
  try {
    const place = await openData(values.data);
    if (place === undefined) throw new CareError('NOT_FOUND', 'no database', { userMessage: NO_DATABASE });
    ({ database } = place);
    await migrate(database);
    const store = await storeOf(database);
    const rules = values.rules === undefined ? undefined : readRules(values.rules, store);
    console.log(`门店：${store.name}（${values.rules === undefined ? '现行规则' : `规则文件 ${values.rules}`}）`);
    const lines =
      values.day === undefined
        ? await showReplay(database, store, values.replay ?? '', rules)
        : await showDay(place, store, values.day, rules);
    if (values.out !== undefined) {
      // With a mark of the encoding: spreadsheets take the file for another one otherwise.
      writeFileSync(values.out, `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`);
      console.log(`明细已写入 ${values.out}（${lines.length - 1} 行）`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof CareError)) throw error;
    console.error(error.userMessage ?? error.message);
    return 1;
  } finally {
    await database?.close();
  }
}

async function storeOf(database: Database): Promise<Store> {
  const stores = await listStores(database.client);
  if (values.store !== undefined) {
    const named = stores.find(({ id }) => id === values.store);
    if (named !== undefined) return named;
    const userMessage = `没有“${values.store}”这家门店，现有门店：${stores.map(({ id }) => id).join('、') || '无'}`;
    throw new CareError('NOT_FOUND', `store ${values.store}`, { userMessage });
  }
  const [only] = stores;
  if (only !== undefined && stores.length === 1) return only;
  const userMessage =
    only === undefined
      ? '还没有门店，请先建立门店。'
      : `请用 --store 指定门店：${stores.map(({ id }) => id).join('、')}`;
  throw new CareError('VALIDATION', 'no single store', { userMessage });
}

function readRules(path: string, store: Store): Rules {
  try {
    return rulesOf({ id: store.id, rules: JSON.parse(readFileSync(path, 'utf8')) as unknown });
  } catch (error) {
    const faulty = (userMessage: string) => new CareError('VALIDATION', `rules ${path}`, { userMessage, cause: error });
    if (error instanceof SyntaxError) throw faulty(`规则文件 ${path} 不是 JSON：${error.message}`);
    if ((error as { code?: string }).code === 'ENOENT') throw faulty(`找不到规则文件：${path}`);
    // The author of the file is at the terminal: every fault by its path.
    if (error instanceof CareError) throw faulty(`规则文件 ${path} 有误：${error.message}`);
    throw error;
  }
}

/** What the service of this store is connected to; undefined when its settings are not here. */
async function connectedHere(store: Store, isSandbox: boolean): Promise<Connected | undefined> {
  if (isSandbox) {
    const { sandboxSettings } = await import('../sandbox/accounts.ts');
    const { sampleTemplateIds } = await import('../sandbox/templates.ts');
    // Nothing is called: only which channels there are counts.
    const nowhere = 'http://127.0.0.1';
    return connectedOf(connectStore(sandboxSettings(nowhere, store.name, sampleTemplateIds, nowhere), systemClock));
  }
  try {
    const settings = readConfig(process.env).stores.find(({ storeId }) => storeId === store.id);
    return settings === undefined ? undefined : connectedOf(connectStore(settings, systemClock));
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function showDay(
  { database, isSandbox }: DataPlace,
  store: Store,
  day: string,
  rules: Rules | undefined,
): Promise<(string | number)[][]> {
  const connected = await connectedHere(store, isSandbox);
  const context = {
    database,
    queue: createQueue({ database, logger: silentLogger }),
    clock: systemClock,
    logger: silentLogger,
    storeId: store.id,
    actor: systemActor,
    publicUrl: '',
    connected: connected ?? nothingConnected,
  };
  const rows = await previewDay(context, day, { rules, withRungs: connected !== undefined });
  console.log(`${day} 共 ${rows.length} 条：`);
  for (const [kind, found] of Map.groupBy(rows, (row) => row.kind)) {
    const count = (status: PreviewRow['status']) => found.filter((row) => row.status === status).length;
    const reasons = [...Map.groupBy(found, (row) => row.skipReason ?? '')]
      .filter(([reason]) => reason !== '')
      .map(([reason, list]) => `${reason} ${list.length}`);
    const skipped = reasons.length === 0 ? '' : `（${reasons.join('，')}）`;
    console.log(
      `  ${reminderKinds[kind].label}：发送 ${count('planned')}，不发 ${count('skipped') + count('heldOut')}${skipped}`,
    );
  }
  const rungOf = ({ status, channel }: PreviewRow) => {
    if (status !== 'planned') return '';
    if (connected === undefined) return NOT_CONNECTED;
    return channel === null ? '无可用渠道' : channelLabel(channel);
  };
  const rungs = [...Map.groupBy(rows, rungOf)].filter(([rung]) => rung !== '');
  if (connected === undefined) console.log(`  渠道：${NOT_CONNECTED}（没有读到门店的平台设置）`);
  else if (rungs.length > 0) console.log(`  渠道：${rungs.map(([rung, list]) => `${rung} ${list.length}`).join('，')}`);
  return [
    [
      '客户编号',
      '车辆编号',
      '车牌',
      '提醒',
      '到期日',
      '提前天数',
      '优先级',
      '结果',
      '渠道',
      '跳过的渠道',
      '原因',
      '依据',
      '是否已排期',
    ],
    ...rows.map((row) => [
      row.customerId,
      row.vehicleId ?? '',
      row.plateNumber ?? '',
      reminderKinds[row.kind].label,
      row.dueOn,
      row.leadDays,
      row.priority,
      { planned: '发送', skipped: '不发', heldOut: '对照组' }[row.status],
      rungOf(row),
      row.passed.map(({ channel, reason }) => `${channelLabel(channel)}：${reason}`).join('；'),
      row.skipReason ?? '',
      row.reason,
      row.isPlanned ? '是' : '否',
    ]),
  ];
}

async function showReplay(
  database: Database,
  store: Store,
  span: string,
  rules: Rules | undefined,
): Promise<(string | number)[][]> {
  const [from = '', to = ''] = span.split('/');
  // On a terminal the count stays on its line; in a file every one has its own.
  const [start, end] = process.stderr.isTTY ? ['\r\x1b[K', ''] : ['', '\n'];
  const counts = await replay({ database, clock: systemClock, storeId: store.id }, from, to, {
    rules,
    progress: (records) => process.stderr.write(`${start}已计算 ${records} 份档案${end}`),
  });
  if (end === '') process.stderr.write('\n');
  const days = new Set(counts.map(({ day }) => day)).size;
  console.log(`${from} 至 ${to}，${days} 天有提醒：`);
  for (const [kind, found] of Map.groupBy(counts, (row) => row.kind)) {
    const sum = (field: 'planned' | 'skipped' | 'heldOut') => found.reduce((total, row) => total + row[field], 0);
    const busiest = found.reduce((most: ReplayCount, row) => (row.planned > most.planned ? row : most));
    console.log(
      `  ${reminderKinds[kind].label}：发送 ${sum('planned')}，不发 ${sum('skipped')}，对照组 ${sum('heldOut')}；最多的一天 ${busiest.day}（${busiest.planned}）`,
    );
  }
  return [
    ['日期', '提醒', '发送', '不发', '对照组'],
    ...counts.map(({ day, kind, planned, skipped, heldOut }) => [
      day,
      reminderKinds[kind].label,
      planned,
      skipped,
      heldOut,
    ]),
  ];
}

/** Quoted where needed; what a spreadsheet would take for a formula is made a text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
