import { createHash } from 'node:crypto';
import type { TrainedModel } from '../classifier.ts';
import { confidenceInputs } from '../confidence.ts';
import type { RawScores } from '../confidence.ts';
import type { Example } from './examples.ts';
import { trainHiddenView } from './hidden-view.ts';
import { trainLinearView } from './linear-view.ts';
import { rowsOf, vocabularyOf } from './rows.ts';
import { readSeverityExamples, severityExamples, trainSeverityView } from './severity-view.ts';

export type Trust = Pick<TrainedModel, 'confidence' | 'reviewBelow'>;
/** Until cross-validation has told better. */
const UNTRIED: Trust = { confidence: [0.5, 0.3, 0.3], reviewBelow: 0.7 };

/** Trains both views; the same examples give the same model, bit for bit. */
export function train(examples: readonly Example[], trust: Trust = UNTRIED): TrainedModel {
  const grave = severityExamples(examples);
  const vocabulary = vocabularyOf([...examples, ...readSeverityExamples()]);
  const rows = rowsOf(examples, vocabulary);
  const { ngrams, idf } = vocabulary;
  return {
    ngrams,
    idf,
    linear: trainLinearView(rows, ngrams.length),
    hidden: trainHiddenView(rows, ngrams.length),
    severity: trainSeverityView(grave, vocabulary),
    ...trust,
  };
}

/** Where a model comes from, for its stored form. */
export function originOf(examples: readonly Example[]): { trainedOn: number; fingerprint: string } {
  const hash = createHash('sha256').update(JSON.stringify([examples, readSeverityExamples()]));
  return { trainedOn: examples.length, fingerprint: hash.digest('hex').slice(0, 16) };
}

/** What the classifier said of a text it had not seen, and whether the routing was right. */
export type Outcome = RawScores & { isRight: boolean };

const ROUNDS = 2500;
const STEP = 0.3;
const DECAY = 1e-3;

/** Fits the confidence: logistic regression on held-out outcomes by gradient descent. */
export function fitConfidence(outcomes: readonly Outcome[]): number[] {
  const inputs = outcomes.map((outcome) => confidenceInputs(outcome));
  const width = inputs[0]?.length ?? 0;
  const weights = Array.from({ length: width }, () => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = weights.map((weight, index) => (index === 0 ? 0 : DECAY * weight));
    for (const [at, values] of inputs.entries()) {
      let sum = 0;
      for (let index = 0; index < width; index += 1) sum += (weights[index] ?? 0) * (values[index] ?? 0);
      const error = 1 / (1 + Math.exp(-sum)) - (outcomes[at]?.isRight === true ? 1 : 0);
      for (let index = 0; index < width; index += 1)
        gradient[index] = (gradient[index] ?? 0) + (error * (values[index] ?? 0)) / outcomes.length;
    }
    for (let index = 0; index < width; index += 1)
      weights[index] = (weights[index] ?? 0) - STEP * (gradient[index] ?? 0);
  }
  return weights;
}
