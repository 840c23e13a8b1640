import type { DatedReminderKind, OutreachChannel } from '../stores/index.ts';

/** `service`: about the owner's own car or papers. Greetings and promotions count against the caps and stop at an open complaint. */
export type ReminderClass = 'service' | 'greeting' | 'promotion';

export interface ReminderKind {
  label: string;
  class: ReminderClass;
  /** `date`: planned each day from the archive. `event`: raised by a verb, a feed or by staff; not planned here. */
  by: 'date' | 'event';
  /** The rungs that may carry it, where not all may; the store's order holds among them. */
  channels?: readonly OutreachChannel[];
  /** Nobody is called for it: without an open channel it is skipped, with the reason. */
  isNeverCalled?: true;
  /** The owner waits for it: 退订 does not stop it, and a broadcast that waits for a member is too slow (decision 0008). */
  isAwaited?: true;
}

/** Every kind of reminder that a dealership sends. The dated ones have their lead days in the store's rules. */
export const reminderKinds = {
  firstMaintenance: { label: '首保', class: 'service', by: 'date' },
  regularMaintenance: { label: '定期保养', class: 'service', by: 'date' },
  insuranceRenewal: { label: '续保', class: 'service', by: 'date' },
  annualInspection: { label: '年检', class: 'service', by: 'date' },
  licenceRenewal: { label: '驾驶证换证', class: 'service', by: 'date' },
  warrantyEnd: { label: '质保到期', class: 'service', by: 'date' },
  birthday: { label: '生日', class: 'greeting', by: 'date' },
  vehicleTax: { label: '车船税', class: 'service', by: 'date' },
  holiday: {
    label: '节日',
    class: 'greeting',
    by: 'date',
    channels: ['officialAccountTemplate', 'kf', 'groupSend'],
    isNeverCalled: true,
  },
  badWeather: {
    label: '恶劣天气',
    class: 'service',
    by: 'event',
    channels: ['officialAccountTemplate', 'subscriptionNotice', 'kf', 'sms'],
    isNeverCalled: true,
  },
  trafficViolation: { label: '违章', class: 'service', by: 'event' },
  repairProgress: { label: '维修进度', class: 'service', by: 'event', isAwaited: true },
  plateReady: { label: '牌照办妥', class: 'service', by: 'event', isAwaited: true },
  /** After a visit: one tap books the next notice. */
  serviceDone: {
    label: '到店服务完成',
    class: 'service',
    by: 'event',
    channels: ['officialAccountTemplate', 'kf'],
    isNeverCalled: true,
  },
  /** Marketing may only go by a broadcast that a member confirms: no template, notice, 微信客服, SMS or call carries it. */
  promotion: { label: '活动', class: 'promotion', by: 'event', channels: ['groupSend'], isNeverCalled: true },
} as const satisfies Record<DatedReminderKind, ReminderKind> & Record<string, ReminderKind>;
export type ReminderKindKey = keyof typeof reminderKinds;

const kinds: Readonly<Record<string, ReminderKind>> = reminderKinds;

/** Kinds that count against the caps. */
export const greetingKinds: string[] = Object.keys(kinds).filter((key) => kinds[key]?.class !== 'service');

/** Kinds that an opt-out does not stop, because the owner waits for them. */
export const isAwaited = (kind: string): boolean => kinds[kind]?.isAwaited === true;

/** About a car or its owner's papers, on a day that the archive tells: neither a greeting nor news. */
export const isDatedService = (kind: string): boolean => kinds[kind]?.class === 'service' && kinds[kind].by === 'date';

export const isNeverCalled = (kind: string): boolean => kinds[kind]?.isNeverCalled === true;

/** The rungs of an order that may carry this kind. */
export function lawfulOrder(kind: string, order: readonly OutreachChannel[]): OutreachChannel[] {
  const lawful = kinds[kind]?.channels;
  if (lawful === undefined) return [...order];
  return order.filter((channel) => channel === 'callTask' || lawful.includes(channel));
}
