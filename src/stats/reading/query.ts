import { addDays, type Day, daysBetween } from '../../calendar.ts';
import { type Metric, metricOf, type MetricKey } from '../metrics.ts';
import { mondayOf, monthOf, yearPeriod } from '../periods.ts';
import type { Doubt, QuestionOptions } from './question.ts';
import type { Filters, Grouping, Period, Query } from '../types.ts';

/** What the readers found, before it is put together. */
export interface Draft {
  keys: MetricKey[];
  isAboutComplaints: boolean;
  filters: Filters;
  clearsDepartment: boolean;
  isNow: boolean;
  /** 多少, 几个: a filter alone is a question then. */
  asksHowMany: boolean;
  /** 今天收到的待处理: the period is about arrival, although the figure is a state. */
  saysArrived: boolean;
  saysToday: boolean;
  period: Period | undefined;
  compareWith: Period | undefined;
  groupBy?: Grouping;
  isTrend: boolean;
  ranks?: 'most' | 'least' | 'worst' | 'best';
  top?: number;
  wantList: boolean;
  /** 那…呢: joins on to the question before. */
  isTail: boolean;
  /** 应该回访多少, 接通率: as short as one goes on from a question. */
  isFragment: boolean;
}

export interface Finished {
  query: Query | undefined;
  isFollowUp: boolean;
  doubt?: Doubt;
}

/** The period of a figure whose question names none. */
export function defaultPeriod(metric: Metric, today: Day): Period | undefined {
  return metric.defaultPeriod === 'none' ? undefined : monthOf(today);
}

/** Puts the findings together, with the question before where this one has no figure of its own. */
export function finish(draft: Draft, { today, previous }: QuestionOptions): Finished {
  const key = stateMetric(draft) ?? draft.keys[0] ?? impliedMetric(draft);
  const joins = previous !== undefined && (key === undefined || isBareTail(draft) || isOfSame(draft, previous));
  // 没签收的有几个 is a question of its own, also after another one.
  const isOwn =
    draft.keys.length === 0 && key !== undefined && (draft.filters.status !== undefined || previous === undefined);
  if (previous !== undefined && (joins || (draft.keys.length === 0 && !isOwn))) return followUp(draft, previous, today);
  if (key === undefined) return { query: undefined, isFollowUp: false };
  return { ...buildQuery(draft, key, draft.filters, today), isFollowUp: false };
}

/** 还没签收的工单 asks for open work in that state, not for what came in this month. */
function stateMetric({ keys, filters }: Draft): MetricKey | undefined {
  const [key, ...others] = keys;
  if (filters.status === undefined || others.length > 0) return undefined;
  return key === 'ticketsReceived' || key === 'complaintsReceived' ? 'open' : undefined;
}

function impliedMetric({ filters, groupBy, ranks, asksHowMany, wantList }: Draft): MetricKey | undefined {
  // 哪类问题最多: of what came in.
  if (groupBy === 'category' && ranks !== undefined) return 'complaintsReceived';
  if (filters.status !== undefined) return 'open';
  if (filters.kind !== undefined) return filters.kind.includes('rescue') ? 'ticketsReceived' : 'complaintsReceived';
  // P0多少, 重大的有哪些
  const isNarrowed = [filters.severity, filters.category, filters.demand].some((values) => values !== undefined);
  return isNarrowed && (asksHowMany || wantList) ? 'complaintsReceived' : undefined;
}

/** 那关闭率呢: another figure for the same filters and period. */
function isBareTail(draft: Draft): boolean {
  return draft.isTail && draft.keys.length > 0 && draft.period === undefined && !draft.isNow;
}

/** 没回访的列出来, 应该回访多少 after a figure of follow-ups: those of that question. */
function isOfSame({ keys, wantList, isFragment, isNow, period, filters }: Draft, previous: Query): boolean {
  const [key] = keys;
  const rows = familyOf(previous.metric);
  if (key === undefined || period !== undefined || isNow || Object.keys(filters).length > 0) return false;
  if (!wantList && (!isFragment || key === previous.metric)) return false;
  return rows !== 'ticket' && rows !== 'clock' && familyOf(key) === rows;
}

/** Reminders sent and what they led to are one matter. */
const familyOf = (key: MetricKey) => (metricOf(key).rows === 'dueDate' ? 'reminder' : metricOf(key).rows);

