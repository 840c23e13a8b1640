import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox } from '../outbox/index.ts';
import { splitBytes } from '../platform/text.ts';
import type { OwnerMenu } from '../ports.ts';

const TEXT_BYTES = 2048;

/**
 * Writes to an owner in the conversation they opened: 微信客服, or the service account's chat.
 *
 * @param input.key idempotency key of this message; parts of a long text get a suffix
 * @param input.isOptional may be left out when it would use up the last message of the window, which is kept for a question
 *   that needs an answer
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
    await enqueueOutbox(context, tx, {
      ...common,
      channel: 'officialAccountMessage',
      idempotencyKey: input.key,
      payload: { text: input.text },
      preview: input.text,
    });
    return true;
  }
  if (input.menu !== undefined) {
    await enqueueOutbox(context, tx, {
      ...common,
      channel: 'kfMessage',
      idempotencyKey: input.key,
      payload: { msgtype: 'menu', menu: { head: input.text, ...input.menu } },
      preview: input.text,
    });
    return true;
  }
  for (const [index, part] of splitBytes(input.text, TEXT_BYTES).entries()) {
    await enqueueOutbox(context, tx, {
      ...common,
      channel: 'kfMessage',
      idempotencyKey: index === 0 ? input.key : `${input.key.slice(0, 29)}-${index}`,
      payload: { msgtype: 'text', text: { content: part } },
      preview: part,
    });
  }
  return true;
}
