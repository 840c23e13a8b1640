import { Prisma } from '../database/generated/client.ts';
import { type Computation, momentOf, rowsBehind } from './condition.ts';
import { metricOf, type MetricKey } from './metrics.ts';
import type { RowsKey } from './rows.ts';
import type { Filters, Period } from './types.ts';

/** The id of what is counted, for the kinds of rows that are records of their own. */
const IDS: Partial<Record<RowsKey, Prisma.Sql>> = {
  ticket: Prisma.sql`t.id`,
  followUp: Prisma.sql`f.id`,
  visit: Prisma.sql`w.id`,
  vehicle: Prisma.sql`v.id`,
  sale: Prisma.sql`v.id`,
};

/**
 * Ids of exactly the rows that a figure counts, ascending: what a report lists is what it counts.
 *
 * @throws for figures of rows that have no id of their own
 */
export async function rowIdsOf(
  { db, storeId, now }: Computation,
  query: { metric: MetricKey; filters: Filters; period?: Period },
): Promise<number[]> {
  const metric = metricOf(query.metric);
  const id = IDS[metric.rows];
  if (id === undefined) throw new Error(`${query.metric} counts no records of their own`);
  const moment = await momentOf({ db, storeId, now });
  const { from, where } = rowsBehind(storeId, query, moment);
  const rows = await db.$queryRaw<{ id: number }[]>`SELECT ${id} AS id FROM ${from} WHERE ${where} ORDER BY 1`;
  return rows.map((row) => row.id);
}