function followUp(draft: Draft, previous: Query, today: Day): Finished {
  const key = draft.keys[0] ?? previous.metric;
  const metric = metricOf(key);
  const filters: Filters = { ...previous.filters, ...draft.filters };
  if (draft.clearsDepartment || draft.groupBy === 'department') delete filters.department;
  if (draft.clearsDepartment && draft.filters.assignee === undefined) delete filters.assignee;
  for (const name of Object.keys(filters) as (keyof Filters)[]) {
    if (!metric.filters.includes(name) && draft.filters[name] === undefined) delete filters[name];
  }
  const narrowsGroup = draft.filters.department?.length === 1 && previous.groupBy === 'department';
  const keepsGroup =
    !draft.wantList && !narrowsGroup && previous.groupBy !== undefined && metric.groupings.includes(previous.groupBy);
  const groupBy = draft.groupBy ?? (keepsGroup ? previous.groupBy : undefined);
  const keepsOrder = draft.groupBy === undefined && keepsGroup && draft.ranks === undefined;
  const isNewPeriod = draft.period !== undefined && draft.compareWith === undefined;
  const merged: Draft = {
    ...draft,
    keys: [key, ...(draft.keys.length > 0 ? draft.keys.slice(1) : draft.wantList ? [] : (previous.also ?? []))],
    period: draft.period ?? (draft.isNow ? undefined : previous.period),
    compareWith: draft.compareWith ?? (isNewPeriod || draft.wantList ? undefined : previous.compareWith),
    wantList:
      draft.wantList ||
      (previous.wantList && draft.groupBy === undefined && draft.keys.length === 0 && draft.compareWith === undefined),
    saysArrived: true,
    isNow: draft.isNow || (previous.period === undefined && draft.period === undefined),
  };
  if (groupBy === undefined) delete merged.groupBy;
  else merged.groupBy = groupBy;
  const built = buildQuery(merged, key, filters, today);
  if (keepsOrder && built.query.groupBy !== undefined) {
    if (previous.order !== undefined) built.query.order = previous.order;
    if (previous.top !== undefined) built.query.top = previous.top;
  }
  return { ...built, isFollowUp: true };
}

/**
 * Makes a query of findings.
 *
 * @returns `doubt` when the figure does not go with what was found
 */
export function buildQuery(draft: Draft, key: MetricKey, given: Filters, today: Day): { query: Query; doubt?: Doubt } {
  const metric = metricOf(key);
  const filters = { ...given };
  const isAboutComplaints = draft.isAboutComplaints || (key === 'open' && draft.keys[0] === 'complaintsReceived');
  if (
    isAboutComplaints &&
    metric.kinds === undefined &&
    filters.kind === undefined &&
    metric.filters.includes('kind')
  ) {
    filters.kind = ['complaint', 'grumble'];
  }
  // 投诉和抱怨 is what the figure counts anyway.
  if (
    metric.kinds !== undefined &&
    filters.kind?.length === 1 &&
    filters.kind[0] === 'grumble' &&
    draft.keys.includes('complaintsReceived')
  ) {
    delete filters.kind;
  }
  // Only insurance is renewed.
  if ((key === 'renewals' || key === 'renewalRate') && String(filters.reminderKind) === 'insuranceRenewal')
    delete filters.reminderKind;
  // 哪些车流失了: the rows are cars already.
  const namesRows = draft.groupBy === 'vehicle' && metric.rows === 'vehicle' && draft.ranks === undefined;
  const groupBy = namesRows ? undefined : grouping(draft, metric);
  const also = draft.keys.slice(1, 4);
  const period = periodOf(draft, metric, groupBy, today);
  const order = draft.ranks === undefined || groupBy === undefined ? undefined : direction(draft.ranks, metric);
  const query: Query = {
    metric: key,
    ...(also.length === 0 ? {} : { also }),
    filters,
    ...(groupBy === undefined ? {} : { groupBy }),
    ...(period === undefined ? {} : { period }),
    ...(draft.compareWith === undefined || period === undefined ? {} : { compareWith: draft.compareWith }),
    ...(order === undefined ? {} : { order }),
    ...(order === undefined || draft.top === undefined ? {} : { top: draft.top }),
    wantList: draft.wantList || namesRows,
  };
  const doubt = doubtOf(query);
  return doubt === undefined ? { query } : { query, doubt };
}

