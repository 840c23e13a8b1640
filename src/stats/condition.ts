import type { Db } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { filterBy, rowsOf } from './fragments.ts';
import { metricOf, type MetricKey, type Moment } from './metrics.ts';
import type { Filters, Period } from './types.ts';

export interface Computation {
  db: Db;
  storeId: string;
  now: Date;
}

/** Rows a metric counts, as a condition. Shared with the list, so that the list is what the figure counted. */
export function conditionOf(
  storeId: string,
  key: MetricKey,
  filters: Filters,
  period: Period | undefined,
  moment: Moment,
): Prisma.Sql {
  const metric = metricOf(key);
  const rows = rowsOf(metric.rows);
  const kinds = metric.kinds === undefined || filters.kind !== undefined ? {} : { kind: [...metric.kinds] };
  return Prisma.sql`${rows.store} = ${storeId} AND ${filterBy(rows, { ...filters, ...kinds })} AND ${metric.belongs(period, moment)}`;
}
