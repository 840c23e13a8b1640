import type { Day } from '../../calendar.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { Rules } from '../../stores/index.ts';
import * as sql from '../fragments.ts';
import type { Period } from '../types.ts';
import { archiveReach, BY_TIME, dayAfterKnown, lastKnownDay, type Metric, type Moment } from './metric.ts';

type Sql = Prisma.Sql;

const vehicleFigure = {
  rows: 'vehicle',
  unit: '辆',
  filters: ['series', 'plate', 'assignee'],
  groupings: ['series', 'vehicle', 'assignee'],
  visibleTo: 'managersAndCare',
} as const satisfies Partial<Metric>;

const ACTIVE = Prisma.sql`v.status = 'active'`;
/** Since when a car could have come: its delivery, else the earliest day that the archive has for it. */
const SINCE = Prisma.sql`coalesce(v.delivered_on, v.invoiced_on, v.registered_on, ${sql.dayOf(sql.column('v.created_at'))})`;

/** States of cars are told as at the end of the period, at latest that day. */
function dayOfState(period: Period | undefined, last: Day): Day {
  return period === undefined || period.to > last ? last : period.to;
}

const inArchive = (day: Day): Sql => Prisma.sql`${ACTIVE} AND ${SINCE} <= ${day}::date`;

/** Whether a car stays away can be said up to the archive's last day alone. */
const dayOfAbsence = (period: Period | undefined, moment: Moment): Day => dayOfState(period, lastKnownDay(moment));
const mayBeAbsent: Metric['belongs'] = (period, moment) => inArchive(dayOfAbsence(period, moment));

/** Months by model, series or brand, the most particular one first; a number alone where a store has none of its own. */
function monthsOf(own: Readonly<Record<string, number>>, otherwise: number): Sql {
  if (Object.keys(own).length === 0) return Prisma.sql`${otherwise}::int`;
  const json = JSON.stringify(own);
  const of = (name: Sql) => Prisma.sql`(${json}::jsonb ->> ${name})::int`;
  return Prisma.sql`coalesce(${of(sql.column('v.model'))}, ${of(sql.column('v.series'))}, ${of(sql.column('v.brand'))}, ${otherwise}::int)`;
}

/** After how many months without a visit a car counts as lost: its model's own interval and half a year, else the rule. */
function churnMonths(rules: Rules): { own: Record<string, number>; otherwise: number } {
  const own: Record<string, number> = {};
  for (const [name, { regular }] of Object.entries(rules.maintenance.byModel)) {
    if (regular !== undefined) own[name] = regular.months + rules.churn.extraMonths;
  }
  return { own, otherwise: rules.churn.months };
}

/**
 * A car's last visit as at a day. Its newest one stands on the car itself; only cars that came again since are looked up,
 * by the last entry of an index.
 */
const lastVisitAt = (day: Day): Sql => Prisma.sql`(CASE WHEN v.last_visit_on IS NULL OR v.last_visit_on <= ${day}::date
  THEN v.last_visit_on ELSE (SELECT max(w.entered_on) FROM visit w WHERE w.vehicle_id = v.id AND w.entered_on <= ${day}::date) END)`;

function isChurned(moment: Moment, period: Period | undefined): Sql {
  const { own, otherwise } = churnMonths(moment.rules);
  const day = dayOfAbsence(period, moment);
  const limit = Prisma.sql`(${day}::date - make_interval(months => ${monthsOf(own, otherwise)}))::date`;
  return Prisma.sql`(${SINCE} < ${limit} AND coalesce(${lastVisitAt(day)} < ${limit}, TRUE))`;
}

const CHURN = '超过保养间隔加 6 个月（未设车型间隔的为 12 个月）没有进厂';

function firstMaintenanceDue({ rules }: Moment): Sql {
  const own: Record<string, number> = {};
  for (const [name, { first }] of Object.entries(rules.maintenance.byModel)) {
    if (first !== undefined) own[name] = first.months;
  }
  const months = monthsOf(own, rules.maintenance.first.months);
  return Prisma.sql`(coalesce(v.delivered_on, v.invoiced_on, v.registered_on) + make_interval(months => ${months}))::date`;
}

/** Cars that the store delivered, whatever became of them since. */
const saleFigure = {
  ...vehicleFigure,
  rows: 'sale',
  datedBy: '按交车日期',
  defaultPeriod: 'month',
  day: () => sql.column('v.delivered_on'),
  groupings: [...vehicleFigure.groupings, ...BY_TIME],
  higherIs: 'better',
} as const satisfies Partial<Metric>;

