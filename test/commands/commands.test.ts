import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { readCorrections } from '../../src/understanding/training/with-corrections.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carebay-commands-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Ended = { code: number; out: string; err: string };
const run = (command: string, ...options: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const file = new URL(`../../src/${command}`, import.meta.url).pathname;
    const env = { PATH: process.env['PATH'] ?? '' };
    execFile(process.execPath, [file, ...options], { env, maxBuffer: 1 << 24 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
const written = async (name: string, lines: string[]): Promise<string> => {
  await writeFile(join(folder, name), lines.join('\n'));
  return join(folder, name);
};

test(
  'classify writes one decision a line, in the order of the lines, whatever stands in them',
  { timeout: 60_000 },
  async () => {
    const texts = ['刹车失灵了，差点撞上', '', '😀😀', '变速箱顿挫'.repeat(4000), '谢谢你们，服务很好'];
    const file = await written('cases.jsonl', [
      ...texts.map((text) => JSON.stringify({ text })),
      '',
      JSON.stringify({ messages: ['空调不制冷', '给我处理'], more: 1 }),
    ]);
    const { code, out, err } = await run('commands/classify.ts', '--file', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      const keys = 'kind categories department severity confidence evidence needsHuman decidedBy';
      expect(Object.keys(row).join(' ')).toBe(keys);
    }
    expect(rows[0]).toMatchObject({ severity: 'P0', needsHuman: false });
    expect(rows[1]).toMatchObject({ kind: 'other', evidence: '' });
    expect(rows[3]).toMatchObject({ kind: 'complaint', categories: ['Q1'] });
    expect(rows[4]).toMatchObject({ kind: 'praise' });
    expect(rows[5]).toMatchObject({ kind: 'complaint', department: 'aftersalesTechnical' });
  },
);

test(
  'classify reads a line with a context also as the answer to that, whatever type its fields are',
  { timeout: 60_000 },
  async () => {
    const file = await written('replies.jsonl', [
      '{"text":"好的明天上午","context":"reminder:regularMaintenance","sentOn":"2026-11-25"}',
      '{"text":9,"context":"survey:score"}',
      '{"messages":["你好","车早卖了"],"context":"reminder:annualInspection"}',
      '{"text":"好的","context":7}',
      '{"text":"好的","context":"something else"}',
      '{"text":"","context":"survey:satisfied","sentOn":3}',
      '{"text":"好的","context":{"kind":"reminder"}}',
      '{"text":"好的","context":"reminder:somethingNew"}',
      '{"text":"好的","context":null}',
      '{"text":"你谁啊","context":"reminder:insuranceRenewal"}',
    ]);
    const { code, out, err } = await run('commands/classify.ts', '--file', file);
    expect(code).toBe(0);
    const note = (line: number) =>
      `第 ${line} 行：context 不是 reminder:… 或 survey:…，没有按回复理解（meaning 为 null）。`;
    expect(err.trim().split('\n')).toEqual([note(4), note(5), note(7)]);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows[0]).toMatchObject({ meaning: 'book', when: { day: '2026-11-26', part: '上午' } });
    expect(Object.keys(rows[0] ?? {}).slice(-3)).toEqual(['decidedBy', 'meaning', 'when']);
    expect(rows[1]).toMatchObject({ meaning: 'score', when: null, score: 9 });
    expect(rows[2]).toMatchObject({ meaning: 'soldCar', when: null });
    for (const row of [3, 4, 6]) expect(rows[row]).toMatchObject({ meaning: null, when: null });
    expect(rows[5]).toMatchObject({ meaning: 'unclear', when: null });
    expect(rows[7]).toMatchObject({ meaning: 'book' });
    expect(rows[8]).not.toHaveProperty('meaning');
    expect(rows[9]).toMatchObject({ meaning: 'unclear' });
  },
);

test('a line that cannot be read is named, and nothing is written', { timeout: 60_000 }, async () => {
  const file = await written('bad.jsonl', ['{"text":"刹车异响"}', '{"text":']);
  const { code, out, err } = await run('commands/classify.ts', '--file', file);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^第 2 行：不是 JSON/);
});

test.each([
  'commands/classify.ts',
  'commands/eval.ts',
  'commands/store.ts',
  'commands/import.ts',
  'understanding/training/train.ts',
])('%s answers --help and an unknown option with its usage', { timeout: 60_000 }, async (command) => {
  const [help, unknown] = await Promise.all([run(command, '--help'), run(command, '--nonsense')]);
  expect(help).toMatchObject({ code: 0, err: '' });
  expect(help.out).toContain('npm run');
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain(help.out.trim());
  expect(unknown.err).not.toContain('    at ');
});

test('what staff decided is exported as training reads it', { timeout: 60_000 }, async () => {
  const database = await openDatabase({ dataDir: join(folder, 'database') });
  await migrate(database);
  const at = new Date('2026-11-22T02:00:00Z');
  await database.client.store.create({ data: { id: 'main', name: '门店', createdAt: at } });
  const decided = { text: '锦鲤计划到底算不算数', kind: 'complaint', categories: ['M1'], department: 'marketing' };
  await database.client.labelledCase.create({
    data: {
      ...decided,
      storeId: 'main',
      guessedKind: 'other',
      guessedCategories: [],
      guessedDepartment: 'triage',
      via: 'triage',
      correctedBy: 'xu',
      correctedAt: at,
    },
  });
  await database.close();
  const target = join(folder, 'corrections.jsonl');
  expect(await run('commands/store.ts', '--export-corrections', target, '--data', folder)).toMatchObject({ code: 0 });
  expect(readCorrections(await readFile(target, 'utf8'))).toEqual([decided]);
});

test('a file of rules is put in force as a version, a faulty one is refused by name', { timeout: 60_000 }, async () => {
  const data = await mkdtemp(join(folder, 'rules-'));
  const definition = await written('store.json', [JSON.stringify({ id: 'main', name: '样板店' })]);
  expect((await run('commands/store.ts', definition, '--data', data)).code).toBe(0);
  const good = await written('rules.json', [JSON.stringify({ calls: { tries: 5 } })]);
  const put = ['--rules', good, '--note', '多打两次', '--data', data];
  expect((await run('commands/store.ts', ...put)).out).toContain('第 2 版');
  expect((await run('commands/store.ts', ...put)).out).toContain('没有变化');
  const bad = await written('bad-rules.json', [JSON.stringify({ calls: { tries: 0 } })]);
  const refused = await run('commands/store.ts', '--rules', bad, '--data', data);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('rules.calls.tries')]);
});
