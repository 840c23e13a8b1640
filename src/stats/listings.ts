import { Prisma } from '../database/generated/client.ts';
import { overdueNow } from './fragments.ts';
import type { Moment } from './metrics.ts';
import type { RowsKey } from './rows.ts';
import type { FilterKey, Grouping } from './types.ts';

type Sql = Prisma.Sql;

/** How a cell is put into words. words: what somebody wrote. A grouping: as its values are called. */
export type CellKind =
  | 'text'
  | 'words'
  | 'day'
  | 'number'
  | 'minutes'
  | 'isMet'
  | 'person'
  | 'status'
  | FilterKey
  | Grouping;

export interface ListColumn {
  label: string;
  kind: CellKind;
  cell: Sql;
  /** Width in a sheet, in characters. Default 12. */
  width?: number;
  /** It stands in the one line that a chat has for a row: so many characters at most, with words around it. */
  brief?: { most: number; before?: string; after?: string };
}

/** How rows of one kind stand in a list. */
export interface Listing {
  /** What a row is called, for the line in chat. */
  name: Sql;
  /** Page behind a row: a place of the site; null: none. */
  place: Sql;
  department?: Sql;
  status: Sql;
  /** Since when it waits; absent or null: nothing waits. */
  waitsSince?: Sql;
  isOverdue?: (moment: Moment) => Sql;
  order: (moment: Moment) => Sql;
  columns: readonly ListColumn[];
}

const CAR = Prisma.sql`coalesce(v.plate_number, v.vin, '车牌未知')`;
/** What a call is about: its ticket, else the car. Its title names the owner, whom not everybody may see. */
const CALL_NAME = Prisma.sql`coalesce((SELECT t.number FROM ticket t WHERE t.id = k.ticket_id AND k.purpose = 'verification'), ${CAR})`;
/** A ticket by its number, a call by its car; whose follow-up it is says its own page. */
const WORK_NAME = Prisma.sql`coalesce(h.name, CASE h.work_kind WHEN 'call' THEN '客户电话' ELSE '客户回访' END)`;
const OWNER = (customerId: Sql) => Prisma.sql`('owners/' || ${customerId})`;

/** Minutes of an instant by the clock in Shanghai. */
const time = (instant: Sql) =>
  Prisma.sql`to_char((${instant} AT TIME ZONE 'UTC') + interval '8 hours', 'YYYY-MM-DD HH24:MI')`;

/** What of a row is read at a glance. */
const WORD = { most: 8 } as const;
const DAY = { most: 12 } as const;

const PLATE: ListColumn = {
  label: '车牌',
  kind: 'plate',
  cell: Prisma.sql`coalesce(v.plate_number, '')`,
  brief: WORD,
};
const SERIES: ListColumn = {
  label: '车系',
  kind: 'series',
  cell: Prisma.sql`coalesce(v.series, '')`,
  width: 16,
  brief: WORD,
};
/** A member of staff by name. */
const person = (label: string, userId: Sql): ListColumn => ({ label, kind: 'person', cell: userId, width: 10 });
const briefPerson = (label: string, userId: Sql): ListColumn => ({ ...person(label, userId), brief: WORD });

