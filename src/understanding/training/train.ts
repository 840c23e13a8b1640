/**
 * `node src/understanding/training/train.ts [--verbose]`: cross-validates by family, fits the confidence on the held-out outcomes, trains
 * on everything and writes weights.json. The same examples give the same file, byte for byte.
 */
import { writeFileSync } from 'node:fs';
import { createClassifier, packModel } from '../classifier.ts';
import { figuresOf, judge } from './evaluate.ts';
import type { Judged } from './evaluate.ts';
import { readExamples, splitByFamily } from './examples.ts';
import { calibrate, train } from './trainer.ts';

const FOLDS = 5;
const examples = readExamples();
const judged: Judged[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const { train: seen, heldOut } = splitByFamily(examples, FOLDS, fold);
  judged.push(...judge(createClassifier(train(seen)), heldOut));
}
const calibration = calibrate(judged.map(({ raw, isRight }) => ({ ...raw, isRight })));
const model = { ...train(examples), calibration };
const line = JSON.stringify(packModel(model, examples.length));
writeFileSync(new URL('../weights.json', import.meta.url), `${line}\n`);

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
say(`${examples.length} examples, ${model.ngrams.length} n-grams, weights.json ${(line.length / 1e6).toFixed(2)} MB`);
say(
  `held out by family, ${FOLDS} folds: ${JSON.stringify(figuresOf(judged), (_key, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(3)) : value))}`,
);
say(`calibration ${calibration.map((value) => value.toFixed(2)).join(' ')}`);
const confidences = judged.map(({ raw, isRight }) => ({
  confidence: createClassifier(model).calibrate(raw.department, raw.kind, raw.coverage),
  isRight,
}));
for (const from of [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
  const inBand = confidences.filter(
    ({ confidence }) => confidence >= from && confidence < from + 0.1 + (from === 0 ? 0.2 : 0),
  );
  say(
    `confidence ≥ ${from}: ${inBand.length} texts, ${(inBand.filter(({ isRight }) => isRight).length / Math.max(1, inBand.length)).toFixed(2)} right`,
  );
}
if (process.argv.includes('--verbose')) {
  for (const { example, decision, isRight } of judged) {
    if (isRight) continue;
    say(
      `${example.kind}/${example.categories.join()} → ${decision.kind}/${decision.categories.join()} ${decision.confidence.toFixed(2)} | ${example.text}`,
    );
  }
}
