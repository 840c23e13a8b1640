import type { Transaction } from '../database/database.ts';
import type { Connected } from '../context.ts';
import type { Rules } from '../stores/index.ts';
import { NOTICE_TEMPLATE } from './messages.ts';

/**
 * The chat in which each of these owners can be asked now: used last, inside the platform's window, with messages left
 * beyond the reserve, nobody else talking there, no other question of ours open.
 *
 * @returns conversation ids by customer
 */
export async function openChatsOf(
  tx: Transaction,
  customerIds: readonly number[],
  { outreach }: Rules,
  now: Date,
): Promise<Map<number, number>> {
  if (customerIds.length === 0) return new Map();
  const since = new Date(now.getTime() - outreach.kfWindowHours * 3_600_000 + outreach.kfMarginSeconds * 1000);
  const rows = await tx.$queryRaw<{ customer_id: number; conversation_id: number }[]>`
    SELECT DISTINCT ON (i.customer_id) i.customer_id, o.id AS conversation_id
    FROM channel_identity i JOIN conversation o ON o.identity_id = i.id
    WHERE i.customer_id = ANY(${[...customerIds]}::int[]) AND i.channel IN ('kf', 'officialAccount')
      AND i.unreachable_at IS NULL AND i.window_opened_at > ${since}
      AND o.state = 'idle' AND o.verify_ticket_id IS NULL
      AND (i.channel <> 'kf' OR i.window_left - (
        SELECT count(*) FROM outbox_message m WHERE m.conversation_id = o.id AND m.channel = 'kfMessage'
          AND m.status IN ('pending', 'sending', 'unknown')) > ${outreach.kfReserve})
    ORDER BY i.customer_id, i.window_opened_at DESC, i.id`;
  return new Map(rows.map((row) => [row.customer_id, row.conversation_id]));
}

/** Owners who had all the service messages of a day, or of an hour, that the rules allow; and those with a question of ours open. */
export async function notToAskNow(
  tx: Transaction,
  customerIds: readonly number[],
  { outreach, rates }: Rules,
  at: { now: Date; dayStart: Date },
): Promise<Set<number>> {
  if (customerIds.length === 0) return new Set();
  const hourAgo = new Date(at.now.getTime() - 3_600_000);
  const ids = [...customerIds];
  const rows = await tx.$queryRaw<{ customer_id: number }[]>`
    SELECT customer_id FROM reminder
    WHERE customer_id = ANY(${ids}::int[]) AND channel IS DISTINCT FROM 'callTask'
      AND (status = 'sending' OR status IN ('sent', 'delivered') AND sent_at >= ${at.dayStart})
    GROUP BY customer_id
    HAVING count(DISTINCT coalesce(outbox_id, -id)) >= ${outreach.servicePerDay}
      OR count(DISTINCT coalesce(outbox_id, -id)) FILTER (WHERE status = 'sending' OR sent_at >= ${hourAgo}) >= ${rates.ownerPerHour}
    UNION
    SELECT customer_id FROM follow_up WHERE customer_id = ANY(${ids}::int[]) AND status = 'asking'`;
  return new Set(rows.map((row) => row.customer_id));
}

/** Codes of the account's chat: they say nothing about its notices. */
const CHAT_ONLY = [45_015, 45_047, 48_002];

/**
 * Followers of the service account who can be invited by a template message; the platform takes it at any time.
 *
 * @returns openids by customer
 */
export async function noticesTo(
  tx: Transaction,
  customerIds: readonly number[],
  { appId, templateKeys }: Connected,
): Promise<Map<number, string>> {
  if (customerIds.length === 0 || !templateKeys.includes(NOTICE_TEMPLATE)) return new Map();
  const rows = await tx.$queryRaw<{ customer_id: number; external_id: string }[]>`
    SELECT DISTINCT ON (customer_id) customer_id, external_id FROM channel_identity
    WHERE customer_id = ANY(${[...customerIds]}::int[]) AND channel = 'officialAccount' AND account_id = ${appId}
      AND is_subscribed AND NOT ${NOTICE_TEMPLATE} = ANY(refused_templates)
      AND (unreachable_at IS NULL OR coalesce(last_error_code, 0) = ANY(${CHAT_ONLY}::int[]))
    ORDER BY customer_id, window_opened_at DESC NULLS LAST, id`;
  return new Map(rows.map((row) => [row.customer_id, row.external_id]));
}
