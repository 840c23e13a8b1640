import { CareError } from '../errors.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** What `npm run classify` writes for one case; keys of the domain specification. */
export type ClassifiedCase = Pick<
  Decision,
  'kind' | 'categories' | 'department' | 'severity' | 'confidence' | 'evidence' | 'needsHuman' | 'decidedBy'
>;

/**
 * Reads a file of cases: one JSON object a line with `text` or `messages` (and perhaps `context`); other fields are
 * ignored, empty lines skipped.
 *
 * @throws {CareError} `VALIDATION` naming the line
 */
export function readCases(source: string): UnderstandingInput[] {
  return source
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readCase(line, index + 1)]));
}

function readCase(line: string, number: number): UnderstandingInput {
  const fail = (why: string): CareError =>
    new CareError('VALIDATION', `line ${number}: ${why}`, { userMessage: `第 ${number} 行:${why}` });
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    throw fail('不是 JSON');
  }
  if (typeof row !== 'object' || row === null) throw fail('不是 JSON 对象');
  const { text, messages, context } = row as Record<string, unknown>;
  const lines = Array.isArray(messages) ? messages : [text];
  if (!lines.every((one) => typeof one === 'string')) throw fail('缺少 text 或 messages');
  return { messages: lines, ...(typeof context === 'string' ? { context } : {}) };
}

/** The published part of a decision, in a fixed order of fields. */
export function classifiedCase(decision: Decision): ClassifiedCase {
  const { kind, categories, department, severity, confidence, evidence, needsHuman, decidedBy } = decision;
  const rounded = Math.round(confidence * 1000) / 1000;
  return { kind, categories, department, severity, confidence: rounded, evidence, needsHuman, decidedBy };
}
