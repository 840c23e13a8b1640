import { normalise } from '../text.ts';
import type { Example } from './examples.ts';

/** Length of the pieces that near-copies share. */
const PIECE = 5;
/** A piece that more examples than this hold is a phrase of the language, no sign of copying. */
const COMMON = 60;
/** Share of the shorter text's pieces that makes two texts near-copies. */
const COPIED = 0.5;

/** A steady hash (FNV-1a), so that the split is the same on every machine. */
export function steadyHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** Splits by family into `folds` parts; part `fold` is held out. Near-copies count as one family. */
export function splitByFamily<T extends Example>(
  examples: readonly T[],
  folds: number,
  fold: number,
): { train: T[]; heldOut: T[] } {
  const family = joinedFamilies(examples);
  const names = [...new Set(family)].sort((a, b) => steadyHash(a) - steadyHash(b));
  const heldOutFamilies = new Set(names.filter((_, index) => index % folds === fold));
  return {
    train: examples.filter((_, index) => !heldOutFamilies.has(family[index] ?? '')),
    heldOut: examples.filter((_, index) => heldOutFamilies.has(family[index] ?? '')),
  };
}

/** The family of each example, after families that hold near-copies of each other have become one. */
export function joinedFamilies(examples: readonly Example[]): string[] {
  const parentOf = new Map<string, string>();
  const rootOf = (family: string): string => {
    let root = family;
    for (let parent = parentOf.get(root); parent !== undefined; parent = parentOf.get(root)) root = parent;
    return root;
  };
  const holders = new Map<string, number[]>();
  const pieces = examples.map(({ text }) => piecesOf(text));
  for (const [index, own] of pieces.entries()) {
    for (const other of nearCopies(own, pieces, holders)) {
      const [a, b] = [rootOf(examples[index]?.family ?? ''), rootOf(examples[other]?.family ?? '')];
      if (a !== b) parentOf.set(a, b);
    }
    for (const piece of own) holders.set(piece, [...(holders.get(piece) ?? []), index].slice(0, COMMON + 1));
  }
  return examples.map(({ family }) => rootOf(family));
}

function piecesOf(text: string): Set<string> {
  const bare = normalise(text).replace(/[^\u4e00-\u9fa5a-z0-9]/g, '');
  const pieces = new Set<string>(bare.length < PIECE ? [bare] : []);
  for (let start = 0; start + PIECE <= bare.length; start += 1) pieces.add(bare.slice(start, start + PIECE));
  return pieces;
}

function nearCopies(
  own: Set<string>,
  pieces: readonly Set<string>[],
  holders: ReadonlyMap<string, number[]>,
): number[] {
  const shared = new Map<number, number>();
  for (const piece of own) {
    const list = holders.get(piece) ?? [];
    if (list.length <= COMMON) for (const other of list) shared.set(other, (shared.get(other) ?? 0) + 1);
  }
  return [...shared].flatMap(([other, count]) => {
    const shorter = Math.min(own.size, pieces[other]?.size ?? 0);
    return count / shorter >= COPIED && (count >= 2 || shorter === 1) ? [other] : [];
  });
}
