import { ngramsOf } from './features.ts';
import { normalise } from './text.ts';
import { withoutContacts } from './vector.ts';

export type Neighbour<T> = { item: T; /** Cosine of the n-gram vectors, 0–1. */ similarity: number };
export type Neighbourhood<T> = { nearest(text: string, count: number): Neighbour<T>[] };

const READ_CHARS = 400;

/** Texts by the n-grams they hold, for finding those most like another; rare n-grams count more. */
export function createNeighbourhood<T extends { text: string }>(items: readonly T[]): Neighbourhood<T> {
  const holders = new Map<string, number[]>();
  const grams = items.map(({ text }) => gramsOf(text));
  for (const [index, own] of grams.entries()) {
    for (const gram of own) {
      const list = holders.get(gram);
      if (list === undefined) holders.set(gram, [index]);
      else list.push(index);
    }
  }
  const weightOf = (gram: string): number => Math.log(1 + items.length / (holders.get(gram)?.length ?? 0.5)) ** 2;
  const lengthOf = (own: readonly string[]): number => Math.sqrt(own.reduce((sum, gram) => sum + weightOf(gram), 0));
  const lengths = grams.map(lengthOf);
  return {
    nearest(text, count) {
      const own = gramsOf(text);
      const length = lengthOf(own);
      const shared = new Map<number, number>();
      for (const gram of own) {
        const weight = weightOf(gram);
        for (const index of holders.get(gram) ?? []) shared.set(index, (shared.get(index) ?? 0) + weight);
      }
      return [...shared]
        .map(([index, sum]) => ({ index, similarity: sum / (length * (lengths[index] ?? 1)) }))
        .toSorted((a, b) => b.similarity - a.similarity || b.index - a.index)
        .slice(0, count)
        .flatMap(({ index, similarity }) => {
          const item = items[index];
          return item === undefined ? [] : [{ item, similarity }];
        });
    },
  };
}

const gramsOf = (text: string): string[] => ngramsOf(withoutContacts(normalise(text).slice(0, READ_CHARS)));
