import { Prisma } from '../../database/generated/client.ts';
import * as sql from '../fragments.ts';
import { type Metric, ofCustomerCare, ticketFigure } from './metric.ts';

const duration = {
  ...ticketFigure,
  shape: 'duration',
  unit: '分钟',
  defaultPeriod: 'month',
  higherIs: 'worse',
} as const satisfies Partial<Metric>;

/** One round of a clock, from its start to its stop: the same rounds, dated alike, as its on-time rate. */
function clockTime(name: 'route' | 'track' | 'resolve' | 'verify', label: string, from: string, to: string) {
  return {
    ...duration,
    rows: 'clock',
    name: label,
    definition: `从${from}到${to}的时间，按自然时间计，含暂停（未完成的不计）`,
    datedBy: '按计时开始日期',
    belongs: (period) => Prisma.sql`c.name = ${name} AND ${sql.within(sql.column('c.started_at'), period)}`,
    counts: () => Prisma.sql`c.stopped_at IS NOT NULL`,
    measure: sql.minutesBetween(sql.column('c.started_at'), sql.column('c.stopped_at')),
    aside: '未完成',
    day: () => sql.dayOf(sql.column('c.started_at')),
  } as const satisfies Metric;
}

/** How long things took: wall-clock minutes, median first. A reopened ticket counts each round by itself. */
export const TIME_METRICS = {
  timeToRoute: clockTime('route', '派单用时', '受理或转派', '责任部门签收'),
  timeToAcknowledge: {
    ...duration,
    name: '签收用时',
    definition: '从派到部门到有人签收的时间，按自然时间计（未签收的不计）',
    datedBy: '按收到日期',
    belongs: (period) => Prisma.sql`t.routed_at IS NOT NULL AND ${sql.withinDays(sql.column('t.opened_on'), period)}`,
    counts: () => Prisma.sql`t.acknowledged_at IS NOT NULL`,
    measure: sql.minutesBetween(sql.column('t.routed_at'), sql.column('t.acknowledged_at')),
    aside: '未签收',
    day: () => sql.column('t.opened_on'),
  },
  timeToTrack: clockTime('track', '首次跟进用时', '受理或重开', '首次跟进'),
  timeToResolve: clockTime('resolve', '处理用时', '受理或重开', '处理完毕'),
  timeToVerify: { ...clockTime('verify', '回访确认用时', '处理完毕', '客户关爱部回访确认'), ...ofCustomerCare },
  timeToClose: {
    ...duration,
    name: '关闭用时',
    definition: '从收到到回访确认后关闭的时间，按自然时间计',
    datedBy: '按关闭日期',
    belongs: (period) => Prisma.sql`t.status = 'closed' AND ${sql.within(sql.column('t.closed_at'), period)}`,
    measure: sql.minutesBetween(sql.column('t.opened_at'), sql.column('t.closed_at')),
    day: () => sql.dayOf(sql.column('t.closed_at')),
  },
} as const satisfies Record<string, Metric>;
