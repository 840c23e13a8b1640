import {
  categoriesByLikelihood,
  type Category,
  type Department,
  DEPARTMENT_KEYS,
  departmentOfCategory,
  isCategory,
} from '../understanding/index.ts';

/** A tap on one of three beats searching a list; a fourth would have to be searched too. */
const MOST = 3;

/**
 * The departments that a ticket in triage most likely belongs to, the likeliest first: what was guessed, what its
 * categories say, then what the words look like. Pure.
 *
 * @param input.department what was guessed; triage when nothing was
 */
export function likelyDepartments(input: {
  department?: string | undefined;
  categories: readonly string[];
  text: string;
}): Department[] {
  const ranked: Category[] = [...input.categories.filter(isCategory), ...categoriesByLikelihood(input.text)];
  const likely = [input.department, ...ranked.map((category) => departmentOfCategory(category, input.text))];
  const known = [...new Set(likely)].flatMap((key) => DEPARTMENT_KEYS.find((department) => department === key) ?? []);
  return known.filter((key) => key !== 'triage').slice(0, MOST);
}
