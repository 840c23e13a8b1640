/**
 * npm run classify -- --file cases.jsonl [--model off|on] [--out out.jsonl]
 *
 * Reads one {"text": …} or {"messages": […]} a line and writes one decision a line, in the same order. A line with a
 * `context` (reminder:<kind> or survey:<question>) is also read as the answer to that: `meaning` and `when` follow, and
 * `score` where points are given; with any other context `meaning` is null, and a note says so; `sentOn` (YYYY-MM-DD, default today) is the day it was written. With --model on the model of OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL helps; the local answer stands where it cannot.
 * Ends with 0, or 1 when the file or a line cannot be read.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { readOptions } from './command-line.ts';
import { systemClock } from '../clock.ts';
import { CareError } from '../errors.ts';
import { createModelClassifier } from '../llm/index.ts';
import type { MessageClassifier } from '../ports.ts';
import { dayOf } from '../calendar.ts';
import { classifiedCase, classifiedReply, createUnderstanding, readCases } from '../understanding/index.ts';

const USAGE = `用法：npm run classify -- --file cases.jsonl [--model off|on] [--out out.jsonl]
  每行一个 JSON：{"text": "…"} 或 {"messages": ["…"]}，可加：
  "context": "reminder:<提醒>" 或 "survey:<问题>"   同时按“对这条提醒、这个问题的回答”来理解（meaning、when、score）
  "sentOn": "2026-12-01"                          这句话是哪天说的（默认今天）`;
/** Milliseconds for both tries of one text. */
const MODEL_TIMEOUT_MS = 8000;
/** Texts that are with the model at the same time. */
const PARALLEL = 4;

const logger = {
  warn: (fields: Record<string, unknown>, message: string) => console.error(message, JSON.stringify(fields)),
};

process.exitCode = await run().catch((error: unknown) => {
  const isKnown = error instanceof Error && ('code' in error || error instanceof TypeError);
  if (!isKnown) throw error;
  console.error(error instanceof CareError ? (error.userMessage ?? error.message) : error.message);
  return 1;
});

async function run(): Promise<number> {
  const { values } = readOptions(USAGE, {
    options: { file: { type: 'string' }, model: { type: 'string', default: 'off' }, out: { type: 'string' } },
  });
  if (values.file === undefined || !['off', 'on'].includes(values.model)) {
    console.error(USAGE);
    return 1;
  }
  const file = values.file;
  const source = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CareError('VALIDATION', 'the file cannot be read', { userMessage: `读不到文件：${file}`, cause });
  });
  const cases = readCases(source);
  for (const { oddContextAt } of cases) {
    if (oddContextAt === undefined) continue;
    console.error(`第 ${oddContextAt} 行：context 不是 reminder:… 或 survey:…，没有按回复理解（meaning 为 null）。`);
  }
  const understanding = createUnderstanding({
    logger,
    ...(values.model === 'on' ? { model: modelFromEnvironment() } : {}),
  });
  const today = dayOf(systemClock.now());
  const lines: string[] = [];
  for (let start = 0; start < cases.length; start += PARALLEL) {
    const classified = await Promise.all(
      cases.slice(start, start + PARALLEL).map(async (one) => {
        const decision = await understanding.understand(one);
        return { ...classifiedCase(decision), ...classifiedReply(one, decision, today) };
      }),
    );
    lines.push(...classified.map((one) => JSON.stringify(one)));
  }
  const text = lines.map((line) => `${line}\n`).join('');
  if (values.out === undefined) process.stdout.write(text);
  else await writeFile(values.out, text);
  return 0;
}

function modelFromEnvironment(): MessageClassifier {
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL } = process.env;
  if (!OPENAI_API_KEY || !OPENAI_MODEL) {
    throw new CareError('VALIDATION', 'OPENAI_API_KEY or OPENAI_MODEL is missing', {
      userMessage: '使用 --model on 需要设置 OPENAI_API_KEY 和 OPENAI_MODEL（以及 OPENAI_BASE_URL）。',
    });
  }
  const baseUrl = OPENAI_BASE_URL || 'https://api.openai.com/v1';
  const config = { baseUrl, apiKey: OPENAI_API_KEY, model: OPENAI_MODEL, timeoutMs: MODEL_TIMEOUT_MS };
  return createModelClassifier(config, { logger, clock: systemClock });
}
