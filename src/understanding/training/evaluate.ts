import { departmentFor } from '../routing.ts';
import { decideWith } from '../local.ts';
import type { RawScores } from '../local.ts';
import type { Classifier } from '../classifier.ts';
import { CATEGORY_KEYS, KIND_KEYS } from '../taxonomy.ts';
import type { Department } from '../taxonomy.ts';
import { normalise } from '../text.ts';
import type { Decision } from '../types.ts';
import type { Example } from './examples.ts';

export type Judged = {
  example: Example;
  decision: Decision;
  raw: RawScores;
  department: Department;
  isDepartmentRight: boolean;
  isRight: boolean;
};

const inOneTone = (kind: string): string => (kind === 'grumble' ? 'complaint' : kind);

/** Runs the whole local path on labelled examples. */
export function judge(classifier: Classifier, examples: readonly Example[]): Judged[] {
  return examples.map((example) => {
    const { decision, raw } = decideWith(classifier, { messages: [example.text] });
    const department = departmentFor(example.kind, example.categories, normalise(example.text));
    const isDepartmentRight = decision.department === department;
    return {
      example,
      decision,
      raw,
      department,
      isDepartmentRight,
      isRight: isDepartmentRight && inOneTone(decision.kind) === inOneTone(example.kind),
    };
  });
}

export type Figures = {
  texts: number;
  kindAccuracy: number;
  departmentAccuracy: number;
  firstCategoryAccuracy: number;
  categoryMacroF1: number;
  kindMacroF1: number;
  reviewShare: number;
  /** Department accuracy of what is not sent to review. */
  routedAccuracy: number;
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function macroF1(pairs: readonly (readonly [expected: string, actual: string])[], classes: readonly string[]): number {
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

/** Accuracy by the measures of the specification. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const withCategory = judged.filter(({ example }) => example.categories.length > 0);
  const routed = judged.filter(({ decision }) => !decision.needsHuman);
  return {
    texts: judged.length,
    kindAccuracy: share(judged.filter(({ example, decision }) => example.kind === decision.kind).length, judged.length),
    departmentAccuracy: share(judged.filter(({ isDepartmentRight }) => isDepartmentRight).length, judged.length),
    firstCategoryAccuracy: share(
      withCategory.filter(({ example, decision }) => example.categories[0] === decision.categories[0]).length,
      withCategory.length,
    ),
    categoryMacroF1: macroF1(
      withCategory.map(({ example, decision }) => [example.categories[0] ?? '', decision.categories[0] ?? ''] as const),
      CATEGORY_KEYS,
    ),
    kindMacroF1: macroF1(
      judged.map(({ example, decision }) => [example.kind, decision.kind] as const),
      KIND_KEYS,
    ),
    reviewShare: share(judged.length - routed.length, judged.length),
    routedAccuracy: share(routed.filter(({ isDepartmentRight }) => isDepartmentRight).length, routed.length),
  };
}
