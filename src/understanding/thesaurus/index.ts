import { normalise } from '../text.ts';
import { DANGER } from './danger.ts';
import type { Group } from './group.ts';
import { PURCHASE } from './purchase.ts';
import { RELATIONS } from './relations.ts';
import { VEHICLE } from './vehicle.ts';
import { WORKSHOP } from './workshop.ts';

/** Words of the trade by meaning: a word that no training example holds still counts through its group. */
export const GROUPS: readonly Group[] = [...VEHICLE, ...WORKSHOP, ...PURCHASE, ...RELATIONS, ...DANGER];

type Node = { next: Map<number, Node>; groups: number[] };
const root: Node = { next: new Map(), groups: [] };
for (const [index, { words }] of GROUPS.entries()) {
  for (const word of new Set(normalise(words).split(' '))) insert(word, index);
}

function insert(word: string, group: number): void {
  let node = root;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    let next = node.next.get(code);
    if (next === undefined) {
      next = { next: new Map(), groups: [] };
      node.next.set(code, next);
    }
    node = next;
  }
  if (word !== '') node.groups.push(group);
}

/** A single character says less than a word, a long word more. */
const weightOf = (length: number): number => (length === 1 ? 0.6 : length === 2 ? 1 : 1.2);
/** The first word counts in full, further ones of the same group less. */
const saturated = (sum: number): number => (sum <= 1.2 ? sum : 1.2 + 0.4 * (sum - 1.2));

/** How strongly each group speaks in a normalised text; the longest word at each place counts. In the order of `GROUPS`. */
export function groupValues(text: string): number[] {
  const sums = GROUPS.map(() => 0);
  let at = 0;
  while (at < text.length) {
    let node: Node | undefined = root;
    let length = 0;
    let groups: readonly number[] = [];
    for (let end = at; end < text.length; end += 1) {
      node = node.next.get(text.charCodeAt(end));
      if (node === undefined) break;
      if (node.groups.length > 0) [length, groups] = [end - at + 1, node.groups];
    }
    for (const group of groups) sums[group] = (sums[group] ?? 0) + weightOf(length) / Math.sqrt(groups.length);
    at += Math.max(1, length);
  }
  return sums.map(saturated);
}
