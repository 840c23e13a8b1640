import type { Db } from '../database/database.ts';
import { instantAt, addDays, dayOf } from '../calendar.ts';
import type { OutboxChannel } from './message.ts';
import type { OutboxRow } from './transmit.ts';

/**
 * The platform drops what exceeds 30 a minute to one member, silently. Calls that are held up on the way arrive closer
 * together than they left: even two of our minutes in one of the platform's stay within its limit.
 */
const STAFF_PER_MINUTE = 15;
const MINUTE_MS = 60_000;
/** A 微信客服 window lasts 48 h; clocks differ, so the last minute is not used. */
const WINDOW_MS = 48 * 60 * MINUTE_MS - MINUTE_MS;
/** WeCom treats an equal message to the same member within this time as a repetition: the longest it can be asked for. */
const DUPLICATE_CHECK_MS = 4 * 60 * MINUTE_MS;
/** client_msg_id of a template message is remembered for 10 minutes; after 9 its receipt is waited for instead. */
const TEMPLATE_KEY_MS = 9 * MINUTE_MS;

/** "Too frequent" (45011) names no time. */
const TOO_FREQUENT_MS = 2 * MINUTE_MS;

/** A code for a welcome lives this long, and works once. */
const WELCOME_MS = 20_000;

const WELCOMES = ['kfWelcome', 'contactWelcome'];

/** Whether a message has lost its meaning: a welcome after its code has died. */
export function isTooLate(row: OutboxRow, now: Date): boolean {
  return WELCOMES.includes(row.channel) && now.getTime() - row.createdAt.getTime() >= WELCOME_MS;
}

const STAFF_CHANNELS = ['wecomText', 'wecomCard', 'wecomImage', 'wecomFile'];

/** What counts towards the platform's limit per member. */
export function isStaffMessage(channel: string): boolean {
  return STAFF_CHANNELS.includes(channel);
}

/** When the next message to these members may leave; undefined: now, or it is none to staff. */
export async function staffFreeAt(db: Db, row: OutboxRow, now: Date): Promise<Date | undefined> {
  if (!isStaffMessage(row.channel)) return undefined;
  const since = new Date(now.getTime() - MINUTE_MS);
  let freeAt: Date | undefined;
  for (const userId of row.recipient.split('|')) {
    const sent = await db.$queryRaw<{ sent_at: Date }[]>`
      SELECT sent_at FROM outbox_message
      WHERE store_id = ${row.storeId} AND channel = ANY(${STAFF_CHANNELS}) AND sent_at > ${since} AND id <> ${row.id}
        AND ${userId} = ANY(string_to_array(recipient, '|'))
      ORDER BY sent_at DESC LIMIT ${STAFF_PER_MINUTE}`;
    const oldest = sent[STAFF_PER_MINUTE - 1];
    if (oldest === undefined) continue;
    const at = new Date(oldest.sent_at.getTime() + MINUTE_MS);
    if (freeAt === undefined || at > freeAt) freeAt = at;
  }
  return freeAt;
}

/** The code the platform would answer for a closed or used-up 微信客服 window, without asking it; undefined: open. */
export async function kfWindowCode(db: Db, row: OutboxRow, now: Date): Promise<number | undefined> {
  const identity = await db.channelIdentity.findFirst({
    where: { storeId: row.storeId, channel: 'kf', accountId: row.accountId, externalId: row.recipient },
    select: { windowOpenedAt: true, windowLeft: true },
  });
  const openedAt = identity?.windowOpenedAt?.getTime();
  if (openedAt === undefined || openedAt + WINDOW_MS < now.getTime()) return 95002;
  return (identity?.windowLeft ?? 0) > 0 ? undefined : 95001;
}

/** Whether an attempt without an answer may be repeated: only while the platform recognises the key. */
export function canRepeat(channel: OutboxChannel, firstAttemptAt: Date | null, now: Date): boolean {
  switch (channel) {
    // No key at all: once is the rule, a person follows up.
    case 'officialAccountMessage':
    case 'subscriptionNotice':
    case 'sms':
    case 'groupSend':
      return false;
    case 'officialAccountTemplate':
      return isWithin(firstAttemptAt, TEMPLATE_KEY_MS, now);
    case 'wecomText':
    case 'wecomImage':
    case 'wecomFile':
      return isWithin(firstAttemptAt, DUPLICATE_CHECK_MS - MINUTE_MS, now);
    default:
      return true;
  }
}

const isWithin = (since: Date | null, ms: number, now: Date): boolean =>
  since === null || now.getTime() - since.getTime() < ms;

/**
 * How many earlier messages with the same words the platform would take for this one. An earlier one may have waited,
 * so its sending counts as well as its making.
 */
export async function countEqualBefore(db: Db, row: OutboxRow): Promise<number> {
  const since = new Date(row.createdAt.getTime() - DUPLICATE_CHECK_MS);
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outbox_message
    WHERE store_id = ${row.storeId} AND channel = 'wecomText' AND recipient = ${row.recipient} AND id < ${row.id}
      AND (created_at > ${since} OR sent_at > ${since}) AND payload ->> 'text' = ${(row.payload as { text: string }).text}`;
  return rows[0]?.count ?? 0;
}

/** Template messages and one-time notices of the service account: nobody waits for one, and answers pass it. */
export function isNotice(channel: string): boolean {
  return channel === 'officialAccountTemplate' || channel === 'subscriptionNotice';
}

/** "Daily quota" of notices; the same code elsewhere is about a minute. */
export function isQuotaOfDay(channel: string, errcode: number): boolean {
  return errcode === 45009 && isNotice(channel);
}

/** When a used-up quota is free again: that of the day after midnight, "too frequent" after minutes, the others after one. */
export function quotaFreeAt(channel: string, errcode: number, now: Date): Date {
  if (isQuotaOfDay(channel, errcode)) return instantAt(addDays(dayOf(now), 1), '00:05');
  return new Date(now.getTime() + (errcode === 45011 ? TOO_FREQUENT_MS : MINUTE_MS));
}
