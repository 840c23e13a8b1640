import { type Day, isDay } from '../calendar.ts';
import { CareError } from '../errors.ts';
import { readContext, type Reply, readReply } from './replies/index.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** What `npm run classify` writes for one case; keys of the domain specification. */
export type ClassifiedCase = Pick<
  Decision,
  'kind' | 'categories' | 'department' | 'severity' | 'confidence' | 'evidence' | 'needsHuman' | 'decidedBy'
>;

/**
 * What is added for a line with a `context`: what it means as an answer to that reminder or survey question. `meaning` is
 * null where the context is neither.
 */
export type ClassifiedReply = Pick<Reply, 'meaning' | 'when' | 'score'> | { meaning: null; when: null };

export type BatchCase = UnderstandingInput & {
  /** The Shanghai day on which it was written; absent: today. */
  sentOn?: Day;
  /** Number of the line, where its `context` is neither a reminder nor a survey question: no answer is read then. */
  oddContextAt?: number;
};

/**
 * Reads a file of cases: one JSON object a line with `text` or `messages` (and perhaps `context`, and `sentOn` as
 * `YYYY-MM-DD`); other fields are ignored, empty lines skipped. A number where a text belongs is read as its digits.
 *
 * @throws {CareError} `VALIDATION` naming the line
 */
export function readCases(source: string): BatchCase[] {
  return source
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readCase(line, index + 1)]));
}

function readCase(line: string, number: number): BatchCase {
  const fail = (why: string): CareError =>
    new CareError('VALIDATION', `line ${number}: ${why}`, {
      userMessage: `第 ${number} 行：${why}。每行应是一个 {"text": "…"} 或 {"messages": ["…"]}，改好后再运行一次。`,
    });
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    throw fail('不是 JSON');
  }
  if (typeof row !== 'object' || row === null) throw fail('不是 JSON 对象');
  const { text, messages, context, sentOn } = row as Record<string, unknown>;
  const lines = (Array.isArray(messages) ? messages : [text]).map((one) =>
    typeof one === 'number' ? String(one) : one,
  );
  if (!lines.every((one) => typeof one === 'string')) throw fail('缺少 text 或 messages');
  return {
    messages: lines,
    ...(typeof context === 'string' ? { context } : {}),
    ...(isOdd(context) ? { oddContextAt: number } : {}),
    ...(typeof sentOn === 'string' && isDay(sentOn.slice(0, 10)) ? { sentOn: sentOn.slice(0, 10) } : {}),
  };
}

/** A context that says nothing about what was asked. None at all is not odd. */
function isOdd(context: unknown): boolean {
  if (context === undefined || context === null || context === '') return false;
  return typeof context !== 'string' || readContext(context) === undefined;
}

/** @returns undefined for a case without a context */
export function classifiedReply(one: BatchCase, decision: Decision, today: Day): ClassifiedReply | undefined {
  if (one.oddContextAt !== undefined) return { meaning: null, when: null };
  if (one.context === undefined) return undefined;
  const { messages, context, sentOn = today } = one;
  const reply = readReply({ messages, context, today: sentOn, decision });
  if (reply === undefined) return undefined;
  const { meaning, when, score } = reply;
  return { meaning, when, ...(score === undefined ? {} : { score }) };
}

/** The published part of a decision, in a fixed order of fields. */
export function classifiedCase(decision: Decision): ClassifiedCase {
  const { kind, categories, department, severity, confidence, evidence, needsHuman, decidedBy } = decision;
  const rounded = Math.round(confidence * 1000) / 1000;
  return { kind, categories, department, severity, confidence: rounded, evidence, needsHuman, decidedBy };
}
