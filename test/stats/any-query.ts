import { addDays, type Day } from '../../src/calendar.ts';
import { METRIC_KEYS, metricOf, type MetricKey } from '../../src/stats/metrics.ts';
import { monthOf, previousPeriod, quarterOf, shiftMonths, weekOf, yearPeriod } from '../../src/stats/periods.ts';
import type { FilterKey, Filters, Period, Query } from '../../src/stats/types.ts';
import { FOLLOW_UP_ROUNDS, isByTime, VISIT_TYPES, WORK_KINDS } from '../../src/stats/types.ts';
import { CATEGORY_KEYS, DEMAND_KEYS, DEPARTMENT_KEYS, SEVERITY_KEYS } from '../../src/understanding/taxonomy.ts';
import * as fc from '../support/property.ts';
import { PEOPLE, SERIES } from './question-lines.ts';

const sorted = <T>(values: readonly T[]): T[] => values.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1, maxLength: 3 }).map(sorted);

/** What each filter may hold. The kinds are those that questions name. */
const VALUES: Readonly<Record<FilterKey, fc.Arbitrary<string[]>>> = {
  department: some(DEPARTMENT_KEYS),
  severity: some(SEVERITY_KEYS),
  category: some(CATEGORY_KEYS),
  kind: fc.constantFrom(['complaint', 'grumble'], ['grumble'], ['rescue']),
  status: fc.constantFrom(
    ['triage'],
    ['routed'],
    ['acknowledged'],
    ['resolved'],
    ['acknowledged', 'tracking'],
    ['acknowledged', 'routed', 'triage'],
  ),
  source: some(['chat', 'hotline', 'followUp', 'manufacturer', 'staff']),
  demand: some(DEMAND_KEYS),
  reminderKind: some(['firstMaintenance', 'regularMaintenance', 'insuranceRenewal', 'annualInspection', 'birthday']),
  channel: fc.constantFrom(['sms'], ['kf'], ['groupSend']),
  assignee: some(PEOPLE.map(({ userId }) => userId)),
  series: some(SERIES),
  plate: fc.constantFrom(['沪A12345'], ['京AD12345']),
  visitType: some(VISIT_TYPES),
  round: some(FOLLOW_UP_ROUNDS),
  purpose: fc.constantFrom(['booking'], ['followUp'], ['reminder'], ['verification'], ['callback']),
  workKind: some(WORK_KINDS),
};

function periods(today: Day): fc.Arbitrary<Period> {
  const day = fc.integer({ min: -400, max: 0 }).map((offset) => addDays(today, offset));
  return fc.oneof(
    day.map((from) => ({ from, to: from })),
    day.map((each) => weekOf(each)),
    day.map((each) => monthOf(each)),
    day.map((each) => quarterOf(each)),
    fc.constant(yearPeriod(Number(today.slice(0, 4)))),
    fc.tuple(day, fc.integer({ min: 1, max: 60 })).map(([from, days]) => ({ from, to: addDays(from, days) })),
  );
}

const plain = (metric: MetricKey): Query => ({ metric, filters: {}, wantList: false });

/** Any query that a question can ask for. */
export function anyQuery(today: Day, keys: readonly MetricKey[] = METRIC_KEYS): fc.Arbitrary<Query> {
  return fc.constantFrom(...keys).chain((metric) => {
    const { filters, groupings, defaultPeriod, rows, asideIf, kinds } = metricOf(metric);
    const isState = defaultPeriod === 'none';
    const hasNow = isState || (rows === 'ticket' && asideIf !== undefined);
    return fc
      .record({
        names: fc.subarray([...filters], { maxLength: 2 }),
        values: fc.record(VALUES),
        period: hasNow ? fc.option(periods(today), { nil: undefined }) : periods(today),
        // Cars by car are a list.
        groupBy: fc.option(fc.constantFrom(...groupings.filter((each) => rows !== 'vehicle' || each !== 'vehicle')), {
          nil: undefined,
        }),
        order: fc.option(fc.constantFrom<'asc' | 'desc'>('asc', 'desc'), { nil: undefined }),
        top: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        comparison: fc.constantFrom('none', 'previous', 'lastYear'),
        wantList: fc.boolean(),
      })
      .map(({ names, values, period, groupBy, order, top, comparison, wantList }) => {
        const chosen: Filters = Object.fromEntries(names.map((name) => [name, values[name]]));
        // 投诉 holds both already; 抱怨 is a figure of its own word.
        if (kinds !== undefined && metric !== 'complaintsReceived') delete chosen.kind;
        if (metric === 'complaintsReceived' && chosen.kind?.length !== 1) delete chosen.kind;
        if (chosen.kind?.[0] === 'rescue' && kinds !== undefined) delete chosen.kind;
        // Tickets that are complaints are 投诉.
        if (metric === 'ticketsReceived' && chosen.kind?.length === 2) delete chosen.kind;
        // A status says that work is open.
        if (metric !== 'open') delete chosen.status;
        // What is open as of today is what is open now.
        if (isState && period?.from === today && period.to === today) return plain(metric);
        const isRanked = groupBy !== undefined && !isByTime(groupBy) && order !== undefined;
        const isCompared = period !== undefined && !isState && comparison !== 'none';
        const other = comparison === 'previous' ? previousPeriod : (base: Period) => shiftMonths(base, -12);
        return {
          metric,
          filters: chosen,
          ...(groupBy === undefined ? {} : { groupBy }),
          ...(period === undefined ? {} : { period }),
          ...(isCompared ? { compareWith: other(period) } : {}),
          ...(isRanked ? { order } : {}),
          ...(isRanked && top !== undefined ? { top } : {}),
          wantList: wantList && groupBy === undefined && !isCompared,
        };
      });
  });
}
