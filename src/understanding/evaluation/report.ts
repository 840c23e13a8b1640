import { CATEGORY_KEYS, DEPARTMENT_KEYS } from '../taxonomy.ts';
import type { Judged } from '../training/evaluate.ts';
import { verdictOn } from '../training/evaluate.ts';
import type { Example } from '../training/examples.ts';
import { figuresOf, macroF1, reliability, share } from '../training/figures.ts';
import type { Bin, Figures } from '../training/figures.ts';
import { understandLocally } from '../local.ts';
import { majorityOf, trainPlainBaseline } from './plain-baseline.ts';
import type { RedTeamFigures } from './red-team.ts';

export type Confusion = { keys: readonly string[]; counts: number[][] };
export type Yardstick = {
  name: string;
  departmentAccuracy: number;
  firstCategoryAccuracy: number;
  categoryMacroF1: number;
};
export type Report = {
  title: string;
  figures: Figures;
  yardsticks: Yardstick[];
  /** Of the lines labelled P0 or P1, when severities are labelled. */
  severity?: RedTeamFigures;
  byDepartment: Confusion;
  byCategory: Confusion;
  reliability: Bin[];
};

const firstOf = ({ categories }: { categories: readonly string[] }): string => categories[0] ?? '';

/** All measures of one set of judged texts, beside two yardsticks trained on `trainedOn`. */
export function reportOn(title: string, judged: readonly Judged[], trainedOn: readonly Example[]): Report {
  const routable = judged.filter(({ isRoutingLabelled }) => isRoutingLabelled);
  const categorised = judged.filter(({ example }) => example.categories.length > 0);
  return {
    title,
    figures: figuresOf(judged),
    yardsticks: trainedOn.length === 0 ? [] : yardsticksOn(routable, categorised, trainedOn),
    byDepartment: confusionOf(
      DEPARTMENT_KEYS,
      routable.map(({ department, decision }) => [department, decision.department]),
    ),
    byCategory: confusionOf(
      CATEGORY_KEYS,
      categorised.map(({ example, decision }) => [firstOf(example), firstOf(decision)]),
    ),
    reliability: reliability(judged),
  };
}

function yardsticksOn(
  routable: readonly Judged[],
  categorised: readonly Judged[],
  trainedOn: readonly Example[],
): Yardstick[] {
  const departments = trainedOn.map((example) => ({
    text: example.text,
    label: verdictOn(example, understandLocally({ messages: [] })).department,
  }));
  const categories = trainedOn
    .filter((example) => example.categories.length > 0)
    .map((example) => ({ text: example.text, label: firstOf(example) }));
  const measure = (name: string, guess: Record<'department' | 'category', (text: string) => string>): Yardstick => {
    const pairs = categorised.map(({ example }) => [firstOf(example), guess.category(example.text)] as const);
    return {
      name,
      departmentAccuracy: share(
        routable.filter(({ example, department }) => guess.department(example.text) === department).length,
        routable.length,
      ),
      firstCategoryAccuracy: share(pairs.filter(([expected, actual]) => expected === actual).length, pairs.length),
      categoryMacroF1: macroF1(pairs, CATEGORY_KEYS),
    };
  };
  const [department, category] = [departments, categories].map((list) => majorityOf(list.map(({ label }) => label)));
  return [
    measure('majority guess', { department: () => department ?? '', category: () => category ?? '' }),
    measure('plain n-gram linear', {
      department: trainPlainBaseline(departments),
      category: trainPlainBaseline(categories),
    }),
  ];
}

function confusionOf(keys: readonly string[], pairs: readonly (readonly [string, string])[]): Confusion {
  const counts = keys.map(() => [...keys, ''].map(() => 0));
  for (const [expected, actual] of pairs) {
    const row = counts[keys.indexOf(expected)];
    const column = keys.includes(actual) ? keys.indexOf(actual) : keys.length;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return { keys: [...keys, '–'], counts };
}
