import { expect, test } from 'vitest';
import { type ReportKey, REPORT_KEYS, refusalFor, reportOf, reportsFor } from '../../src/reports/index.ts';
import { narrow } from '../../src/stats/answers/narrow.ts';
import type { MetricKey, Query } from '../../src/stats/index.ts';
import { STAFF_ROLES, type StaffRole } from '../../src/stores/index.ts';
import { DEPARTMENT_KEYS } from '../../src/understanding/taxonomy.ts';

const ROLES = Object.keys(STAFF_ROLES) as StaffRole[];
/** What the lists are of that no figure of the report counts. */
const LISTED: Partial<Record<ReportKey, MetricKey[]>> = { salesArchive: ['vehicles'] };

/** Names are in the words of a refusal alone. */
const NAMES = { names: {} } as unknown as Parameters<typeof narrow>[2];

/** Every question whose answer stands in a report. */
function questionsOf(key: ReportKey): Query[] {
  const { figures, groups, filters = {} } = reportOf(key);
  const ask = (metric: MetricKey, more: Partial<Query>): Query => ({ metric, filters, wantList: false, ...more });
  return [
    ...figures.map((spec) => ask(spec.metric, { filters: { ...filters, ...spec.filters } })),
    ...groups.flatMap((group) => group.metrics.map(({ metric }) => ask(metric, { groupBy: group.groupBy }))),
    ...(LISTED[key] ?? []).map((metric) => ask(metric, {})),
  ];
}

test('a report on demand tells nobody what the chat denies them', () => {
  for (const role of ROLES)
    for (const departmentKey of DEPARTMENT_KEYS) {
      const viewer = { userId: 'somebody', name: '某某', role, departmentKey };
      for (const key of reportsFor(viewer))
        for (const query of questionsOf(key)) {
          const { refusal, ownDepartment, isOwnWork, query: seen } = narrow(query, viewer, NAMES);
          const told = { key, role, departmentKey, refusal, ownDepartment, isOwnWork, filters: seen.filters };
          expect(told).toEqual({ key, role, departmentKey, filters: query.filters });
        }
    }
});

test('leaders may have every report, the head of customer care those of follow-ups, a care specialist the archive alone', () => {
  const of = (role: StaffRole, departmentKey = 'customerCare') => reportsFor({ role, departmentKey });
  expect(of('generalManager', 'sales')).toEqual(REPORT_KEYS);
  expect(of('director')).toEqual(REPORT_KEYS);
  expect(of('departmentHead')).toEqual([
    'sevenDayDaily',
    'threeDayDaily',
    'sevenDayWeekly',
    'threeDayWeekly',
    'sevenDayMonthly',
    'threeDayMonthly',
    'salesArchive',
    'serviceArchive',
  ]);
  expect(of('careSpecialist')).toEqual(['salesArchive', 'serviceArchive']);
  for (const [role, department] of [
    ['departmentHead', 'workshop'],
    ['serviceAdvisor', 'frontDesk'],
    ['dataClerk', 'customerCare'],
  ] as const)
    expect(of(role, department)).toEqual([]);
});

test('who may have some only is told which', () => {
  expect(refusalFor({ role: 'careSpecialist', departmentKey: 'customerCare' })).toContain(
    '《销售档案表》《维修档案表》',
  );
  expect(refusalFor({ role: 'departmentHead', departmentKey: 'workshop' })).toContain('本部门的数据');
});
