import { CATEGORY_KEYS, KIND_KEYS } from './taxonomy.ts';
import type { TextVector } from './vector.ts';

/** Kinds, then categories. */
export const OUTPUTS = KIND_KEYS.length + CATEGORY_KEYS.length;
const KINDS = KIND_KEYS.length;

/** P0, P1, neither. */
export const GRAVE_OUTPUTS = 3;

/** Row r of `weights` holds what feature r says about each output. */
export type LinearView = { weights: Float32Array };
/** One layer of hidden units between features and outputs: words that mean the same come to lie side by side. */
export type HiddenView = {
  units: number;
  /** Row r: what feature r gives to each unit. */
  inputs: Float32Array;
  /** Row u: what unit u says about each output. */
  outputs: Float32Array;
  bias: Float32Array;
};

/** In place: scores → probabilities, for the entries from `start` to `end`. */
export function softmaxInPlace(scores: Float64Array, start: number, end: number): void {
  let most = -Infinity;
  for (let index = start; index < end; index += 1) most = Math.max(most, scores[index] ?? 0);
  let sum = 0;
  for (let index = start; index < end; index += 1) {
    scores[index] = Math.exp((scores[index] ?? 0) - most);
    sum += scores[index] ?? 0;
  }
  for (let index = start; index < end; index += 1) scores[index] = (scores[index] ?? 0) / sum;
}

/** Kinds and categories are two questions: each gets probabilities that sum to 1. */
export function softmaxHeads(scores: Float64Array): Float64Array {
  softmaxInPlace(scores, 0, KINDS);
  softmaxInPlace(scores, KINDS, OUTPUTS);
  return scores;
}

/** Adds `value` times a row of a matrix to a list of sums. */
export function addRow(sums: Float64Array, matrix: Float32Array, row: number, value: number): void {
  const base = row * sums.length;
  for (let index = 0; index < sums.length; index += 1)
    sums[index] = (sums[index] ?? 0) + value * (matrix[base + index] ?? 0);
}

export function scoreLinear({ weights }: LinearView, vector: TextVector): Float64Array {
  const scores = new Float64Array(OUTPUTS);
  for (let index = 0; index < vector.rows.length; index += 1)
    addRow(scores, weights, vector.rows[index] ?? 0, vector.values[index] ?? 0);
  return softmaxHeads(scores);
}

/** How grave a text is: probabilities of P0, P1 and neither. */
export function scoreSeverity({ weights }: LinearView, vector: TextVector): Float64Array {
  const scores = new Float64Array(GRAVE_OUTPUTS);
  for (let index = 0; index < vector.rows.length; index += 1)
    addRow(scores, weights, vector.rows[index] ?? 0, vector.values[index] ?? 0);
  softmaxInPlace(scores, 0, GRAVE_OUTPUTS);
  return scores;
}

export function scoreHidden({ units, inputs, outputs, bias }: HiddenView, vector: TextVector): Float64Array {
  const hidden = new Float64Array(units);
  for (let index = 0; index < vector.rows.length; index += 1)
    addRow(hidden, inputs, vector.rows[index] ?? 0, vector.values[index] ?? 0);
  const scores = Float64Array.from(bias);
  for (let unit = 0; unit < units; unit += 1) {
    const value = hidden[unit] ?? 0;
    if (value > 0) addRow(scores, outputs, unit, value);
  }
  return softmaxHeads(scores);
}

/** The weighted geometric mean: both views must find an answer plausible. */
export function pooled(linear: Float64Array, hidden: Float64Array): Float64Array {
  const scores = new Float64Array(OUTPUTS);
  for (let index = 0; index < OUTPUTS; index += 1) {
    scores[index] =
      Math.log(Math.max(LEAST, linear[index] ?? 0)) + HIDDEN_SHARE * Math.log(Math.max(LEAST, hidden[index] ?? 0));
  }
  return softmaxHeads(scores);
}
const LEAST = 1e-5;
/** How much the hidden view counts beside the linear one; by cross-validation. */
const HIDDEN_SHARE = 0.7;
