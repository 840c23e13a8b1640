/**
 * Accuracy on labelled cases that no training has seen. The *-independent files were written by somebody who knew neither the
 * training examples nor the rules; the floors stand a little below what was measured on them (docs/understanding.md).
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sharedClassifier } from '../../src/understanding/classifier.ts';
import { judgeRedTeam, readRedTeam, redTeamFigures } from '../../src/understanding/evaluation/red-team.ts';
import { type StoredModel, understandLocally } from '../../src/understanding/index.ts';
import { judge } from '../../src/understanding/training/evaluate.ts';
import { readExampleFile, readExamples } from '../../src/understanding/training/examples.ts';
import { figuresOf } from '../../src/understanding/training/figures.ts';
import { readSeverityExamples } from '../../src/understanding/training/severity-view.ts';
import { originOf } from '../../src/understanding/training/trainer.ts';

const cases = (name: string): URL => new URL(name, import.meta.url);
const independent = readExampleFile(cases('holdout-independent.jsonl'));
const redTeam = readRedTeam(cases('red-team-independent.jsonl'));
const secondRedTeam = readRedTeam(cases('red-team-second.jsonl'));
const ownersFirst = readRedTeam(cases('owners-first-reading.jsonl'));
const ownersSecond = readRedTeam(cases('owners-second-reading.jsonl'));

test('no held-out text stands among the training examples', () => {
  const trained = new Set([...readExamples(), ...readSeverityExamples()].map(({ text }) => text));
  const heldOut = [
    ...independent.map(({ text }) => text),
    ...readExampleFile(cases('holdout.jsonl')).map(({ text }) => text),
    ...[...redTeam, ...secondRedTeam].map(({ messages }) => messages.join('\n')),
    ...[...ownersFirst, ...ownersSecond].map(({ messages }) => messages.join('\n')),
  ];
  expect(heldOut.filter((text) => trained.has(text) && text.length > 12)).toEqual([]);
});

test('the committed weights come from the committed examples', () => {
  const file = readFileSync(new URL('../../src/understanding/weights.json', import.meta.url), 'utf8');
  const { trainedOn, fingerprint } = JSON.parse(file) as StoredModel;
  expect({ trainedOn, fingerprint }, 'npm run train').toEqual(originOf(readExamples()));
  expect(file.length).toBeLessThan(3_100_000);
});

test('texts of the independent hold-out reach the right department', () => {
  const figures = figuresOf(judge(sharedClassifier(), independent));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.departmentAccuracy).toBeGreaterThanOrEqual(0.91);
  expect(figures.routedAccuracy).toBeGreaterThanOrEqual(0.96);
  expect(figures.reviewShare).toBeLessThanOrEqual(0.27);
  expect(figures.categoryMacroF1).toBeGreaterThanOrEqual(0.88);
  expect(figures.kindAccuracy).toBeGreaterThanOrEqual(0.9);
});

test('grave texts of the independent red team are recognised, and their look-alikes left alone', () => {
  const figures = redTeamFigures(judgeRedTeam(redTeam));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.graveRecall).toBeGreaterThanOrEqual(0.98);
  expect(figures.recall).toBeGreaterThanOrEqual(0.97);
  expect(figures.falseAlarms).toBeLessThanOrEqual(0.08);
});

test('grave texts of a red team whose lines nobody has looked at are mostly recognised', () => {
  const figures = redTeamFigures(judgeRedTeam(secondRedTeam));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.graveRecall).toBeGreaterThanOrEqual(0.9);
  expect(figures.falseAlarms).toBeLessThanOrEqual(0.2);
});

test('nothing grave of the first red team is overlooked any more', () => {
  const figures = redTeamFigures(judgeRedTeam(readRedTeam(cases('red-team.jsonl'))));
  expect(figures.recall).toBeGreaterThanOrEqual(0.99);
  expect(figures.falseAlarms).toBeLessThanOrEqual(0.06);
});

test('owners who write danger, irony and several matters in a burst reach the right department', () => {
  const labelled = readFileSync(cases('owners-first-reading.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { messages: string[]; department: string; also?: { departments?: string[] } });
  const routed = labelled
    .map((row) => ({ row, decision: understandLocally({ messages: row.messages }) }))
    .filter(({ decision }) => !decision.needsHuman);
  const right = routed.filter(({ row, decision }) =>
    [row.department, ...(row.also?.departments ?? [])].includes(decision.department),
  );
  const severity = redTeamFigures(judgeRedTeam(ownersFirst));
  process.stdout.write(`${JSON.stringify({ routed: routed.length, right: right.length, severity })}\n`);
  expect(right.length / routed.length).toBeGreaterThanOrEqual(0.94);
  expect(routed.length / labelled.length).toBeGreaterThanOrEqual(0.68);
  expect(severity.graveRecall).toBeGreaterThanOrEqual(0.95);
  expect(severity.falseAlarms).toBeLessThanOrEqual(0.05);
});

test('words of danger and of threat in harmless texts raise no alarm, and what is grave beside them is seen', () => {
  const figures = redTeamFigures(judgeRedTeam(ownersSecond));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.graveRecall).toBeGreaterThanOrEqual(0.95);
  expect(figures.falseAlarms).toBeLessThanOrEqual(0.05);
});
