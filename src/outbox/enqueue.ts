import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';
import { storableJson, storableText } from '../database/storable-json.ts';
import { CareError } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';
import { type NewOutboxMessage, type OutboxChannel, payloadSchemas } from './message.ts';

const KEY = /^[0-9A-Za-z_-]{1,32}$/;

/**
 * Puts a message into the outbox in the caller's transaction: it leaves exactly when that commits. A key that is there
 * already changes nothing.
 *
 * @returns the outbox row's id
 * @throws {CareError} `VALIDATION` for a key or payload the channel can't carry
 */
export async function enqueueOutbox(
  context: { queue: Queue; clock: Clock; storeId: string },
  tx: Transaction,
  message: NewOutboxMessage,
): Promise<number> {
  if (!KEY.test(message.idempotencyKey)) {
    throw new CareError('VALIDATION', `idempotency key "${message.idempotencyKey}" is not [0-9A-Za-z_-]{1,32}`);
  }
  const payload = payloadSchemas[message.channel].safeParse(message.payload);
  if (!payload.success) {
    throw new CareError('VALIDATION', `payload of ${message.channel}: ${payload.error.message}`);
  }
  const orderKey = orderKeyOf(context.storeId, message);
  const rows = await tx.outboxMessage.createManyAndReturn({
    data: {
      storeId: context.storeId,
      channel: message.channel,
      accountId: message.accountId,
      recipient: message.recipient,
      orderKey,
      idempotencyKey: message.idempotencyKey,
      payload: storableJson(payload.data),
      preview: storableText(message.preview),
      createdAt: context.clock.now(),
      notBeforeAt: message.notBeforeAt ?? null,
      ticketId: message.ticketId ?? null,
      reminderId: message.reminderId ?? null,
      conversationId: message.conversationId ?? null,
    },
    skipDuplicates: true,
    select: { id: true },
  });
  const created = rows[0];
  if (created !== undefined) {
    await context.queue.enqueue(tx, 'outbox.turn', [orderKey], message.isBulk === true);
    return created.id;
  }
  const existing = await tx.outboxMessage.findUniqueOrThrow({
    where: { idempotencyKey: message.idempotencyKey },
    select: { id: true },
  });
  return existing.id;
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
