import { rowCount } from '../vector.ts';
import { addRow, OUTPUTS } from '../views.ts';
import type { HiddenView } from '../views.ts';
import { kept, toErrors } from './linear-view.ts';
import type { Row } from './rows.ts';
import { seededRandom, shuffle } from './seeded-random.ts';

const SEED = 11;
const UNITS = 48;
const EPOCHS = 14;
const RATE = 0.05;
const DECAY = 1e-5;
/** Share of n-grams, of concepts and of units hidden in each step. */
const NGRAM_DROPOUT = 0.4;
const CONCEPT_DROPOUT = 0.2;
const UNIT_DROPOUT = 0.3;
const START = 0.15;
const START_SQUARE = 0.1;

type State = HiddenView & { squares: { inputs: Float32Array; outputs: Float32Array; bias: Float32Array } };

/** A network with one hidden layer of rectified units, by AdaGrad with a falling rate. */
export function trainHiddenView(rows: readonly Row[], ngramCount: number): HiddenView {
  const random = seededRandom(SEED);
  const started = (length: number): Float32Array => Float32Array.from({ length }, () => START * gaussian(random));
  const inputs = started(rowCount(ngramCount) * UNITS);
  const outputs = started(UNITS * OUTPUTS);
  const bias = new Float32Array(OUTPUTS);
  const squaresOf = (values: Float32Array): Float32Array => new Float32Array(values.length).fill(START_SQUARE);
  const squares = { inputs: squaresOf(inputs), outputs: squaresOf(outputs), bias: squaresOf(bias) };
  const state: State = { units: UNITS, inputs, outputs, bias, squares };
  const order = Int32Array.from(rows, (_, index) => index);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const row = rows[index];
      if (row !== undefined) step(row, state, RATE * (1 - (0.7 * epoch) / EPOCHS), random);
    }
  }
  return { units: UNITS, inputs, outputs, bias };
}

/** Near enough to normal: a sum of six uniform numbers. */
function gaussian(random: () => number): number {
  let sum = 0;
  for (let index = 0; index < 6; index += 1) sum += random();
  return (sum - 3) / Math.SQRT1_2;
}

function step(row: Row, { inputs, outputs, bias, squares }: State, rate: number, random: () => number): void {
  const { features, values } = kept(row, NGRAM_DROPOUT, CONCEPT_DROPOUT, random);
  const hidden = new Float64Array(UNITS);
  for (const [at, feature] of features.entries()) addRow(hidden, inputs, feature, values[at] ?? 0);
  for (let unit = 0; unit < UNITS; unit += 1) {
    const gain = random() < UNIT_DROPOUT ? 0 : 1 / (1 - UNIT_DROPOUT);
    hidden[unit] = Math.max(0, hidden[unit] ?? 0) * gain;
  }
  const errors = Float64Array.from(bias);
  for (let unit = 0; unit < UNITS; unit += 1) {
    const value = hidden[unit] ?? 0;
    if (value > 0) addRow(errors, outputs, unit, value);
  }
  const taught = toErrors(errors, row);
  const back = new Float64Array(UNITS);
  for (let unit = 0; unit < UNITS; unit += 1) {
    const value = hidden[unit] ?? 0;
    if (value <= 0) continue;
    let sum = 0;
    for (let output = 0; output < taught; output += 1) {
      const slot = unit * OUTPUTS + output;
      sum += (errors[output] ?? 0) * (outputs[slot] ?? 0);
      descend(outputs, squares.outputs, slot, (errors[output] ?? 0) * value, rate);
    }
    back[unit] = sum / (1 - UNIT_DROPOUT);
  }
  for (let output = 0; output < taught; output += 1) descend(bias, squares.bias, output, errors[output] ?? 0, rate);
  for (const [at, feature] of features.entries()) {
    const value = values[at] ?? 0;
    for (let unit = 0; unit < UNITS; unit += 1) {
      const error = back[unit] ?? 0;
      if (error !== 0) descend(inputs, squares.inputs, feature * UNITS + unit, error * value, rate);
    }
  }
}

function descend(weights: Float32Array, squares: Float32Array, slot: number, slope: number, rate: number): void {
  const gradient = slope + DECAY * (weights[slot] ?? 0);
  squares[slot] = (squares[slot] ?? 0) + gradient * gradient;
  weights[slot] = (weights[slot] ?? 0) - (rate * gradient) / Math.sqrt(squares[slot] ?? 1);
}