const deliveredIn: Metric['belongs'] = (period) =>
  Prisma.sql`v.delivered_on IS NOT NULL AND ${sql.withinDays(sql.column('v.delivered_on'), period)}`;

const REFERRED = Prisma.sql`(v.referred_by IS NOT NULL)`;

const CAME = Prisma.sql`EXISTS (SELECT 1 FROM visit w
  WHERE w.vehicle_id = v.id AND w.type IN ('firstMaintenance', 'regularMaintenance'))`;

export const ARCHIVE_METRICS = {
  visits: {
    name: '进厂台次',
    definition: '进厂的维修工单，同一辆车进厂几次算几次',
    datedBy: '按进厂日期',
    shape: 'count',
    unit: '台次',
    defaultPeriod: 'month',
    rows: 'visit',
    reach: (moment) => archiveReach(moment),
    endsThere: true,
    belongs: (period) => sql.withinDays(sql.column('w.entered_on'), period),
    day: () => sql.column('w.entered_on'),
    filters: ['visitType', 'assignee', 'series', 'plate'],
    groupings: ['visitType', 'advisor', 'series', 'vehicle', ...BY_TIME],
    visibleTo: 'managersAndCare',
    higherIs: 'better',
  },
  vehicles: {
    ...vehicleFigure,
    name: '在册车辆',
    definition: '档案中在用的车辆，已转卖和报废的不计',
    datedBy: '按时段末',
    shape: 'count',
    defaultPeriod: 'none',
    belongs: (period, { today }) => inArchive(dayOfState(period, today)),
    higherIs: 'better',
  },
  churned: {
    ...vehicleFigure,
    name: '流失车辆',
    definition: `在册车辆中，${CHURN}的`,
    datedBy: '按时段末',
    shape: 'count',
    defaultPeriod: 'month',
    reach: (moment) => archiveReach(moment),
    belongs: (period, moment) => Prisma.sql`${mayBeAbsent(period, moment)} AND ${isChurned(moment, period)}`,
    higherIs: 'worse',
  },
  churnRate: {
    ...vehicleFigure,
    name: '流失率',
    definition: `在册车辆中，${CHURN}的占比`,
    datedBy: '按时段末',
    shape: 'share',
    unit: '%',
    defaultPeriod: 'month',
    reach: (moment) => archiveReach(moment),
    belongs: mayBeAbsent,
    hits: isChurned,
    higherIs: 'worse',
    missedName: '流失',
    listsHits: true,
    target: ({ targets }) => ({ below: targets.churnPercent / 100 }),
  },
  firstMaintenanceReturnRate: {
    ...vehicleFigure,
    name: '首保返厂率',
    definition: '在册车辆中，按交车日期应做首保且已回厂保养的占比（未到期的、档案数据还没到那天的不计）',
    datedBy: '按首保到期日期',
    shape: 'share',
    unit: '%',
    defaultPeriod: 'month',
    looksAhead: true,
    belongs: (period, moment) =>
      Prisma.sql`${ACTIVE} AND ${firstMaintenanceDue(moment)} IS NOT NULL AND ${sql.withinDays(firstMaintenanceDue(moment), period)}`,
    reach: (moment) => archiveReach(moment),
    counts: (moment) => Prisma.sql`(${firstMaintenanceDue(moment)} < ${dayAfterKnown(moment)}::date)`,
    hits: () => CAME,
    aside: '未到期或档案数据还没到',
    day: firstMaintenanceDue,
    groupings: [...vehicleFigure.groupings, ...BY_TIME],
    higherIs: 'better',
    missedName: '未回厂',
  },
  referrals: {
    ...saleFigure,
    name: '转介绍台次',
    definition: '交付的新车中，档案写明由老客户转介绍的',
    shape: 'count',
    belongs: (period, moment) => Prisma.sql`${REFERRED} AND ${deliveredIn(period, moment)}`,
  },
  referralRate: {
    ...saleFigure,
    name: '转介绍率',
    definition: '交付的新车中，档案写明由老客户转介绍的占比',
    shape: 'share',
    unit: '%',
    belongs: deliveredIn,
    hits: () => REFERRED,
    missedName: '非转介绍',
  },
} as const satisfies Record<string, Metric>;
