import type { SmsFailure } from '../errors.ts';
import type { OutboxChannel } from './message.ts';

/**
 * What the sender does about an answer:
 * - `retry` again under the same key, with growing delay, at most three times · `wait` again after a minute or more
 * - `later` the platform's quota is used up: wait out its block · `success` the platform has it already
 * - `unreachable` this person, on this channel, until the stated event; next channel · `gone` the same, for good
 * - `refused` this person wants no messages of this template; next channel · `consentUsed` no consent is left; next channel
 * - `next` only this message: next channel · `again` accepted and lost: once more under a key of its own, then the next channel
 * - `askState` read who has the session: a person (they get the text as a suggestion), nobody any more, or the waiting pool
 * - `anotherServicer` whoever was to take the session can't · `nextPerson` these members can't be reached: the next ones, alert
 * - `configuration` an administrator must act: alert, the channel stops for a while, next channel
 * - `review` the words were refused: alert, next channel · `permanent` the payload is wrong: a fault of ours
 */
export type FailureAction =
  | 'retry'
  | 'wait'
  | 'later'
  | 'success'
  | 'unreachable'
  | 'gone'
  | 'refused'
  | 'consentUsed'
  | 'next'
  | 'again'
  | 'askState'
  | 'suggestion'
  | 'anotherServicer'
  | 'nextPerson'
  | 'configuration'
  | 'review'
  | 'permanent';

type Codes = Readonly<Record<number, FailureAction>>;

/** On every host. The adapter has fetched a new token and tried once more before a token's code comes here. */
const COMMON: Codes = {
  [-1]: 'retry',
  6000: 'retry',
  // A token that fails right after it was fetched: another program fetches too, or the secret was changed just now.
  40014: 'retry',
  42001: 'retry',
  // Secret, grant type, corp id, app id or agent id are wrong or missing.
  40001: 'configuration',
  40002: 'configuration',
  40013: 'configuration',
  40056: 'configuration',
  40125: 'configuration',
  41004: 'configuration',
  // The address of the server is not allowed, or its change waits for an administrator.
  40164: 'configuration',
  89503: 'configuration',
  89506: 'configuration',
  89507: 'configuration',
  // The secret is frozen; the app is disabled; the account is restricted; permission is withdrawn (or, of a template, it is).
  40243: 'configuration',
  48006: 'configuration',
  48011: 'configuration',
  50003: 'configuration',
  50004: 'configuration',
  50007: 'configuration',
  // Somebody else changes the same thing just now.
  45035: 'retry',
  45009: 'later',
  45011: 'later',
  45033: 'later',
};

const KF: Codes = {
  95033: 'success',
  95001: 'unreachable',
  95002: 'unreachable',
  95018: 'askState',
  95013: 'anotherServicer',
  95014: 'anotherServicer',
  95016: 'anotherServicer',
  95019: 'anotherServicer',
  95020: 'anotherServicer',
  95000: 'configuration',
  95003: 'configuration',
  95004: 'configuration',
  95017: 'configuration',
  95023: 'configuration',
  95032: 'configuration',
  48002: 'configuration',
  48007: 'configuration',
  60020: 'configuration',
  // The member is outside the app's visible range.
  60030: 'configuration',
  95008: 'permanent',
  95009: 'permanent',
  // A menu has been sent as text before this counts (send-as-text.ts).
  95030: 'permanent',
  40058: 'permanent',
  45002: 'permanent',
  40007: 'permanent',
};

/** What template messages and subscription notices have in common. */
const NOTICES: Codes = {
  // Not a follower: until the next `subscribe` event.
  43004: 'unreachable',
  50005: 'unreachable',
  // In the account's blacklist; frozen or closed; an id of another account.
  43019: 'gone',
  50002: 'gone',
  40003: 'gone',
  43117: 'next',
  40037: 'configuration',
  40165: 'configuration',
  40166: 'configuration',
  43116: 'configuration',
  48001: 'configuration',
  48004: 'configuration',
  40249: 'review',
  45168: 'review',
  47001: 'permanent',
  47002: 'permanent',
  47003: 'permanent',
};
const TEMPLATE: Codes = { ...NOTICES, 43101: 'refused' };
const SUBSCRIPTION: Codes = { ...NOTICES, 43101: 'consentUsed' };

