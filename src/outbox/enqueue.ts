import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';
import { storableJson, storableText } from '../database/storable-json.ts';
import { CareError } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';
import { type NewOutboxMessage, type OutboxChannel, payloadSchemas } from './message.ts';

const KEY = /^[0-9A-Za-z_-]{1,32}$/;

interface EnqueueContext {
  queue: Queue;
  clock: Clock;
  storeId: string;
}

/**
 * Puts a message into the outbox in the caller's transaction: it leaves exactly when that commits. A key that is there
 * already changes nothing.
 *
 * @returns the outbox row's id
 * @throws {CareError} `VALIDATION` for a key or payload the channel can't carry
 */
export async function enqueueOutbox(
  context: EnqueueContext,
  tx: Transaction,
  message: NewOutboxMessage,
): Promise<number> {
  const ids = await enqueueTogether(context, tx, [message]);
  return idOf(ids, message.idempotencyKey);
}

/**
 * Many messages as `enqueueOutbox` puts one, with two statements for all of them.
 *
 * @returns the outbox row's id by idempotency key
 * @throws {CareError} `VALIDATION` for a key or payload the channel can't carry
 */
export async function enqueueTogether(
  { queue, clock, storeId }: EnqueueContext,
  tx: Transaction,
  messages: readonly NewOutboxMessage[],
): Promise<Map<string, number>> {
  if (messages.length === 0) return new Map();
  const rows = messages.map((message, nth) => rowOf(storeId, message, nth));
  const created = await tx.$queryRaw<{ id: number; idempotency_key: string }[]>`
    INSERT INTO outbox_message (store_id, channel, account_id, recipient, order_key, idempotency_key, payload, preview,
      created_at, not_before_at, ticket_id, reminder_id, conversation_id)
    SELECT ${storeId}, channel, account_id, recipient, order_key, idempotency_key, payload, preview,
      ${clock.now()}::timestamptz, not_before_at, ticket_id, reminder_id, conversation_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS message(nth int, channel text, account_id text,
      recipient text, order_key text, idempotency_key text, payload jsonb, preview text, not_before_at timestamptz,
      ticket_id int, reminder_id int, conversation_id int)
    ORDER BY nth
    ON CONFLICT (idempotency_key) DO NOTHING RETURNING id, idempotency_key`;
  const ids = new Map(created.map((row) => [row.idempotency_key, row.id]));
  for (const isBulk of [false, true]) {
    const fresh = messages.filter((message) => (message.isBulk === true) === isBulk && ids.has(message.idempotencyKey));
    const orderKeys = fresh.map((message) => orderKeyOf(storeId, message));
    if (orderKeys.length > 0) await queue.enqueue(tx, 'outbox.turn', orderKeys, isBulk);
  }
  const known = messages.map(({ idempotencyKey }) => idempotencyKey).filter((key) => !ids.has(key));
  if (known.length === 0) return ids;
  const existing = await tx.outboxMessage.findMany({
    where: { idempotencyKey: { in: known } },
    select: { id: true, idempotencyKey: true },
  });
  for (const row of existing) ids.set(row.idempotencyKey, row.id);
  return ids;
}

/** @throws {Error} when neither put there nor there before */
export function idOf(ids: ReadonlyMap<string, number>, idempotencyKey: string): number {
  const id = ids.get(idempotencyKey);
  if (id === undefined) throw new Error(`no outbox row with the key ${idempotencyKey}`);
  return id;
}

/** @throws {CareError} `VALIDATION` */
function rowOf(storeId: string, message: NewOutboxMessage, nth: number): object {
  if (!KEY.test(message.idempotencyKey)) {
    throw new CareError('VALIDATION', `idempotency key "${message.idempotencyKey}" is not [0-9A-Za-z_-]{1,32}`);
  }
  const payload = payloadSchemas[message.channel].safeParse(message.payload);
  if (!payload.success) {
    throw new CareError('VALIDATION', `payload of ${message.channel}: ${payload.error.message}`);
  }
  return {
    nth,
    channel: message.channel,
    account_id: message.accountId,
    recipient: message.recipient,
    order_key: orderKeyOf(storeId, message),
    idempotency_key: message.idempotencyKey,
    payload: storableJson(payload.data),
    preview: storableText(message.preview),
    not_before_at: message.notBeforeAt,
    ticket_id: message.ticketId,
    reminder_id: message.reminderId,
    conversation_id: message.conversationId,
  };
}

/** Messages to one person stay in order; a card's update waits for the card. */
function orderKeyOf(storeId: string, message: NewOutboxMessage): string {
  const family = FAMILIES[message.channel];
  return `${storeId}:${family}:${message.accountId}:${message.recipient}`;
}

const FAMILIES: Record<OutboxChannel, string> = {
  wecomText: 'wecom',
  wecomCard: 'wecom',
  wecomCardUpdate: 'wecom',
  wecomImage: 'wecom',
  wecomFile: 'wecom',
  kfMessage: 'kf',
  kfWelcome: 'kf',
  kfHandToPerson: 'kf',
  officialAccountTemplate: 'account',
  officialAccountMessage: 'account',
  subscriptionNotice: 'account',
  sms: 'sms',
  groupSend: 'groupSend',
  groupSendRemind: 'groupSend',
  groupSendCancel: 'groupSend',
  contactWelcome: 'contact',
};
