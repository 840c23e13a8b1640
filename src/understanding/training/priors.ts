import { CONCEPT_FEATURES } from '../features.ts';
import { CONCEPTS } from '../lexicon.ts';
import { CATEGORY_KEYS, KIND_KEYS } from '../taxonomy.ts';
import type { Category, MessageKind } from '../taxonomy.ts';
import { rowCount } from '../vector.ts';
import { OUTPUTS } from '../views.ts';

/** Concepts that speak for a kind from the outset. */
const KIND_PRIORS: Record<string, MessageKind> = {
  asks: 'question',
  priceAsked: 'question',
  wantsSlot: 'booking',
  progressWord: 'progress',
  thanks: 'praise',
  satisfied: 'praise',
  suggests: 'suggestion',
  rescue: 'rescue',
  score: 'survey',
  contact: 'binding',
  person: 'human',
  greeting: 'other',
  advert: 'other',
  complainWord: 'complaint',
  negativeTone: 'complaint',
  faultWord: 'complaint',
  notFixed: 'complaint',
  notGiven: 'complaint',
  priceHigh: 'complaint',
  demand: 'complaint',
  moan: 'grumble',
};
const KIND_PRIOR = 1;

/** Concepts and crosses that speak for another category than their own. */
const CATEGORY_PRIORS: readonly (readonly [feature: string, category: Category, weight: number])[] = [
  ['afterRepair×faultWord', 'R1', 1.5],
  ['afterRepair×part', 'R1', 1],
  ['notFixed×part', 'R1', 1.5],
  ['workshopFault×part', 'R1', 1],
  ['warranty×part', 'R3', 2],
  ['priceAsked', 'F1', 0.8],
  ['priceAsked×part', 'F1', 2.5],
  ['priceAsked×deal', 'S2', 1.5],
  ['parts×priceHigh', 'P1', 1],
  ['parts×waiting', 'P1', 1],
  ['delivery×waiting', 'S1', 1],
  ['newCar×body', 'S1', 1],
  ['newCar×fraud', 'S3', 1],
  ['promise×notGiven', 'C2', 1.5],
  ['insurance×harassment', 'C3', 1],
  ['insurance×asks', 'I1', 1],
  ['finance×delivery', 'N1', 1],
  ['finance×deal', 'N1', 1],
];
const CATEGORY_PRIOR = 2.5;

/**
 * Where weights start and are pulled back to: a word of a category speaks for it from the outset, also when its family is
 * not among the examples.
 */
export function priorWeights(ngramCount: number): Float32Array {
  const prior = new Float32Array(rowCount(ngramCount) * OUTPUTS);
  for (const [index, { name, category }] of CONCEPTS.entries()) {
    const kind = KIND_PRIORS[name];
    if (kind !== undefined) prior[(ngramCount + index) * OUTPUTS + KIND_KEYS.indexOf(kind)] = KIND_PRIOR;
    if (category !== undefined)
      prior[(ngramCount + index) * OUTPUTS + KIND_KEYS.length + CATEGORY_KEYS.indexOf(category)] = CATEGORY_PRIOR;
  }
  for (const [feature, category, weight] of CATEGORY_PRIORS) {
    const at = CONCEPT_FEATURES.indexOf(feature);
    if (at < 0) throw new Error(`no such feature: ${feature}`);
    const slot = (ngramCount + at) * OUTPUTS + KIND_KEYS.length + CATEGORY_KEYS.indexOf(category);
    prior[slot] = (prior[slot] ?? 0) + weight;
  }
  return prior;
}
