import { Prisma } from '../database/generated/client.ts';
import { columnsOf, type Computation, conditionOf, tablesOf } from './condition.ts';
import { type Metric, metricOf, type MetricKey, type Moment } from './metrics.ts';
import { type Figure, type Filters, type Grouping, isByTime, type Period } from './types.ts';

/** Where and when a query is run, with the rules in force. */
export interface Place extends Computation {
  moment: Moment;
}

interface Count {
  key: string | null;
  isWhole: boolean;
  total: number;
  counted: number;
  hits: number;
  aside: number;
  part: number;
  median?: number | null;
  p90?: number | null;
  mean?: number | null;
}

/** The figure of all rows, and of each group by its key. */
export interface Counted {
  whole: Figure;
  groups: ReadonlyMap<string, Figure>;
}

/** Counts the rows of a metric, whole and by group, in one pass over them. */
export async function countRows(
  place: Place,
  key: MetricKey,
  filters: Filters,
  period: Period | undefined,
  groupBy?: Grouping,
): Promise<Counted> {
  const { db, storeId, moment } = place;
  const metric = metricOf(key);
  // A ticket of two categories stands in two groups, but counts once in the whole.
  const isMultiple = groupBy === 'category';
  const byCategory = isMultiple
    ? Prisma.sql`LEFT JOIN LATERAL unnest(t.categories) AS g(category) ON TRUE`
    : Prisma.empty;
  const of = (test: Prisma.Sql) =>
    metric.through === undefined
      ? Prisma.sql`(count(*) FILTER (WHERE ${test}))::int`
      : Prisma.sql`(count(DISTINCT id) FILTER (WHERE ${test}))::int`;
  // What is the same is said in the same words, so that the server counts it once.
  const isCounted = metric.counts === undefined ? Prisma.sql`TRUE` : Prisma.sql`counted`;
  const isHit = metric.hits === undefined ? isCounted : Prisma.sql`counted AND hit`;
  const counts = await db.$queryRaw<Count[]>`
    SELECT key, ${groupBy === undefined ? Prisma.sql`TRUE` : Prisma.sql`grouping(key) = 1`} AS "isWhole",
      ${of(Prisma.sql`TRUE`)} AS total, ${of(isCounted)} AS counted, ${of(isHit)} AS hits,
      ${of(Prisma.sql`aside`)} AS aside, ${of(Prisma.sql`counted AND part`)} AS part
      ${measured(metric)}
    FROM (
      SELECT ${groupBy === undefined ? Prisma.sql`NULL` : groupColumn(metric, groupBy, moment)} AS key,
        ${metric.counts?.(moment) ?? Prisma.sql`TRUE`} AS counted,
        ${metric.hits?.(moment, period) ?? Prisma.sql`TRUE`} AS hit,
        ${metric.asideIf?.(moment) ?? Prisma.sql`FALSE`} AS aside,
        ${metric.partIf?.(moment) ?? Prisma.sql`FALSE`} AS part,
        (${metric.measure ?? Prisma.sql`NULL`})::float8 AS measure,
        ${metric.through === undefined ? Prisma.sql`NULL` : Prisma.sql`t.id`} AS id
      FROM ${tablesOf(key, period, moment)} ${byCategory}
      WHERE ${conditionOf(storeId, key, filters, period, moment)}
      OFFSET 0) AS rows
    GROUP BY ${groupBy === undefined ? Prisma.sql`key` : isMultiple ? Prisma.sql`GROUPING SETS ((key))` : Prisma.sql`GROUPING SETS ((key), ())`}`;
  const whole = isMultiple ? undefined : counts.find(({ isWhole }) => isWhole);
  const groups = groupBy === undefined ? [] : counts.filter(({ isWhole }) => !isWhole);
  return {
    whole: isMultiple ? (await countRows(place, key, filters, period)).whole : toFigure(metric, whole),
    groups: new Map(groups.map((count) => [count.key ?? '', toFigure(metric, count)])),
  };
}

function measured({ shape, measure }: Metric): Prisma.Sql {
  if (measure === undefined) return Prisma.empty;
  const mean = Prisma.sql`, avg(measure) FILTER (WHERE counted) AS mean`;
  if (shape === 'mean') return mean;
  const within = (share: number) =>
    Prisma.sql`percentile_cont(${share}::float8) WITHIN GROUP (ORDER BY measure) FILTER (WHERE counted)`;
  return Prisma.sql`${mean}, ${within(0.5)} AS median, ${within(0.9)} AS p90`;
}

function groupColumn(metric: Metric, groupBy: Grouping, moment: Moment): Prisma.Sql {
  if (groupBy === 'category') return Prisma.sql`coalesce(g.category, '')`;
  if (isByTime(groupBy)) {
    const day = metric.day?.(moment);
    if (day === undefined) throw new Error(`${metric.name} has no day`);
    return groupBy === 'day'
      ? Prisma.sql`(${day})::text`
      : Prisma.sql`date_trunc(${groupBy}::text, ${day})::date::text`;
  }
  const column = columnsOf(metric)[groupBy];
  if (column === undefined) throw new Error(`${metric.name} can't be grouped by ${groupBy}`);
  return column;
}

const NOTHING = { total: 0, counted: 0, hits: 0, aside: 0, part: 0 };

/** The figure of one count; of none: nothing at all. */
export function toFigure(metric: Metric, count: Count | undefined): Figure {
  const { total, counted, hits, aside, part } = count ?? NOTHING;
  const undecided = {
    ...(metric.counts === undefined ? {} : { aside: total - counted }),
    ...(metric.partIf === undefined ? {} : { part }),
  };
  switch (metric.shape) {
    case 'count':
      return {
        value: total,
        ...(metric.asideIf === undefined ? {} : { aside }),
        ...(metric.partIf === undefined ? {} : { part }),
      };
    case 'share':
      return { value: counted === 0 ? null : hits / counted, numerator: hits, denominator: counted, ...undecided };
    case 'mean':
      return { value: count?.mean ?? null, count: counted, ...undecided };
    case 'duration': {
      const { median = null, p90 = null, mean = null } = count ?? {};
      if (median === null || p90 === null || mean === null) return { value: null, count: 0, ...undecided };
      return { value: median, p90, mean, count: counted, ...undecided };
    }
    default:
      return metric.shape satisfies never;
  }
}
