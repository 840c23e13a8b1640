import type { Reminder } from '../database/generated/client.ts';
import { type PassedRung, type ReminderKindKey, reminderKinds } from '../outreach/index.ts';
import type { OutreachChannel } from '../stores/index.ts';

/** What staff call the rungs of the ladder. */
export const CHANNEL_LABELS: Record<OutreachChannel, string> = {
  officialAccountTemplate: '服务号模板消息',
  subscriptionNotice: '订阅通知',
  kf: '微信客服',
  groupSend: '企业群发',
  sms: '短信',
  callTask: '电话',
};

export const channelLabel = (channel: string): string => CHANNEL_LABELS[channel as OutreachChannel] ?? channel;

export const kindLabel = (kind: string): string => reminderKinds[kind as ReminderKindKey]?.label ?? kind;

/** A state in words, and how its tag looks. */
const REMINDER_STATUSES: Record<string, { label: string; tag: string }> = {
  planned: { label: '待发送', tag: 'waiting' },
  sending: { label: '发送中', tag: 'running' },
  sent: { label: '已发送', tag: 'kept' },
  delivered: { label: '已送达', tag: 'kept' },
  failed: { label: '发送失败', tag: 'overdue' },
  callTask: { label: '转电话', tag: 'P2' },
  skipped: { label: '未发送', tag: 'waiting' },
  dropped: { label: '已作废', tag: 'waiting' },
  heldOut: { label: '对照组', tag: 'waiting' },
};

export const statusOf = (status: string): { label: string; tag: string } =>
  REMINDER_STATUSES[status] ?? { label: status, tag: 'waiting' };

/** A birthday is personal data: a masked page says that there is one, not when. */
export const isHidden = (kind: string, isMasked: boolean): boolean => isMasked && kind === 'birthday';
export const HIDDEN_DAY = '生日已登记';

/** `服务号模板消息：未关注服务号` for each rung that was passed over, in order. */
export function passedWords(reminder: Pick<Reminder, 'passedRungs'>): string[] {
  return passedOf(reminder)
    .filter(({ waits }) => waits !== true)
    .map(({ channel, reason }) => `${channelLabel(channel)}：${reason}`);
}

/** Why it has not gone out yet: the last reason, as long as it waits. */
export function waitWords(reminder: Pick<Reminder, 'passedRungs' | 'status'>): string | undefined {
  return reminder.status === 'planned' ? passedOf(reminder).findLast(({ waits }) => waits === true)?.reason : undefined;
}

const passedOf = ({ passedRungs }: Pick<Reminder, 'passedRungs'>) => passedRungs as unknown as PassedRung[];
