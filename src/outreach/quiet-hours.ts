import { addDays, dayOf, instantAt, timeOf } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';

/**
 * When messages may go out again; undefined when they may now. The quiet hours usually run over midnight; equal ends
 * mean that there are none.
 */
export function quietUntil(rules: Pick<Rules['outreach'], 'quietFrom' | 'quietTo'>, now: Date): Date | undefined {
  const { quietFrom, quietTo } = rules;
  const time = timeOf(now);
  const overMidnight = quietFrom > quietTo;
  const isQuiet = overMidnight ? time >= quietFrom || time < quietTo : time >= quietFrom && time < quietTo;
  if (!isQuiet) return undefined;
  const day = dayOf(now);
  return instantAt(overMidnight && time >= quietFrom ? addDays(day, 1) : day, quietTo);
}
