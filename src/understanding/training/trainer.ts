import { CONCEPT_FEATURES, ngramsOf } from '../features.ts';
import { CONCEPTS } from '../lexicon.ts';
import { calibrationInputs, createClassifier, OUTPUTS, softmaxInPlace, vectorOf } from '../classifier.ts';
import type { TrainedModel } from '../classifier.ts';
import { CATEGORY_KEYS, KIND_KEYS } from '../taxonomy.ts';
import type { Category, MessageKind } from '../taxonomy.ts';
import { CLASSIFIED_CHARS, normalise } from '../text.ts';
import { join, vary } from './augment.ts';
import { seededRandom } from './examples.ts';
import type { Example } from './examples.ts';

const SEED = 20261122;
const EPOCHS = 10;
const VARIANTS = 3;
const RATE = 0.1;
/** Pulls weights towards zero, each step. */
const DECAY = 3e-3;
/** Share of n-grams hidden in each step, so that no single phrase carries a class. */
const DROPOUT = 0.35;
const CATEGORY_PRIOR = 2.5;
const START_SQUARE = 1;
/** An n-gram counts when this many different examples hold it. */
const MIN_EXAMPLES = 2;
/** Targets of the first, second and third category. */
const SHARES: readonly (readonly number[])[] = [[], [1], [0.62, 0.38], [0.46, 0.3, 0.24]];

/** Concepts that speak for a kind from the outset. */
const KIND_PRIORS: Record<string, MessageKind> = {
  asks: 'question',
  priceAsked: 'question',
  wantsSlot: 'booking',
  progressWord: 'progress',
  thanks: 'praise',
  satisfied: 'praise',
  suggests: 'suggestion',
  rescue: 'rescue',
  score: 'survey',
  contact: 'binding',
  person: 'human',
  greeting: 'other',
  advert: 'other',
  complainWord: 'complaint',
  negativeTone: 'complaint',
  faultWord: 'complaint',
  notFixed: 'complaint',
  notGiven: 'complaint',
  priceHigh: 'complaint',
  demand: 'complaint',
  moan: 'grumble',
};
const KIND_PRIOR = 1;

/** Concepts and crosses that speak for another category than their own. */
const CATEGORY_PRIORS: readonly (readonly [feature: string, category: Category, weight: number])[] = [
  ['afterRepair×faultWord', 'R1', 1.5],
  ['afterRepair×part', 'R1', 1],
  ['notFixed×part', 'R1', 1.5],
  ['workshopFault×part', 'R1', 1],
  ['warranty×part', 'R3', 2],
  ['priceAsked', 'F1', 0.8],
  ['priceAsked×part', 'F1', 2.5],
  ['priceAsked×deal', 'S2', 1.5],
  ['parts×priceHigh', 'P1', 1],
  ['parts×waiting', 'P1', 1],
  ['delivery×waiting', 'S1', 1],
  ['newCar×body', 'S1', 1],
  ['newCar×fraud', 'S3', 1],
  ['promise×notGiven', 'C2', 1.5],
  ['insurance×harassment', 'C3', 1],
  ['insurance×asks', 'I1', 1],
  ['finance×delivery', 'N1', 1],
  ['finance×deal', 'N1', 1],
];

type Row = { rows: number[]; values: number[]; target: Float64Array; hasCategory: boolean; ngramCount: number };

/** Trains on the examples; the same examples give the same weights, bit for bit. */
export function train(examples: readonly Example[]): TrainedModel {
  const random = seededRandom(SEED);
  const varied = expand(examples, random);
  const { ngrams, idf } = vocabularyOf(examples);
  const rowOf = new Map(ngrams.map((gram, row) => [gram, row]));
  const rows = varied.map((example) => rowFor(example, rowOf, idf));
  const weights = new Float32Array((ngrams.length + CONCEPT_FEATURES.length + 1) * OUTPUTS);
  const prior = priorWeights(ngrams.length);
  weights.set(prior);
  const squares = new Float32Array(weights.length).fill(START_SQUARE);
  const classWeights = balance(examples);
  const scores = new Float64Array(OUTPUTS);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const row of shuffled(rows, random)) step(row, { weights, prior, squares, scores, classWeights }, random);
  }
  return { ngrams, idf, weights, calibration: [0, 0.5, 0.5, 0] };
}

