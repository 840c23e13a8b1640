import { Prisma } from '../../database/generated/client.ts';
import { addDays } from '../../calendar.ts';
import { isDatedService, isKnownDue, plannedAhead, reminderKinds, TABLE_DAYS } from '../../reminders/index.ts';
import * as sql from '../fragments.ts';
import type { Period } from '../types.ts';
import { archiveReach, BY_TIME, dayAfterKnown, type Metric, type Moment } from './metric.ts';

const reminderFigure = {
  unit: '条',
  defaultPeriod: 'month',
  visibleTo: 'managersAndCare',
  filters: ['reminderKind', 'channel', 'assignee', 'series', 'plate'],
} as const satisfies Partial<Metric>;

const JOINED = Prisma.sql`LEFT JOIN vehicle v ON v.id = r.vehicle_id LEFT JOIN customer cu ON cu.id = r.customer_id`;

/** What is planned already, and for days to come what the plan of each will find. */
function plannedRows(period: Period | undefined, { storeId, rules, today }: Moment): Prisma.Sql {
  const last = addDays(today, TABLE_DAYS);
  const ahead =
    period === undefined
      ? undefined
      : { from: period.from > today ? period.from : today, to: period.to < last ? period.to : last };
  if (ahead === undefined || ahead.from > ahead.to) return Prisma.sql`reminder r ${JOINED}`;
  return Prisma.sql`(
      SELECT id, store_id, customer_id, vehicle_id, kind, due_on, planned_for, channel, status, reason, skip_reason FROM reminder
      UNION ALL SELECT NULL, p.store_id, p.customer_id, p.vehicle_id, p.kind, p.due_on, p.planned_for, NULL, p.status, p.reason, p.skip_reason
      FROM (${plannedAhead(storeId, rules, today, ahead)}) p) r ${JOINED}`;
}

const GROUPS = ['reminderKind', 'channel', 'assignee', 'series', 'vehicle'] as const;

/** What falls due for a car or an owner. Greetings, promotions and news reach many at once and would decide every rate. */
const DUE_KINDS = Object.keys(reminderKinds).filter(isDatedService);

/** By due date, as on the results page: one with three leads is one, one ahead counts before it is planned, held-out ones do not. */
const dueFigure = {
  ...reminderFigure,
  rows: 'dueDate',
  reminderKinds: DUE_KINDS,
  datedBy: '按到期日期',
  looksAhead: true,
  belongs: (period, { today }) =>
    Prisma.sql`(${sql.withinDays(sql.column('d.due_on'), period)} AND ${isKnownDue(today)})`,
  day: () => sql.column('d.due_on'),
  groupings: [...GROUPS, ...BY_TIME],
} as const satisfies Partial<Metric>;

const GONE = '已转让或报废的车、已故车主';

/** A share of due dates. None counts before its day has passed, with a result or without: who renews early would make it too high. */
function dueRate(
  name: string,
  { what, missedName, hits }: { what: string; missedName: string; hits: Prisma.Sql },
): Omit<typeof dueFigure, 'unit'> & Metric {
  return {
    ...dueFigure,
    name,
    definition: `到期的提醒事项中，${what}的占比，同一事项提醒几次只算一件（未到期的、问候和活动、${GONE}不计）`,
    shape: 'share',
    unit: '%',
    counts: ({ today }) => Prisma.sql`(d.due_on < ${today}::date)`,
    hits: () => hits,
    aside: '未到期',
    higherIs: 'better',
    missedName,
  };
}

const RENEWALS = Prisma.sql`d.kind = 'insuranceRenewal'`;
const RENEWED = Prisma.sql`d.renewed`;
const renewalFilters = ['channel', 'assignee', 'series', 'plate'] as const;
const renewalGroups = ['channel', 'assignee', 'series', 'vehicle', ...BY_TIME] as const;

