import { readFileSync } from 'node:fs';
import { severityFloor } from '../severity.ts';
import { isSeverity } from '../taxonomy.ts';
import { CLASSIFIED_CHARS, normalise } from '../text.ts';
import { rowCount, vectorOf } from '../vector.ts';
import type { TextVector } from '../vector.ts';
import { addRow, GRAVE_OUTPUTS, softmaxInPlace } from '../views.ts';
import type { LinearView } from '../views.ts';
import type { Example } from './examples.ts';
import type { Vocabulary } from './rows.ts';
import { seededRandom, shuffle } from './seeded-random.ts';

const SEED = 3;
const EPOCHS = 12;
const RATE = 0.15;
const DECAY = 1e-4;
const DROPOUT = 0.3;
/** An overlooked danger is worse than a false alarm. */
const GRAVE_WEIGHT = 2;
/** What was written to sound grave and is not. */
const LOOKALIKE_WEIGHT = 1.5;
/** The training examples carry no severity: those on which the rules keep silent count as harmless, with a grain of salt. */
const UNLABELLED_WEIGHT = 0.5;

export type SeverityExample = { text: string; output: 0 | 1 | 2; weight: number };

/** severity.jsonl: what is grave, and what only sounds so. */
export function readSeverityExamples(
  file: URL = new URL('severity.jsonl', import.meta.url),
): { text: string; severity: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const { text, messages, severity } = JSON.parse(line) as Record<string, unknown>;
      const whole = Array.isArray(messages) ? messages.join('\n') : text;
      if (typeof whole !== 'string' || !isSeverity(severity))
        throw new Error(`severity.jsonl:${index + 1}: needs text and severity`);
      return { text: whole, severity };
    });
}

const outputOf = (severity: string | undefined): 0 | 1 | 2 => (severity === 'P0' ? 0 : severity === 'P1' ? 1 : 2);

export function severityExamples(examples: readonly Example[]): SeverityExample[] {
  return [
    ...readSeverityExamples().map(({ text, severity }) => {
      const output = outputOf(severity);
      return { text, output, weight: output === 2 ? LOOKALIKE_WEIGHT : GRAVE_WEIGHT };
    }),
    ...examples
      .filter(({ text }) => severityFloor(normalise(text)).severity === undefined)
      .map(({ text }) => ({ text, output: 2 as const, weight: UNLABELLED_WEIGHT })),
  ];
}

/** Logistic regression over P0, P1 and neither. */
export function trainSeverityView(examples: readonly SeverityExample[], { rowOf, idf }: Vocabulary): LinearView {
  const random = seededRandom(SEED);
  const vectors = examples.map(({ text }) => vectorOf(normalise(text).slice(0, CLASSIFIED_CHARS), rowOf, idf));
  const weights = new Float32Array(rowCount(rowOf.size) * GRAVE_OUTPUTS);
  const squares = new Float32Array(weights.length).fill(1);
  const order = Int32Array.from(examples, (_, index) => index);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const [example, vector] = [examples[index], vectors[index]];
      if (example !== undefined && vector !== undefined) step(example, vector, weights, squares, random);
    }
  }
  return { weights };
}

function step(
  { output, weight }: SeverityExample,
  { rows, values, ngramCount }: TextVector,
  weights: Float32Array,
  squares: Float32Array,
  random: () => number,
): void {
  const seen: number[] = [];
  const errors = new Float64Array(GRAVE_OUTPUTS);
  for (let at = 0; at < rows.length; at += 1) {
    if (at < ngramCount && random() < DROPOUT) continue;
    seen.push(at);
    addRow(errors, weights, rows[at] ?? 0, values[at] ?? 0);
  }
  softmaxInPlace(errors, 0, GRAVE_OUTPUTS);
  errors[output] = (errors[output] ?? 0) - 1;
  for (const at of seen) {
    for (let index = 0; index < GRAVE_OUTPUTS; index += 1) {
      const slot = (rows[at] ?? 0) * GRAVE_OUTPUTS + index;
      const gradient = weight * (errors[index] ?? 0) * (values[at] ?? 0) + DECAY * (weights[slot] ?? 0);
      squares[slot] = (squares[slot] ?? 0) + gradient * gradient;
      weights[slot] = (weights[slot] ?? 0) - (RATE * gradient) / Math.sqrt(squares[slot] ?? 1);
    }
  }
}
