import type { Day } from '../../calendar.ts';
import { metricOf, type MetricKey } from '../metrics.ts';
import type { RowsKey } from '../rows.ts';
import type { Query } from '../types.ts';
import { columnFor, defaultPeriod, doubtOf } from './query.ts';

/** Figures of the same matter that can be narrowed, split or compared where others can't, the nearest first. */
const NEAR: Readonly<Record<RowsKey, readonly MetricKey[]>> = {
  ticket: ['complaintsReceived', 'ticketsReceived'],
  clock: ['complaintsReceived', 'ticketsReceived'],
  rectification: ['rectificationsOpened', 'complaintsReceived'],
  reminder: ['remindersSent', 'remindersDue', 'callsDone'],
  dueDate: ['remindersDue', 'remindersSent', 'callsDone'],
  callTask: ['callsDone'],
  followUp: ['followUpsDone', 'callsDone'],
  visit: ['visits', 'bookings'],
  vehicle: ['visits', 'bookings'],
  sale: ['referrals'],
  handled: ['handled', 'callsDone'],
  workload: ['handled'],
};

/** A query without what its figure can't be narrowed, split or compared by. */
export function thatFits(query: Query): Query {
  const doubt = doubtOf(query);
  switch (doubt?.what) {
    case 'state': {
      const { compareWith: _compareWith, ...rest } = query;
      return thatFits(rest);
    }
    case 'filter': {
      const filters = Object.fromEntries(Object.entries(query.filters).filter(([name]) => name !== doubt.name));
      return thatFits({ ...query, filters });
    }
    case 'grouping': {
      const { groupBy: _groupBy, order: _order, top: _top, ...rest } = query;
      return thatFits(rest);
    }
    default:
      return query;
  }
}

/** What was asked of one way alone, 电话回访率, is answered of all of them side by side. */
function bySides(query: Query): Query {
  const { channel, ...filters } = query.filters;
  const isWhole = channel === undefined || query.groupBy !== undefined;
  return isWhole || metricOf(query.metric).filters.includes('channel')
    ? query
    : { ...query, filters, groupBy: 'channel' };
}

/**
 * What to offer in place of a query that can't be answered: the figure without what does not fit, and another one for which
 * it does. Each can be answered: whoever chooses it is not asked the same again.
 */
export function nearestThatFit(query: Query, today: Day): Query[] {
  const { also: _also, ...alone } = bySides(query);
  const others = NEAR[metricOf(query.metric).rows].map((metric): Query => {
    const period = query.period ?? defaultPeriod(metricOf(metric), today);
    const groupBy = alone.groupBy === undefined ? undefined : columnFor(alone.groupBy, metricOf(metric));
    return {
      ...alone,
      metric,
      ...(period === undefined ? {} : { period }),
      ...(groupBy === undefined ? {} : { groupBy }),
    };
  });
  const other = [alone, ...others].find((each) => doubtOf(each) === undefined);
  return other === undefined ? [thatFits(query)] : [thatFits(query), other];
}