export const REMINDER_METRICS = {
  remindersPlanned: {
    ...reminderFigure,
    name: '计划提醒',
    definition: '排定要给车主的提醒，含已发出、转电话和不发的；往后的按现有到期日和提前天数推算',
    datedBy: '按计划发出日期',
    shape: 'count',
    looksAhead: true,
    rows: 'reminder',
    tables: plannedRows,
    reach: ({ today }) => {
      const to = addDays(today, TABLE_DAYS);
      return { to, words: '提醒排到', day: to };
    },
    endsThere: true,
    asideIf: () => Prisma.sql`r.status IN ('skipped', 'dropped', 'heldOut')`,
    aside: '不发',
    belongs: (period) => sql.withinDays(sql.column('r.planned_for'), period),
    day: () => sql.column('r.planned_for'),
    groupings: [...GROUPS, 'status', ...BY_TIME],
    higherIs: 'neutral',
  },
  remindersSent: {
    ...reminderFigure,
    name: '已发提醒',
    definition: '已经发给车主的提醒，转电话的不计',
    datedBy: '按发出日期',
    shape: 'count',
    rows: 'reminder',
    belongs: (period) =>
      Prisma.sql`r.status IN ('sent', 'delivered') AND ${sql.within(sql.column('r.sent_at'), period)}`,
    day: () => sql.dayOf(sql.column('r.sent_at')),
    groupings: [...GROUPS, ...BY_TIME],
    higherIs: 'neutral',
  },
  remindersDue: {
    ...dueFigure,
    name: '到期提醒事项',
    definition: `到期应提醒的事项，同一事项提醒几次只算一件（对照组、问候和活动、${GONE}不计）`,
    unit: '件',
    shape: 'count',
    asideIf: () => Prisma.sql`d.channel IS NOT NULL`,
    aside: '已触达',
    higherIs: 'neutral',
  },
  // The channel of a matter is the rung that reached the owner: a rate by channel would always be whole.
  reminderReachRate: {
    ...dueRate('提醒触达率', { what: '已触达车主', missedName: '未触达', hits: Prisma.sql`d.channel IS NOT NULL` }),
    filters: dueFigure.filters.filter((name) => name !== 'channel'),
    groupings: dueFigure.groupings.filter((name) => name !== 'channel'),
  },
  reminderReplyRate: dueRate('提醒回复率', { what: '车主有答复', missedName: '未答复', hits: Prisma.sql`d.replied` }),
  reminderBookingRate: dueRate('提醒预约率', { what: '车主预约了', missedName: '未预约', hits: Prisma.sql`d.booked` }),
  reminderArrivalRate: {
    ...dueRate('提醒到店率', { what: '车主已到店', missedName: '未到店', hits: Prisma.sql`d.came_in` }),
    definition: `到期的提醒事项中，车主已到店的占比，同一事项提醒几次只算一件（未到期的、档案数据还没到那天的、${GONE}不计）`,
    reach: (moment) => archiveReach(moment),
    counts: (moment) => Prisma.sql`(d.due_on < ${dayAfterKnown(moment)}::date)`,
    aside: '未到期或档案数据还没到',
    reminderKinds: ['firstMaintenance', 'regularMaintenance'],
  },
  renewals: {
    ...dueFigure,
    name: '续保台次',
    definition: `保险到期的车辆中，已续保的（${GONE}不计）`,
    datedBy: '按保险到期日期',
    unit: '件',
    shape: 'count',
    belongs: (period, moment) => Prisma.sql`${RENEWALS} AND ${RENEWED} AND ${dueFigure.belongs(period, moment)}`,
    filters: renewalFilters,
    groupings: renewalGroups,
    higherIs: 'better',
  },
  renewalRate: {
    ...dueRate('续保率', { what: '已续保', missedName: '未续保', hits: RENEWED }),
    definition: `保险到期的车辆中，已续保的占比（未到期的、${GONE}不计）`,
    datedBy: '按保险到期日期',
    belongs: (period, moment) => Prisma.sql`${RENEWALS} AND ${dueFigure.belongs(period, moment)}`,
    filters: renewalFilters,
    groupings: renewalGroups,
    target: ({ outreach }) => ({ atLeast: outreach.renewalPercent / 100 }),
  },
} as const satisfies Record<string, Metric>;
