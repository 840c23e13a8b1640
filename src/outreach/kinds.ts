import type { DatedReminderKind } from '../stores/index.ts';

/** `service`: about the owner's own car or papers. Greetings and promotions count against the caps and stop at an open complaint. */
export type ReminderClass = 'service' | 'greeting' | 'promotion';

export interface ReminderKind {
  label: string;
  class: ReminderClass;
  /** `date`: planned each day from the archive. `event`: raised by a verb, a feed or by staff; not planned here. */
  by: 'date' | 'event';
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
  holiday: { label: '节日', class: 'greeting', by: 'event' },
  badWeather: { label: '恶劣天气', class: 'service', by: 'event' },
  trafficViolation: { label: '违章', class: 'service', by: 'event' },
  repairProgress: { label: '维修进度', class: 'service', by: 'event' },
  plateReady: { label: '牌证办妥', class: 'service', by: 'event' },
  promotion: { label: '活动', class: 'promotion', by: 'event' },
} as const satisfies Record<DatedReminderKind, ReminderKind> & Record<string, ReminderKind>;
export type ReminderKindKey = keyof typeof reminderKinds;

/** Kinds that count against the caps. */
export const greetingKinds: string[] = Object.entries(reminderKinds)
  .filter(([, kind]) => kind.class !== 'service')
  .map(([key]) => key);
