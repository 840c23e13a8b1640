import { featuresOf } from './features.ts';
import { type Meaning, MEANINGS, type ReplyContext } from './meanings.ts';
import { readStoredWeights } from './stored-weights.ts';

/** Cues are few and sure, n-grams many. */
export const LETTER_VALUE = 0.5;
export const FACT_VALUE = 1;

/** One row for each feature, one column for each meaning. */
export interface ReplyWeights {
  index: ReadonlyMap<string, number>;
  weights: Float32Array;
}

export interface ReplyClassifier {
  /** @param text respelled @returns a probability for each meaning, in the order of `MEANINGS` */
  score(text: string, context: ReplyContext): number[];
}

export function replyClassifier({ index, weights }: ReplyWeights): ReplyClassifier {
  const known = (names: readonly string[]): number[] => names.flatMap((name) => index.get(name) ?? []);
  return {
    score: (text, context) => {
      const { letters, facts } = featuresOf(text, context);
      return softmax(sumOf(weights, known(letters), known(facts)));
    },
  };
}

/** N-grams count by the square root of their number: a long reply is not surer than a short one. */
export function sumOf(
  weights: Float32Array,
  letters: readonly number[],
  facts: readonly number[],
  louderLetters = 1,
  louderFacts = 1,
): number[] {
  const size = MEANINGS.length;
  const sums = Array.from({ length: size }, () => 0);
  const add = (feature: number, value: number): void => {
    for (let output = 0; output < size; output += 1) {
      sums[output] = (sums[output] ?? 0) + (weights[feature * size + output] ?? 0) * value;
    }
  };
  for (const letter of letters) add(letter, LETTER_VALUE * louderLetters);
  for (const fact of facts) add(fact, FACT_VALUE * louderFacts);
  return sums;
}

export function softmax(values: readonly number[]): number[] {
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

export const mostLikely = (scores: readonly number[]): { meaning: Meaning; share: number } => {
  const share = Math.max(...scores);
  return { meaning: MEANINGS[scores.indexOf(share)] ?? 'unclear', share };
};

let shared: ReplyClassifier | undefined;

/** The classifier that `npm run train:replies` has made of all labelled replies. */
export function sharedReplyClassifier(): ReplyClassifier {
  shared ??= replyClassifier(readStoredWeights());
  return shared;
}
