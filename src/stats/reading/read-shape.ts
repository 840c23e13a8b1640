import { NUMBER, readNumber } from '../../numerals.ts';
import type { SpanText } from './spans.ts';
import type { Grouping } from '../types.ts';
import {
  CONTEST_END,
  CONTEST_WORDS,
  GROUP_WORDS,
  ORDER_WORDS,
  RANKED_NOUNS,
  TREND_WORDS,
  WHICH_MORE,
} from './shape-words.ts';

export interface Ordering {
  ranks?: 'most' | 'least' | 'worst' | 'best';
  top?: number;
}

export interface Shape {
  groupBy?: Grouping;
  /** A curve over time was asked without saying by day or month. */
  isTrend: boolean;
}

const COUNT_TAIL = '(?:个|名|位|大|类|种|条|项|台|辆|款)';

/** Takes 最多, 前三, top5, 排名 … from the text. */
export function takeOrder(text: SpanText): Ordering {
  const top =
    text.take(new RegExp(`top(${NUMBER})`)) ??
    text.take(new RegExp(`哪(${NUMBER})(?=[个名位类款种大])`)) ??
    text.take(new RegExp(`前(${NUMBER})(?:名|位|大|类|种|项|台|辆|款)`)) ??
    text.take(
      new RegExp(
        `前(${NUMBER})${COUNT_TAIL}?(?![天日周个年月])(?=部门|人|类|的|名(?!呢|吗|的)|是|有|呢|吗|[,。?!\\uFFFF]|$)`,
      ),
    ) ??
    text.take(new RegExp(`前(${NUMBER})个(?=部门|人|类|问题)`));
  // 谁最多,排个名: in which order is said apart.
  const isWhole = ORDER_WORDS.some(([expression, { isOne }]) => !isOne && text.has(expression));
  const ofOne = ORDER_WORDS.filter(([, { isOne }]) => isOne);
  if (isWhole && ofOne.some(([expression]) => text.has(expression)))
    for (const [expression, { isOne }] of ORDER_WORDS) if (!isOne) text.take(expression);
  for (const [expression, { ranks: said, isOne }] of ORDER_WORDS) {
    const tail = text.take(
      new RegExp(
        `(?:${expression.source})(?:的)?(?:前)?(${NUMBER})${COUNT_TAIL}?(?![月号日天周年季点零一二两三四五六七八九十\\d./~到至-])`,
      ),
    );
    const taken = tail ?? text.take(expression);
    if (taken === undefined) continue;
    // 最不满意: what is denied was taken with the figure.
    const isDenied = taken.match[0] === '最' && /^(?:不|没)/.test(text.full.slice(taken.end));
    const ranks = isDenied ? 'worst' : said;
    const count = readNumber(top?.match[1] ?? taken.match.at(-1) ?? '');
    if (Number.isInteger(count) && count > 0) return { ranks, top: Math.min(count, 50) };
    return isOne && !isWhole ? { ranks, top: 1 } : { ranks };
  }
  const count = readNumber(top?.match[1] ?? '');
  return Number.isInteger(count) && count > 0 ? { ranks: 'most', top: Math.min(count, 50) } : takeWhichMore(text);
}

/** Takes 各部门, 哪个部门, 每天, 趋势 … from the text. The first grouping counts, a second one is left unread. */
export function takeGrouping(text: SpanText, isRanked: boolean): Shape {
  const isTrend = text.take(TREND_WORDS) !== undefined;
  for (const [expression, groupBy] of isRanked ? [...GROUP_WORDS, ...RANKED_NOUNS] : GROUP_WORDS) {
    if (text.take(expression) === undefined) continue;
    while (text.take(expression) !== undefined);
    return { groupBy, isTrend };
  }
  return { isTrend };
}

const RANKS: Readonly<Record<string, NonNullable<Ordering['ranks']>>> = {
  多: 'most',
  高: 'most',
  少: 'least',
  低: 'least',
  好: 'best',
  快: 'best',
  差: 'worst',
  慢: 'worst',
};

/** 哪个部门超时多, 谁接通率低 without 最; 哪些 asks for more than one. */
function takeWhichMore(text: SpanText): Ordering {
  if (!/哪|谁/.test(text.full) || /比(?!较)/.test(text.full)) return {};
  const word = text.take(WHICH_MORE)?.match[1];
  if (word === undefined) return {};
  const ranks = RANKS[word] ?? 'most';
  return /哪(?!些|几)|谁/.test(text.full) ? { ranks, top: 1 } : { ranks };
}

/** Takes 速腾和迈腾哪个投诉多, once two of a kind are named. */
export function takeContest(text: SpanText, rivals: Grouping): (Ordering & Shape) | undefined {
  const asked = text.take(CONTEST_WORDS);
  const word = asked?.match[1];
  if (word === undefined) return undefined;
  text.take(CONTEST_END);
  return { groupBy: rivals, isTrend: false, ranks: RANKS[word] ?? 'most' };
}
