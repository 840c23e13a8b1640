import { addDays, type Day, dayOf, daysBetween } from '../calendar.ts';
import { departmentNames } from '../stores/index.ts';
import { type Computation, momentOf } from './condition.ts';
import { type Counted, countRows, type Place, toFigure } from './count-rows.ts';
import { groupLabel } from './labels.ts';
import { listForChat } from './list.ts';
import { type Metric, metricOf, type MetricKey, type Moment, type Reach } from './metrics.ts';
import { firstDaysOf, stepOf, untilToday } from './periods.ts';
import { rowsOf } from './rows.ts';
import { meetsTarget } from './targets.ts';
import { type Figure, type Grouping, type GroupRow, isByTime, type Period, type Query, type Result } from './types.ts';

/**
 * Runs a query. Statements are put together from the catalogue's fixed parts; whatever came from the question is a
 * parameter.
 *
 * @returns figures with null where there is no data: no records of that time, or nothing to take a share of
 */
export async function runQuery(place: Computation, query: Query): Promise<Result> {
  const { now } = place;
  const today = dayOf(now);
  const at: Place = { ...place, moment: await momentOf(place) };
  const metric = metricOf(query.metric);
  const recordedFrom = await firstRecord(at, metric);
  /** Undefined where the store has no records of that time. */
  const count = async (
    key: MetricKey,
    period: Period | undefined,
    groupBy?: Grouping,
  ): Promise<Counted | undefined> => {
    const other = metricOf(key);
    const from = other.rows === metric.rows ? recordedFrom : await firstRecord(at, other);
    if (!hasRecords(other, period, { from, today })) return undefined;
    const counted = await countRows(at, key, query.filters, period, groupBy);
    // What is there counts, however far the files reach: only nothing is no data then.
    const last = other.endsThere === true ? reachOf(other, query, at.moment)?.to : undefined;
    const isBeyond = period !== undefined && last !== undefined && period.from > last;
    return isBeyond && isNothing(counted.whole) ? undefined : counted;
  };
  const figure = async (key: MetricKey, period: Period | undefined): Promise<Figure> =>
    (await count(key, period))?.whole ?? NOTHING;

  const counted = await count(query.metric, query.period, query.groupBy);
  const result: Result = {
    ...(counted?.whole ?? NOTHING),
    unit: metric.unit,
    ...(recordedFrom === undefined ? {} : { recordedFrom }),
    ...endOfKnown(query, at.moment),
    asOf: now,
  };
  if (query.metric === 'closureRate' && result.value !== null) result.score = result.value * 10;
  const target = metric.target?.(at.moment.rules);
  if (target !== undefined) {
    result.target = target;
    if (result.value !== null) result.isTargetMet = meetsTarget(result.value, target);
  }
  if (query.also !== undefined) {
    result.also = [];
    for (const key of query.also) result.also.push({ metric: key, ...(await figure(key, query.period)) });
  }
  // Each period has its own days: a curve is not laid over another one.
  const comparesGroups = query.groupBy !== undefined && !isByTime(query.groupBy);
  let before: Counted | undefined;
  if (query.compareWith !== undefined) {
    before = await count(query.metric, query.compareWith, comparesGroups ? query.groupBy : undefined);
    result.compared = before?.whole ?? NOTHING;
    const last = metric.endsThere === true ? reachOf(metric, query, at.moment)?.to : undefined;
    const toDate = periodToDate(query.period, query.compareWith, last !== undefined && last < today ? last : today);
    if (toDate !== undefined) result.comparedToDate = { ...(await figure(query.metric, toDate)), period: toDate };
  }
  if (query.groupBy !== undefined) {
    const groups = { counted, compared: comparesGroups ? before : undefined, recordedFrom };
    result.groups =
      result.value === null && metric.shape === 'count' ? [] : await groupsOf(at, query, query.groupBy, groups);
  }
  if (query.wantList)
    result.list = result.value === null ? { total: 0, items: [] } : await listForChat(place, query, at.moment);
  return result;
}

/** No data, which is not zero. */
const NOTHING: Figure = { value: null };

const isNothing = ({ value, denominator, aside }: Figure): boolean =>
  (value ?? 0) === 0 && (denominator ?? 0) === 0 && (aside ?? 0) === 0;

