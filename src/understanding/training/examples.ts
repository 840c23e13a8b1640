import { readFileSync } from 'node:fs';
import { isCategory, isMessageKind } from '../taxonomy.ts';
import type { Category, MessageKind } from '../taxonomy.ts';

/** One labelled example. `family` groups near-copies and variations of one theme: a split never cuts through it. */
export type Example = { text: string; kind: MessageKind; categories: readonly Category[]; family: string };

/** Reads the labelled examples of this repository; throws on an unknown label, with its line. */
export function readExamples(file: URL = new URL('examples.jsonl', import.meta.url)): Example[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const row = JSON.parse(line) as {
      text?: string;
      messages?: string[];
      kind: unknown;
      categories: unknown[];
      family: string;
    };
    const categories = row.categories.filter(isCategory);
    if (!isMessageKind(row.kind) || categories.length !== row.categories.length)
      throw new Error(`examples.jsonl:${index + 1}: unknown label`);
    return [{ text: row.text ?? (row.messages ?? []).join('\n'), kind: row.kind, categories, family: row.family }];
  });
}

/** A steady hash (FNV-1a), so that the split is the same on every machine. */
export function steadyHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** Splits by family into `folds` parts; part `fold` is held out. */
export function splitByFamily(
  examples: readonly Example[],
  folds: number,
  fold: number,
): { train: Example[]; heldOut: Example[] } {
  const families = [...new Set(examples.map(({ family }) => family))].sort((a, b) => steadyHash(a) - steadyHash(b));
  const heldOutFamilies = new Set(families.filter((_, index) => index % folds === fold));
  return {
    train: examples.filter(({ family }) => !heldOutFamilies.has(family)),
    heldOut: examples.filter(({ family }) => heldOutFamilies.has(family)),
  };
}

/** Small deterministic generator (mulberry32) of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