/** Chat of the service account (custom/send). */
const ACCOUNT_CHAT: Codes = {
  45015: 'unreachable',
  45047: 'unreachable',
  48002: 'unreachable',
  40003: 'gone',
  48001: 'configuration',
  48004: 'configuration',
};

/** 企业群发 and the welcome to a new contact. */
const CONTACTS: Codes = {
  // Nobody of the list can be reached.
  41048: 'next',
  41063: 'wait',
  41093: 'success',
  // Reminded three times today: no more.
  41094: 'next',
  84061: 'next',
  // Has not agreed to archiving: until `msg_audit_approved`.
  41053: 'next',
  // The welcome is late, or the chat has begun; another app is sending one.
  41050: 'next',
  41051: 'next',
  41096: 'next',
  48002: 'configuration',
  60011: 'configuration',
  60111: 'configuration',
  81013: 'configuration',
  60020: 'configuration',
};

/** Messages of the app. Group robots have no sender and so no codes here (docs/decisions/0010-escalation-goes-to-people.md). */
const STAFF: Codes = {
  81013: 'nextPerson',
  60111: 'nextPerson',
  48002: 'configuration',
  301002: 'configuration',
  60011: 'configuration',
  60020: 'configuration',
  43012: 'configuration',
};

const TABLES: Record<Exclude<OutboxChannel, 'sms'>, Codes> = {
  wecomText: STAFF,
  wecomCard: STAFF,
  wecomCardUpdate: STAFF,
  wecomImage: STAFF,
  wecomFile: STAFF,
  kfMessage: KF,
  kfWelcome: KF,
  kfHandToPerson: KF,
  officialAccountTemplate: TEMPLATE,
  subscriptionNotice: SUBSCRIPTION,
  officialAccountMessage: ACCOUNT_CHAT,
  groupSend: CONTACTS,
  groupSendRemind: CONTACTS,
  groupSendCancel: CONTACTS,
  contactWelcome: CONTACTS,
};

/**
 * The table of outreach-rules §3, per host: the same number means different things on different hosts. A number that
 * nobody lists is a fault of ours.
 */
export function failureActionOf(channel: OutboxChannel, errcode: number): FailureAction {
  const table = channel === 'sms' ? {} : TABLES[channel];
  return table[errcode] ?? COMMON[errcode] ?? 'permanent';
}

/** Why a vendor took no short message, or what its report says. Each adapter knows its vendor's codes. */
export const SMS_FAILURES = {
  /** The vendor is busy. */
  busy: 'retry',
  /** Too many to this number: not again inside the window. */
  tooMany: 'next',
  /** Template, signature or account is not approved, key or address is wrong. */
  setup: 'configuration',
  /** No money left: urgent. */
  balance: 'configuration',
  /** No such number, or one that can't get messages. */
  badNumber: 'gone',
  /** The owner, or their carrier for them, refuses messages. */
  optedOut: 'gone',
  /** Words that carriers refuse. */
  content: 'review',
  /** A report: not delivered, for no reason that lasts. */
  undelivered: 'again',
  /** A value does not fit the template. */
  payload: 'permanent',
} as const satisfies Record<SmsFailure, FailureAction>;

/**
 * What an msg_send_fail event of 微信客服 means. 4 window over, 5 session closed, 6 too many, 10 refused: until the owner
 * writes again; 1 account deleted, 2 app closed, 8 corp not verified, 11 nobody logged in; 12 a type that is not taken.
 */
export function kfEventAction(failType: number): FailureAction {
  if ([4, 5, 6, 10].includes(failType)) return 'unreachable';
  if ([1, 2, 8, 11].includes(failType)) return 'configuration';
  // 0 unknown, 13 security limit: once more. Numbers that nobody lists count as unknown.
  return failType === 12 ? 'permanent' : 'again';
}

/** Of a template message's receipt; kept as the row's code. */
export const RECEIPT_CODES = { userBlock: 1, systemFailed: 2 } as const;

/** TEMPLATESENDJOBFINISH: `failed:user block` or `failed: system failed`, as the platform spells them. */
export function receiptFailure(status: string): { errorCode: number; action: FailureAction } {
  return status.includes('block')
    ? { errorCode: RECEIPT_CODES.userBlock, action: 'unreachable' }
    : { errorCode: RECEIPT_CODES.systemFailed, action: 'again' };
}