/** What does not go with a query's figures; undefined: they can be told. */
export function doubtOf({ metric, also, filters, groupBy, order, compareWith }: Query): Doubt | undefined {
  const { name, defaultPeriod } = metricOf(metric);
  if (compareWith !== undefined && defaultPeriod === 'none') return { what: 'state', name };
  for (const each of [metric, ...(also ?? [])].map(metricOf)) {
    const filter = (Object.keys(filters) as (keyof Filters)[]).find((name) => !each.filters.includes(name));
    if (filter !== undefined) return { what: 'filter', name: filter };
  }
  const ungrouped = [metric, ...(also ?? [])].some(
    (each) => groupBy !== undefined && !metricOf(each).groupings.includes(groupBy),
  );
  if (groupBy === undefined || !ungrouped) return undefined;
  return { what: 'grouping', name: groupBy, ...(order === undefined ? {} : { isRanked: true }) };
}

/** The same words mean other columns elsewhere: 分类型 of visits, 按渠道 of reminders, 按顾问 where no adviser is noted. */
const OTHER_COLUMNS: Partial<Record<Grouping, readonly Grouping[]>> = {
  category: ['category', 'reminderKind', 'visitType', 'purpose', 'round', 'workKind'],
  source: ['source', 'channel'],
  advisor: ['advisor', 'assignee'],
  assignee: ['assignee', 'advisor'],
};

/** What such words mean beside a figure; where it has none of it, what they mean beside others of its rows. */
export function columnFor(groupBy: Grouping, { rows, groupings }: Metric): Grouping {
  const found = OTHER_COLUMNS[groupBy]?.find((each) => groupings.includes(each));
  const isOfMessages = rows === 'reminder' || rows === 'dueDate' || rows === 'followUp';
  return found ?? (groupBy === 'source' && isOfMessages ? 'channel' : groupBy);
}

function grouping(draft: Draft, metric: Metric): Grouping | undefined {
  const { groupBy } = draft;
  const has = (each: Grouping) => metric.groupings.includes(each);
  if (groupBy !== undefined) return columnFor(groupBy, metric);
  if (draft.isTrend)
    return draft.period !== undefined && daysBetween(draft.period.from, draft.period.to) > 92 ? 'month' : 'day';
  if (draft.ranks === undefined) return undefined;
  // Work is people's.
  return metric.rows === 'handled' || metric.rows === 'workload' ? 'assignee' : RANKED.find(has);
}

/** What is ranked where nobody says: 投诉前三, 回访得分排名, 进厂台次最多的. */
const RANKED = ['department', 'advisor', 'assignee', 'reminderKind', 'series'] as const;

function periodOf(draft: Draft, metric: Metric, groupBy: Grouping | undefined, today: Day): Period | undefined {
  const isState = metric.defaultPeriod === 'none';
  // 今天待处理有哪些 asks what is open today, not what came in today.
  if (isState && draft.saysToday && !draft.saysArrived && metric.looksAhead !== true) return undefined;
  if (draft.period !== undefined) return draft.period;
  // 超时和快超时的: both are told as of now.
  if (draft.keys[0] === 'overdue' && draft.keys.some((each) => metricOf(each).defaultPeriod === 'none'))
    return undefined;
  if (isState || (draft.isNow && metric.rows === 'ticket' && metric.asideIf !== undefined)) return undefined;
  if (groupBy === 'week') return { from: addDays(mondayOf(today), -49), to: addDays(mondayOf(today), 6) };
  if (groupBy === 'month' || groupBy === 'quarter') return yearPeriod(Number(today.slice(0, 4)));
  if (draft.isTrend && groupBy === 'day') return { from: addDays(today, -29), to: today };
  return defaultPeriod(metric, today);
}

function direction(ranks: NonNullable<Draft['ranks']>, metric: Metric): 'asc' | 'desc' {
  if (ranks === 'most') return 'desc';
  if (ranks === 'least') return 'asc';
  const isGoodHigh = metric.higherIs === 'better';
  return (ranks === 'best') === isGoodHigh ? 'desc' : 'asc';
}
