import { CATEGORIES, MESSAGE_KINDS, SEVERITIES } from '../understanding/taxonomy.ts';
import { splitDay } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import type { FilterKey, Grouping } from './types.ts';
import { REMINDER_KIND_NAMES } from './vocabulary.ts';

const TICKET_STATUSES: Readonly<Record<string, string>> = {
  triage: '待分派',
  routed: '待签收',
  acknowledged: '已签收',
  tracking: '跟进中',
  resolved: '待回访确认',
  closed: '已关闭',
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
};
const CHANNELS: Readonly<Record<string, string>> = {
  officialAccountTemplate: '服务号',
  kf: '微信客服',
  callTask: '电话',
  '': '未定渠道',
};
const PURPOSES: Readonly<Record<string, string>> = {
  reminder: '到期提醒',
  verification: '投诉回访',
  booking: '预约',
  callback: '回电',
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
  day: '天',
  week: '周',
  month: '月',
};

const labelIn = (table: Readonly<Record<string, { label: string }>>, key: string): string => table[key]?.label ?? key;

/** Chinese for one value of a filter or grouping; the key itself where no word is known. */
export function valueLabel(
  name: FilterKey | Grouping,
  key: string,
  departments: Readonly<Record<string, string>>,
): string {
  switch (name) {
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
  return valueLabel(groupBy, key, departments);
}

/** `11月3日` */
export function shortDay(day: string): string {
  const [, month, date] = splitDay(day);
  return `${month}月${date}日`;
}

export function statusLabel(rows: 'ticket' | 'clock' | 'reminder' | 'callTask', status: string): string {
  if (rows === 'reminder') return REMINDER_STATUSES[status] ?? status;
  if (rows === 'callTask') return CALL_STATUSES[status] ?? status;
  return TICKET_STATUSES[status] ?? status;
}
