import { dayOf } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { type Metric, metricOf, type MetricKey, type Moment } from './metrics.ts';
import { filterBy, rowsOf } from './rows.ts';
import type { Filters, Grouping, Period } from './types.ts';

export interface Computation {
  db: Db;
  storeId: string;
  now: Date;
}

/** What figures of a store depend on at that time. */
export async function momentOf({ db, storeId, now }: Computation): Promise<Moment> {
  return { storeId, now, today: dayOf(now), rules: rulesOf(await getStore(db, storeId)) };
}

/** What a figure is about when the question does not say. */
export function defaultFilters({ kinds, reminderKinds }: Metric): Filters {
  return {
    ...(kinds === undefined ? {} : { kind: [...kinds] }),
    ...(reminderKinds === undefined ? {} : { reminderKind: [...reminderKinds] }),
  };
}

/** What filters and groupings of a metric stand for. */
export function columnsOf({ rows, columns }: Metric): Partial<Record<Grouping, Prisma.Sql>> {
  return { ...rowsOf(rows).columns, ...columns };
}

/** The tables of a metric, with what it is joined to. */
export const tablesOf = (key: MetricKey): Prisma.Sql => rowsOf(metricOf(key).rows).from;

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
  const isCounted = rows.isCounted ?? Prisma.sql`TRUE`;
  return Prisma.sql`${rows.store} = ${storeId} AND ${isCounted} AND ${filterBy(columnsOf(metric), { ...defaultFilters(metric), ...filters })} AND ${metric.belongs(period, moment)}`;
}
