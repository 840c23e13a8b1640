import { Prisma } from '../../database/generated/client.ts';
import * as sql from '../fragments.ts';
import { BY_TIME, type Metric } from './metric.ts';

const workFigure = {
  shape: 'count',
  unit: '件',
  filters: ['department', 'assignee', 'workKind'],
  visibleTo: 'ownDepartment',
} as const satisfies Partial<Metric>;

/** What people do, whatever it is: tickets, calls and follow-ups. */
export const WORK_METRICS = {
  handled: {
    ...workFigure,
    name: '工作量',
    definition: '处理完毕的工单、完成的电话和登记的回访',
    datedBy: '按完成日期',
    defaultPeriod: 'month',
    rows: 'handled',
    belongs: (period) => sql.within(sql.column('h.at'), period),
    day: () => sql.dayOf(sql.column('h.at')),
    groupings: ['department', 'assignee', 'workKind', ...BY_TIME],
    higherIs: 'better',
  },
  workload: {
    ...workFigure,
    name: '在手工作',
    definition: '有责任人、还没办完的工单、电话和到期回访',
    datedBy: '按受理或应办日期',
    defaultPeriod: 'none',
    rows: 'workload',
    belongs: (period, { today }) =>
      Prisma.sql`(h.work_kind <> 'followUp' OR h.day <= ${today}::date) AND ${sql.withinDays(sql.column('h.day'), period)}`,
    groupings: ['department', 'assignee', 'workKind'],
    higherIs: 'worse',
  },
} as const satisfies Record<string, Metric>;
