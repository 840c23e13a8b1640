import { readFileSync } from 'node:fs';
import { MOBILE, PLATE, VIN } from './entities.ts';
import { CONCEPT_FEATURES, conceptsOf, ngramsOf } from './features.ts';
import { CATEGORY_KEYS, KIND_KEYS } from './taxonomy.ts';
import type { Category, MessageKind } from './taxonomy.ts';

/** Probabilities; each list sums to 1. `coverage`: share of the text's n-grams that training has seen, 0–1. */
export type Scores = { kinds: Record<MessageKind, number>; categories: Record<Category, number>; coverage: number };

/**
 * A trained multinomial logistic regression with two heads (kinds, categories) over one sparse vector. Row r of
 * `weights` holds the weights of feature r for all kinds, then all categories. Rows: n-grams, then concepts, then bias.
 */
export type TrainedModel = {
  ngrams: readonly string[];
  /** Inverse document frequency of each n-gram. */
  idf: Float32Array;
  weights: Float32Array;
  /** Logistic calibration of confidence: bias, logit of the department, logit of the kind, coverage. */
  calibration: readonly [number, number, number, number];
};

export const OUTPUTS = KIND_KEYS.length + CATEGORY_KEYS.length;
export type Classifier = {
  score(text: string): Scores;
  calibrate(department: number, kind: number, coverage: number): number;
};

/** The sparse vector of a text: row numbers and values; n-grams have length 1 in all, concepts stand beside them. */
export function vectorOf(
  text: string,
  rowOf: ReadonlyMap<string, number>,
  idf: Float32Array,
): { rows: number[]; values: number[]; coverage: number } {
  const rows: number[] = [];
  const values: number[] = [];
  const bare = withoutContacts(text);
  const grams = ngramsOf(bare);
  let norm = 0;
  for (const gram of grams) {
    const row = rowOf.get(gram);
    if (row === undefined) continue;
    const value = idf[row] ?? 0;
    rows.push(row);
    values.push(value);
    norm += value * value;
  }
  const coverage = grams.length === 0 ? 0 : rows.length / grams.length;
  const scale = norm === 0 ? 0 : NGRAM_LENGTH / Math.sqrt(norm);
  for (let index = 0; index < values.length; index += 1) values[index] = (values[index] ?? 0) * scale;
  const firstConcept = rowOf.size;
  for (const [index, value] of conceptsOf(bare).entries()) {
    if (value === 0) continue;
    rows.push(firstConcept + index);
    values.push(value * CONCEPT_SCALE);
  }
  rows.push(firstConcept + CONCEPT_FEATURES.length);
  values.push(1);
  return { rows, values, coverage };
}
/** Plates and numbers say who writes, not what about; rules read them. */
const withoutContacts = (text: string): string => text.replace(VIN, ' ').replace(PLATE, ' ').replace(MOBILE, ' ');

/** Length of the n-gram part of every vector, and the weight of one concept beside it. */
const NGRAM_LENGTH = 2.5;
const CONCEPT_SCALE = 1;

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

const logit = (probability: number): number => {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(bounded / (1 - bounded));
};

export const calibrationInputs = (
  department: number,
  kind: number,
  coverage: number,
): readonly [number, number, number, number] => [1, logit(department), logit(kind), coverage];

/** Makes a trained model ready to score; a few milliseconds. */
export function createClassifier(model: TrainedModel): Classifier {
  const rowOf = new Map(model.ngrams.map((gram, row) => [gram, row]));
  const kindCount = KIND_KEYS.length;
  return {
    score(text) {
      const { rows, values, coverage } = vectorOf(text, rowOf, model.idf);
      const scores = new Float64Array(OUTPUTS);
      for (const [position, row] of rows.entries()) {
        const value = values[position] ?? 0;
        const base = row * OUTPUTS;
        for (let output = 0; output < OUTPUTS; output += 1) {
          scores[output] = (scores[output] ?? 0) + value * (model.weights[base + output] ?? 0);
        }
      }
      softmaxInPlace(scores, 0, kindCount);
      softmaxInPlace(scores, kindCount, OUTPUTS);
      return {
        kinds: Object.fromEntries(KIND_KEYS.map((key, index) => [key, scores[index] ?? 0])) as Record<
          MessageKind,
          number
        >,
        categories: Object.fromEntries(
          CATEGORY_KEYS.map((key, index) => [key, scores[kindCount + index] ?? 0]),
        ) as Record<Category, number>,
        coverage,
      };
    },
    calibrate(department, kind, coverage) {
      const sum = calibrationInputs(department, kind, coverage).reduce(
        (total, value, index) => total + value * (model.calibration[index] ?? 0),
        0,
      );
      return 1 / (1 + Math.exp(-sum));
    },
  };
}

/** What training writes: weights and frequencies as 8-bit numbers in base64. */
export type StoredModel = {
  trainedOn: number;
  /** All n-grams, joined by newline. */
  ngrams: string;
  idfScale: number;
  idf: string;
  weightScale: number;
  weights: string;
  calibration: readonly [number, number, number, number];
};

export function unpackModel(stored: StoredModel): TrainedModel {
  const unpack = (text: string, scale: number): Float32Array => {
    const bytes = Buffer.from(text, 'base64');
    const values = new Float32Array(bytes.length);
    for (let index = 0; index < bytes.length; index += 1) values[index] = bytes.readInt8(index) * scale;
    return values;
  };
  return {
    ngrams: stored.ngrams.split('\n'),
    idf: unpack(stored.idf, stored.idfScale),
    weights: unpack(stored.weights, stored.weightScale),
    calibration: stored.calibration,
  };
}

export function packModel(model: TrainedModel, trainedOn: number): StoredModel {
  const scaleOf = (values: Float32Array): number =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
  const pack = (values: Float32Array, scale: number): string =>
    Buffer.from(Int8Array.from(values, (value) => Math.round(value / scale)).buffer).toString('base64');
  const idfScale = scaleOf(model.idf);
  const weightScale = scaleOf(model.weights);
  return {
    trainedOn,
    ngrams: model.ngrams.join('\n'),
    idfScale,
    idf: pack(model.idf, idfScale),
    weightScale,
    weights: pack(model.weights, weightScale),
    calibration: model.calibration,
  };
}

let shared: Classifier | undefined;

/** The classifier with the committed weights; read once, at first use. */
export function sharedClassifier(): Classifier {
  shared ??= createClassifier(
    unpackModel(JSON.parse(readFileSync(new URL('weights.json', import.meta.url), 'utf8')) as StoredModel),
  );
  return shared;
}
