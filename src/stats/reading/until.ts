import { addDays, type Day } from '../../calendar.ts';
import { monthOf } from '../periods.ts';
import { UNTIL_WORDS } from './shape-words.ts';
import type { SpanText } from './spans.ts';
import type { Period } from '../types.ts';

/** 截至目前, 截止昨天: the day that ends a running period. */
export function readUntil(text: SpanText, today: Day): Day | undefined {
  if (text.take(UNTIL_WORDS) !== undefined) return today;
  return text.take(/截[至止]?到?昨[天日](?:为止)?/) === undefined ? undefined : addDays(today, -1);
}

/** A period that holds such a day ends with it. */
export function clipped(period: Period | undefined, day: Day, today: Day): Period | undefined {
  const whole = period ?? (day === today ? undefined : monthOf(today));
  return whole !== undefined && whole.from <= day && day < whole.to ? { from: whole.from, to: day } : whole;
}