const TICKET: Listing = {
  name: Prisma.sql`t.number`,
  place: Prisma.sql`('tickets/' || t.number)`,
  department: Prisma.sql`t.responsible_department`,
  status: Prisma.sql`t.status`,
  waitsSince: Prisma.sql`(CASE WHEN t.status <> 'closed' THEN t.opened_at END)`,
  isOverdue: ({ now }) => overdueNow(now),
  order: ({ now }) => Prisma.sql`(t.status = 'closed'), ${overdueNow(now)} DESC, t.opened_at, t.id`,
  columns: [
    { label: '工单号', kind: 'text', cell: Prisma.sql`t.number`, width: 18 },
    PLATE,
    SERIES,
    { label: '责任部门', kind: 'department', cell: Prisma.sql`t.responsible_department`, brief: WORD },
    person('责任人', Prisma.sql`t.assignee_user_id`),
    { label: '状态', kind: 'status', cell: Prisma.sql`t.status`, width: 11, brief: WORD },
    {
      label: '车主原话',
      kind: 'words',
      // What somebody entered without the owner's words says it in its own.
      cell: Prisma.sql`left(btrim(regexp_replace(coalesce(nullif(t.description, ''), t.summary), '\\s+', ' ', 'g')), 60)`,
      width: 36,
      brief: { most: 20, before: '“', after: '”' },
    },
    { label: '级别', kind: 'severity', cell: Prisma.sql`t.severity`, width: 10 },
    { label: '性质', kind: 'kind', cell: Prisma.sql`t.kind`, width: 8 },
    { label: '类别', kind: 'category', cell: Prisma.sql`coalesce(t.categories[1], '')`, width: 18 },
    { label: '来源', kind: 'source', cell: Prisma.sql`t.source`, width: 9 },
    { label: '收到时间', kind: 'text', cell: time(Prisma.sql`t.opened_at`), width: 17 },
    { label: '关闭时间', kind: 'text', cell: time(Prisma.sql`t.closed_at`), width: 17 },
    { label: '摘要', kind: 'words', cell: Prisma.sql`t.summary`, width: 36 },
  ],
};

/** Each round of a clock is a row of its own: those that a rate or a time is taken of. */
const CLOCK: Listing = {
  ...TICKET,
  order: (moment) => Prisma.sql`${TICKET.order(moment)}, c.started_at, c.id`,
  columns: [
    ...TICKET.columns.slice(0, 6),
    { label: '计时开始', kind: 'text', cell: time(Prisma.sql`c.started_at`), width: 17 },
    { label: '时限', kind: 'text', cell: time(Prisma.sql`c.due_at`), width: 17 },
    { label: '完成', kind: 'text', cell: time(Prisma.sql`c.stopped_at`), width: 17 },
    ...TICKET.columns.slice(6),
  ],
};