/** Whether the store kept records in that time. Nothing recorded yet is no data; a quiet day between is zero. */
function hasRecords(
  metric: Metric,
  period: Period | undefined,
  { from, today }: { from: Day | undefined; today: Day },
): boolean {
  if (from === undefined) return false;
  if (period === undefined) return true;
  return period.to >= from && (metric.looksAhead === true || period.from <= today);
}

const reachOf = (metric: Metric, { filters }: Query, moment: Moment): Reach | undefined =>
  metric.reach?.(moment, filters);

/** Named where what is asked goes on after the last day that can be told. */
function endOfKnown(query: Query, moment: Moment): Pick<Result, 'knownTo'> {
  const { today } = moment;
  const metric = metricOf(query.metric);
  const reach = reachOf(metric, query, moment);
  const { period } = query;
  const isPlan = metric.endsThere === true && metric.looksAhead === true;
  const wanted = period !== undefined && (isPlan || period.to < today) ? period.to : today;
  if (reach === undefined || reach.to >= wanted) return {};
  return { knownTo: { words: reach.words, day: reach.day } };
}

async function firstRecord({ db, storeId }: Computation, metric: Metric): Promise<Day | undefined> {
  const [first] = await db.$queryRaw<{ day: string | null }[]>`
    SELECT (${rowsOf(metric.rows).firstDay(storeId)})::text AS day`;
  return first?.day ?? undefined;
}

/** When the asked period still runs: as many days of the other one as have passed of it. */
function periodToDate(period: Period | undefined, other: Period, today: Day): Period | undefined {
  const passed = period === undefined ? undefined : untilToday(period, today);
  if (period === undefined || passed === undefined || passed.to === period.to) return undefined;
  const days = firstDaysOf(other, daysBetween(passed.from, passed.to) + 1);
  return days.to === other.to ? undefined : days;
}

async function groupsOf(
  at: Place,
  query: Query,
  groupBy: Grouping,
  found: { counted: Counted | undefined; compared: Counted | undefined; recordedFrom: Day | undefined },
): Promise<GroupRow[]> {
  const metric = metricOf(query.metric);
  const { counted, compared } = found;
  const keys = new Set([...(counted?.groups.keys() ?? []), ...(compared?.groups.keys() ?? [])]);
  const names = await departmentNames(at.db, at.storeId);
  for (const key of await silentKeys(at, query, groupBy, found.recordedFrom)) keys.add(key);
  const people = groupBy === 'assignee' ? await at.db.staff.findMany({ where: { storeId: at.storeId } }) : [];
  const isNobody = (key: string) => groupBy === 'assignee' && key === '';
  const nothing = toFigure(metric, undefined);
  const rows = [...keys].map((key): GroupRow => ({
    key,
    label: (isNobody(key) ? metric.nobody : undefined) ?? groupLabel(groupBy, key, names, people),
    ...(counted?.groups.get(key) ?? nothing),
    ...(query.compareWith === undefined || isByTime(groupBy) ? {} : { compared: compared?.groups.get(key) ?? nothing }),
  }));
  if (isByTime(groupBy)) return rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
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
  { db, storeId, moment }: Place,
  query: Query,
  grouping: Grouping,
  recordedFrom: Day | undefined,
): Promise<string[]> {
  const { metric, filters, period } = query;
  if (metricOf(metric).shape !== 'count') return [];
  if (grouping === 'department') {
    const own = await db.department.findMany({ where: { storeId, key: { not: 'triage' } } });
    const wanted: readonly string[] | undefined = filters.department;
    return own.map(({ key }) => key).filter((key) => wanted === undefined || wanted.includes(key));
  }
  if (period === undefined || !isByTime(grouping)) return [];
  const { today } = moment;
  const until = metricOf(metric).looksAhead === true || period.to < today ? period.to : today;
  // Days of which no file has come are no quiet days.
  const known = metricOf(metric).endsThere === true ? reachOf(metricOf(metric), query, moment)?.to : undefined;
  const last = known !== undefined && known < until ? known : until;
  // A month before the first record is no month with zero.
  const first = recordedFrom !== undefined && recordedFrom > period.from ? recordedFrom : period.from;
  const keys = new Set<string>();
  for (let day = first, left = 4000; day <= last && left > 0; day = addDays(day, 1), left -= 1) {
    keys.add(stepOf(grouping, day));
  }
  return [...keys];
}
