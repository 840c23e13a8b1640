import { MOBILE, PLATE, VIN } from './entities.ts';
import { CONCEPT_FEATURES, conceptsOf, ngramsOf } from './features.ts';
import { respell } from './respell.ts';

/** A sparse vector: row numbers and values. The first `ngramCount` entries are n-grams. */
export type TextVector = {
  rows: Int32Array;
  values: Float32Array;
  ngramCount: number;
  /** Share of the text's n-grams that training has seen, 0–1. */
  coverage: number;
};

/** Length of the n-gram part of every vector; concepts stand beside it with their own values. */
const NGRAM_LENGTH = 2.5;

/** Plates and numbers say who writes, not what about; rules read them. */
export const withoutContacts = (text: string): string =>
  text.replace(VIN, ' ').replace(PLATE, ' ').replace(MOBILE, ' ');

/**
 * The vector of a normalised text. Rows: n-grams, then concepts, then one that is always on.
 *
 * @param idf inverse document frequency of each n-gram
 */
export function vectorOf(text: string, rowOf: ReadonlyMap<string, number>, idf: Float32Array): TextVector {
  const bare = respell(withoutContacts(text));
  const grams = ngramsOf(bare);
  const rows: number[] = [];
  const values: number[] = [];
  let norm = 0;
  for (const gram of grams) {
    const row = rowOf.get(gram);
    if (row === undefined) continue;
    const value = idf[row] ?? 0;
    rows.push(row);
    values.push(value);
    norm += value * value;
  }
  const ngramCount = rows.length;
  const scale = norm === 0 ? 0 : NGRAM_LENGTH / Math.sqrt(norm);
  for (let index = 0; index < ngramCount; index += 1) values[index] = (values[index] ?? 0) * scale;
  const firstConcept = rowOf.size;
  for (const [index, value] of conceptsOf(bare).entries()) {
    if (value === 0) continue;
    rows.push(firstConcept + index);
    values.push(value);
  }
  rows.push(firstConcept + CONCEPT_FEATURES.length);
  values.push(1);
  return {
    rows: Int32Array.from(rows),
    values: Float32Array.from(values),
    ngramCount,
    coverage: grams.length === 0 ? 0 : ngramCount / grams.length,
  };
}

/** Rows that a model with so many n-grams has. */
export const rowCount = (ngrams: number): number => ngrams + CONCEPT_FEATURES.length + 1;