function expand(examples: readonly Example[], random: () => number): Example[] {
  const complaints = examples.filter(({ kind }) => kind === 'complaint');
  const result = [...examples];
  for (const example of examples) {
    for (let copy = 0; copy < VARIANTS; copy += 1) result.push(vary(example, random));
    if (example.kind !== 'complaint' || random() > 0.5) continue;
    const other = complaints[Math.floor(random() * complaints.length)];
    if (other !== undefined) result.push(join(vary(example, random), vary(other, random)));
  }
  return result;
}

function vocabularyOf(examples: readonly Example[]): { ngrams: string[]; idf: Float32Array } {
  const counts = new Map<string, number>();
  for (const { text } of examples)
    for (const gram of ngramsOf(normalise(text))) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const kept = [...counts]
    .filter(([gram, count]) => count >= MIN_EXAMPLES && !gram.includes('\n'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ngrams: kept.map(([gram]) => gram),
    idf: Float32Array.from(kept, ([, count]) => Math.log(1 + examples.length / count)),
  };
}

function rowFor(example: Example, rowOf: ReadonlyMap<string, number>, idf: Float32Array): Row {
  const { rows, values } = vectorOf(normalise(example.text).slice(0, CLASSIFIED_CHARS), rowOf, idf);
  const target = new Float64Array(OUTPUTS);
  target[KIND_KEYS.indexOf(example.kind)] = 1;
  const needsCategory = ['complaint', 'grumble', 'question', 'booking', 'progress', 'rescue'].includes(example.kind);
  const categories = example.categories.length > 0 ? example.categories : needsCategory ? (['Z9'] as const) : [];
  const shares = SHARES[categories.length] ?? [];
  for (const [index, category] of categories.entries())
    target[KIND_KEYS.length + CATEGORY_KEYS.indexOf(category)] = shares[index] ?? 0;
  return {
    rows,
    values,
    target,
    hasCategory: categories.length > 0,
    ngramCount: rows.filter((row) => row < rowOf.size).length,
  };
}

/** Rare classes count more, softly: the fourth root of their rarity. */
function balance(examples: readonly Example[]): Float64Array {
  const weights = new Float64Array(OUTPUTS).fill(1);
  const soft = (count: number, classes: number): number =>
    Math.min(2, Math.max(0.7, (examples.length / classes / Math.max(1, count)) ** 0.25));
  for (const [index, kind] of KIND_KEYS.entries())
    weights[index] = soft(examples.filter((example) => example.kind === kind).length, KIND_KEYS.length);
  for (const [index, category] of CATEGORY_KEYS.entries()) {
    weights[KIND_KEYS.length + index] = soft(
      examples.filter(({ categories }) => categories[0] === category).length,
      CATEGORY_KEYS.length,
    );
  }
  return weights;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [result[index], result[other]];
    if (a !== undefined && b !== undefined) [result[index], result[other]] = [b, a];
  }
  return result;
}

type Training = {
  weights: Float32Array;
  prior: Float32Array;
  squares: Float32Array;
  scores: Float64Array;
  classWeights: Float64Array;
};

/**
 * Where weights start and are pulled back to: a word of a category speaks for it from the outset, also when its family is
 * not among the examples.
 */
