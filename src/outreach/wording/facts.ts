import type { Day } from '../../calendar.ts';
import type { ReminderKindKey } from '../kinds.ts';
import type { SmsText } from '../sms-templates.ts';
import type { ReminderTemplateKey } from '../templates.ts';

export interface ReminderFacts {
  kind: ReminderKindKey;
  dueOn: Day;
  today: Day;
  /** How the due day was found, in Chinese; for the person who calls. */
  reason: string;
  /** Facts behind the words: `items`, `what` of what is planned; `text` and more of what an event raises. */
  detail?: unknown;
  /** The store's own words; empty: ours. */
  template?: string;
  /** Page where this owner books the next notice with one tap; absent: there is none, or nothing left to book. */
  subscribeUrl?: string | undefined;
  store: { name: string; phone: string };
  customer: { name: string; gender: string | null };
  vehicle: { plateNumber: string | null; vin: string | null; series: string | null; energyType?: string } | null;
}

export interface ReminderWording {
  templateKey: ReminderTemplateKey;
  /** By the template's keys, not yet fitted. */
  data: Record<string, string>;
  /** Page behind a template message or subscription notice. */
  url?: string;
  /** What it is about and what the owner may answer, without address and way out: for a message that holds several. */
  body: string;
  /** For a chat: with the store's name in front and the way out at the end. */
  text: string;
  /** One text for everybody who gets this kind by group send: without name, plate or day. */
  groupText: string;
  /** As the vendor's template takes it; absent: this kind never goes by SMS, or the store has no number to name. */
  sms?: SmsText;
  /** For the person who calls. */
  title: string;
  /** Words that can be spoken; what the owner is asked stands last. Then how the day was found. */
  script: string;
}

/** What the words of each kind are made of. */
export interface Said {
  facts: ReminderFacts;
  detail: Readonly<Record<string, unknown>>;
  who: string;
  /** `2026年12月7日` */
  date: string;
  /** From today to the due day; negative: it is over. */
  inDays: number;
  /** Plate, or the end of the VIN; '' without either. */
  car: string;
  /** The same within the eight characters of a template's field. */
  number: string;
}

/** The words of one kind, before the store's name, the address and the way out are put around them. */
export interface Body {
  templateKey: ReminderTemplateKey;
  data: Record<string, string>;
  /** A whole sentence about the matter; the same in a chat and on the phone. */
  body: string;
  /** What the owner may answer, in a chat only: “回复……”. */
  reply?: string;
  /** What the caller asks. */
  ask?: string;
  groupText: string;
  sms?: Record<string, string>;
  /** The owner may book the next notice here. */
  offersSubscription?: boolean;
  /** No word about 退订: the owner waits for this. */
  isAnswer?: boolean;
}

/** 将于……到期, also when the day is near or over: a reminder may be late. */
export function expiry({ inDays, date }: Pick<Said, 'inDays' | 'date'>): string {
  if (inDays < 0) return `已于${date}到期`;
  if (inDays === 0) return '今天到期';
  return inDays === 1 ? `明天（${date}）到期` : `将于${date}到期`;
}

/** A text of the detail; '' when there is none. */
export function textIn(detail: Readonly<Record<string, unknown>>, key: string): string {
  const value = detail[key];
  return typeof value === 'string' ? value.trim() : '';
}

/** With a full stop where the writer left none. */
export function sentence(text: string): string {
  return /[。！？!?～~…]$/.test(text) ? text : `${text.replace(/[.,，；;、]$/, '')}。`;
}
