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
  owners: OwnerInfo[];
  staff: StaffInfo[];
  managerUserId: string;
  nextDue: { at: string; what: string } | null;
  /** Of these the page shows `openTickets`, `reminders`, `callTasks` and `outboxPending` when they are there. */
  counts: Record<string, number>;
  /** Address of a sample import file on this server; absent: none is offered. */
  sampleImportUrl?: string;
}

export interface OwnerInfo {
  personId: string;
  name: string;
  /** What tells this owner from the others, e.g. `已关注服务号 · 沪A12345`. */
  hint: string;
  suggestions: string[];
  /** Follows the service account; absent: unknown, both choices are offered. */
  follows?: boolean;
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

/** `GET /owners/:personId/inbox` → `{ items }`, oldest first; items are only ever added at the end. */
export interface OwnerItem {
  seq: number;
  at: string;
  from: 'owner' | 'store' | 'system';
  /** `text`, `menu`, `image`, `notice`, or another that is shown as text. */
  kind: string;
  text: string;
  title?: string;
  fields?: Field[];
  channel: 'kf' | 'officialAccount';
  url?: string;
  menu?: { id: string; text: string }[];
}

/** `GET /staff/:userId/inbox` → `{ items }`, oldest first; a card changes in place. */
export interface StaffItem {
  seq: number;
  at: string;
  from: 'staff' | 'app';
  kind: 'text' | 'card';
  text?: string;
  card?: Card;
}

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
