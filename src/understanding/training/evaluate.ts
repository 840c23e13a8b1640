import type { Classifier } from '../classifier.ts';
import type { RawScores } from '../confidence.ts';
import { decideWith } from '../local.ts';
import { departmentFor } from '../routing.ts';
import type { Department } from '../taxonomy.ts';
import { normalise } from '../text.ts';
import type { Decision } from '../types.ts';
import type { Example } from './examples.ts';

export type Judged = {
  example: Example;
  decision: Decision;
  raw?: RawScores;
  /** Where it should have gone. */
  department: Department;
  isDepartmentRight: boolean;
  /** False where the labels leave open where it should go. */
  isRoutingLabelled: boolean;
};

/** Where these go depends on what they are about: without category or department the label does not say. */
const OPEN_WITHOUT_CATEGORY: readonly string[] = ['question', 'booking', 'progress', 'rescue'];

/** Runs the whole local path on labelled examples. */
export function judge(classifier: Classifier, examples: readonly Example[]): Judged[] {
  const areDepartmentsLabelled = examples.some(({ department }) => department !== undefined);
  return examples.map((example) => {
    const { department, categories, kind } = example;
    const isOpen = department === undefined && categories.length === 0 && OPEN_WITHOUT_CATEGORY.includes(kind);
    const judgement = decideWith(classifier, { messages: [example.text] });
    const verdict = verdictOn(example, judgement.decision);
    return { example, ...judgement, ...verdict, isRoutingLabelled: !(areDepartmentsLabelled && isOpen) };
  });
}

/**
 * Compares a decision with the label. A broken promise (C2) may go to customer care or to whoever promised: the house
 * rule says "by what was promised", a label made without that rule says customer care.
 */
export function verdictOn(
  example: Example,
  decision: Decision,
): { department: Department; isDepartmentRight: boolean } {
  const byRule = departmentFor(example.kind, example.categories, normalise(example.text));
  const department = example.department ?? byRule;
  const isPromise = example.categories[0] === 'C2' && decision.categories[0] === 'C2';
  return { department, isDepartmentRight: decision.department === department || isPromise };
}
