import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox } from '../outbox/index.ts';
import { byteLength, cutBytes, splitBytes } from '../platform/text.ts';
import type { OwnerMenu } from '../ports.ts';
import { getStore, rulesOf } from '../stores/index.ts';

const TEXT_BYTES = 2048;
/** The platform takes no more after one message of the owner. */
const MOST_PARTS = 5;
/** Of the words above a menu. */
const HEAD_BYTES = 1024;
const HOUR_MS = 3_600_000;

/**
 * Writes to an owner in the conversation they opened: 微信客服, or the service account's chat.
 *
 * @param input.key idempotency key of this message; parts of a long text get a suffix
 * @param input.isOptional may be left out when it would use up the last message of the window, which is kept for a question
 *   that needs an answer
 * @param input.isCourtesy an answer that may be left out when this owner has had the rule's most for an hour: whoever sends
 *   hundreds of messages is not answered hundreds of times
 * @returns false when it was left out
 */
export async function tellOwner(
  context: Context,
  tx: Transaction,
  input: {
    conversationId: number;
    key: string;
    text: string;
    menu?: Omit<OwnerMenu, 'head'>;
    ticketId?: number;
    isOptional?: boolean;
    isCourtesy?: boolean;
  },
): Promise<boolean> {
  const conversation = await tx.conversation.findUniqueOrThrow({
    where: { id: input.conversationId },
    include: { identity: true },
  });
  const { identity } = conversation;
  const common = {
    accountId: identity.accountId,
    recipient: identity.externalId,
    conversationId: conversation.id,
    ticketId: input.ticketId,
  };
  if (input.isCourtesy === true && (await hasHadEnough(context, tx, conversation.id))) return false;
  if (input.isOptional === true) {
    const waiting = await tx.outboxMessage.count({
      where: {
        conversationId: conversation.id,
        channel: 'kfMessage',
        status: { in: ['pending', 'sending', 'unknown'] },
      },
    });
    if (identity.windowLeft - waiting <= 1) return false;
  }
  if (identity.channel === 'officialAccount') {
    // The service account's chat has no buttons here: the owner answers in words.
    for (const [index, text] of partsOf(input.text).entries()) {
      await enqueueOutbox(context, tx, {
        ...common,
        channel: 'officialAccountMessage',
        idempotencyKey: partKey(input.key, index),
        payload: { text },
        preview: text,
      });
    }
    return true;
  }
  const { menu } = input;
  const [text, head] = menu === undefined ? [input.text, ''] : apartFromHead(input.text);
  const parts = text === '' ? [] : splitBytes(text, TEXT_BYTES);
  const messages = [
    ...parts.map((part) => ({ preview: part, payload: { msgtype: 'text', text: { content: part } } })),
    ...(menu === undefined ? [] : [{ preview: head, payload: { msgtype: 'menu', menu: { head, ...menu } } }]),
  ];
  for (const [index, { preview, payload }] of messages.entries()) {
    await enqueueOutbox(context, tx, {
      ...common,
      channel: 'kfMessage',
      idempotencyKey: partKey(input.key, index),
      payload,
      preview,
    });
  }
  return true;
}

function partsOf(text: string): string[] {
  const parts = splitBytes(text, TEXT_BYTES);
  const last = MOST_PARTS - 1;
  return parts.length <= MOST_PARTS
    ? parts
    : [...parts.slice(0, last), cutBytes(parts.slice(last).join(''), TEXT_BYTES)];
}

const partKey = (key: string, index: number): string => (index === 0 ? key : `${key.slice(0, 29)}-${index}`);

/** Words that are too long for the head of a menu come before it, and only the question stays. */
function apartFromHead(text: string): [before: string, head: string] {
  if (byteLength(text) <= HEAD_BYTES) return ['', text];
  const end = text.lastIndexOf('\n');
  const question = text.slice(end + 1);
  return end > 0 && byteLength(question) <= HEAD_BYTES ? [text.slice(0, end), question] : [text, '请选择：'];
}

async function hasHadEnough(context: Context, tx: Transaction, conversationId: number): Promise<boolean> {
  const { answersPerHour } = rulesOf(await getStore(tx, context.storeId)).conversation;
  const since = new Date(context.clock.now().getTime() - HOUR_MS);
  const sent = await tx.outboxMessage.count({
    where: {
      conversationId,
      channel: { in: ['kfMessage', 'officialAccountMessage'] },
      status: { not: 'failed' },
      createdAt: { gt: since },
    },
  });
  return sent >= answersPerHour;
}
