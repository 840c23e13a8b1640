import { KIND_KEYS } from '../taxonomy.ts';
import { rowCount } from '../vector.ts';
import { addRow, OUTPUTS, softmaxHeads } from '../views.ts';
import type { LinearView } from '../views.ts';
import { priorWeights } from './priors.ts';
import type { Row } from './rows.ts';
import { seededRandom, shuffle } from './seeded-random.ts';

const SEED = 20261122;
const EPOCHS = 20;
const RATE = 0.1;
/** Pulls weights towards where they started, each step. */
const DECAY = 3e-3;
/** Share of n-grams hidden in each step, so that no single phrase carries a class. */
const DROPOUT = 0.35;
const KINDS = KIND_KEYS.length;

/** Multinomial logistic regression with two heads, by AdaGrad. */
export function trainLinearView(rows: readonly Row[], ngramCount: number): LinearView {
  const random = seededRandom(SEED);
  const prior = priorWeights(ngramCount);
  const weights = Float32Array.from(prior);
  const squares = new Float32Array(rowCount(ngramCount) * OUTPUTS).fill(1);
  const order = Int32Array.from(rows, (_, index) => index);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const row = rows[index];
      if (row !== undefined) step(row, { weights, prior, squares }, random);
    }
  }
  return { weights };
}

type State = { weights: Float32Array; prior: Float32Array; squares: Float32Array };

function step(row: Row, { weights, prior, squares }: State, random: () => number): void {
  const { features, values } = kept(row, DROPOUT, 0, random);
  const errors = new Float64Array(OUTPUTS);
  for (const [at, feature] of features.entries()) addRow(errors, weights, feature, values[at] ?? 0);
  const outputs = toErrors(errors, row);
  for (const [at, feature] of features.entries()) {
    const value = values[at] ?? 0;
    for (let output = 0; output < outputs; output += 1) {
      const slot = feature * OUTPUTS + output;
      const pull = DECAY * ((weights[slot] ?? 0) - (prior[slot] ?? 0));
      const gradient = (errors[output] ?? 0) * value + pull;
      squares[slot] = (squares[slot] ?? 0) + gradient * gradient;
      weights[slot] = (weights[slot] ?? 0) - (RATE * gradient) / Math.sqrt(squares[slot] ?? 1);
    }
  }
}

/** The features of a row that this step sees; those left are louder, so that the sum stays what it was. */
export function kept(
  { rows, values, ngramCount }: Row,
  ngramDropout: number,
  conceptDropout: number,
  random: () => number,
): { features: number[]; values: number[] } {
  const features: number[] = [];
  const left: number[] = [];
  const louder = 1 / Math.sqrt(1 - ngramDropout);
  const last = rows.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const isNgram = index < ngramCount;
    const dropout = isNgram ? ngramDropout : index === last ? 0 : conceptDropout;
    if (dropout > 0 && random() < dropout) continue;
    features.push(rows[index] ?? 0);
    left.push((values[index] ?? 0) * (isNgram ? louder : 1));
  }
  return { features, values: left };
}

/** In place: scores → weighted errors. Returns how many outputs the row teaches: all, or only the kinds. */
export function toErrors(scores: Float64Array, { target, kindWeight, categoryWeight }: Row): number {
  softmaxHeads(scores);
  for (let output = 0; output < OUTPUTS; output += 1) {
    const weight = output < KINDS ? kindWeight : categoryWeight;
    scores[output] = ((scores[output] ?? 0) - (target[output] ?? 0)) * weight;
  }
  return categoryWeight > 0 ? OUTPUTS : KINDS;
}
