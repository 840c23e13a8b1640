import { CATEGORIES, DEMANDS, MESSAGE_KINDS, SEVERITIES } from '../understanding/taxonomy.ts';
import { splitDay } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import { quarterIn } from './periods.ts';
import type { RowsKey } from './rows.ts';
import type { FilterKey, FollowUpRound, Grouping, VisitType, WorkKind } from './types.ts';
import { REMINDER_KIND_NAMES } from './vocabulary.ts';

const TICKET_STATUSES: Readonly<Record<string, string>> = {
  triage: '待分派',
  routed: '待签收',
  acknowledged: '已签收',
  tracking: '跟进中',
  resolved: '待回访确认',
  closed: '已关闭',
  merged: '已合并',
  dismissed: '非投诉',
};
const SOURCES: Readonly<Record<string, string>> = {
  chat: '微信',
  hotline: '热线',
  followUp: '回访发现',
  manufacturer: '厂家',
  staff: '员工录入',
};
const REMINDER_STATUSES: Readonly<Record<string, string>> = {
  planned: '待发',
  sending: '发送中',
  sent: '已发',
  delivered: '已送达',
  failed: '发送失败',
  callTask: '已转电话',
  skipped: '已跳过',
  dropped: '已作废',
  heldOut: '对照组',
};
const CHANNELS: Readonly<Record<string, string>> = {
  officialAccountTemplate: '服务号',
  officialAccount: '服务号',
  kf: '微信客服',
  groupSend: '企业群发',
  sms: '短信',
  callTask: '电话',
  call: '电话',
  page: '员工录入',
  '': '未定渠道',
};
const PURPOSES: Readonly<Record<string, string>> = {
  reminder: '到期提醒',
  verification: '投诉回访',
  booking: '预约',
  callback: '回电',
  followUp: '回访',
  winBack: '流失挽回',
  phoneNumber: '核对电话',
};
const VISIT_TYPE_NAMES: Readonly<Record<VisitType, string>> = {
  firstMaintenance: '首保',
  regularMaintenance: '定期保养',
  repair: '维修',
  accident: '事故车',
  warranty: '索赔',
  other: '其他',
};
const ROUND_NAMES: Readonly<Record<FollowUpRound, string>> = {
  threeDay: '3DC',
  sevenDay: '7DC',
  oneMonth: '满月回访',
  oneYear: '周年回访',
};
const WORK_KIND_NAMES: Readonly<Record<WorkKind, string>> = { ticket: '工单', call: '电话', followUp: '回访' };
const FOLLOW_UP_STATUSES: Readonly<Record<string, string>> = {
  planned: '待回访',
  asking: '已发问卷',
  callTask: '待电话回访',
  done: '已回访',
  skipped: '免访',
  closed: '未联系上',
};
const VEHICLE_STATUSES: Readonly<Record<string, string>> = { active: '在用', sold: '已转卖', totalLoss: '已报废' };
const RECTIFICATION_STATUSES: Readonly<Record<string, string>> = {
  open: '待写措施',
  measured: '待验证',
  verified: '待批准',
  closed: '已关闭',
};
const CALL_STATUSES: Readonly<Record<string, string>> = { open: '待打', done: '已完成', cancelled: '已取消' };

export const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  department: '部门',
  severity: '级别',
  category: '类别',
  kind: '性质',
  status: '状态',
  source: '来源',
  assignee: '责任人',
  reminderKind: '提醒种类',
  channel: '渠道',
  purpose: '用途',
  demand: '诉求',
  series: '车系',
  vehicle: '车辆',
  visitType: '进厂类型',
  advisor: '服务顾问',
  round: '回访轮次',
  workKind: '工作',
  day: '天',
  week: '周',
  month: '月',
  quarter: '季度',
};

/** `要求退车、赔偿的`, before what is counted; it is read back as just that. */
export function demandsLabel(keys: readonly string[]): string {
  if (keys.every((key) => key === 'none')) return '未提诉求的';
  return `要求${keys.map((key) => labelIn(DEMANDS, key)).join('、')}的`;
}

const labelIn = (table: Readonly<Record<string, { label: string }>>, key: string): string => table[key]?.label ?? key;

const labelFrom = (table: Readonly<Record<string, string>>, key: string): string => table[key] ?? key;

/**
 * Chinese for one value of a filter or grouping; the key itself where no word is known.
 *
 * @param people names of staff by member id
 */
export function valueLabel(
  name: FilterKey | Grouping,
  key: string,
  departments: Readonly<Record<string, string>>,
  people: Readonly<Record<string, string>> = {},
): string {
  switch (name) {
    case 'assignee':
      return key === '' ? '无责任人' : (people[key.toLowerCase()] ?? '已离职人员');
    case 'department':
      return key === '' ? '未分配' : (departments[key] ?? key);
    case 'severity':
      return labelIn(SEVERITIES, key);
    case 'category':
      return key === '' ? '未分类' : labelIn(CATEGORIES, key);
    case 'kind':
      return labelIn(MESSAGE_KINDS, key);
    case 'status':
      return TICKET_STATUSES[key] ?? REMINDER_STATUSES[key] ?? key;
    case 'source':
      return SOURCES[key] ?? key;
    case 'reminderKind':
      return REMINDER_KIND_NAMES[key] ?? key;
    case 'channel':
      return CHANNELS[key] ?? key;
    case 'purpose':
      return PURPOSES[key] ?? key;
    case 'demand':
      return labelIn(DEMANDS, key);
    case 'visitType':
      return labelFrom(VISIT_TYPE_NAMES, key);
    case 'round':
      return labelFrom(ROUND_NAMES, key);
    case 'workKind':
      return labelFrom(WORK_KIND_NAMES, key);
    case 'series':
      return key === '' ? '车系未知' : key;
    case 'vehicle':
    case 'plate':
      return key === '' ? '车牌未知' : key;
    case 'advisor':
      return key === '' ? '未登记' : key;
    default:
      return key;
  }
}

/** @param people staff of the store, for figures by person */
export function groupLabel(
  groupBy: Grouping,
  key: string,
  departments: Readonly<Record<string, string>>,
  people: readonly { userId: string; name: string }[],
): string {
  if (groupBy === 'assignee')
    return key === '' ? '无责任人' : (people.find(({ userId }) => userId === key)?.name ?? key);
  if (groupBy === 'day') return shortDay(key);
  if (groupBy === 'week') return `${shortDay(key)}–${shortDay(addDays(key, 6))}`;
  if (groupBy === 'month') return `${splitDay(key)[0]}年${splitDay(key)[1]}月`;
  if (groupBy === 'quarter') return `${splitDay(key)[0]}年第${quarterIn(key)}季度`;
  return valueLabel(groupBy, key, departments);
}

/** `11月3日` */
export function shortDay(day: string): string {
  const [, month, date] = splitDay(day);
  return `${month}月${date}日`;
}

const STATUSES: Readonly<Partial<Record<RowsKey, Readonly<Record<string, string>>>>> = {
  reminder: REMINDER_STATUSES,
  callTask: CALL_STATUSES,
  followUp: FOLLOW_UP_STATUSES,
  vehicle: VEHICLE_STATUSES,
  sale: VEHICLE_STATUSES,
  visit: VISIT_TYPE_NAMES,
  rectification: RECTIFICATION_STATUSES,
  handled: WORK_KIND_NAMES,
  workload: WORK_KIND_NAMES,
};

export function statusLabel(rows: RowsKey, status: string): string {
  return (STATUSES[rows] ?? TICKET_STATUSES)[status] ?? status;
}
