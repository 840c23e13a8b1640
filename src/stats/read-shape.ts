import { NUMBER, readNumber } from './numerals.ts';
import type { SpanText } from './spans.ts';
import type { Grouping } from './types.ts';
import { GROUP_WORDS, ORDER_WORDS, TREND_WORDS } from './vocabulary.ts';

export interface Ordering {
  ranks?: 'most' | 'least' | 'worst' | 'best';
  top?: number;
}

export interface Shape {
  groupBy?: Grouping;
  /** A curve over time was asked without saying by day or month. */
  isTrend: boolean;
}

const COUNT_TAIL = '(?:个|名|位|大|类|种|条|项)';

/** Takes 最多, 前三, top5, 排名 … from the text. */
export function takeOrder(text: SpanText): Ordering {
  const top =
    text.take(new RegExp(`top(${NUMBER})`)) ??
    text.take(new RegExp(`前(${NUMBER})${COUNT_TAIL}?(?![天日周个年月])(?=部门|人|类|的|名|是|有|[,。?!\\uFFFF]|$)`)) ??
    text.take(new RegExp(`前(${NUMBER})(?:名|位|大|类|种|项)`)) ??
    text.take(new RegExp(`前(${NUMBER})个(?=部门|人|类|问题)`));
  for (const [expression, { ranks, isOne }] of ORDER_WORDS) {
    const tail = text.take(new RegExp(`(?:${expression.source})(?:的)?(?:前)?(${NUMBER})${COUNT_TAIL}(?:部门|人)?`));
    const taken = tail ?? text.take(expression);
    if (taken === undefined) continue;
    const count = readNumber(top?.match[1] ?? taken.match.at(-1) ?? '');
    if (Number.isInteger(count) && count > 0) return { ranks, top: Math.min(count, 50) };
    return isOne ? { ranks, top: 1 } : { ranks };
  }
  const count = readNumber(top?.match[1] ?? '');
  return Number.isInteger(count) && count > 0 ? { ranks: 'most', top: Math.min(count, 50) } : {};
}

/** Takes 各部门, 哪个部门, 每天, 趋势 … from the text. The first grouping counts, a second one is left unread. */
export function takeGrouping(text: SpanText): Shape {
  const isTrend = text.take(TREND_WORDS) !== undefined;
  for (const [expression, groupBy] of GROUP_WORDS) {
    if (text.take(expression) === undefined) continue;
    while (text.take(expression) !== undefined);
    return { groupBy, isTrend };
  }
  return { isTrend };
}
