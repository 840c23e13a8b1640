import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { mustBeInvolved, recordEvent } from '../tickets/index.ts';
import { keepAttachment } from './keep.ts';
import { countInWords, fileKind } from './kinds.ts';

/** A file waits this long for its sender to say which ticket it is for. */
export const NAMED_WITHIN_MS = 10 * 60_000;
/** Files that follow each other within this time are one sending, answered once. */
const ONE_SENDING_MS = 2 * 60_000;

/**
 * Keeps a file that a member of staff has sent: with a ticket, or for one that they name next.
 *
 * @returns whether another one came just before, so that no further answer is needed
 * @throws {CareError} `FORBIDDEN` when the ticket is not theirs to work on
 */
export async function attachStaffFile(
  context: Context,
  tx: Transaction,
  input: { mediaId: string; msgType: string; sentAt: Date; ticket: Ticket | undefined },
): Promise<{ isAnswered: boolean }> {
  const { ticket, mediaId, msgType, sentAt } = input;
  if (ticket !== undefined) await mustBeInvolved(context, tx, ticket);
  const uploadedBy = context.actor.id;
  const before = await tx.attachment.count({
    where: {
      storeId: context.storeId,
      uploadedBy,
      ticketId: ticket?.id ?? null,
      createdAt: { gt: new Date(context.clock.now().getTime() - ONE_SENDING_MS) },
    },
  });
  const id = await keepAttachment(context, tx, {
    source: 'staff',
    channel: 'wecom',
    accountId: '',
    mediaId,
    msgType,
    sentAt,
    uploadedBy,
    ...(ticket === undefined ? {} : { ticketId: ticket.id }),
  });
  if (ticket !== undefined) {
    const text = countInWords([{ msgType: fileKind(msgType) }]);
    await recordEvent(context, tx, ticket, 'attached', { data: { text, attachmentIds: [id] } });
  }
  return { isAnswered: before > 0 };
}

/**
 * Files that this member sent before they said which ticket: now they have.
 *
 * @returns `3张图片`; '' when none waits
 * @throws {CareError} `FORBIDDEN` when the ticket is not theirs to work on
 */
export async function attachWaitingStaffFiles(context: Context, tx: Transaction, ticket: Ticket): Promise<string> {
  const files = await tx.attachment.findMany({
    where: {
      storeId: context.storeId,
      source: 'staff',
      uploadedBy: context.actor.id,
      ticketId: null,
      createdAt: { gt: new Date(context.clock.now().getTime() - NAMED_WITHIN_MS) },
    },
    orderBy: { id: 'asc' },
  });
  if (files.length === 0) return '';
  await mustBeInvolved(context, tx, ticket);
  const attachmentIds = files.map((file) => file.id);
  await tx.attachment.updateMany({ where: { id: { in: attachmentIds } }, data: { ticketId: ticket.id } });
  const text = countInWords(files);
  await recordEvent(context, tx, ticket, 'attached', { data: { text, attachmentIds } });
  return text;
}
