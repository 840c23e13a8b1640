import { formatInstant } from '../../calendar.ts';
import { reminderKinds, type ReminderKindKey } from '../kinds.ts';

/** Why a reminder has left the group send; it stands with the reminder. */
export const groupSendReasons = {
  notConnected: '未开通企业微信客户联系',
  tooLate: '等同事确认群发来不及',
  noContact: '不是企业微信客户',
  contactEnded: '已不是企业微信客户',
  removedByOwner: '车主已删除企业微信同事',
  offDuty: '企业微信同事不在岗',
  hadToday: '当天已有企业群发',
  cap: (perMonth: number) => `本月企业群发已达 ${perMonth} 次`,
  unreachable: '企业微信判定无法群发（无好友关系或本月次数已满）',
  notAContact: '群发未送达（已不是好友）',
  hadAnother: '群发未送达（本周期已收到其他群发）',
  notConfirmed: '同事未在时限内确认群发',
  notSent: '群发确认后仍未送出',
  senderGone: '同事已离岗，群发取消',
  unresolved: '不能确定群发是否已送达',
  failed: (code: number) => (code === 0 ? '群发任务未能创建' : `群发任务未能创建（${code}）`),
} as const;

/** One message to a member for all tasks that wait for them. */
export function tellMember(
  tasks: readonly { kind: string; owners: number; deadlineAt: Date }[],
  storeName: string,
): string {
  const items = tasks.map(({ kind, owners }) => `${labelOf(kind)} ${owners} 位`).join('、');
  const first = tasks.reduce((earliest, task) => (task.deadlineAt < earliest.deadlineAt ? task : earliest));
  return [
    `【${storeName}】有 ${tasks.length} 项企业群发等您确认：${items}。`,
    '请在手机企业微信“工作台-客户联系-群发助手”里查看内容并点“发送”。',
    `${formatInstant(first.deadlineAt)} 前未确认的，系统会改用其他方式通知车主。`,
  ].join('\n');
}

const labelOf = (kind: string): string => reminderKinds[kind as ReminderKindKey]?.label ?? kind;
