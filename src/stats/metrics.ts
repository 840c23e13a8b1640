import type { Day } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import type { MessageKind } from '../understanding/taxonomy.ts';
import * as sql from './fragments.ts';
import type { FilterKey, Grouping, Period } from './types.ts';

type Sql = Prisma.Sql;

/** What a metric's conditions may depend on. */
export interface Moment {
  now: Date;
  today: Day;
}

/** One figure, defined once. Everything that counts, words or checks a figure reads it here. */
export interface Metric {
  name: string;
  /** How people call it. Earlier entries of the catalogue win, so the more particular ones come first. */
  words: RegExp;
  /** What is counted, for the line under every answer. */
  definition: string;
  /** Which time puts a row into the period; absent for a state without one. */
  datedBy: string;
  shape: 'count' | 'share';
  /** `none`: a state as it is now, when the question names no period. */
  defaultPeriod: 'month' | 'none';
  /** The period may lie ahead (plans, due days). */
  looksAhead?: boolean;
  /** Kinds of tickets that count when the question names none; absent: every kind. */
  kinds?: readonly MessageKind[];
  rows: keyof typeof sql.ROWS;
  /** Which rows belong: to the period, or to the present state when there is none. */
  belongs: (period: Period | undefined, moment: Moment) => Sql;
  /** Shares: rows of the denominator; the others are counted as not decided yet. */
  counts?: (moment: Moment) => Sql;
  /** Shares: rows of the numerator. */
  hits?: (moment: Moment) => Sql;
  /** Counts: rows that are so at this very moment. */
  asideIf?: (moment: Moment) => Sql;
  aside?: string;
  /** The day of a row, for figures by day, week or month. */
  day?: Sql;
  filters: readonly FilterKey[];
  groupings: readonly Grouping[];
  /** managersAndCare: about owners, not about a department's work. */
  visibleTo: 'ownDepartment' | 'managersAndCare';
  higherIs: 'better' | 'worse' | 'neutral';
  /** What the list behind a share holds: the rows that count against it. */
  missedName?: string;
}

const TICKET_FILTERS = ['department', 'severity', 'category', 'kind', 'status', 'source'] as const;
const TICKET_GROUPS = ['department', 'severity', 'category', 'kind', 'status', 'source', 'assignee'] as const;
const BY_TIME = ['day', 'week', 'month'] as const;
const COMPLAINTS = ['complaint', 'grumble'] as const;

const RATE = '(?:的)?(?:及时率|准时率|达标率|按时率|按时完成率|完成率|及时性)';

const ticketFigure = {
  rows: 'ticket',
  filters: TICKET_FILTERS,
  groupings: [...TICKET_GROUPS, ...BY_TIME],
  visibleTo: 'ownDepartment',
} as const;

function onTimeRate(
  name: 'route' | 'track' | 'resolve' | 'verify',
  label: string,
  words: string,
  limit: string,
): Metric {
  return {
    ...ticketFigure,
    rows: 'clock',
    name: `${label}及时率`,
    words: new RegExp(words),
    definition: `${limit}时限内完成的占比（未到期的不计）`,
    datedBy: '按计时开始日期',
    shape: 'share',
    defaultPeriod: 'month',
    belongs: (period) => Prisma.sql`c.name = ${name} AND ${sql.within(sql.column('c.started_at'), period)}`,
    counts: ({ now }) => Prisma.sql`(c.stopped_at IS NOT NULL OR c.due_at < ${now})`,
    hits: ({ now }) => Prisma.sql`c.due_at >= coalesce(c.stopped_at, ${now})`,
    aside: '未到期',
    day: sql.dayOf(sql.column('c.started_at')),
    higherIs: 'better',
    missedName: `${label}超时`,
  };
}

