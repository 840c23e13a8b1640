import { CATEGORY_KEYS, KIND_KEYS } from '../taxonomy.ts';
import { CLASSIFIED_CHARS, normalise } from '../text.ts';
import { vectorOf } from '../vector.ts';
import type { TextVector } from '../vector.ts';
import { OUTPUTS } from '../views.ts';
import { ngramsOf } from '../features.ts';
import type { Example } from './examples.ts';

/** An n-gram counts when this many different examples hold it. */
const MIN_EXAMPLES = 3;
/** Targets of the first, second and third category. */
const SHARES: readonly (readonly number[])[] = [[], [1], [0.62, 0.38], [0.46, 0.3, 0.24]];
/** Of these kinds one without a category is one that cannot be told. */
const WITH_CATEGORY: readonly string[] = ['complaint', 'grumble', 'question', 'booking', 'progress', 'rescue'];

export type Row = TextVector & {
  target: Float64Array;
  /** How much each head learns from it; 0 when it says nothing about categories. */
  kindWeight: number;
  categoryWeight: number;
};
export type Vocabulary = { ngrams: string[]; rowOf: ReadonlyMap<string, number>; idf: Float32Array };

const classified = (text: string): string => normalise(text).slice(0, CLASSIFIED_CHARS);

export function vocabularyOf(examples: readonly { text: string }[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const { text } of examples)
    for (const gram of ngramsOf(classified(text))) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const kept = [...counts]
    .filter(([gram, count]) => count >= MIN_EXAMPLES && !gram.includes('\n'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const ngrams = kept.map(([gram]) => gram);
  return {
    ngrams,
    rowOf: new Map(ngrams.map((gram, row) => [gram, row])),
    idf: Float32Array.from(kept, ([, count]) => Math.log(1 + examples.length / count)),
  };
}

/** Vectors and targets of all examples; rare classes weigh more. */
export function rowsOf(examples: readonly Example[], { rowOf, idf }: Vocabulary): Row[] {
  const weights = balance(examples);
  return examples.map(({ text, kind, categories }) => {
    const target = new Float64Array(OUTPUTS);
    target[KIND_KEYS.indexOf(kind)] = 1;
    const named = categories.length === 0 && WITH_CATEGORY.includes(kind) ? (['Z9'] as const) : categories;
    let categoryWeight = 0;
    for (const [index, category] of named.entries()) {
      const output = KIND_KEYS.length + CATEGORY_KEYS.indexOf(category);
      const share = SHARES[named.length]?.[index] ?? 0;
      target[output] = share;
      categoryWeight += share * (weights[output] ?? 1);
    }
    const kindWeight = weights[KIND_KEYS.indexOf(kind)] ?? 1;
    return { ...vectorOf(classified(text), rowOf, idf), target, kindWeight, categoryWeight };
  });
}

/** The fourth root of a class's rarity, within bounds. */
function balance(examples: readonly Example[]): Float64Array {
  const soft = (count: number, classes: number): number =>
    Math.min(2, Math.max(0.7, (examples.length / classes / Math.max(1, count)) ** 0.25));
  return Float64Array.from([
    ...KIND_KEYS.map((kind) => soft(examples.filter((example) => example.kind === kind).length, KIND_KEYS.length)),
    ...CATEGORY_KEYS.map((category) =>
      soft(examples.filter(({ categories }) => categories[0] === category).length, CATEGORY_KEYS.length),
    ),
  ]);
}
