/**
 * What the page and the sandbox server say to each other, all under `/sandbox/api`.
 * Instants are ISO 8601 strings of the sandbox's own clock. An error is 4xx or 5xx with `{ error: '中文' }`.
 */

/** `GET /state` */
export interface SandboxState {
  now: string;
  /** Whether the sandbox's clock runs between moves. Default true. */
  clockRuns?: boolean;
  store: { name: string };
  /** Address of the service: links to it are opened as the member or owner whose phone shows them. */
  siteUrl?: string;
  owners: OwnerInfo[];
  staff: StaffInfo[];
  managerUserId: string;
  nextDue: { at: string; what: string } | null;
  /** Of these the page shows `openTickets`, `reminders`, `callTasks` and `outboxPending` when they are there. */
  counts: Record<string, number>;
  /** Days that pass by themselves: the one under way, or the last one. */
  journey?: Journey;
  /** Address of a sample import file on this server; absent: none is offered. */
  sampleImportUrl?: string;
}

/** What the owner may still get as one-time subscription notice. */
export interface NoticeConsent {
  templateId: string;
  title: string;
  /** Messages agreed to and not sent yet. */
  left: number;
}

/** Channels of reminders, in the order of the ladder. */
export const journeyChannels = [
  'officialAccountTemplate',
  'subscriptionNotice',
  'kf',
  'groupSend',
  'sms',
  'callTask',
] as const;
export type JourneyChannel = (typeof journeyChannels)[number];

/** What went out on one day. */
export interface JourneyDay {
  /** `2026-11-22` */
  day: string;
  counts: Partial<Record<JourneyChannel, number>>;
  /** Not sent, with a reason. */
  skipped: number;
}

/** `POST /journey` `{ days, confirmGroupSends }` starts one, `POST /journey/stop` ends it. */
export interface Journey {
  running: boolean;
  /** Days to pass in all, and those that have passed. */
  days: number;
  passed: number;
  log: JourneyDay[];
  /** Why it ended before its time, in Chinese. */
  note?: string;
}

export interface OwnerInfo {
  personId: string;
  name: string;
  /** What tells this owner from the others, e.g. `已关注服务号 · 沪A12345`. */
  hint: string;
  suggestions: string[];
  /** Follows the service account; absent: unknown, both choices are offered. */
  follows?: boolean;
  /** Subscription notices that the service account offers; absent: none. */
  notices?: NoticeConsent[];
  /** Highest `seq` of the inbox; absent: the inbox is read at every change. */
  lastSeq?: number;
}

export interface StaffInfo {
  userId: string;
  name: string;
  title: string;
  department: string;
  suggestions: string[];
  lastSeq?: number;
}

export interface Field {
  label: string;
  value: string;
}

/** A file in a message. `POST /owners/:personId/files` and `/staff/:userId/files` take the bytes, kind and name in headers. */
export interface SentFile {
  kind: 'image' | 'voice' | 'video' | 'file';
  name: string;
  /** Where its content is, on this server. */
  url: string;
}

export const ownerChannels = ['kf', 'officialAccount', 'contact', 'sms'] as const;
export type OwnerChannel = (typeof ownerChannels)[number];

/** `GET /owners/:personId/inbox` → `{ items }`, oldest first; items are only ever added at the end. */
export interface OwnerItem {
  seq: number;
  at: string;
  from: 'owner' | 'store' | 'system';
  /** `text`, `menu`, `notice`, `file`, or another that is shown as text. */
  kind: string;
  text: string;
  title?: string;
  fields?: Field[];
  /** `contact`: the chat with a member of staff in WeChat, where group sends arrive. */
  channel: OwnerChannel;
  url?: string;
  menu?: { id: string; text: string }[];
  file?: SentFile;
}

/** `GET /staff/:userId/inbox` → `{ items }`, oldest first; a card changes in place. */
export interface StaffItem {
  seq: number;
  at: string;
  from: 'staff' | 'app';
  kind: 'text' | 'card' | 'file' | 'groupSend';
  text?: string;
  file?: SentFile;
  card?: Card;
  groupSend?: GroupSendTask;
}

/** A task of 群发助手: nothing is sent before the member confirms. `POST /staff/:userId/group-sends/:msgId/confirm|ignore` */
export interface GroupSendTask {
  msgId: string;
  /** What the customers will read. */
  text: string;
  customers: string[];
  status: 'waiting' | 'sent' | 'ignored' | 'cancelled';
  /** Times that the platform has reminded the member. */
  reminders: number;
}

/** `GET /calls` → `{ items }`: calls that a person has to make; `POST /calls/:id` `{ result }` says how one ended. */
export interface CallItem {
  id: number;
  title: string;
  script: string;
  /** Who is to call. */
  assignee: string;
  owner: string;
  dueOn: string;
  /** What earlier calls brought. */
  result?: string;
}

export const callResults = {
  reached: '已联系上',
  noAnswer: '无人接听',
  booked: '已预约',
  wrongNumber: '号码错误',
} as const;
export type CallResult = keyof typeof callResults;

export interface Card {
  taskId: string;
  title: string;
  desc: string;
  quote?: string;
  fields: Field[];
  buttons: CardButton[];
  /** What stands in place of the buttons once the card is done with, e.g. `王强 已签收`. */
  replaced?: string;
  selection?: CardSelection;
  /** The ticket's page. */
  url?: string;
}

export interface CardButton {
  key: string;
  text: string;
  /** As on the platform: 1 blue, 2 blue outline, 3 red, 4 grey. */
  style: number | string;
  disabled: boolean;
}

export interface CardSelection {
  /** Its question key; the choice is sent under it. Default `selection`. */
  key?: string;
  title: string;
  options: { id: string; text: string }[];
  selectedId?: string;
}

export const traceStages = [
  'callback',
  'inbox',
  'decision',
  'ticket',
  'outbox',
  'reminder',
  'callTask',
  'schedule',
  'clock',
] as const;

/** `GET /trace?after=ID` → `{ items }`, newest last. */
export interface TraceItem {
  id: string;
  at: string;
  stage: (typeof traceStages)[number];
  title: string;
  detail?: string;
  fields?: Field[];
  ticketNumber?: string;
  level?: 'info' | 'warn' | 'error';
}

/** One `data:` line of `GET /events`. */
export type SandboxEvent = { type: 'changed' } | { type: 'clock'; now: string };

/** `POST /import/preview`, the file itself as body, its name URL-encoded in `x-file-name`. */
export interface ImportPreview {
  summary: { label: string; value: string | number }[];
  problems: { line: number; reason: string }[];
  token: string;
}

/** `POST /import/apply` `{ token }` */
export interface ImportResult {
  summary?: { label: string; value: string | number }[];
}

/** `GET /trouble` → `{ items }`; `POST /trouble` `{ kind, times? }` switches one on, or off for the `…Ok` kinds. */
export interface TroubleItem {
  kind: string;
  /** Chinese; absent: the page's own words for kinds that it knows. */
  label?: string;
  hint?: string;
  active: boolean;
  /** How many more times it strikes. */
  remaining?: number;
}
