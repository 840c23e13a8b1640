import { addDays, type Day } from '../../calendar.ts';
import { GROUPING_NAMES } from '../labels.ts';
import { metricOf } from '../metrics.ts';
import { stepOf, untilToday } from '../periods.ts';
import { BY_TIME, isByTime, type Period, type Query } from '../types.ts';

/** More points than the days of a month are no longer read one by one. */
const MOST_POINTS = 31;

/**
 * A curve in the finest steps of the calendar that can still be read.
 *
 * @returns `note` in words where the steps are wider than those that were asked for
 */
export function inReadableSteps(query: Query, today: Day): { query: Query; note?: string } {
  const { groupBy, period, metric } = query;
  if (!isByTime(groupBy) || period === undefined) return { query };
  const shown = metricOf(metric).looksAhead === true ? period : (untilToday(period, today) ?? period);
  const steps = BY_TIME.slice(BY_TIME.indexOf(groupBy));
  const step = steps.find((each) => pointsIn(shown, each) <= MOST_POINTS) ?? 'quarter';
  if (step === groupBy) return { query };
  const note = `按${GROUPING_NAMES[groupBy]}有 ${pointsIn(shown, groupBy)} 个点，太密，已按${GROUPING_NAMES[step]}汇总`;
  return { query: { ...query, groupBy: step }, note };
}

function pointsIn({ from, to }: Period, step: (typeof BY_TIME)[number]): number {
  const starts = new Set<Day>();
  for (let day = from; day <= to; day = addDays(day, 1)) starts.add(stepOf(step, day));
  return starts.size;
}
