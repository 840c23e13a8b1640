import { addDays, dateToDay, type Day, dayOf, daysBetween } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import { departmentNames } from '../stores/index.ts';
import { type Computation, conditionOf } from './condition.ts';
import { rowsOf } from './fragments.ts';
import { groupLabel } from './labels.ts';
import { listRows } from './list.ts';
import { type Metric, metricOf, type MetricKey } from './metrics.ts';
import { firstDaysOf, mondayOf, untilToday } from './periods.ts';
import type { Figure, Filters, Grouping, GroupRow, Period, Query, Result } from './types.ts';

interface Count {
  key: string | null;
  total: number;
  counted: number;
  hits: number;
  aside: number;
}

/**
 * Runs a query. Statements are put together from the catalogue's fixed parts; whatever came from the question is a
 * parameter.
 *
 * @returns figures with null where there is no data: no records of that time, or nothing to take a share of
 */
export async function runQuery(at: Computation, query: Query): Promise<Result> {
  const metric = metricOf(query.metric);
  const today = dayOf(at.now);
  const recordedFrom = await firstRecord(at, metric);
  const figure = async (key: MetricKey, period: Period | undefined): Promise<Figure> => {
    const other = metricOf(key);
    const from = other.rows === metric.rows ? recordedFrom : await firstRecord(at, other);
    if (!hasRecords(other, period, from, today)) return { value: null };
    const [count] = await countRows(at, key, query.filters, period);
    return toFigure(other, count);
  };

  const result: Result = {
    ...(await figure(query.metric, query.period)),
    unit: metric.shape === 'share' ? '%' : '条',
    ...(recordedFrom === undefined ? {} : { recordedFrom }),
    asOf: at.now,
  };
  if (query.metric === 'closureRate' && result.value !== null) result.score = result.value * 10;
  if (query.also !== undefined) {
    result.also = [];
    for (const key of query.also) result.also.push({ metric: key, ...(await figure(key, query.period)) });
  }
  if (query.compareWith !== undefined) {
    result.compared = await figure(query.metric, query.compareWith);
    const toDate = periodToDate(query.period, query.compareWith, today);
    if (toDate !== undefined) result.comparedToDate = { ...(await figure(query.metric, toDate)), period: toDate };
  }
  if (query.groupBy !== undefined)
    result.groups =
      result.value === null && metric.shape === 'count' ? [] : await groupsOf(at, query, query.groupBy, recordedFrom);
  if (query.wantList) result.list = result.value === null ? { total: 0, items: [] } : await listRows(at, query);
  return result;
}

/** Whether the store kept records in that time. Nothing recorded yet is no data; a quiet day between is zero. */
function hasRecords(metric: Metric, period: Period | undefined, recordedFrom: Day | undefined, today: Day): boolean {
  if (recordedFrom === undefined) return false;
  if (period === undefined) return true;
  return period.to >= recordedFrom && (metric.looksAhead === true || period.from <= today);
}

async function firstRecord({ db, storeId }: Computation, metric: Metric): Promise<Day | undefined> {
  const where = { storeId };
  if (metric.rows === 'reminder') {
    const { _min } = await db.reminder.aggregate({ where, _min: { plannedFor: true } });
    return _min.plannedFor === null ? undefined : dateToDay(_min.plannedFor);
  }
  if (metric.rows === 'callTask') {
    const { _min } = await db.callTask.aggregate({ where, _min: { dueOn: true } });
    return _min.dueOn === null ? undefined : dateToDay(_min.dueOn);
  }
  const { _min } = await db.ticket.aggregate({ where, _min: { openedAt: true } });
  return _min.openedAt === null ? undefined : dayOf(_min.openedAt);
}

/** When the asked period still runs: as many days of the other one as have passed of it. */
function periodToDate(period: Period | undefined, other: Period, today: Day): Period | undefined {
  const passed = period === undefined ? undefined : untilToday(period, today);
  if (period === undefined || passed === undefined || passed.to === period.to) return undefined;
  const days = firstDaysOf(other, daysBetween(passed.from, passed.to) + 1);
  return days.to === other.to ? undefined : days;
}

async function countRows(
  { db, storeId, now }: Computation,
  key: MetricKey,
  filters: Filters,
  period: Period | undefined,
  groupBy?: Grouping,
): Promise<Count[]> {
  const metric = metricOf(key);
  const moment = { now, today: dayOf(now) };
  const rows = rowsOf(metric.rows);
  const byCategory =
    groupBy === 'category' ? Prisma.sql`LEFT JOIN LATERAL unnest(t.categories) AS g(category) ON TRUE` : Prisma.empty;
  const counts = metric.counts?.(moment) ?? Prisma.sql`TRUE`;
  return db.$queryRaw<Count[]>`
    SELECT ${groupBy === undefined ? Prisma.sql`NULL` : groupColumn(metric, groupBy)} AS key,
      count(*)::int AS total,
      (count(*) FILTER (WHERE ${counts}))::int AS counted,
      (count(*) FILTER (WHERE ${counts} AND ${metric.hits?.(moment) ?? Prisma.sql`TRUE`}))::int AS hits,
      (count(*) FILTER (WHERE ${metric.asideIf?.(moment) ?? Prisma.sql`FALSE`}))::int AS aside
    FROM ${rows.from} ${byCategory}
    WHERE ${conditionOf(storeId, key, filters, period, moment)}
    ${groupBy === undefined ? Prisma.empty : Prisma.sql`GROUP BY 1`}`;
}

