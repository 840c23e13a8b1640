import { Prisma } from '../../database/generated/client.ts';
import { followUpsAhead, lastEnteredDay, LATE_FILE } from '../../follow-ups/index.ts';
import * as sql from '../fragments.ts';
import type { Filters, Period } from '../types.ts';
import { archiveReach, BY_TIME, type Metric, type Moment, type Reach } from './metric.ts';

/** What the archive tells of a repair it tells days before the call is due: later ones are not known yet. */
function reachOfRepairs(moment: Moment, { round }: Filters): Reach | undefined {
  const isOfRepairs = round !== undefined && round.every((each) => each === 'threeDay');
  const { fromDays, toDays } = moment.rules.followUps.threeDay;
  return isOfRepairs ? archiveReach(moment, Math.max(fromDays, toDays)) : undefined;
}

const followUpFigure = {
  rows: 'followUp',
  unit: '条',
  defaultPeriod: 'month',
  visibleTo: 'managersAndCare',
  filters: ['round', 'channel', 'assignee', 'department', 'series', 'plate'],
  groupings: ['round', 'channel', 'assignee', 'advisor', 'department', 'series', 'vehicle', ...BY_TIME],
} as const satisfies Partial<Metric>;

/** Nobody asked because the file came too late: the store's omission, no reason of the owner. */
const CAME_LATE = Prisma.sql`(f.status = 'skipped' AND f.skip_reason = ${LATE_FILE})`;
/** 应回访: the owner or the car gave no reason to leave them out. */
const WANTED = Prisma.sql`(f.status <> 'skipped' OR ${CAME_LATE})`;
const DONE = Prisma.sql`f.status = 'done'`;

/** What is entered already, and further ahead what is known to be entered then. */
function dueRows(period: Period | undefined, { storeId, rules, today }: Moment): Prisma.Sql {
  const joined = Prisma.sql`LEFT JOIN staff s ON s.store_id = f.store_id AND s.user_id = lower(f.assignee_user_id)
    LEFT JOIN vehicle v ON v.id = f.vehicle_id`;
  if (period === undefined || period.to <= lastEnteredDay(today)) return Prisma.sql`follow_up f ${joined}`;
  return Prisma.sql`(
      SELECT id, store_id, round, customer_id, vehicle_id, advisor_name, basis_on, from_on, due_on, status, skip_reason,
        assignee_user_id, done_by, done_on, score, words FROM follow_up
      UNION ALL SELECT a.*, NULL, NULL, NULL, NULL, NULL FROM (${followUpsAhead(storeId, rules, today, period.to)}) a) f ${joined}`;
}

/** An answer tells by which way it came; what has none yet has no way either. */
const withoutChannel = {
  filters: followUpFigure.filters.filter((name) => name !== 'channel'),
  groupings: followUpFigure.groupings.filter((name) => name !== 'channel'),
};

const byDueDay = {
  ...followUpFigure,
  ...withoutChannel,
  datedBy: '按最晚回访日期',
  looksAhead: true,
  tables: dueRows,
  reach: reachOfRepairs,
  endsThere: true,
  belongs: (period) => Prisma.sql`${WANTED} AND ${sql.withinDays(sql.column('f.due_on'), period)}`,
  day: () => sql.column('f.due_on'),
} as const satisfies Partial<Metric>;

/** An answer is the work of whoever took it down, whomever the call had been given to. */
const DONE_BY = sql.lower(sql.column('f.done_by'));

const byDoneDay = {
  ...followUpFigure,
  datedBy: '按回访完成日期',
  columns: {
    assignee: DONE_BY,
    department: Prisma.sql`coalesce((SELECT p.department_key FROM staff p WHERE p.store_id = f.store_id AND p.user_id = ${DONE_BY}), '')`,
  },
  nobody: '客户自评',
  day: () => sql.column('f.done_on'),
} as const satisfies Partial<Metric>;

