import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { instantAt } from '../../src/calendar.ts';
import { openDatabase } from '../../src/database/database.ts';
import { NOW, STAFF } from '../stats/generated.ts';

const run = promisify(execFile);
const command = new URL('../../src/commands/ask.ts', import.meta.url).pathname;

describe('npm run ask', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'carebay-ask-'));
    const template = new Blob([await readFile(inject('templateFile'))]);
    const database = await openDatabase({ dataDir: join(directory, 'database'), loadDataDir: template });
    const { client } = database;
    await client.store.create({ data: { id: 'main', name: '门店', createdAt: NOW } });
    await client.staff.createMany({ data: STAFF.map((person) => ({ ...person, storeId: 'main' })) });
    for (const [number, department, openedOn] of [
      ['TS-1', 'parts', '2026-11-03'],
      ['TS-2', 'sales', '2026-11-04'],
      ['TS-3', 'sales', '2026-10-04'],
    ] as const) {
      const openedAt = instantAt(openedOn, '09:00');
      await client.ticket.create({
        data: {
          storeId: 'main',
          number,
          status: 'routed',
          kind: 'complaint',
          severity: 'P2',
          responsibleDepartment: department,
          summary: '',
          description: '',
          openedAt,
          openedOn: new Date(openedOn),
        },
      });
    }
    await database.close();
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const ask = async (...args: string[]) => {
    // The shell's own database, if it names one, is not asked.
    const env = { ...process.env, DATABASE_URL: '' };
    const { stdout } = await run(process.execPath, [command, '--data', directory, '--now', '2026-11-22', ...args], {
      env,
    });
    return stdout;
  };

  test('the answer is printed as it would be sent', async () => {
    const lines = (await ask('本月投诉多少')).trim().split('\n');
    expect([lines[0], lines.at(-1)]).toEqual(['本月投诉 2 条', '截至 11月22日 18:00']);
  });

  test('--json prints status, query and result; --previous is the question before', async () => {
    const answer = JSON.parse(
      await ask('跟上个月比', '--previous', '本月投诉多少', '--previous', '那销售呢', '--json'),
    ) as unknown;
    expect(answer).toMatchObject({
      status: 'answer',
      query: {
        metric: 'complaintsReceived',
        filters: { department: ['sales'] },
        period: { from: '2026-11-01', to: '2026-11-30' },
        compareWith: { from: '2026-10-01', to: '2026-10-31' },
      },
      result: { value: 1, unit: '条', compared: { value: 1 } },
    });
  });

  test('a head is of a department, named by its key or its name; any other one is answered with the list', async () => {
    expect(await ask('本月投诉多少', '--as', 'head:配件')).toMatch(/^以下为配件部门：本月投诉 1 条/);
    for (const [as, fault] of [
      ['head:xxx', '没有“xxx”这个部门。'],
      ['head', '--as head 要写明是哪个部门。'],
    ] as const) {
      const failure: unknown = await ask('本月投诉多少', '--as', as).catch((error: unknown) => error);
      const { stderr, code } = failure as { stderr: string; code: number };
      expect([code, stderr.startsWith(fault)]).toEqual([1, true]);
      expect(stderr).toContain('  aftersalesTechnical  售后技术\n');
      expect(stderr).toContain('  customerCare  客户关爱\n');
    }
  });

  test('a list shows where each ticket stands, and --chart writes the picture', async () => {
    expect(await ask('本月投诉列出来')).toMatch(/TS-1（http:\/\/127\.0\.0\.1:3000\/tickets\/main\/TS-1）｜配件/);
    const file = join(directory, 'chart.png');
    await ask('最近三个月每周投诉', '--chart', file);
    expect((await readFile(file)).toString('latin1', 1, 4)).toBe('PNG');
  });

  test('--as gives the eyes of a role or of one person', async () => {
    expect(await ask('本月投诉多少', '--as', 'head:parts')).toMatch(/^以下为配件部门：本月投诉 1 条/);
    expect(JSON.parse(await ask('本月销售投诉多少', '--as', 'lin', '--json'))).toMatchObject({ status: 'forbidden' });
    expect(JSON.parse(await ask('本月投诉多少', '--as', 'stranger', '--json'))).toMatchObject({ status: 'forbidden' });
  });

  test('--file answers many, a JSON line each in the same order, each with its own eyes and time', async () => {
    const file = join(directory, 'questions.jsonl');
    const out = join(directory, 'answers.jsonl');
    const rows = [
      { question: '本月投诉多少' },
      { question: '跟上个月比', previous: ['本月投诉多少', '那销售呢'], as: 'director' },
      { question: '本月投诉多少', as: 'head:parts' },
      { question: '本月投诉多少', now: '2026-10-10', note: 'ignored' },
    ];
    await writeFile(file, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n\n`);
    expect(await ask('--file', file, '--out', out)).toBe('');
    const answers = (await readFile(out, 'utf8')).trimEnd().split('\n');
    expect(answers.map((line) => (JSON.parse(line) as { result: { value: number } }).result.value)).toEqual([
      2, 1, 1, 1,
    ]);
  });

  test('a line that is none is named, and nothing is answered', async () => {
    const file = join(directory, 'bad.jsonl');
    await writeFile(file, '{"question":"本月投诉多少"}\nquestion\n');
    const failed = await ask('--file', file).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('第 2 行') as string });
  });

  test('a folder without a database is named, and none is made', async () => {
    const failed = await run(process.execPath, [command, '本月投诉', '--data', join(directory, 'nowhere')], {
      env: { ...process.env, DATABASE_URL: '' },
    }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('里没有数据库') as string });
  });

  test('where nothing is set up yet, the invented store answers, and that is said', async () => {
    const { stdout, stderr } = await run(process.execPath, [command, '本月投诉多少', '--now', '2026-11-22', '--json'], {
      cwd: directory,
      env: { ...process.env, DATABASE_URL: '', DATA_DIR: undefined },
    });
    expect(stderr).toContain('不是您门店的数据');
    const { status, result } = JSON.parse(stdout) as { status: string; result: { value: number } };
    expect([status, result.value > 5]).toEqual(['answer', true]);
  });
});