function priorWeights(ngramCount: number): Float32Array {
  const prior = new Float32Array((ngramCount + CONCEPT_FEATURES.length + 1) * OUTPUTS);
  for (const [index, { name, category }] of CONCEPTS.entries()) {
    const kind = KIND_PRIORS[name];
    if (kind !== undefined) prior[(ngramCount + index) * OUTPUTS + KIND_KEYS.indexOf(kind)] = KIND_PRIOR;
    if (category !== undefined)
      prior[(ngramCount + index) * OUTPUTS + KIND_KEYS.length + CATEGORY_KEYS.indexOf(category)] = CATEGORY_PRIOR;
  }
  for (const [feature, category, weight] of CATEGORY_PRIORS) {
    const at = CONCEPT_FEATURES.indexOf(feature);
    if (at < 0) throw new Error(`no such feature: ${feature}`);
    const slot = (ngramCount + at) * OUTPUTS + KIND_KEYS.length + CATEGORY_KEYS.indexOf(category);
    prior[slot] = (prior[slot] ?? 0) + weight;
  }
  return prior;
}

/** One stochastic step of AdaGrad on one text. */
function step(row: Row, { weights, prior, squares, scores, classWeights }: Training, random: () => number): void {
  const kept: [number, number][] = [];
  for (const [position, feature] of row.rows.entries()) {
    const isNgram = position < row.ngramCount;
    if (isNgram && random() < DROPOUT) continue;
    kept.push([feature * OUTPUTS, (row.values[position] ?? 0) * (isNgram ? 1 / Math.sqrt(1 - DROPOUT) : 1)]);
  }
  scores.fill(0);
  for (const [base, value] of kept) {
    for (let output = 0; output < OUTPUTS; output += 1)
      scores[output] = (scores[output] ?? 0) + value * (weights[base + output] ?? 0);
  }
  const kindCount = KIND_KEYS.length;
  softmaxInPlace(scores, 0, kindCount);
  softmaxInPlace(scores, kindCount, OUTPUTS);
  let kindWeight = 1;
  let categoryWeight = 0;
  for (let output = 0; output < OUTPUTS; output += 1) {
    const target = row.target[output] ?? 0;
    if (output < kindCount && target > 0) kindWeight = classWeights[output] ?? 1;
    if (output >= kindCount) categoryWeight += target * (classWeights[output] ?? 1);
  }
  for (const [base, value] of kept) {
    for (let output = 0; output < OUTPUTS; output += 1) {
      if (output >= kindCount && !row.hasCategory) break;
      const error =
        ((scores[output] ?? 0) - (row.target[output] ?? 0)) * (output < kindCount ? kindWeight : categoryWeight);
      const at = base + output;
      const gradient = error * value + DECAY * ((weights[at] ?? 0) - (prior[at] ?? 0));
      squares[at] = (squares[at] ?? 0) + gradient * gradient;
      weights[at] = (weights[at] ?? 0) - (RATE * gradient) / Math.sqrt(squares[at] ?? 1);
    }
  }
}

/** What the classifier said of a text it had not seen, and whether that was right. */
export type Outcome = { department: number; kind: number; coverage: number; isRight: boolean };

/** Fits the confidence: logistic regression on held-out outcomes by gradient descent. */
export function calibrate(outcomes: readonly Outcome[]): [number, number, number, number] {
  const fitted: [number, number, number, number] = [0, 0.5, 0.5, 0];
  for (let round = 0; round < 3000; round += 1) {
    const gradient: [number, number, number, number] = [0, 0, 0, 0];
    for (const { department, kind, coverage, isRight } of outcomes) {
      const inputs = calibrationInputs(department, kind, coverage);
      const sum = inputs.reduce((total, value, index) => total + value * (fitted[index] ?? 0), 0);
      const error = 1 / (1 + Math.exp(-sum)) - (isRight ? 1 : 0);
      for (const [index, value] of inputs.entries())
        gradient[index] = (gradient[index] ?? 0) + (error * value) / outcomes.length;
    }
    for (const [index, value] of gradient.entries()) fitted[index] = (fitted[index] ?? 0) - 0.5 * value;
  }
  return fitted;
}

export { createClassifier };
