import { Prisma } from '../../database/generated/client.ts';
import * as sql from '../fragments.ts';
import { BY_TIME, type Metric } from './metric.ts';

const callFigure = {
  rows: 'callTask',
  unit: '条',
  filters: ['department', 'assignee', 'purpose', 'series', 'plate'],
  groupings: ['department', 'assignee', 'purpose', 'series', 'vehicle', ...BY_TIME],
  visibleTo: 'ownDepartment',
} as const satisfies Partial<Metric>;

/** Owners who asked for an appointment; what they withdrew again is none. */
const booking = {
  ...callFigure,
  datedBy: '按车主提出日期',
  defaultPeriod: 'month',
  belongs: (period) =>
    Prisma.sql`k.purpose = 'booking' AND k.status <> 'cancelled' AND ${sql.within(sql.column('k.created_at'), period)}`,
  day: () => sql.dayOf(sql.column('k.created_at')),
  filters: ['department', 'assignee', 'series', 'plate'],
  groupings: ['department', 'assignee', 'series', 'vehicle', ...BY_TIME],
} as const satisfies Partial<Metric>;

/** Finished in the period. */
const doneIn: Metric['belongs'] = (period) =>
  Prisma.sql`k.status = 'done' AND ${sql.within(sql.column('k.done_at'), period)}`;

export const CALL_METRICS = {
  bookings: {
    ...booking,
    name: '预约',
    definition: '车主提出的预约，已取消的不计',
    shape: 'count',
    higherIs: 'better',
  },
  bookingAcceptance: {
    ...booking,
    name: '预约受理率',
    definition: '车主提出的预约中，已联系上车主落实的占比（未打过电话且未过应办日期的不计）',
    shape: 'share',
    unit: '%',
    // Each try that reaches nobody moves the day on: it counts from the first one.
    counts: ({ today }) => Prisma.sql`(k.status = 'done' OR k.attempts > 0 OR k.due_on < ${today}::date)`,
    // A call also ends with a wrong number.
    hits: () => Prisma.sql`(k.status = 'done' AND coalesce(k.outcome, '') IN ('reached', 'booked'))`,
    aside: '未到期',
    higherIs: 'better',
    missedName: '未受理',
    target: ({ targets }) => ({ atLeast: targets.bookingPercent / 100 }),
  },
  callTasksOpen: {
    ...callFigure,
    name: '未完成电话任务',
    definition: '还没完成的电话任务；时段含今天时，连同之前没打完的',
    datedBy: '按应打日期',
    shape: 'count',
    defaultPeriod: 'none',
    looksAhead: true,
    belongs: (period, { today }) =>
      Prisma.sql`k.status = 'open' AND ${sql.withinDays(
        sql.column('k.due_on'),
        // What was not done yesterday is still to be done today.
        period !== undefined && period.from <= today && today <= period.to
          ? { from: '1900-01-01', to: period.to }
          : period,
      )}`,
    groupings: ['department', 'assignee', 'purpose', 'series', 'vehicle'],
    higherIs: 'worse',
  },
  callsDone: {
    ...callFigure,
    name: '完成电话',
    definition: '已完成的电话任务',
    datedBy: '按完成日期',
    shape: 'count',
    defaultPeriod: 'month',
    belongs: doneIn,
    day: () => sql.dayOf(sql.column('k.done_at')),
    higherIs: 'neutral',
  },
  callReachRate: {
    ...callFigure,
    name: '电话接通率',
    definition: '登记了结果的已完成电话任务中，联系上车主的占比',
    datedBy: '按完成日期',
    shape: 'share',
    unit: '%',
    defaultPeriod: 'month',
    belongs: (period, moment) => Prisma.sql`k.outcome IS NOT NULL AND ${doneIn(period, moment)}`,
    hits: () => Prisma.sql`k.outcome IN ('reached', 'booked')`,
    day: () => sql.dayOf(sql.column('k.done_at')),
    higherIs: 'better',
    missedName: '未接通',
  },
} as const satisfies Record<string, Metric>;
