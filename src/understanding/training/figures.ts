import { CATEGORY_KEYS, KIND_KEYS } from '../taxonomy.ts';
import type { Judged } from './evaluate.ts';

export type Figures = {
  texts: number;
  departmentAccuracy: number;
  kindAccuracy: number;
  firstCategoryAccuracy: number;
  categoryMacroF1: number;
  /** Over all categories of a text, not the first alone. */
  categoryMicroF1: number;
  kindMacroF1: number;
  reviewShare: number;
  /** Department accuracy of what is not sent to review. */
  routedAccuracy: number;
  /** Mean distance between confidence and share right, over ten bins. */
  calibrationError: number;
};

export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

type Pair = readonly [expected: string, actual: string];

/** Mean F1 of the classes that occur among the expected. */
export function macroF1(pairs: readonly Pair[], classes: readonly string[]): number {
  const scores = classes.flatMap((name) => {
    const expected = pairs.filter(([label]) => label === name).length;
    if (expected === 0) return [];
    const right = pairs.filter(([label, actual]) => label === name && actual === name).length;
    const actual = pairs.filter(([, guess]) => guess === name).length;
    return [(2 * right) / (expected + actual)];
  });
  return share(
    scores.reduce((sum, score) => sum + score, 0),
    scores.length,
  );
}

/** All classes of all texts together: a class that is missing and one too many count alike. */
export function microF1(pairs: readonly (readonly [expected: readonly string[], actual: readonly string[]])[]): number {
  const right = pairs.flatMap(([expected, actual]) => actual.filter((name) => expected.includes(name))).length;
  return share(2 * right, pairs.flat(2).length);
}

export type Bin = { from: number; texts: number; confidence: number; right: number };

/** Texts by confidence: a calibrated classifier is right as often as it says. */
export function reliability(judged: readonly Judged[]): Bin[] {
  const bins = Array.from({ length: 10 }, (_, index) => ({ from: index / 10, texts: 0, confidence: 0, right: 0 }));
  for (const { decision, isDepartmentRight, isRoutingLabelled } of judged) {
    if (!isRoutingLabelled) continue;
    const bin = bins[Math.min(9, Math.floor(decision.confidence * 10))];
    if (bin === undefined) continue;
    bin.texts += 1;
    bin.confidence += decision.confidence;
    bin.right += isDepartmentRight ? 1 : 0;
  }
  return bins
    .filter(({ texts }) => texts > 0)
    .map(({ from, texts, confidence, right }) => ({
      from,
      texts,
      confidence: confidence / texts,
      right: right / texts,
    }));
}

/** Accuracy by the measures of the specification. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const routable = judged.filter(({ isRoutingLabelled }) => isRoutingLabelled);
  const right = (list: readonly Judged[]): number => list.filter(({ isDepartmentRight }) => isDepartmentRight).length;
  const withCategory = judged.filter(({ example }) => example.categories.length > 0);
  const categories = withCategory.map(({ example, decision }): Pair => [
    example.categories[0] ?? '',
    decision.categories[0] ?? '',
  ]);
  const kinds = judged.map(({ example, decision }): Pair => [example.kind, decision.kind]);
  const routed = routable.filter(({ decision }) => !decision.needsHuman);
  const agree = (pairs: readonly Pair[]): number => pairs.filter(([expected, actual]) => expected === actual).length;
  const bins = reliability(judged);
  return {
    texts: judged.length,
    departmentAccuracy: share(right(routable), routable.length),
    kindAccuracy: share(agree(kinds), judged.length),
    firstCategoryAccuracy: share(agree(categories), categories.length),
    categoryMacroF1: macroF1(categories, CATEGORY_KEYS),
    categoryMicroF1: microF1(withCategory.map(({ example, decision }) => [example.categories, decision.categories])),
    kindMacroF1: macroF1(kinds, KIND_KEYS),
    reviewShare: share(judged.filter(({ decision }) => decision.needsHuman).length, judged.length),
    routedAccuracy: share(right(routed), routed.length),
    calibrationError: share(
      bins.reduce((sum, { texts, confidence, right }) => sum + texts * Math.abs(confidence - right), 0),
      routable.length,
    ),
  };
}
