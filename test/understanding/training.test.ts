import { expect, test } from 'vitest';
import { createClassifier } from '../../src/understanding/classifier.ts';
import { trainPlainBaseline } from '../../src/understanding/evaluation/plain-baseline.ts';
import { packModel, unpackModel } from '../../src/understanding/stored-model.ts';
import { chooseThreshold } from '../../src/understanding/training/cross-validate.ts';
import { readExamples } from '../../src/understanding/training/examples.ts';
import type { Example } from '../../src/understanding/training/examples.ts';
import { microF1 } from '../../src/understanding/training/figures.ts';
import { splitByFamily } from '../../src/understanding/training/split.ts';
import { originOf, train } from '../../src/understanding/training/trainer.ts';
import { readCorrections, trainWithCorrections } from '../../src/understanding/training/with-corrections.ts';

const sample = readExamples().filter((_, index) => index % 20 === 0);

test('the same examples give the same weights, byte for byte', () => {
  const once = JSON.stringify(packModel(train(sample), originOf(sample)));
  expect(JSON.stringify(packModel(train([...sample]), originOf(sample)))).toBe(once);
  const changed = sample.map((example, index) =>
    index === 0 ? { ...example, text: `${example.text} 漏油` } : example,
  );
  expect(originOf(changed)).not.toEqual(originOf(sample));
});

test('packing costs next to no precision', () => {
  const model = train(sample);
  const exact = createClassifier(model).score('变速箱顿挫 给我处理');
  const packed = createClassifier(unpackModel(packModel(model, originOf(sample)))).score('变速箱顿挫 给我处理');
  expect(packed.categories.Q1).toBeCloseTo(exact.categories.Q1, 1);
});

test('a split by family leaves no family on both sides', () => {
  const { train: seen, heldOut } = splitByFamily(readExamples(), 5, 0);
  const families = new Set(seen.map(({ family }) => family));
  expect(heldOut.length).toBeGreaterThan(500);
  expect(heldOut.filter(({ family }) => families.has(family))).toEqual([]);
});

test('near-copies in different families stay on one side', () => {
  const like = (text: string, family: string): Example => ({ text, kind: 'complaint', categories: ['Q1'], family });
  const examples = [
    like('变速箱三挡升四挡的时候特别顿挫', 'a'),
    like('变速箱三挡升四挡的时候特别顿挫啊', 'b'),
    like('空调不凉了 吹出来都是热风', 'c'),
    like('前台的人一直玩手机没人理我', 'd'),
  ];
  for (let fold = 0; fold < 3; fold += 1) {
    const { heldOut } = splitByFamily(examples, 3, fold);
    const held = heldOut.map(({ family }) => family);
    expect(held.includes('a')).toBe(held.includes('b'));
  }
});

test('the review threshold lets no more than the least right share through, nor asks for more reviews than allowed', () => {
  const judged = Array.from({ length: 100 }, (_, index) => ({ isDepartmentRight: index >= 20 }));
  expect(
    chooseThreshold(
      judged,
      judged.map((_, index) => index / 100),
    ),
  ).toBeGreaterThanOrEqual(0.17);
  expect(
    chooseThreshold(
      judged,
      judged.map((_, index) => index / 100),
    ),
  ).toBeLessThanOrEqual(0.3);
  const allRight = judged.map(() => ({ isDepartmentRight: true }));
  expect(
    chooseThreshold(
      allRight,
      allRight.map((_, index) => index / 100),
    ),
  ).toBe(0);
});

test('corrections are learnt, and both models are judged on the same texts', () => {
  const corrections = Array.from({ length: 6 }, (_, index) => ({
    text: `你们那个绿毛龟项目第${index}期太坑了`,
    kind: 'complaint',
    categories: ['M1'],
    department: 'marketing',
  }));
  const { model, before, after, isBetter } = trainWithCorrections(sample, corrections);
  expect(after.texts).toBe(sample.length + corrections.length);
  expect(before.texts).toBe(after.texts);
  expect(typeof isBetter).toBe('boolean');
  const { categories } = createClassifier(unpackModel(model)).score('绿毛龟项目太坑了');
  expect(Object.entries(categories).toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe('M1');
}, 120_000);

test('a line that is no correction is refused by its number', () => {
  const good = '{"text":"漏油","kind":"complaint","categories":["Q1"],"department":"aftersalesTechnical"}';
  expect(readCorrections(`${good}\n\n${good}\n`)).toHaveLength(2);
  expect(() => readCorrections(`${good}\n{"text":1}`)).toThrow('line 2');
  expect(() => readCorrections('no json')).toThrow('line 1');
});

test('the plain yardstick learns what it is shown', () => {
  const guess = trainPlainBaseline([
    { text: '漏油漏油', label: 'a' },
    { text: '漏油了', label: 'a' },
    { text: '积分兑换', label: 'b' },
    { text: '积分没了', label: 'b' },
  ]);
  expect([guess('又漏油'), guess('我的积分')]).toEqual(['a', 'b']);
});

test('micro-F1 counts every category of a text: a missing one and one too many alike', () => {
  expect(microF1([[['Q1', 'C1'], ['Q1']]])).toBeCloseTo(2 / 3);
  expect(microF1([[['Q1'], ['Q1', 'C1']]])).toBeCloseTo(2 / 3);
  expect(
    microF1([
      [
        ['Q1', 'C1'],
        ['C1', 'Q1'],
      ],
      [['R1'], ['R2']],
    ]),
  ).toBeCloseTo(2 / 3);
});
