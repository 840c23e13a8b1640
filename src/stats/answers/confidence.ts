import { GROUPING_NAMES } from '../labels.ts';
import type { CountedAs } from '../reading/counted-as.ts';
import type { Reading } from '../reading/question.ts';
import type { Grouping, Query } from '../types.ts';

/** What is answered, and how the answer says what else could have been meant. */
export interface Confident {
  query: Query;
  /** Other readings, to be chosen by their number. */
  others: readonly Query[];
  /** What could not be done as asked, in words. */
  note?: string;
  /** Words that are counted as more than they say: the answer names them. */
  countedAs: readonly CountedAs[];
  /** The answer says how the question was read. */
  saysHow: boolean;
}

type Of<K extends Reading['kind']> = Extract<Reading, { kind: K }>;

/** A reading of every word. Where two spans could have been meant, the nearer one is answered and the other offered. */
export function asRead({
  query,
  others = [],
  asides = [],
  countedAs = [],
  isGuessed = false,
}: Of<'query'> & { isGuessed?: boolean }): Confident {
  return { query, others, countedAs, saysHow: isGuessed || others.length > 0 || asides.length > 0 };
}

/**
 * The reading that is answered although the question can't be answered as asked: a figure that has no such groups is told as
 * a whole, which is right as far as it goes; of one short word that stands where no condition stands, the answer says that it
 * was left out. Everything else is asked back: a word that was not understood may be a condition, and a figure without it
 * would be wrong.
 */
export function clearlyAhead({
  doubt,
  isLoose,
  countedAs = [],
  options: [nearest],
}: Of<'doubtful'>): Confident | undefined {
  if (nearest === undefined) return undefined;
  if (doubt.what === 'words' && isLoose === true)
    return {
      query: nearest,
      others: [],
      countedAs,
      note: `没看懂“${doubt.words.join('、')}”，没有算进去`,
      saysHow: true,
    };
  if (doubt.what !== 'grouping') return undefined;
  // Who has most is no question about the whole.
  if (doubt.isRanked === true || nearest.wantList) return undefined;
  const name = GROUPING_NAMES[doubt.name as Grouping] ?? doubt.name;
  return { query: nearest, others: [], countedAs, note: `这个数据不能按${name}分，以上是合计`, saysHow: false };
}
