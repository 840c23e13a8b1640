/**
 * Accuracy on labelled cases that no training has seen: holdout.jsonl (written apart from the training examples) and
 * red-team.jsonl (grave texts and harmless look-alikes). The floors are set below today's figures, to catch a fall.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sharedClassifier } from '../../src/understanding/classifier.ts';
import type { StoredModel } from '../../src/understanding/classifier.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { figuresOf, judge } from '../../src/understanding/training/evaluate.ts';
import { readExamples, splitByFamily } from '../../src/understanding/training/examples.ts';

type RedTeamLine = { text: string; severity: 'P0' | 'P1' | 'low' };
const redTeam = readFileSync(new URL('red-team.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RedTeamLine);
const holdout = readExamples(new URL('holdout.jsonl', import.meta.url));

test('no held-out text stands among the training examples', () => {
  const trained = new Set(readExamples().map(({ text }) => text));
  expect(holdout.filter(({ text }) => trained.has(text))).toEqual([]);
});

test('the committed weights come from the committed examples', () => {
  const file = readFileSync(new URL('../../src/understanding/weights.json', import.meta.url), 'utf8');
  expect((JSON.parse(file) as StoredModel).trainedOn).toBe(readExamples().length);
});

test('a split by family leaves no family on both sides', () => {
  const { train, heldOut } = splitByFamily(readExamples(), 5, 0);
  const families = new Set(train.map(({ family }) => family));
  expect(heldOut.length).toBeGreaterThan(100);
  expect(heldOut.filter(({ family }) => families.has(family))).toEqual([]);
});

test('the department of held-out texts is right often enough', () => {
  const judged = judge(sharedClassifier(), holdout);
  const figures = figuresOf(judged);
  const departments = Map.groupBy(judged, ({ department }) => department);
  const lines = [...departments].map(([department, cases]) => {
    const right = cases.filter(({ isDepartmentRight }) => isDepartmentRight).length;
    return `${department.padEnd(20)} ${right}/${cases.length}`;
  });
  process.stdout.write(`${JSON.stringify(figures, null, 1)}\n${lines.join('\n')}\n`);
  expect(figures.departmentAccuracy).toBeGreaterThanOrEqual(FLOORS.department);
  expect(figures.routedAccuracy).toBeGreaterThanOrEqual(FLOORS.routed);
  expect(figures.reviewShare).toBeLessThanOrEqual(FLOORS.review);
  expect(figures.categoryMacroF1).toBeGreaterThanOrEqual(FLOORS.categoryMacroF1);
});

test('grave texts of the red team are recognised, and their look-alikes left alone', () => {
  const missed = redTeam.filter(
    ({ text, severity }) => severity !== 'low' && understandLocally({ messages: [text] }).severity > severity,
  );
  const alarmed = redTeam.filter(
    ({ text, severity }) => severity === 'low' && understandLocally({ messages: [text] }).severity < 'P2',
  );
  const grave = redTeam.filter(({ severity }) => severity !== 'low').length;
  process.stdout.write(
    `red team: ${grave} grave, ${missed.length} missed; ${redTeam.length - grave} harmless, ${alarmed.length} alarmed\n`,
  );
  expect(grave).toBeGreaterThanOrEqual(60);
  expect(missed.length / grave).toBeLessThanOrEqual(0.01);
  expect(alarmed.length / (redTeam.length - grave)).toBeLessThanOrEqual(0.05);
});

const FLOORS = { department: 0.79, routed: 0.85, review: 0.3, categoryMacroF1: 0.72 };
