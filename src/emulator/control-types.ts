/** Shapes of the control API's answers. Times are ISO 8601 strings by the emulator's own clock. */

export interface ClockState {
  now: string;
  mode: 'frozen' | 'running';
}

/** What an owner types or taps, in a 微信客服 or Official Account chat; also what a member or servicer types. */
export type OutgoingMessage =
  | { type?: 'text'; text: string; menuId?: string }
  | {
      type: 'image' | 'voice' | 'video' | 'file';
      /** Content; default a few harmless bytes. */
      base64?: string;
      fileName?: string;
      /** Pretend size in bytes, to cross the platform's limits (K20). */
      sizeBytes?: number;
    }
  | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { type: 'link'; title: string; desc?: string; url: string; picUrl?: string }
  /** Any other msgtype, known or not: `content` becomes the object named like `msgtype`. */
  | { type: 'raw'; msgtype: string; content: Record<string, unknown> };

export interface SentMessage {
  /** msgid (kf) or MsgId (app, Official Account; a string, it exceeds 2^53). */
  msgid: string;
  at: string;
}

/** One thing that a person sees on the phone. `seq` moves up whenever the item changes, `id` never does. */
export interface PersonItem {
  id: string;
  seq: number;
  at: string;
  channel: 'kf' | 'official-account' | 'service-notice' | 'wecom-contact' | 'sms';
  /** `sent` by the person, `received` by the person. */
  direction: 'sent' | 'received';
  from: 'person' | 'business' | 'servicer' | 'system';
  openKfId?: string;
  appId?: string;
  msgtype: string;
  /** Best plain-text rendering. */
  text: string;
  /** The wire object of that msgtype. */
  payload: Record<string, unknown>;
  /** msgid given or assigned by the platform. */
  msgid?: string;
  /** SMS: the vendor account that sent it. */
  smsKeyId?: string;
  /** The caller's own key: kf msgid, Official Account client_msg_id, SMS OutId or extend. */
  idempotencyKey?: string;
  passive?: boolean;
  recalled?: boolean;
  servicerUserId?: string;
  /** Service notices. */
  templateId?: string;
  title?: string;
  fields?: { key: string; label: string; value: string }[];
  url?: string;
}

/** What a card looks like for one member right now. */
export interface CardView {
  taskId: string;
  cardType: string;
  /** The card as last sent or updated. */
  card: Record<string, unknown>;
  /** Text of the greyed-out button after a `replace_name` update or `replace_text`. */
  replacedWith?: string;
  /** Whether its buttons still raise events; an action menu always does. */
  clickable: boolean;
  /** Updates this member has seen. */
  updates: number;
  /** Click events this member has raised. */
  clicks: number;
}

/** A broadcast that waits for a member's tap. */
export interface GroupSendView {
  msgid: string;
  /** What the customers will read. */
  text: string;
  customers: { externalUserId: string; name: string }[];
  /** The member may leave customers out. */
  allowSelect: boolean;
  /** `ignored`: put away; a reminder brings it back. */
  status: 'waiting' | 'sent' | 'ignored' | 'cancelled';
  reminders: number;
}

/** One thing that a member sees in the chat with an app. */
export interface MemberItem {
  id: string;
  seq: number;
  at: string;
  corpId: string;
  /** 0: the client itself (a broadcast to confirm). */
  agentId: number;
  userId: string;
  direction: 'sent' | 'received';
  msgtype: string;
  text: string;
  payload: Record<string, unknown>;
  msgid?: string;
  passive?: boolean;
  recalled?: boolean;
  card?: CardView;
  groupSend?: GroupSendView;
}

/** One message of a group robot. */
export interface RobotItem {
  id: string;
  seq: number;
  at: string;
  msgtype: string;
  text: string;
  payload: Record<string, unknown>;
}

/** A file that somebody sent or uploaded. */
export interface MediaContent {
  kind: string;
  fileName: string;
  contentType: string;
  base64: string;
}

/** An API call or a callback delivery, as it happened. */
export interface RecordEntry {
  seq: number;
  at: string;
  kind: 'api' | 'callback' | 'note';
  /** `wecom:message/send`, `official-account:template/send`, `callback:wecom:kf_msg_or_event`, … */
  api: string;
  request: unknown;
  answer: unknown;
  /** API: whether it changed what somebody sees or has. Callback: whether the receiver took it. */
  effect: boolean;
  fault?: string;
  attempts?: { at: string; status?: number; error?: string; tampered?: string; ms: number; answer?: string }[];
}

/**
 * A fault for the next `times` calls of an API. `timeout` never answers and changes nothing; `lostAnswer` works, then hangs
 * up; `cut` hangs up in the middle of the answer.
 */
export interface FaultInput {
  /** `message/send`, `kf/send_msg`, … or `*`; optionally with `wecom:`, `official-account:` or `sms:` before it. */
  api: string;
  kind: 'errcode' | 'lostAnswer' | 'cut' | 'slow' | 'status' | 'timeout';
  errcode?: number;
  /** The same for an SMS vendor: `isv.AMOUNT_NOT_ENOUGH`, `E000101`. */
  code?: string;
  status?: number;
  delayMs?: number;
  /** Default 1. */
  times?: number;
}

/** How callbacks travel. Counters count down by one for each event they touch. */
export interface CallbackMode {
  /** The next n events are lost. */
  drop?: number;
  /** The next n events are sent twice although the first was taken. */
  duplicate?: number;
  /** The next n pairs of events arrive in swapped order. */
  reorder?: number;
  /** Before each of the next `times` events a forged copy is sent. */
  tamper?: { kind: TamperKind; times: number };
  /** Nothing is sent until it is switched off again; nothing is lost either. */
  hold?: boolean;
}

export type TamperKind = 'signature' | 'receiveid' | 'padding' | 'msg_len' | 'body' | 'truncated';

export interface CallbackOptions {
  /** Waits before each repeat (wall time); its length is the number of repeats. */
  retryDelaysMs: number[];
  deadlineMs: number;
  verifyDeadlineMs: number;
  concurrencyPerReceiver: number;
}

/** Delivered messages, for crash tests. Keys of `byIdempotencyKey` are `<channel account>/<receiver>/<key>`. */
export interface Counts {
  people: Record<string, { sent: number; received: number }>;
  members: Record<string, { sent: number; received: number }>;
  byIdempotencyKey: Record<string, number>;
  callbacks: { pending: number; taken: number; lost: number };
}

/** How far each inbox is: the highest `seq` in it; one that is empty is left out. */
export interface LastSeqs {
  people: Record<string, number>;
  members: Record<string, number>;
}

export interface KfSession {
  state: 0 | 1 | 2 | 3 | 4;
  servicerUserId: string | null;
  windowClosesAt: string | null;
  remaining: number;
  /** The owner refuses messages of this account (fail_type 10). */
  rejecting: boolean;
}
