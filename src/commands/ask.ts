import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { instantAt, isDay } from '../calendar.ts';
import { renderPicture } from '../charts/index.ts';
import { type Clock, FixedClock, systemClock } from '../clock.ts';
import { readModelSettings } from '../config.ts';
import { connectModel } from '../connect-model.ts';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { CareError } from '../errors.ts';
import { silentLogger } from '../logger.ts';
import type { QuestionReader } from '../ports.ts';
import { answerQuestion, answerViewer, type IllustratedAnswer, type Query, type Viewer } from '../stats/index.ts';
import { listStores, type StaffRole } from '../stores/index.ts';
import { DEPARTMENT_KEYS, DEPARTMENTS } from '../understanding/taxonomy.ts';
import { openData } from './open-data.ts';

const USAGE = `npm run ask -- "问题" [选项]
  --as WHO        gm | director | head:<department> | staff[:<department>] | USERID   (default gm)
  --previous TEXT a question asked before, for follow-ups; may be given several times, oldest first
  --now WHEN      2026-11-22 (then 18:00) or 2026-11-22T09:30 in Asia/Shanghai, or a full ISO instant
  --file FILE     many questions instead of one: a line each of {"question": "…"}, with its own "as", "previous" (a list) and
                  "now" where they differ from the options; --out FILE takes the answers, a JSON line each, in the same order
  --json          print {status, text, query, result}
  --model WHICH   on: the model of OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL reads what the rules do not understand;
                  off (default): rules only
  --chart FILE    write the picture that goes with the answer, a PNG; says so when there is none
  --store KEY     which store; needed only when the database holds several
  --data DIR      folder of the embedded database (default DATA_DIR, else .data, else the sandbox's .data/sandbox), which
                  nothing else may have open; without it and with DATABASE_URL set, that server is used
  --sample        ask the invented store of the sandbox, made for this one run; also where there is no database yet`;

/** What to tell a person at the terminal instead of a stack trace. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'gm' },
      previous: { type: 'string', multiple: true, default: [] },
      now: { type: 'string' },
      json: { type: 'boolean', default: false },
      chart: { type: 'string' },
      model: { type: 'string', default: 'off' },
      file: { type: 'string' },
      out: { type: 'string' },
      store: { type: 'string' },
      data: { type: 'string' },
      sample: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const question = positionals.join(' ').trim();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if ((question === '') === (values.file === undefined)) throw new UsageError(USAGE);
  const defaults = { as: values.as, previous: values.previous, now: values.now };
  const asked =
    values.file === undefined ? [{ question, ...defaults }] : readQuestions(await readText(values.file), defaults);
  for (const { now } of asked) clockAt(now);
  const questionReader = modelReader(values.model);
  const database = values.sample ? await openSample(values.now) : await open(values.data, values.now);
  try {
    await migrate(database);
    const storeId = await storeKey(database, values.store);
    if (values.file === undefined) {
      const [only] = asked;
      const { chart, ...answer } = await answerOne(
        { database, storeId, questionReader },
        only ?? { question, ...defaults },
      );
      console.log(values.json ? JSON.stringify(answer, null, 2) : forTerminal(answer.text));
      if (values.chart !== undefined) await writeChart(values.chart, chart);
      return;
    }
    const lines: string[] = [];
    for (const one of asked) {
      const { chart: _chart, ...answer } = await answerOne({ database, storeId, questionReader }, one);
      lines.push(`${JSON.stringify({ question: one.question, ...answer })}\n`);
      if (process.stderr.isTTY) process.stderr.write(`\r${lines.length}/${asked.length}`);
    }
    if (values.out === undefined) process.stdout.write(lines.join(''));
    else await writeFile(values.out, lines.join(''));
  } finally {
    await database.close();
  }
}

/** A terminal shows an address, not a link. */
const forTerminal = (text: string): string => text.replaceAll(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2（$1）');

async function writeChart(file: string, chart: IllustratedAnswer['chart']): Promise<void> {
  if (chart === undefined) {
    console.error('这个回答没有图：三个数以内只用文字。');
    return;
  }
  await writeFile(file, await renderPicture(chart));
}

interface Asked {
  question: string;
  as: string;
  previous: string[];
  now: string | undefined;
}

interface Asking {
  database: Database;
  storeId: string;
  questionReader: QuestionReader | undefined;
}

function modelReader(which: string): QuestionReader | undefined {
  if (which === 'off') return undefined;
  if (which !== 'on') throw new UsageError('--model must be on or off');
  const { questionReader } = connectModel(readModelSettings(process.env), silentLogger, systemClock);
  if (questionReader === undefined) {
    throw new UsageError('使用 --model on 需要设置 OPENAI_API_KEY 和 OPENAI_MODEL（以及 OPENAI_BASE_URL）。');
  }
  return questionReader;
}

/** Answers one question after those before it, of which only the answered ones count. */
async function answerOne({ database, storeId, questionReader }: Asking, asked: Asked): Promise<IllustratedAnswer> {
  const publicUrl = process.env['PUBLIC_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;
  const context = {
    database,
    clock: clockAt(asked.now),
    storeId,
    publicUrl: publicUrl.replace(/\/$/, ''),
    questionReader,
  };
  const viewer = await viewerOf(database, storeId, asked.as);
  let previous: Query | 'none' = 'none';
  const ask = (text: string) =>
    viewer === undefined
      ? answerQuestion(context, { userId: asked.as, text, previous })
      : answerViewer(context, viewer, { userId: viewer.userId, text, previous });
  for (const text of asked.previous) {
    const { status, query } = await ask(text);
    if (status === 'answer' && query !== undefined) previous = query;
  }
  return ask(asked.question);
}

const line = z.looseObject({
  question: z.string(),
  as: z.string().optional(),
  previous: z.union([z.array(z.string()), z.string().transform((text) => [text])]).optional(),
  now: z.string().optional(),
});

function readQuestions(source: string, defaults: Omit<Asked, 'question'>): Asked[] {
  const lines = source.replace(/^\uFEFF/, '').split('\n');
  return lines.flatMap((text, index) => {
    if (text.trim() === '') return [];
    try {
      const { question, as, previous, now } = line.parse(withQuestion(JSON.parse(text)));
      return [
        {
          question,
          as: as ?? defaults.as,
          previous: previous ?? defaults.previous,
          now: now ?? defaults.now,
        },
      ];
    } catch {
      throw new UsageError(`第 ${index + 1} 行读不懂。每行应是一个 {"question": "…"}，可带 "as"、"previous"、"now"。`);
    }
  });
}

/** Some write "text" for the question. */
function withQuestion(row: unknown): unknown {
  const { question, text, ...rest } = row as Record<string, unknown>;
  return { ...rest, question: question ?? text };
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`读不到文件：${file}`);
  });
}

