import { addDays, dayOf } from '../../src/calendar.ts';
import {
  type Filters,
  type Grouping,
  type MetricKey,
  metricOf,
  type Period,
  type Query,
} from '../../src/stats/index.ts';
import { mondayOf } from '../../src/stats/periods.ts';
import { isByTime } from '../../src/stats/types.ts';
import { rulesOf } from '../../src/stores/index.ts';
import { archiveTo, type ByHand, eachOnce, type Item, ofStore, TODAY } from './by-hand/item.ts';
import { OWNERS_BY_HAND } from './by-hand/owners.ts';
import { TICKETS_BY_HAND } from './by-hand/tickets.ts';
import { WORK_BY_HAND } from './by-hand/work.ts';
import type { Rows } from './generated.ts';

/** The definitions once more, as loops over rows: slow and plain. A metric without one does not compile. */
export const BY_HAND: Readonly<Record<MetricKey, ByHand>> = { ...TICKETS_BY_HAND, ...OWNERS_BY_HAND, ...WORK_BY_HAND };

function recordedFrom(key: MetricKey, rows: Rows): string | undefined {
  const tickets = () => ofStore(rows.tickets).map(({ openedOn }) => openedOn);
  const calls = () => ofStore(rows.callTasks).flatMap(({ dueOn, createdAt }) => [dueOn, dayOf(createdAt)]);
  const followUps = () =>
    ofStore(rows.followUps).flatMap(({ dueOn, doneAt, status }) => [
      dueOn,
      ...(status === 'done' ? [dayOf(doneAt)] : []),
    ]);
  const work = () => [...tickets(), ...calls(), ...followUps()];
  const days: Readonly<Record<ReturnType<typeof metricOf>['rows'], () => string[]>> = {
    ticket: tickets,
    clock: tickets,
    rectification: tickets,
    reminder: () => ofStore(rows.reminders).map(({ plannedFor }) => plannedFor),
    dueDate: () => ofStore(rows.reminders).map(({ dueOn }) => dueOn),
    callTask: calls,
    followUp: followUps,
    visit: () => ofStore(rows.visits).map(({ enteredOn }) => enteredOn),
    vehicle: () =>
      ofStore(rows.vehicles).map(
        (car) => car.deliveredOn ?? car.invoicedOn ?? car.registeredOn ?? dayOf(car.createdAt),
      ),
    sale: () => ofStore(rows.vehicles).flatMap((car) => (car.referredBy === null ? [] : (car.deliveredOn ?? []))),
    handled: work,
    workload: work,
  };
  return days[metricOf(key).rows]().toSorted()[0];
}

/** What a row is grouped under; several for a ticket of several categories. */
export function keysOf(item: Item, groupBy: Grouping): string[] {
  const { day } = item;
  if (isByTime(groupBy)) {
    if (day === undefined) throw new Error('a row without a day');
    const quarter = String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0');
    const starts = {
      day,
      week: mondayOf(day),
      month: `${day.slice(0, 8)}01`,
      quarter: `${day.slice(0, 5)}${quarter}-01`,
    };
    return [starts[groupBy]];
  }
  const values = item.values[groupBy];
  if (values === undefined) throw new Error(`a row without ${groupBy}`);
  return values.length === 0 ? [''] : values;
}

/** Linear between the two nearest, as PostgreSQL's percentile_cont. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return low + (high - low) * (place - Math.floor(place));
}

/** The figure of some rows. */
export function figureOf(key: MetricKey, all: readonly Item[]) {
  const items = eachOnce(all);
  const counted = items.filter(({ isCounted }) => isCounted);
  const hits = counted.filter(({ isHit }) => isHit);
  const measures = counted.map(({ measure }) => measure);
  const mean = measures.reduce((sum, each) => sum + each, 0) / measures.length;
  const { shape, asideIf, counts, partIf } = metricOf(key);
  const undecided = {
    ...(counts === undefined ? {} : { aside: items.length - counted.length }),
    ...(partIf === undefined ? {} : { part: counted.filter(({ isPart }) => isPart).length }),
  };
  if (shape === 'count') {
    return {
      ...undecided,
      value: items.length,
      ...(asideIf === undefined ? {} : { aside: items.filter(({ isAside }) => isAside).length }),
    };
  }
  if (shape === 'share') {
    const value = counted.length === 0 ? null : hits.length / counted.length;
    return { value, numerator: hits.length, denominator: counted.length, ...undecided };
  }
  if (counted.length === 0) return { value: null, count: 0, ...undecided };
  if (shape === 'mean') return { value: mean, count: counted.length, ...undecided };
  return {
    value: percentile(measures, 0.5),
    p90: percentile(measures, 0.9),
    mean,
    count: counted.length,
    ...undecided,
  };
}

/** No file has brought anything of that time yet: of visits, and of calls some days after them. */
function isAfterAllFiles(key: MetricKey, { filters }: Query, rows: Rows, period: Period | undefined): boolean {
  const last = archiveTo(rows);
  if (last === undefined || period === undefined) return false;
  if (key === 'visits') return period.from > last;
  const isOfRepairs = filters.round !== undefined && String(filters.round) === 'threeDay';
  return BY_LATEST_DAY.includes(key) && isOfRepairs && period.from > addDays(last, 5);
}
const BY_LATEST_DAY: readonly MetricKey[] = [
  'followUpsDue',
  'followUpsSkipped',
  'followUpsMissing',
  'followUpCoverage',
];

/** A query's figure, and the rows behind it, counted one by one. */
export function bruteForce(
  query: Query,
  rows: Rows,
  key: MetricKey = query.metric,
  period: Period | undefined = query.period,
) {
  const { kinds, reminderKinds, looksAhead } = metricOf(key);
  const first = recordedFrom(key, rows);
  const isCovered =
    first !== undefined &&
    !isAfterAllFiles(key, query, rows, period) &&
    (period === undefined || (period.to >= first && (looksAhead === true || period.from <= TODAY)));
  const filters: Filters = {
    ...(kinds === undefined ? {} : { kind: [...kinds] }),
    ...(reminderKinds === undefined ? {} : { reminderKind: [...reminderKinds] }),
    ...query.filters,
  };
  const rules = rulesOf({ id: 'main', rules: rows.rules });
  const items = BY_HAND[key]({ rows, rules, period }).filter((item) =>
    Object.entries(filters).every(([name, wanted]) => {
      const values = item.values[name === 'plate' ? 'vehicle' : (name as Grouping)] ?? [];
      return (wanted as string[]).some((value) => values.includes(name === 'assignee' ? value.toLowerCase() : value));
    }),
  );
  const figure = isCovered ? figureOf(key, items) : { value: null };
  return { figure, value: figure.value, items, isCovered };
}
