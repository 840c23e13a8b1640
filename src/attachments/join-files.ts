import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Message } from '../database/generated/client.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { getTicket, recordEvent, ticketMessagesToOwner } from '../tickets/index.ts';
import { countInWords, fileKindOf } from './kinds.ts';
import { tellHolder } from './tell-holder.ts';
import { tellNotFetched } from './tell-not-fetched.ts';

/** A picture that came first belongs to the complaint that follows within this time. */
const BEFORE_MS = 30 * 60_000;
/** Owners who send pictures one by one are not answered one by one. */
const CONFIRM_AGAIN_MS = 10 * 60_000;

/**
 * After an owner's messages have been dealt with: their files, and those sent shortly before, go where the messages went.
 * Words have been told to the holder by whoever took them; files that came without any are told about here, once for a
 * burst, and confirmed to the owner once.
 *
 * @param input.ticketId where messages go that belong to no ticket yet
 */
export async function joinFiles(
  context: Context,
  tx: Transaction,
  input: { conversationId: number; messages: readonly Pick<Message, 'id' | 'msgType'>[]; ticketId?: number | null },
): Promise<void> {
  const ids = input.messages.map((message) => message.id);
  const taken = await tx.message.findFirst({ where: { id: { in: ids }, ticketId: { not: null } } });
  const ticketId = taken?.ticketId ?? input.ticketId;
  if (ticketId == null) return;
  const files = await looseFiles(context, tx, input.conversationId, ids);
  if (files.length === 0) return;
  await tx.attachment.updateMany({ where: { id: { in: files.map((file) => file.id) } }, data: { ticketId } });
  await tx.message.updateMany({
    where: { id: { in: files.flatMap((file) => file.messageId ?? []) }, ticketId: null },
    data: { ticketId },
  });
  const ticket = await getTicket(tx, context.storeId, ticketId);
  const before = await tx.ticketEvent.findFirst({
    where: { ticketId, type: 'attached', actorKind: 'owner' },
    orderBy: { id: 'desc' },
  });
  const fileIds = files.map((file) => file.id);
  const isFilesOnly = input.messages.every((message) => fileKindOf(message.msgType) !== undefined);
  const lastBurst = (before?.data as { burst?: number } | undefined)?.burst;
  const burst = isFilesOnly ? await tellHolder(context, tx, ticket, { fileIds, lastBurst }) : undefined;
  await recordEvent(context, tx, ticket, 'attached', {
    data: { text: countInWords(files), attachmentIds: fileIds, ...(burst === undefined ? {} : { burst }) },
  });
  for (const file of files) {
    if (file.status === 'failed' || file.status === 'expired') {
      await tellNotFetched(context, tx, { ...file, ticketId });
    }
  }
  if (isFilesOnly) await confirm(context, tx, input.conversationId, ticket);
}

/** Files of these messages, and of read ones shortly before, that belong to no ticket. */
async function looseFiles(context: Context, tx: Transaction, conversationId: number, messageIds: readonly number[]) {
  const since = new Date(context.clock.now().getTime() - BEFORE_MS);
  const earlier = await tx.message.findMany({
    where: { conversationId, ticketId: null, mediaId: { not: null }, isUnderstood: true, sentAt: { gt: since } },
    select: { id: true },
  });
  return tx.attachment.findMany({
    where: {
      conversationId,
      ticketId: null,
      messageId: { in: [...messageIds, ...earlier.map((message) => message.id)] },
    },
    orderBy: { id: 'asc' },
  });
}

async function confirm(
  context: Context,
  tx: Transaction,
  conversationId: number,
  ticket: Parameters<typeof ticketMessagesToOwner.added>[0],
): Promise<void> {
  const text = ticketMessagesToOwner.added(ticket);
  const now = context.clock.now();
  const since = new Date(now.getTime() - CONFIRM_AGAIN_MS);
  const said = await tx.outboxMessage.count({ where: { conversationId, preview: text, createdAt: { gt: since } } });
  if (said > 0) return;
  await tellOwner(context, tx, {
    conversationId,
    key: idempotencyKeyOf('files-added', ticket.storeId, ticket.id, now.getTime()),
    text,
    ticketId: ticket.id,
    isOptional: true,
  });
}