export const METRICS = {
  closureRate: {
    ...ticketFigure,
    name: '关闭率',
    words: /(?:关闭|结案|封闭|闭环|办结|关单)(?:率|比例|占比)(?:得分|评分|分数)?|(?:关闭|结案|封闭)(?:得分|评分|分数)/,
    definition: '收到的投诉和抱怨中，已经回访确认并关闭的占比',
    datedBy: '按收到日期',
    shape: 'share',
    defaultPeriod: 'month',
    kinds: COMPLAINTS,
    belongs: (period) => sql.withinDays(sql.column('t.opened_on'), period),
    hits: () => Prisma.sql`t.status = 'closed'`,
    day: sql.column('t.opened_on'),
    higherIs: 'better',
    missedName: '未关闭',
  },
  routeOnTimeRate: onTimeRate(
    'route',
    '派单',
    `(?:2|两|二)(?:个)?小时(?:内)?(?:派单|分派|派发|派工)?${RATE}|(?:派单|分派|派发|派工)(?:${RATE}|及时)`,
    '派单',
  ),
  trackOnTimeRate: onTimeRate(
    'track',
    '跟进',
    `(?:(?:24|二十四)(?:个)?小时(?:内)?)?(?:跟进|跟踪|反馈)(?:${RATE}|及时)`,
    '首次跟进',
  ),
  resolveOnTimeRate: onTimeRate(
    'resolve',
    '处理',
    `(?:(?:3|三)(?:天|日)|72(?:个)?小时)(?:内)?(?:处理|解决|办理)?(?:完成|完)?${RATE}|(?:处理|解决|办理)(?:${RATE}|及时)`,
    '处理完毕',
  ),
  verifyOnTimeRate: onTimeRate(
    'verify',
    '回访确认',
    `(?:(?:24|二十四)(?:个)?小时(?:内)?)?(?:投诉)?(?:回访确认|回访验证|验证|确认|核实|投诉回访)(?:${RATE}|及时)`,
    '回访确认',
  ),
  callTasksOpen: {
    name: '未完成电话任务',
    words:
      /(?:未完成|没完成|待打|要打|该打|没打|待拨打?|未打|待办)?(?:的)?(?<!400|热线)(?:电话任务|呼叫任务|外呼任务|外呼|回电任务|电话待办|打电话|电话(?!号|投诉)(?:没打|未打)?)/,
    definition: '还没完成的电话任务；时段含今天时，连同之前没打完的',
    datedBy: '按应打日期',
    shape: 'count',
    defaultPeriod: 'none',
    looksAhead: true,
    rows: 'callTask',
    belongs: (period, { today }) =>
      Prisma.sql`k.status = 'open' AND ${sql.withinDays(
        sql.column('k.due_on'),
        // What was not done yesterday is still to be done today.
        period !== undefined && period.from <= today && today <= period.to
          ? { from: '1900-01-01', to: period.to }
          : period,
      )}`,
    filters: ['department'],
    groupings: ['department', 'assignee', 'purpose'],
    visibleTo: 'ownDepartment',
    higherIs: 'worse',
  },
  satisfaction: {
    ...ticketFigure,
    name: '满意度',
    words: /(?:投诉)?(?:客户|车主)?(?:处理)?满意(?:度|率)|不满意/,
    definition: '回访确认过的工单中，车主表示满意的占比',
    datedBy: '按最近一次回访确认日期',
    shape: 'share',
    defaultPeriod: 'month',
    belongs: (period) => Prisma.sql`t.is_satisfied IS NOT NULL AND ${sql.within(sql.VERIFIED_AT, period)}`,
    hits: () => Prisma.sql`t.is_satisfied`,
    day: sql.dayOf(sql.VERIFIED_AT),
    higherIs: 'better',
    missedName: '不满意',
  },
  reopened: {
    ...ticketFigure,
    name: '重开工单',
    words: /重开|重新打开|重新处理|二次打开|再次打开|退回重办|返工单/,
    definition: '被重新打开过的工单，同一工单只算一次',
    datedBy: '按重开日期',
    shape: 'count',
    defaultPeriod: 'month',
    belongs: (period) => Prisma.sql`EXISTS (SELECT 1 FROM ticket_event e
      WHERE e.ticket_id = t.id AND e.type = 'reopened' AND ${sql.within(sql.column('e.at'), period)})`,
    groupings: TICKET_GROUPS,
    higherIs: 'worse',
  },
  overdue: {
    ...ticketFigure,
    name: '超时工单',
    words: /超时|超期|逾期|超出时限|没按时|未按时|没有按时|不及时/,
    definition: '派单、跟进、处理、回访确认任一时限已过而未完成的工单',
    datedBy: '按处于超时状态的日期',
    shape: 'count',
    defaultPeriod: 'month',
    // Overdue is a state that lasts from the deadline until the work is done: it belongs to every period it touches.
    belongs: (period, { now }) =>
      period === undefined
        ? sql.overdueNow(now)
        : Prisma.sql`EXISTS (SELECT 1 FROM ticket_clock c WHERE c.ticket_id = t.id
            AND c.due_at < coalesce(c.stopped_at, ${now})
            AND c.due_at < ${sql.endOf(period)} AND coalesce(c.stopped_at, ${now}) > ${sql.startOf(period)})`,
    asideIf: ({ now }) => sql.overdueNow(now),
    aside: '现在仍超时',
    groupings: TICKET_GROUPS,
    higherIs: 'worse',
  },
  open: {
    ...ticketFigure,
    name: '待处理工单',
    words:
      /(?:还)?(?:待|未|没有?)(?:处理完|处理|关闭|结案|完成|办完|办结|解决|了结|封闭)(?:完)?(?:毕|成)?|待办|在办|在途|积压|还开着|没关(?!系)|没完/,
    definition: '尚未关闭的工单，含已处理、待回访确认的',
    datedBy: '按收到日期',
    shape: 'count',
    defaultPeriod: 'none',
    belongs: (period) => Prisma.sql`t.status <> 'closed' AND ${sql.withinDays(sql.column('t.opened_on'), period)}`,
    asideIf: ({ now }) => sql.overdueNow(now),
    aside: '现在超时',
    day: sql.column('t.opened_on'),
    higherIs: 'worse',
  },
  closed: {
    ...ticketFigure,
    name: '关闭工单',
    words: /(?:已经?)?(?:关闭|结案|关单|封闭|办结|关了|关掉)(?:量|数)?/,
    definition: '经回访确认后关闭的工单',
    datedBy: '按关闭日期',
    shape: 'count',
    defaultPeriod: 'month',
    belongs: (period) => Prisma.sql`t.status = 'closed' AND ${sql.within(sql.column('t.closed_at'), period)}`,
    day: sql.dayOf(sql.column('t.closed_at')),
    higherIs: 'neutral',
  },
  resolved: {
    ...ticketFigure,
    name: '处理完毕工单',
    words: /(?:已经?)?(?:处理完毕|处理完成|处理完|处理好|处理了|解决|已处理)(?:量|数)?/,
    definition: '部门报处理完毕的工单，含之后已关闭的',
    datedBy: '按处理完毕日期',
    shape: 'count',
    defaultPeriod: 'month',
    belongs: (period) =>
      Prisma.sql`t.status IN ('resolved', 'closed') AND ${sql.within(sql.column('t.resolved_at'), period)}`,
    day: sql.dayOf(sql.column('t.resolved_at')),
    higherIs: 'neutral',
  },
  remindersPlanned: {
    name: '计划提醒',
    words:
      /(?:计划|要发|该发|应发|待发|安排|预计)(?:出|送)?(?:的)?(?:多少|几条|几个|哪些)?(?:条|个)?提醒|提醒(?:的)?计划/,
    definition: '排定要给车主的提醒，含已发出、转电话和跳过的',
    datedBy: '按计划发出日期',
    shape: 'count',
    defaultPeriod: 'month',
    looksAhead: true,
    rows: 'reminder',
    belongs: (period) => sql.withinDays(sql.column('r.planned_for'), period),
    day: sql.column('r.planned_for'),
    filters: ['reminderKind'],
    groupings: ['reminderKind', 'channel', 'status', ...BY_TIME],
    visibleTo: 'managersAndCare',
    higherIs: 'neutral',
  },
  remindersSent: {
    name: '已发提醒',
    words: /(?:已发(?:出|送)?(?:的)?)?提醒/,
    definition: '已经发给车主的提醒，转电话的不计',
    datedBy: '按发出日期',
    shape: 'count',
    defaultPeriod: 'month',
    rows: 'reminder',
    belongs: (period) =>
      Prisma.sql`r.status IN ('sent', 'delivered') AND ${sql.within(sql.column('r.sent_at'), period)}`,
    day: sql.dayOf(sql.column('r.sent_at')),
    filters: ['reminderKind'],
    groupings: ['reminderKind', 'channel', ...BY_TIME],
    visibleTo: 'managersAndCare',
    higherIs: 'neutral',
  },
  complaintsReceived: {
    ...ticketFigure,
    name: '投诉',
    words: /(?:客户|车主)?(?:投诉单|抱怨单|客诉|投诉)(?:总量|总数|数量|件数|量|数)?/,
    definition: '收到的投诉和抱怨工单',
    datedBy: '按收到日期',
    shape: 'count',
    defaultPeriod: 'month',
    kinds: COMPLAINTS,
    belongs: (period) => sql.withinDays(sql.column('t.opened_on'), period),
    day: sql.column('t.opened_on'),
    higherIs: 'worse',
  },
  ticketsReceived: {
    ...ticketFigure,
    name: '工单',
    words: /工单(?:总量|总数|数量|件数|量|数)?/,
    definition: '收到的全部工单',
    datedBy: '按收到日期',
    shape: 'count',
    defaultPeriod: 'month',
    belongs: (period) => sql.withinDays(sql.column('t.opened_on'), period),
    day: sql.column('t.opened_on'),
    higherIs: 'neutral',
  },
} as const satisfies Record<string, Metric>;

export type MetricKey = keyof typeof METRICS;
export const METRIC_KEYS = Object.keys(METRICS) as MetricKey[];
export const ON_TIME_RATES = ['routeOnTimeRate', 'trackOnTimeRate', 'resolveOnTimeRate', 'verifyOnTimeRate'] as const;

/** A metric by its key, as the general type. */
export function metricOf(key: MetricKey): Metric {
  return METRICS[key];
}
