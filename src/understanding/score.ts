import { CONCEPTS, conceptCounts } from './lexicon.ts';
import { CATEGORY_KEYS, KIND_KEYS } from './taxonomy.ts';
import type { Category, MessageKind } from './taxonomy.ts';

/** Probabilities, in the order of the key lists; each list sums to 1. */
export type Scores = { kinds: Record<MessageKind, number>; categories: Record<Category, number>; coverage: number };

function softmax<K extends string>(keys: readonly K[], scores: readonly number[]): Record<K, number> {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return Object.fromEntries(keys.map((key, index) => [key, (powers[index] ?? 0) / sum])) as Record<K, number>;
}

/** Scores a normalised text by its concepts alone. */
export function scoreText(text: string): Scores {
  const counts = conceptCounts(text);
  const count = (name: string): number => counts[CONCEPTS.findIndex((concept) => concept.name === name)] ?? 0;
  const categoryScores = CATEGORY_KEYS.map((category) =>
    CONCEPTS.reduce(
      (sum, concept, index) => (concept.category === category ? sum + 1.2 * (counts[index] ?? 0) : sum),
      category === 'Z9' ? 0.3 : 0,
    ),
  );
  const anyCategory = Math.max(...categoryScores) > 1 ? 1 : 0;
  const kindScores: Partial<Record<MessageKind, number>> = {
    complaint:
      anyCategory * 1.5 +
      count('demand') +
      count('faultWord') +
      count('complainWord') * 2 +
      count('negativeTone') * 0.7,
    grumble: count('moan') + count('negativeTone') * 0.7,
    question: count('asks') * 0.9 + count('questionMark') * 0.7,
    booking: count('wantsSlot') * 2.5,
    progress: count('progressWord') * 2.5,
    praise: count('thanks') + count('satisfied') * 1.2 - count('negativeTone') - count('sarcasm') * 2,
    suggestion: count('suggests') * 2.2,
    rescue: count('rescue') * 0.7,
    survey: count('score') * 1.5,
    other: 0.8 + count('greeting') * 1.2 + count('advert') * 2,
  };
  return {
    kinds: softmax(
      KIND_KEYS,
      KIND_KEYS.map((kind) => kindScores[kind] ?? -2),
    ),
    categories: softmax(CATEGORY_KEYS, categoryScores),
    coverage: 1,
  };
}
