/**
 * npm run train -- [--corrections cases.jsonl] [--out weights.json]
 *
 * Cross-validates by family, learns from it how far to trust the classifier, trains on everything and writes the weights.
 * The same examples give the same file, byte for byte. With corrections the figures are shown beside those without.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readOptions } from '../../commands/command-line.ts';
import { packModel } from '../stored-model.ts';
import { crossValidate } from './cross-validate.ts';
import { readExamples } from './examples.ts';
import { figuresOf } from './figures.ts';
import type { Figures } from './figures.ts';
import { originOf, train } from './trainer.ts';
import { readCorrections, trainWithCorrections } from './with-corrections.ts';

const USAGE = `npm run train -- [--corrections cases.jsonl] [--out weights.json]
  --corrections FILE  what staff decided, from npm run store -- --export-corrections FILE
  --out FILE          where the weights go; default: the committed ones`;

const { values } = readOptions(USAGE, { options: { corrections: { type: 'string' }, out: { type: 'string' } } });
const out = values.out === undefined ? new URL('../weights.json', import.meta.url) : pathToFileURL(resolve(values.out));
const examples = readExamples();

const show = (title: string, figures: Figures): void => {
  const rounded = Object.entries(figures).map(([name, value]) => `${name} ${Number(value.toFixed(3))}`);
  process.stdout.write(`${title}: ${rounded.join(', ')}\n`);
};

if (values.corrections === undefined) {
  const { judged, trust } = crossValidate(examples);
  writeFileSync(out, `${JSON.stringify(packModel(train(examples, trust), originOf(examples)))}\n`);
  show('held out by family', figuresOf(judged));
} else {
  const corrections = readCorrections(readFileSync(values.corrections, 'utf8'));
  const { model, before, after, isBetter } = trainWithCorrections(examples, corrections);
  show('without corrections', before);
  show('with corrections', after);
  if (isBetter) writeFileSync(out, `${JSON.stringify(model)}\n`);
  else process.stdout.write('the model with corrections is worse: nothing written\n');
}
