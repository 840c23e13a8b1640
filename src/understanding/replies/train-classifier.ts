import { seededRandom, shuffle } from '../training/seeded-random.ts';
import { FACT_VALUE, LETTER_VALUE, type ReplyWeights, softmax, sumOf } from './classifier.ts';
import type { ReplyExample } from './examples.ts';
import { featuresOf } from './features.ts';
import { MEANINGS, readContext } from './meanings.ts';
import { respellReply } from './respell-reply.ts';

const SEED = 20261122;
const EPOCHS = 14;
const RATE = 0.2;
const DECAY = 1e-3;
/** Shares of n-grams and of cues hidden in each step, so that no single one carries a meaning. */
const HIDDEN_LETTERS = 0.4;
const HIDDEN_FACTS = 0.2;
/** What only so many examples have is chance. */
const LEAST_SEEN = 2;

interface Row {
  letters: number[];
  facts: number[];
  target: number;
  weight: number;
}

/** Multinomial logistic regression over labelled replies; the same examples make the same weights. */
export function trainReplies(examples: readonly ReplyExample[]): ReplyWeights {
  const read = examples.flatMap((example) => {
    const context = readContext(example.context);
    return context === undefined ? [] : [{ example, ...featuresOf(respellReply(example.text), context) }];
  });
  const seen = new Map<string, number>();
  for (const { letters, facts } of read) {
    for (const name of [...letters, ...facts]) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  const names = [...seen].flatMap(([name, times]) => (times >= LEAST_SEEN ? [name] : []));
  const index = new Map(names.map((name, at) => [name, at]));
  const numbers = (all: readonly string[]): number[] => all.flatMap((name) => index.get(name) ?? []);
  const rows = read.map(({ example, letters, facts }): Row => ({
    letters: numbers(letters),
    facts: numbers(facts),
    target: MEANINGS.indexOf(example.meaning),
    weight: example.weight ?? 1,
  }));
  return { index, weights: learn(rows, names.length) };
}

/** AdaGrad with decay. */
function learn(rows: readonly Row[], features: number): Float32Array {
  const random = seededRandom(SEED);
  const size = MEANINGS.length;
  const weights = new Float32Array(features * size);
  const squares = new Float32Array(features * size).fill(1);
  const order = Int32Array.from(rows, (_, at) => at);
  const seen = (all: readonly number[], hidden: number): number[] => all.filter(() => random() >= hidden);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const at of order) {
      const row = rows[at];
      if (row === undefined) continue;
      const letters = seen(row.letters, HIDDEN_LETTERS);
      const facts = seen(row.facts, HIDDEN_FACTS);
      const errors = softmax(sumOf(weights, letters, facts, 1 / (1 - HIDDEN_LETTERS), 1 / (1 - HIDDEN_FACTS)));
      for (let output = 0; output < size; output += 1) {
        errors[output] = ((errors[output] ?? 0) - (output === row.target ? 1 : 0)) * row.weight;
      }
      step(weights, squares, letters, errors, LETTER_VALUE);
      step(weights, squares, facts, errors, FACT_VALUE);
    }
  }
  return weights;
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  features: readonly number[],
  errors: readonly number[],
  value: number,
): void {
  for (const feature of features) {
    for (const [output, error] of errors.entries()) {
      const slot = feature * errors.length + output;
      const gradient = error * value + DECAY * (weights[slot] ?? 0);
      squares[slot] = (squares[slot] ?? 0) + gradient * gradient;
      weights[slot] = (weights[slot] ?? 0) - (RATE * gradient) / Math.sqrt(squares[slot] ?? 1);
    }
  }
}
