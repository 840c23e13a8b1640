import { dayOf } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { type Metric, metricOf, type MetricKey, type Moment } from './metrics.ts';
import { filterBy, rowsOf } from './rows.ts';
import type { Filters, Grouping, Period, Query } from './types.ts';

export interface Computation {
  db: Db;
  storeId: string;
  now: Date;
}

/** What figures of a store depend on at that time. */
export async function momentOf({ db, storeId, now }: Computation): Promise<Moment> {
  const [newest] = await db.$queryRaw<{ day: string | null }[]>`
    SELECT max(entered_on)::text AS day FROM visit WHERE store_id = ${storeId}`;
  const rules = rulesOf(await getStore(db, storeId));
  return { storeId, now, today: dayOf(now), rules, archiveTo: newest?.day ?? undefined };
}

/** What a figure is about when the question does not say. */
function defaultFilters({ kinds, reminderKinds }: Metric): Filters {
  return {
    ...(kinds === undefined ? {} : { kind: [...kinds] }),
    ...(reminderKinds === undefined ? {} : { reminderKind: [...reminderKinds] }),
  };
}

/** What a metric's rows are found by. */
const foundBy = ({ rows, through }: Metric) => rowsOf(through ?? rows);

/** What filters and groupings of a metric stand for. */
export function columnsOf(metric: Metric): Partial<Record<Grouping, Prisma.Sql>> {
  return { ...foundBy(metric).columns, ...metric.columns };
}

/** The tables of a metric, with what it is joined to. */
export function tablesOf(key: MetricKey, period: Period | undefined, moment: Moment): Prisma.Sql {
  const metric = metricOf(key);
  return metric.tables?.(period, moment) ?? foundBy(metric).from;
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
  const rows = foundBy(metric);
  const isCounted = rows.isCounted ?? Prisma.sql`TRUE`;
  return Prisma.sql`${rows.store} = ${storeId} AND ${isCounted} AND ${filterBy(columnsOf(metric), { ...defaultFilters(metric), ...filters })} AND ${metric.belongs(period, moment)}`;
}

/** The same for a list: `FROM` and `WHERE` of what is counted, each once. */
export function rowsBehind(
  storeId: string,
  { metric: key, filters, period }: Pick<Query, 'metric' | 'filters' | 'period'>,
  moment: Moment,
): { from: Prisma.Sql; where: Prisma.Sql } {
  const from = tablesOf(key, period, moment);
  const where = conditionOf(storeId, key, filters, period, moment);
  const metric = metricOf(key);
  if (metric.through === undefined) return { from, where };
  return { from: rowsOf(metric.rows).from, where: Prisma.sql`t.id IN (SELECT t.id FROM ${from} WHERE ${where})` };
}
