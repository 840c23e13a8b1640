import { readdirSync, readFileSync } from 'node:fs';
import { isCategory, isDepartment, isMessageKind, isSeverity } from '../taxonomy.ts';
import type { Category, Department, MessageKind, Severity } from '../taxonomy.ts';

/** One labelled example. `family` groups near-copies and variations of one theme: a split never cuts through it. */
export type Example = {
  /** Several messages are joined by newline. */
  text: string;
  kind: MessageKind;
  /** The first routes. */
  categories: readonly Category[];
  family: string;
  /** Only where the label says more than the categories. */
  department?: Department;
  severity?: Severity;
};

/** The labelled examples of this repository: every examples*.jsonl beside this file, in the order of their names. */
export function readExamples(folder: URL = new URL('.', import.meta.url)): Example[] {
  const files = readdirSync(folder).filter((name) => /^examples.*\.jsonl$/.test(name));
  return files.sort().flatMap((name) => readExampleFile(new URL(name, folder)));
}

/** @throws Error naming file and line when a line is no JSON or carries an unknown label */
export function readExampleFile(file: URL): Example[] {
  const name = file.pathname.split('/').at(-1) ?? '';
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [readExample(line, `${name}:${index + 1}`)]));
}

function readExample(line: string, where: string): Example {
  let row: Record<string, unknown> & { text?: string; messages?: string[]; categories?: unknown[] };
  try {
    row = JSON.parse(line) as typeof row;
  } catch {
    throw new Error(`${where}: not JSON`);
  }
  const { kind, categories = [], family, department, severity } = row;
  const known = categories.filter(isCategory);
  if (!isMessageKind(kind) || known.length !== categories.length) throw new Error(`${where}: unknown label`);
  const text = row.text ?? row.messages?.join('\n');
  if (text === undefined) throw new Error(`${where}: neither text nor messages`);
  return {
    text,
    kind,
    categories: known,
    family: typeof family === 'string' ? family : where,
    ...(isDepartment(department) ? { department } : {}),
    ...(isSeverity(severity) ? { severity } : {}),
  };
}