function groupColumn(metric: Metric, groupBy: Grouping): Prisma.Sql {
  if (groupBy === 'category') return Prisma.sql`coalesce(g.category, '')`;
  if (groupBy === 'day' || groupBy === 'week' || groupBy === 'month') {
    if (metric.day === undefined) throw new Error(`${metric.name} has no day`);
    return groupBy === 'day'
      ? Prisma.sql`(${metric.day})::text`
      : Prisma.sql`date_trunc(${groupBy}::text, ${metric.day})::date::text`;
  }
  const column = rowsOf(metric.rows).columns[groupBy];
  if (column === undefined) throw new Error(`${metric.name} can't be grouped by ${groupBy}`);
  return column;
}

function toFigure(metric: Metric, count: Count | undefined): Figure {
  const { total, counted, hits, aside } = count ?? { total: 0, counted: 0, hits: 0, aside: 0 };
  if (metric.shape === 'count') return { value: total, ...(metric.asideIf === undefined ? {} : { aside }) };
  return {
    value: counted === 0 ? null : hits / counted,
    numerator: hits,
    denominator: counted,
    ...(metric.counts === undefined ? {} : { aside: total - counted }),
  };
}

async function groupsOf(
  at: Computation,
  query: Query,
  groupBy: Grouping,
  recordedFrom: Day | undefined,
): Promise<GroupRow[]> {
  const metric = metricOf(query.metric);
  const isTime = groupBy === 'day' || groupBy === 'week' || groupBy === 'month';
  const counts = await countRows(at, query.metric, query.filters, query.period, groupBy);
  // Each period has its own days: a curve is not laid over another one.
  const compared =
    query.compareWith === undefined || isTime
      ? undefined
      : await countRows(at, query.metric, query.filters, query.compareWith, groupBy);
  const keys = new Set([...counts, ...(compared ?? [])].map(({ key }) => key ?? ''));
  const names = await departmentNames(at.db, at.storeId);
  for (const key of await silentKeys(at, query, groupBy, recordedFrom)) keys.add(key);
  const people = groupBy === 'assignee' ? await at.db.staff.findMany({ where: { storeId: at.storeId } }) : [];
  const find = (list: Count[], key: string) => list.find((count) => (count.key ?? '') === key);
  const rows = [...keys].map((key): GroupRow => ({
    key,
    label: groupLabel(groupBy, key, names, people),
    ...toFigure(metric, find(counts, key)),
    ...(compared === undefined ? {} : { compared: toFigure(metric, find(compared, key)) }),
  }));
  if (isTime) return rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const sign = query.order === 'asc' ? 1 : -1;
  const sorted = rows.toSorted((a, b) => compareValues(a, b, sign) || (a.label < b.label ? -1 : 1));
  return query.top === undefined ? sorted : firstWithTies(sorted, query.top);
}

/** No data goes last, whichever way the order runs. */
function compareValues(a: Figure, b: Figure, sign: number): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
  return sign * (a.value - b.value);
}

/** Two departments with the same worst figure are both worst. */
function firstWithTies(rows: GroupRow[], top: number): GroupRow[] {
  const last = rows[top - 1];
  return last === undefined
    ? rows
    : rows.filter((row, index) => index < top || (row.value !== null && row.value === last.value));
}

/** Groups without a single row that must be shown all the same: quiet days, and departments with zero. */
async function silentKeys(
  { db, storeId, now }: Computation,
  { metric, filters, groupBy, period }: Query,
  grouping: Grouping,
  recordedFrom: Day | undefined,
): Promise<string[]> {
  if (metricOf(metric).shape === 'share') return [];
  if (grouping === 'department') {
    const own = await db.department.findMany({ where: { storeId, key: { not: 'triage' } } });
    const wanted: readonly string[] | undefined = filters.department;
    return own.map(({ key }) => key).filter((key) => wanted === undefined || wanted.includes(key));
  }
  if (period === undefined || (grouping !== 'day' && grouping !== 'week' && grouping !== 'month')) return [];
  const today = dayOf(now);
  const last = metricOf(metric).looksAhead === true || period.to < today ? period.to : today;
  // A month before the first record is no month with zero.
  const first = recordedFrom !== undefined && recordedFrom > period.from ? recordedFrom : period.from;
  const keys = new Set<string>();
  for (let day = first, left = 4000; day <= last && left > 0; day = addDays(day, 1), left -= 1) {
    keys.add(groupBy === 'month' ? `${day.slice(0, 8)}01` : groupBy === 'week' ? mondayOf(day) : day);
  }
  return [...keys];
}