/** One way to list each kind of row. */
export const LISTINGS: Record<RowsKey, Listing> = {
  ticket: TICKET,
  clock: CLOCK,
  rectification: {
    name: Prisma.sql`(z.number || ' ' || z.title)`,
    place: Prisma.sql`('rectifications/' || z.number)`,
    department: Prisma.sql`z.department`,
    status: Prisma.sql`z.status`,
    isOverdue: ({ today }) => Prisma.sql`(z.status = 'open' AND z.measure_due_on < ${today}::date)`,
    order: () => Prisma.sql`z.measure_due_on, z.id`,
    columns: [
      { label: '整改号', kind: 'text', cell: Prisma.sql`z.number`, width: 16 },
      { label: '题目', kind: 'words', cell: Prisma.sql`z.title`, width: 30 },
      { label: '责任部门', kind: 'department', cell: Prisma.sql`z.department`, brief: WORD },
      briefPerson('负责人', Prisma.sql`z.head_user_id`),
      { label: '状态', kind: 'status', cell: Prisma.sql`z.status`, brief: WORD },
      { label: '措施期限', kind: 'day', cell: Prisma.sql`z.measure_due_on`, brief: { ...DAY, before: '措施期限' } },
      { label: '发起时间', kind: 'text', cell: time(Prisma.sql`z.created_at`), width: 17 },
    ],
  },
  reminder: {
    name: CAR,
    place: OWNER(Prisma.sql`r.customer_id`),
    status: Prisma.sql`r.status`,
    order: () => Prisma.sql`r.planned_for, r.id`,
    columns: [
      PLATE,
      SERIES,
      { label: '提醒', kind: 'reminderKind', cell: Prisma.sql`r.kind`, brief: WORD },
      { label: '到期日', kind: 'day', cell: Prisma.sql`r.due_on` },
      { label: '计划发出', kind: 'day', cell: Prisma.sql`r.planned_for`, brief: { ...DAY, before: '计划' } },
      { label: '渠道', kind: 'channel', cell: Prisma.sql`r.channel`, brief: WORD },
      { label: '状态', kind: 'status', cell: Prisma.sql`r.status`, brief: WORD },
      { label: '依据', kind: 'words', cell: Prisma.sql`r.reason`, width: 36 },
      { label: '未发原因', kind: 'text', cell: Prisma.sql`coalesce(r.skip_reason, '')`, width: 24 },
    ],
  },
  dueDate: {
    name: CAR,
    place: OWNER(Prisma.sql`d.customer_id`),
    status: Prisma.sql`d.kind`,
    order: () => Prisma.sql`d.due_on, d.kind, d.vehicle_id, d.customer_id`,
    columns: [
      PLATE,
      SERIES,
      { label: '提醒', kind: 'reminderKind', cell: Prisma.sql`d.kind`, brief: WORD },
      { label: '到期日', kind: 'day', cell: Prisma.sql`d.due_on`, brief: { ...DAY, after: '到期' } },
      { label: '触达渠道', kind: 'channel', cell: Prisma.sql`d.channel`, brief: WORD },
      { label: '答复', kind: 'text', cell: Prisma.sql`CASE WHEN d.replied THEN '是' ELSE '否' END`, width: 8 },
      { label: '预约', kind: 'text', cell: Prisma.sql`CASE WHEN d.booked THEN '是' ELSE '否' END`, width: 8 },
      { label: '到店', kind: 'text', cell: Prisma.sql`CASE WHEN d.came_in THEN '是' ELSE '否' END`, width: 8 },
      { label: '续保', kind: 'text', cell: Prisma.sql`CASE WHEN d.renewed THEN '是' ELSE '否' END`, width: 8 },
    ],
  },
  callTask: {
    name: CALL_NAME,
    place: Prisma.sql`coalesce('owners/' || k.customer_id, (SELECT 'tickets/' || t.number FROM ticket t WHERE t.id = k.ticket_id))`,
    department: Prisma.sql`coalesce(s.department_key, '')`,
    status: Prisma.sql`k.status`,
    waitsSince: Prisma.sql`(CASE WHEN k.status = 'open' THEN k.created_at END)`,
    isOverdue: ({ today }) => Prisma.sql`(k.status = 'open' AND k.due_on < ${today}::date)`,
    order: () => Prisma.sql`(k.status <> 'open'), k.due_on, k.id`,
    columns: [
      { label: '事项', kind: 'text', cell: CALL_NAME, width: 20 },
      { label: '用途', kind: 'purpose', cell: Prisma.sql`k.purpose`, brief: WORD },
      briefPerson('谁来打', Prisma.sql`k.assignee_user_id`),
      PLATE,
      SERIES,
      { label: '应打日期', kind: 'day', cell: Prisma.sql`k.due_on`, brief: { ...DAY, before: '应打' } },
      { label: '状态', kind: 'status', cell: Prisma.sql`k.status`, brief: WORD },
      { label: '打了几次', kind: 'number', cell: Prisma.sql`k.attempts`, width: 9 },
      { label: '完成时间', kind: 'text', cell: time(Prisma.sql`k.done_at`), width: 17 },
    ],
  },
  followUp: {
    name: CAR,
    place: Prisma.sql`('followups/' || f.id)`,
    department: Prisma.sql`coalesce(s.department_key, '')`,
    status: Prisma.sql`f.status`,
    isOverdue: ({ today }) => Prisma.sql`(f.status IN ('planned', 'asking', 'callTask') AND f.due_on < ${today}::date)`,
    order: () => Prisma.sql`f.due_on, f.id`,
    columns: [
      PLATE,
      SERIES,
      { label: '轮次', kind: 'round', cell: Prisma.sql`f.round`, brief: WORD },
      { label: '交车或维修日', kind: 'day', cell: Prisma.sql`f.basis_on`, width: 13 },
      { label: '最晚回访日', kind: 'day', cell: Prisma.sql`f.due_on`, brief: { ...DAY, before: '最晚' } },
      { label: '服务顾问', kind: 'text', cell: Prisma.sql`coalesce(f.advisor_name, '')` },
      briefPerson('回访员', Prisma.sql`coalesce(f.done_by, f.assignee_user_id)`),
      { label: '状态', kind: 'status', cell: Prisma.sql`f.status`, brief: WORD },
      { label: '回访日期', kind: 'day', cell: Prisma.sql`f.done_on` },
      { label: '得分', kind: 'number', cell: Prisma.sql`f.score`, width: 8, brief: { ...WORD, after: '分' } },
      { label: '意见', kind: 'words', cell: Prisma.sql`coalesce(f.words, '')`, width: 30 },
      { label: '未回访原因', kind: 'text', cell: Prisma.sql`coalesce(f.skip_reason, '')`, width: 20 },
    ],
  },
  visit: {
    name: CAR,
    place: Prisma.sql`('owners/' || v.customer_id)`,
    status: Prisma.sql`w.type`,
    order: () => Prisma.sql`w.entered_on, w.id`,
    columns: [
      { label: '维修工单', kind: 'text', cell: Prisma.sql`w.repair_order_no`, width: 18 },
      PLATE,
      SERIES,
      { label: '类型', kind: 'visitType', cell: Prisma.sql`w.type`, brief: WORD },
      { label: '进厂日期', kind: 'day', cell: Prisma.sql`w.entered_on`, brief: { ...DAY, after: '进厂' } },
      { label: '交车日期', kind: 'day', cell: Prisma.sql`w.handed_back_on` },
      { label: '里程', kind: 'number', cell: Prisma.sql`w.odometer_km` },
      { label: '服务顾问', kind: 'text', cell: Prisma.sql`coalesce(w.advisor_name, '')`, brief: WORD },
    ],
  },
  vehicle: {
    name: CAR,
    place: Prisma.sql`('vehicles/' || v.id || '/calendar')`,
    status: Prisma.sql`v.status`,
    order: () => Prisma.sql`v.delivered_on, v.id`,
    columns: [
      PLATE,
      SERIES,
      { label: '车型', kind: 'text', cell: Prisma.sql`coalesce(v.model, '')`, width: 18 },
      { label: '交车日期', kind: 'day', cell: Prisma.sql`v.delivered_on`, brief: { ...DAY, after: '交车' } },
      { label: '最近进厂', kind: 'day', cell: Prisma.sql`v.last_visit_on`, brief: { ...DAY, before: '最近进厂' } },
      { label: '状态', kind: 'status', cell: Prisma.sql`v.status` },
    ],
  },
  sale: {
    name: CAR,
    place: OWNER(Prisma.sql`v.customer_id`),
    status: Prisma.sql`v.status`,
    order: () => Prisma.sql`v.delivered_on, v.id`,
    columns: [
      PLATE,
      SERIES,
      { label: '车型', kind: 'text', cell: Prisma.sql`coalesce(v.model, '')`, width: 18 },
      { label: '交车日期', kind: 'day', cell: Prisma.sql`v.delivered_on`, brief: { ...DAY, after: '交车' } },
      {
        label: '介绍人',
        kind: 'text',
        cell: Prisma.sql`coalesce(v.referred_by, '')`,
        brief: { ...WORD, after: '介绍' },
      },
      { label: '销售渠道', kind: 'text', cell: Prisma.sql`coalesce(v.sale_channel, '')` },
    ],
  },
  handled: {
    name: WORK_NAME,
    place: Prisma.sql`h.place`,
    status: Prisma.sql`h.work_kind`,
    order: () => Prisma.sql`h.at, h.user_id, h.work_kind, h.place`,
    columns: [
      { label: '工作', kind: 'workKind', cell: Prisma.sql`h.work_kind`, brief: WORD },
      { label: '事项', kind: 'text', cell: WORK_NAME, width: 20 },
      briefPerson('责任人', Prisma.sql`h.user_id`),
      { label: '完成时间', kind: 'text', cell: time(Prisma.sql`h.at`), width: 17, brief: { most: 16, after: '完成' } },
    ],
  },
  workload: {
    name: WORK_NAME,
    place: Prisma.sql`h.place`,
    status: Prisma.sql`h.work_kind`,
    order: () => Prisma.sql`h.day, h.user_id, h.work_kind, h.place`,
    columns: [
      { label: '工作', kind: 'workKind', cell: Prisma.sql`h.work_kind`, brief: WORD },
      { label: '事项', kind: 'text', cell: WORK_NAME, width: 20 },
      briefPerson('责任人', Prisma.sql`h.user_id`),
      { label: '受理或应办日', kind: 'day', cell: Prisma.sql`h.day`, width: 13, brief: DAY },
    ],
  },
};
