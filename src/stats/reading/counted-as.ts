import { CATEGORIES, type Category } from '../../understanding/taxonomy.ts';
import type { Said } from './read-filters.ts';

/** A word that is counted as more than it says: 刹车异响 as the whole class 行驶安全. */
export interface CountedAs {
  said: string;
  filter: 'category' | 'department' | 'reminderKind' | 'visitType';
  key: string;
}

/** Other words for a class as a whole, beside its label. */
const OWN_NAMES: Readonly<Partial<Record<Category, RegExp>>> = {
  Q1: /^动力(?:总成|系统)?$/,
  Q2: /^(?:行驶)?安全(?:隐患)?$/,
  Q3: /^三电$/,
  R2: /^(?:维修)?时效$/,
  P1: /^(?:配件|零件|备件)$/,
  F1: /^(?:维修)?(?:收费|费用)$/,
  I1: /^保险$/,
  N1: /^金融$/,
  C1: /态度/,
  C2: /承诺|未兑现/,
  Z9: /无法判断|未分类/,
};

/** Shops of a workshop, kinds of insurance, jobs of a kind: the store keeps no figure of them. */
const PARTS: Readonly<Record<Exclude<CountedAs['filter'], 'category'>, RegExp>> = {
  department: /机电|机修|钣喷|钣金|喷漆/,
  reminderKind: /交强险|商业险/,
  visitType: /钣喷/,
};

const withoutTail = (word: string): string => word.replace(/(?:系统|类|的|问题|方面)+$/, '');

function isWholeClass(word: string, key: Category): boolean {
  const { label } = CATEGORIES[key];
  const parts = label.split('/');
  const bare = withoutTail(word);
  if (bare === label || OWN_NAMES[key]?.test(bare) === true) return true;
  // 车身电器类 and 车身类 are short for the class, 车身 alone is not.
  return parts.filter((part) => bare.includes(part)).length > 1 || (bare === parts[0] && /类/.test(word));
}

/** Words for classes of complaints that are narrower than their class. What stands together is one word: 车身电器类. */
export function narrowerCategories(said: readonly Said<Category>[]): CountedAs[] {
  const words: Said<Category>[] = [];
  for (const each of said.toSorted((a, b) => a.start - b.start)) {
    const before = words.at(-1);
    if (before?.end === each.start && before.values[0] === each.values[0])
      words[words.length - 1] = { ...before, word: before.word + each.word, end: each.end };
    else words.push(each);
  }
  return words.flatMap(({ word, values: [key] }) =>
    key === undefined || isWholeClass(word, key) ? [] : [{ said: named(word), filter: 'category', key }],
  );
}

/** The same for other filters. */
export const narrowerParts = (
  filter: Exclude<CountedAs['filter'], 'category'>,
  said: readonly Said<string>[],
): CountedAs[] =>
  said.flatMap(({ word, values: [key] }) =>
    key !== undefined && PARTS[filter].test(word) ? [{ said: named(word), filter, key }] : [],
  );

const named = (word: string): string => word.replace(/的$/, '');
