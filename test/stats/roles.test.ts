import { describe, expect, test } from 'vitest';
import { METRIC_KEYS, type MetricKey, metricOf } from '../../src/stats/index.ts';
import { narrow } from '../../src/stats/answers/narrow.ts';
import type { Query, Viewer } from '../../src/stats/types.ts';

const person = (role: string, departmentKey: string): Viewer => ({
  userId: 'Somebody',
  name: '某人',
  role,
  departmentKey,
});
const NAMES = { parts: '配件', sales: '销售', customerCare: '客户关爱' };

const VIEWERS = {
  generalManager: person('generalManager', 'management'),
  director: person('director', 'customerCare'),
  headOfParts: person('departmentHead', 'parts'),
  headOfCare: person('departmentHead', 'customerCare'),
  careSpecialist: person('careSpecialist', 'customerCare'),
  serviceAdvisor: person('serviceAdvisor', 'serviceReception'),
  staff: person('staff', 'workshop'),
  dataClerk: person('dataClerk', 'sales'),
  clerkOfCare: person('dataClerk', 'customerCare'),
} as const;

/** What each sees: the whole store, their department, what is in their own name; - nothing. */
type Sees = 'all' | 'department' | 'own' | '-';

/** Kinds of figures by whose work they are. Every metric of the catalogue stands in just one. */
const OF_DEPARTMENTS: readonly MetricKey[] = [
  'complaintsReceived',
  'ticketsReceived',
  'open',
  'nearlyOverdue',
  'overdue',
  'closed',
  'resolved',
  'reopened',
  'closureRate',
  'routeOnTimeRate',
  'trackOnTimeRate',
  'resolveOnTimeRate',
  'satisfaction',
  'firstSatisfaction',
  'timeToRoute',
  'timeToAcknowledge',
  'timeToTrack',
  'timeToResolve',
  'timeToClose',
  'repeatComplaints',
  'rectificationsOpened',
  'rectificationsOpen',
  'bookings',
  'bookingAcceptance',
  'callTasksOpen',
  'callsDone',
  'callReachRate',
  'handled',
  'workload',
];
const FOLLOW_UPS = METRIC_KEYS.filter((key) => /^followUp|^fixedFirstTime/.test(key));
/** The verdict is customer care's to ask for, and nobody's own: as with what is about owners. */
const OF_CUSTOMER_CARE: readonly MetricKey[] = ['verifyOnTimeRate', 'timeToVerify'];
const ABOUT_OWNERS = METRIC_KEYS.filter((key) =>
  ['reminder', 'dueDate', 'vehicle', 'sale', 'visit'].includes(metricOf(key).rows),
);

const MATRIX: Record<keyof typeof VIEWERS, { work: Sees; followUps: Sees; verdicts: Sees; owners: Sees }> = {
  generalManager: { work: 'all', followUps: 'all', verdicts: 'all', owners: 'all' },
  director: { work: 'all', followUps: 'all', verdicts: 'all', owners: 'all' },
  headOfParts: { work: 'department', followUps: '-', verdicts: '-', owners: '-' },
  headOfCare: { work: 'department', followUps: 'all', verdicts: 'all', owners: 'all' },
  careSpecialist: { work: 'own', followUps: 'own', verdicts: 'all', owners: 'all' },
  serviceAdvisor: { work: 'own', followUps: 'own', verdicts: '-', owners: 'own' },
  staff: { work: 'own', followUps: 'own', verdicts: '-', owners: 'own' },
  dataClerk: { work: 'own', followUps: 'own', verdicts: '-', owners: '-' },
  clerkOfCare: { work: 'own', followUps: 'own', verdicts: '-', owners: '-' },
};

const query = (metric: MetricKey, more: Partial<Query> = {}): Query => ({
  metric,
  filters: {},
  wantList: false,
  ...more,
});

function seen(viewer: Viewer, asked: Query): Sees {
  const scope = narrow(asked, viewer, { names: NAMES });
  if (scope.refusal !== undefined) return '-';
  const { department, assignee } = scope.query.filters;
  if (JSON.stringify(assignee) === '["somebody"]' && scope.isOwnWork === true) return 'own';
  if (JSON.stringify(department) === JSON.stringify([viewer.departmentKey]) && scope.ownDepartment !== undefined)
    return 'department';
  expect(scope.query).toEqual(asked);
  return 'all';
}

