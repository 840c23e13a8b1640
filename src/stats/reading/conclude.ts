import type { PeriodReading } from './comparison.ts';
import { metricOf, type MetricKey } from '../metrics.ts';
import { nearestThatFit, thatFits } from './nearest-that-fit.ts';
import { defaultPeriod, type Draft, finish } from './query.ts';
import type { QuestionOptions, Reading } from './question.ts';
import type { Query } from '../types.ts';

/** At least this share of a text must have been understood for the rest to be worth asking about. */
const MAX_UNREAD = 12;

/** Everything that the readers found in a question. */
export interface Findings {
  normal: string;
  draft: Draft;
  compared: PeriodReading;
  unread: string[];
  /** What was not understood is one short word that stands where no condition stands. */
  isLoose: boolean;
  isUnclearLimit: boolean;
}

/** What the findings come to: a query, a doubt, or nothing that can be read. */
export function conclude(findings: Findings, options: QuestionOptions): Reading {
  const { draft, compared, unread, isLoose, isUnclearLimit } = findings;
  const { keys, filters } = draft;
  const hasSlot =
    Object.keys(filters).length > 0 ||
    draft.period !== undefined ||
    draft.groupBy !== undefined ||
    draft.isTrend ||
    draft.ranks !== undefined ||
    draft.wantList ||
    draft.clearsDepartment ||
    draft.isNow;
  const either = (keys.length > 0 ? NO_FIGURE : [...NO_FIGURE, ...EITHER]).find(([words]) =>
    words.test(findings.normal),
  )?.[1];
  if (either !== undefined && options.previous === undefined)
    return {
      kind: 'doubtful',
      doubt: { what: 'metric' },
      options: either.map((key) => simpleQuery(key, draft, options)),
    };
  if (keys.length === 0 && !hasSlot && !isUnclearLimit) return { kind: 'unreadable' };
  const finished = finish(draft, options);
  const query = finished.query;
  const pick = (...others: MetricKey[]) => others.map((key) => simpleQuery(key, draft, options));

  if (isUnclearLimit) {
    return { kind: 'doubtful', doubt: { what: 'limit' }, options: pick('trackOnTimeRate', 'verifyOnTimeRate') };
  }
  if (compared.isUnclear) {
    return {
      kind: 'doubtful',
      doubt: { what: 'periods' },
      options: query === undefined ? pick('complaintsReceived', 'open') : [thatFits(query)],
    };
  }
  if (unread.length > 0) {
    const isMostlyUnread = unread.join('').length > MAX_UNREAD;
    if (keys.length === 0 && (isMostlyUnread || query === undefined)) return { kind: 'unreadable' };
    const nearest =
      query === undefined
        ? pick('complaintsReceived', 'open')
        : [thatFits(query), ...pick(query.metric === 'open' ? 'overdue' : 'open')];
    const loose = isLoose && query !== undefined && finished.doubt === undefined ? { isLoose: true as const } : {};
    const partial = query === undefined ? {} : { partial: query };
    return { kind: 'doubtful', doubt: { what: 'words', words: unread }, options: nearest, ...partial, ...loose };
  }
  if (query === undefined)
    return { kind: 'doubtful', doubt: { what: 'metric' }, options: pick('complaintsReceived', 'open') };
  if (finished.doubt !== undefined) {
    return { kind: 'doubtful', doubt: finished.doubt, options: nearestThatFit(query, options.today) };
  }
  const other = compared.or === undefined ? undefined : finish({ ...draft, period: compared.or }, options).query;
  const others = other === undefined ? {} : { others: [other] };
  return { kind: 'query', query, isFollowUp: finished.isFollowUp, ...others };
}

/** Asked for often, and answered by none: what comes next to it is offered. */
const NO_FIGURE: readonly (readonly [RegExp, readonly MetricKey[]])[] = [
  [
    /预约(?:的|单|后|了|客户)*(?:到店|进店|来店|到厂|进厂|履约|爽约|失约|取消)率/,
    ['reminderArrivalRate', 'bookingAcceptance'],
  ],
];

/** Words that may mean one figure or another. */
const EITHER: readonly (readonly [RegExp, readonly MetricKey[]])[] = [
  [/(?:返|回)(?:厂|店|站)率/, ['firstMaintenanceReturnRate', 'reminderArrivalRate']],
  [/首保/, ['firstMaintenanceReturnRate', 'remindersDue']],
  [/保养/, ['visits', 'remindersDue']],
  [/(?:平均|最长|最久).*(?:用时|时长|时间|多久|几天)/, ['timeToResolve', 'timeToClose']],
];

/** One of the nearest questions to offer: a plain figure with what was understood of filters and period. */
function simpleQuery(metric: MetricKey, draft: Draft, { today }: QuestionOptions): Query {
  const definition = metricOf(metric);
  const filters = Object.fromEntries(
    Object.entries(draft.filters).filter(([key]) => definition.filters.some((allowed) => allowed === key)),
  );
  const period = draft.period ?? defaultPeriod(definition, today);
  return {
    metric,
    filters,
    ...(period === undefined || definition.defaultPeriod === 'none' ? {} : { period }),
    wantList: false,
  };
}
