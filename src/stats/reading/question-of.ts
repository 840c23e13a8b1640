import { type Day, splitDay } from '../../calendar.ts';
import { DEPARTMENTS } from '../../understanding/taxonomy.ts';
import { demandsLabel, GROUPING_NAMES, shortDay, valueLabel } from '../labels.ts';
import { departmentsLabel, metricName, type Names, periodLabel } from '../answers/messages.ts';
import { statusesLabel } from '../answers/statuses-label.ts';
import { metricOf } from '../metrics.ts';
import type { FilterKey, Period, Query } from '../types.ts';

const DEPARTMENT_LABELS: Names = Object.fromEntries(
  Object.entries(DEPARTMENTS).map(([key, { label }]) => [key, label]),
);

/**
 * A query put back into a question that is read as just that query.
 *
 * @param people names of staff by member id
 */
export function questionOf(query: Query, today: Day, names: Names = DEPARTMENT_LABELS, people: Names = {}): string {
  const { groupBy, order, top, compareWith } = query;
  const grouped = groupBy === undefined ? '' : `按${GROUPING_NAMES[groupBy]}分`;
  const ordered = order === undefined ? '' : order === 'desc' ? '从高到低' : '从低到高';
  const ranked = top === undefined ? '' : `前${top}名`;
  const compared = compareWith === undefined ? '' : `跟${daysText(compareWith)}比`;
  const shape = `${grouped}${ordered}${ranked}${compared}`;
  const asks = query.wantList ? '有哪些' : shape === '' ? '多少' : '';
  return `${figureOf(query, today, names, people)}${shape === '' ? '' : `，${shape}`}${asks}`;
}

/** What calls and work are about stands right before them: 预约未完成电话任务. */
const NEXT_TO_NAME: readonly FilterKey[] = ['purpose', 'workKind'];

/** Period, filters and names of the figures. */
function figureOf(query: Query, today: Day, names: Names, people: Names): string {
  const { filters } = query;
  const metric = metricOf(query.metric);
  const now = metric.defaultPeriod === 'month' ? '现在' : '';
  const period = query.period === undefined ? now : periodText(query.period, today);
  const values = (Object.entries(filters) as [FilterKey, string[]][])
    .toSorted(([a], [b]) => Number(NEXT_TO_NAME.includes(a)) - Number(NEXT_TO_NAME.includes(b)) || (a < b ? 1 : -1))
    .map(([name, each]) => filterText(name, each, names, people))
    .join('');
  const isArrived = metric.defaultPeriod === 'none' && metric.rows === 'ticket' && query.period !== undefined;
  const isNarrowed = metric.kinds === undefined && filters.kind?.length === 2;
  // 抱怨 is its own word for the figure.
  const isGrumbles = query.metric === 'complaintsReceived' && filters.kind?.length === 1;
  const others = (query.also ?? []).map((key) => `、${metricOf(key).name}`).join('');
  const name = isGrumbles ? '' : metricName(query.metric, filters);
  return `${period}${isArrived ? '收到的' : ''}${values}${name}${isNarrowed ? '的投诉' : ''}${others}`;
}

function filterText(name: FilterKey, values: string[], names: Names, people: Names): string {
  const label = (value: string) => valueLabel(name, value, names, people);
  if (name === 'kind' && values.length === 2) return '';
  if (name === 'department') return departmentsLabel(values, names);
  if (name === 'status') return statusesLabel(values);
  if (name === 'demand') return demandsLabel(values);
  // 抱怨 alone is the kind.
  if (name === 'severity') return values.map((value) => (value === 'P3' ? 'P3级' : label(value))).join('、');
  if (name === 'category') return values.map((value) => `${label(value)}类`).join('、');
  // ID.4 and 7DC would grow together.
  const separator = name === 'series' || name === 'plate' ? '的' : '';
  return [...new Set(values.map(label))].join('、') + separator;
}

/** Like `periodLabel`, but always with the year in a range, so that it is read back alike whatever today is. */
function periodText(period: Period, today: Day): string {
  const label = periodLabel(period, today);
  return label.includes('日') ? daysText(period) : label;
}

function daysText({ from, to }: Period): string {
  const full = (day: Day) => `${splitDay(day)[0]}年${shortDay(day)}`;
  return from === to ? full(from) : `${full(from)}到${full(to)}`;
}