function clockAt(now: string | undefined): Clock {
  if (now === undefined) return systemClock;
  if (isDay(now)) return new FixedClock(instantAt(now, '18:00'));
  const instant = new Date(/Z$|[+-]\d\d:?\d\d$/.test(now) ? now : `${now}+08:00`);
  if (Number.isNaN(instant.getTime())) throw new UsageError(`--now ${now} is no date`);
  return new FixedClock(instant);
}

async function open(data: string | undefined, now: string | undefined): Promise<Database> {
  return (await openData(data))?.database ?? openSample(now);
}

async function openSample(now: string | undefined): Promise<Database> {
  console.error('以下用的是虚构的样例门店，不是您门店的数据。（接上真实数据：设置 DATABASE_URL 或 DATA_DIR）');
  const { openSampleDatabase } = await import('../sandbox/sample-database.ts');
  return openSampleDatabase(clockAt(now));
}

async function storeKey(database: Database, wanted: string | undefined): Promise<string> {
  const keys = (await listStores(database.client)).map(({ id }) => id);
  const [only] = keys;
  if (wanted !== undefined && keys.includes(wanted)) return wanted;
  if (wanted === undefined && keys.length === 1 && only !== undefined) return only;
  if (keys.length === 0) throw new UsageError('This database holds no store yet.');
  throw new UsageError(`--store must be one of: ${keys.join(', ')}`);
}

/**
 * A role stands for the first person who holds it; where nobody does, for somebody with that role.
 *
 * @returns undefined for a user id: that is looked up with every question
 */
async function viewerOf(database: Database, storeId: string, as: string): Promise<Viewer | undefined> {
  const { client } = database;
  const [name = '', department] = as.split(/[:：]/);
  const roles: Readonly<Record<string, StaffRole>> = {
    gm: 'generalManager',
    director: 'director',
    head: 'departmentHead',
    staff: 'staff',
  };
  const role = roles[name];
  if (role === undefined) return undefined;
  const departmentKey = DEPARTMENT_KEYS.find((key) => key === department || DEPARTMENTS[key].label === department);
  if (department !== undefined && departmentKey === undefined) {
    throw new UsageError(`没有“${department}”这个部门。${departmentChoice(name)}`);
  }
  if (role === 'departmentHead' && departmentKey === undefined) {
    throw new UsageError(`--as head 要写明是哪个部门。${departmentChoice(name)}`);
  }
  const person = await client.staff.findFirst({
    where: { storeId, role, isActive: true, ...(departmentKey === undefined ? {} : { departmentKey }) },
    orderBy: { id: 'asc' },
  });
  return person ?? { userId: `cli-${name}`, name: as, role, departmentKey: departmentKey ?? '' };
}

function departmentChoice(name: string): string {
  const keys = DEPARTMENT_KEYS.filter((key) => key !== 'triage');
  return [
    `写法：--as ${name}:部门，例如 --as ${name}:parts 或 --as ${name}:配件。部门有：`,
    ...keys.map((key) => `  ${key}  ${DEPARTMENTS[key].label}`),
  ].join('\n');
}

main().catch((error: unknown) => {
  const isOption = (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
  if (error instanceof CareError) console.error(error.userMessage ?? error.message);
  else console.error(error instanceof UsageError || isOption ? (error as Error).message : error);
  process.exitCode = 1;
});
