import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { fileKind } from './kinds.ts';

/** The platform throws a file away this long after it was sent. */
const PLATFORM_KEEPS_MS = 3 * 24 * 60 * 60 * 1000;

export interface NewAttachment {
  source: 'owner' | 'staff';
  /** Whose media id it is. */
  channel: 'kf' | 'officialAccount' | 'wecom';
  accountId: string;
  mediaId: string;
  msgType: string;
  sentAt: Date;
  messageId?: number;
  conversationId?: number;
  ticketId?: number;
  /** Member id, when a member of staff sent it. */
  uploadedBy?: string;
}

/** Notes a file that has to be fetched, with its turn to be fetched, in the transaction that keeps its message. */
export async function keepAttachment(context: Context, tx: Transaction, input: NewAttachment): Promise<number> {
  const now = context.clock.now();
  const { id } = await tx.attachment.create({
    data: {
      storeId: context.storeId,
      ticketId: input.ticketId ?? null,
      conversationId: input.conversationId ?? null,
      messageId: input.messageId ?? null,
      source: input.source,
      channel: input.channel,
      accountId: input.accountId,
      mediaId: input.mediaId,
      msgType: fileKind(input.msgType),
      notBeforeAt: now,
      expiresAt: new Date(input.sentAt.getTime() + PLATFORM_KEEPS_MS),
      uploadedBy: input.uploadedBy ?? null,
      createdAt: now,
    },
    select: { id: true },
  });
  await context.queue.enqueue(tx, 'attachment.turn', [attachmentKey(context.storeId, id)]);
  return id;
}

export function attachmentKey(storeId: string, id: number): string {
  return `${storeId}:${id}`;
}