const doneWith = (answer: Prisma.Sql): Metric['belongs'] => {
  return (period) => Prisma.sql`${DONE} AND ${answer} AND ${sql.withinDays(sql.column('f.done_on'), period)}`;
};

export const FOLLOW_UP_METRICS = {
  followUpsDue: {
    ...byDueDay,
    name: '应回访',
    definition: '应回访的客户，有原因免访的不计，资料录入晚的照算；往后的只计已经交车的',
    shape: 'count',
    partIf: () => CAME_LATE,
    part: LATE_FILE,
    asideIf: () => DONE,
    aside: '已回访',
    higherIs: 'neutral',
  },
  followUpsDone: {
    ...byDoneDay,
    name: '已回访',
    definition: '已经回访并留下答复的',
    shape: 'count',
    belongs: doneWith(Prisma.sql`TRUE`),
    higherIs: 'better',
  },
  followUpsSkipped: {
    ...byDueDay,
    name: '免访',
    definition: '写明原因、不再回访的客户，资料录入晚的不算原因',
    shape: 'count',
    belongs: (period) =>
      Prisma.sql`f.status = 'skipped' AND NOT ${CAME_LATE} AND ${sql.withinDays(sql.column('f.due_on'), period)}`,
    higherIs: 'neutral',
  },
  followUpsMissing: {
    ...byDueDay,
    name: '未回访',
    definition: '最晚回访日已到或已过、没有回访的客户；问时段时，含最终没联系上的和资料录入晚的',
    shape: 'count',
    defaultPeriod: 'none',
    looksAhead: false,
    // What is still to be done now; of a time, whatever was not done of what was due then.
    belongs: (period, { today }) =>
      Prisma.sql`(f.status IN ('planned', 'asking', 'callTask'${period === undefined ? Prisma.empty : Prisma.sql`, 'closed'`})
        ${period === undefined ? Prisma.empty : Prisma.sql`OR ${CAME_LATE}`}) AND f.due_on <= ${today}::date AND ${sql.withinDays(sql.column('f.due_on'), period)}`,
    asideIf: ({ today }) => Prisma.sql`f.due_on < ${today}::date`,
    aside: '已逾期',
    higherIs: 'worse',
  },
  followUpCoverage: {
    ...byDueDay,
    name: '回访率',
    definition: '应回访的客户中，已经回访的占比（未到期的、有原因免访的不计，资料录入晚的算未回访）',
    shape: 'share',
    unit: '%',
    partIf: () => CAME_LATE,
    part: LATE_FILE,
    counts: ({ today }) => Prisma.sql`(${DONE} OR f.due_on <= ${today}::date)`,
    hits: () => DONE,
    aside: '未到期',
    higherIs: 'better',
    missedName: '未回访',
    target: ({ targets }) => ({ atLeast: targets.followUpPercent / 100 }),
  },
  followUpScore: {
    ...byDoneDay,
    name: '回访得分',
    definition: '回访中客户打分的平均分，满分 10 分',
    shape: 'mean',
    unit: '分',
    belongs: doneWith(Prisma.sql`f.score IS NOT NULL`),
    measure: Prisma.sql`f.score`,
    higherIs: 'better',
  },
  followUpSatisfaction: {
    ...byDoneDay,
    name: '回访满意率',
    definition: '回访时说了是否满意的客户中，满意的占比',
    shape: 'share',
    unit: '%',
    belongs: doneWith(Prisma.sql`f.is_satisfied IS NOT NULL`),
    hits: () => Prisma.sql`f.is_satisfied`,
    higherIs: 'better',
    missedName: '不满意',
  },
  fixedFirstTimeRate: {
    ...byDoneDay,
    name: '一次修复率',
    definition: '维修后回访时说了是否修好的客户中，一次修好的占比',
    shape: 'share',
    unit: '%',
    belongs: doneWith(Prisma.sql`f.is_fixed IS NOT NULL`),
    hits: () => Prisma.sql`f.is_fixed`,
    higherIs: 'better',
    missedName: '没修好',
  },
} as const satisfies Record<string, Metric>;