test('every figure is the work of departments, a follow-up, or about owners', () => {
  expect([...OF_DEPARTMENTS, ...FOLLOW_UPS, ...OF_CUSTOMER_CARE, ...ABOUT_OWNERS].toSorted()).toEqual(
    [...METRIC_KEYS].toSorted(),
  );
});

describe.each(Object.keys(VIEWERS) as (keyof typeof VIEWERS)[])('%s', (who) => {
  const viewer = VIEWERS[who];
  const { work, followUps, verdicts, owners } = MATRIX[who];
  test.each([
    ['work', work, OF_DEPARTMENTS],
    ['follow-ups', followUps, FOLLOW_UPS],
    ['verdicts', verdicts, OF_CUSTOMER_CARE],
    ['owners', owners, ABOUT_OWNERS],
  ] as const)('%s: sees %s', (_kind, sees, metrics) => {
    expect(Object.fromEntries(metrics.map((metric) => [metric, seen(viewer, query(metric))]))).toEqual(
      Object.fromEntries(metrics.map((metric) => [metric, sees])),
    );
  });
});

describe('what is asked beyond that', () => {
  const { headOfParts, careSpecialist, staff } = VIEWERS;

  test('a second figure in the same question opens nothing either', () => {
    expect(seen(headOfParts, query('complaintsReceived', { also: ['renewalRate'] }))).toBe('-');
    expect(seen(careSpecialist, query('renewalRate', { also: ['open'] }))).toBe('-');
  });

  test('another department, another person and everybody are refused or cut down to the own part', () => {
    expect(seen(headOfParts, query('open', { filters: { department: ['sales'] } }))).toBe('-');
    expect(seen(headOfParts, query('open', { filters: { department: ['sales', 'parts'] } }))).toBe('department');
    expect(seen(staff, query('open', { filters: { assignee: ['other'] } }))).toBe('-');
    expect(seen(staff, query('open', { filters: { assignee: ['other', 'SOMEBODY'] } }))).toBe('own');
    expect(seen(staff, query('open', { filters: { department: ['sales'] } }))).toBe('-');
  });

  test('a head who asks for people of other departments alone is refused, not told zero', () => {
    const PEOPLE = { Colleague: 'parts', other: 'sales' };
    const asked = (...assignee: string[]) =>
      narrow(query('handled', { filters: { assignee } }), headOfParts, {
        names: NAMES,
        departmentOf: (id) => PEOPLE[id as 'other'],
      });
    expect(asked('other').refusal).toBe(
      '抱歉，您只能查看本部门（配件）的数据，其他部门同事的数据请向客户关爱总监了解。',
    );
    expect([asked('Colleague').refusal, asked('other', 'Colleague').refusal]).toEqual([undefined, undefined]);
    // Whoever left the house is of no department any more.
    expect(asked('gone').refusal).toBeUndefined();
  });

  test('a ranking of departments or people shrinks to the one that is left', () => {
    const ranking = { order: 'desc', top: 1 } as const;
    const left = (viewer: Viewer, groupBy: 'department' | 'assignee') =>
      narrow(query('open', { ...ranking, groupBy }), viewer, { names: NAMES }).query.groupBy;
    expect([left(headOfParts, 'department'), left(headOfParts, 'assignee')]).toEqual([undefined, 'assignee']);
    expect([left(staff, 'department'), left(staff, 'assignee')]).toEqual([undefined, undefined]);
  });

  test('a head without a department is told so, somebody without one sees their own work', () => {
    expect(seen(person('departmentHead', ''), query('open'))).toBe('-');
    expect(seen(person('staff', ''), query('open'))).toBe('own');
  });

  test('an unknown role sees the least', () => {
    expect(seen(person('something', 'parts'), query('open'))).toBe('own');
    expect(seen(person('something', 'parts'), query('vehicles'))).toBe('-');
  });
});
