import { sharedClassifier } from './classifier.ts';
import { CATEGORY_KEYS } from './taxonomy.ts';
import type { Category } from './taxonomy.ts';
import { CLASSIFIED_CHARS, normalise } from './text.ts';

/** All categories, the likeliest first, as the local classifier sees a text: for a person who chooses among them. */
export function categoriesByLikelihood(text: string): Category[] {
  const categories = likelihoods(text);
  return CATEGORY_KEYS.toSorted((a, b) => categories[b] - categories[a]);
}

/** Words that nobody could place say so clearly; words that are only unknown are no such thing. */
const CLEARLY_NOTHING = 0.98;

/** Whether a text is mere displeasure ("你们太差了"): what it is about can't be learnt from it. */
export function saysNothing(text: string): boolean {
  return likelihoods(text).Z9 >= CLEARLY_NOTHING;
}

const likelihoods = (text: string): Record<Category, number> =>
  sharedClassifier().score(normalise(text).slice(0, CLASSIFIED_CHARS)).categories;
