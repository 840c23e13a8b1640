import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate } from '../../src/calendar.ts';
import { systemClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import { upsertStore } from '../../src/stores/index.ts';

const today = dayOf(systemClock.now());
const day = addDays(today, 10);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carebay-reminders-'));
  const database = await openDatabase({ dataDir: join(folder, 'database') });
  await migrate(database);
  await database.transaction((tx) => upsertStore(tx, systemClock, { ...sampleStoreDefinition, rules: {} }));
  const common = { storeId: 'main', createdAt: new Date(), updatedAt: new Date() };
  const owner = await database.client.customer.create({
    data: { ...common, name: '赵样甲', mobiles: ['15400000001'] },
  });
  await database.client.vehicle.create({
    data: {
      ...common,
      customerId: owner.id,
      plateNumber: '沪ACS001',
      compulsoryInsuranceExpiresOn: dayToDate(addDays(day, 30)),
    },
  });
  const gone = { ...common, name: '=赵样乙', optedOutAt: new Date(), birthday: `1990-${day.slice(5)}` };
  await database.client.customer.create({ data: gone });
  await database.close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (options: string[], settings: Record<string, string> = {}) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const file = new URL('../../src/commands/reminders.ts', import.meta.url).pathname;
    const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, ...settings };
    execFile(process.execPath, [file, ...options], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

test('a dry run tells who would get what, and that no channel is connected', { timeout: 120_000 }, async () => {
  const csv = join(folder, 'day.csv');
  const { code, out, err } = await run(['--day', day, '--out', csv]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('现行规则');
  expect(out).toContain('续保：发送 1，不发 0');
  expect(out).toContain('不发 1（车主已退订 1）');
  expect(out).toContain('渠道：未连接渠道');
  const text = await readFile(csv, 'utf8');
  expect(text.startsWith('\uFEFF客户编号,车辆编号,车牌,')).toBe(true);
  const [, ...lines] = text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines.find((line) => line.includes('沪ACS001'))).toMatch(/续保.*,30,.*,发送,未连接渠道,/);
  expect(lines.find((line) => line.includes('车主已退订'))).toMatch(/,不发,,/);
});

test('with the settings of the service the dry run names the rung of each', { timeout: 120_000 }, async () => {
  const csv = join(folder, 'rungs.csv');
  const settings = {
    PUBLIC_URL: 'https://care.example',
    WECOM_CORP_ID: 'ww0123456789abcdef',
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: 'secret',
    WECOM_CALLBACK_TOKEN: 'token',
    WECOM_CALLBACK_AES_KEY: 'a'.repeat(43),
  };
  const { code, out, err } = await run(['--day', day, '--out', csv], settings);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('渠道：电话 1');
  expect(await readFile(csv, 'utf8')).toMatch(/沪ACS001,.*,发送,电话,"?服务号模板消息：/);
});

test('in the folder of a sandbox the channels are the sandbox’s own', { timeout: 120_000 }, async () => {
  const journal = join(folder, 'platform.journal');
  await writeFile(journal, '');
  try {
    expect((await run(['--day', day])).out).toContain('渠道：短信 1');
  } finally {
    await rm(journal);
  }
});

test('where there is no database yet, that is said', { timeout: 120_000 }, async () => {
  const nowhere = await run(['--day', day, '--data', join(folder, 'nowhere')]);
  expect(nowhere).toMatchObject({ code: 1, out: '' });
  expect(nowhere.err).toContain('里没有数据库');
});

test('a replay counts a span by kind, also under the rules of a file', { timeout: 120_000 }, async () => {
  const span = `${addDays(today, 1)}/${addDays(today, 60)}`;
  const file = join(folder, 'rules.json');
  await writeFile(file, JSON.stringify({ reminders: { insuranceRenewal: { leadDays: [30] } } }));
  const now = await run(['--replay', span]);
  expect(now).toMatchObject({ code: 0 });
  expect(now.out).toMatch(/续保：发送 2，/);
  expect(now.err).toMatch(/^(?:已计算 \d+ 份档案\n)+$/);
  const other = await run(['--replay', span, '--rules', file, '--out', join(folder, 'replay.csv')]);
  expect(other.out).toMatch(/规则文件[\s\S]*续保：发送 1，[\s\S]*明细已写入/);
  expect(await readFile(join(folder, 'replay.csv'), 'utf8')).toContain(`${day},`);
});

test('while the sandbox or the service has the database open, that is said', { timeout: 120_000 }, async () => {
  const lock = join(folder, 'database.lock');
  await writeFile(lock, String(process.pid));
  try {
    const ended = await run(['--day', day]);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/^数据目录 .* 正在使用（沙箱或服务还在运行），请先停止再运行一次。/);
    expect(ended.err).not.toContain('    at ');
  } finally {
    await rm(lock);
  }
});

test('what cannot be done is said in Chinese, and ends with 1 or 2', { timeout: 240_000 }, async () => {
  const broken = join(folder, 'broken.json');
  await writeFile(broken, '{');
  const faulty = join(folder, 'faulty.json');
  await writeFile(faulty, '{"reminders":{"birthday":{"leadDays":"x"}}}');
  const cases: [string[], number, RegExp][] = [
    [[], 2, /^用法：/],
    [['--day', '2026-02-30'], 1, /^“2026-02-30”不是有效日期/],
    [['--replay', '2026-07-01'], 1, /^“2026-07-01\/”不是有效的起止日期/],
    [['--replay', '2026-09-30/2026-07-01'], 1, /^“2026-09-30\/2026-07-01”不是有效的起止日期/],
    [['--day', day, '--store', 'west'], 1, /^没有“west”这家门店，现有门店：main/],
    [['--day', day, '--rules', join(folder, 'none.json')], 1, /^找不到规则文件/],
    [['--day', day, '--rules', broken], 1, /^规则文件 .* 不是 JSON/],
    [['--day', day, '--rules', faulty], 1, /^规则文件 .* 有误：.*leadDays/s],
  ];
  for (const [options, code, words] of cases) {
    const ended = await run(options);
    expect(ended.code).toBe(code);
    expect(ended.err.trimStart()).toMatch(words);
    expect(ended.err).not.toContain('    at ');
  }
});
