import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Attachment } from '../database/generated/client.ts';
import { getTicket, peopleOn, tellStaff } from '../tickets/index.ts';
import { fileKind } from './kinds.ts';
import { type FetchFailure, toStaff } from './messages.ts';

/**
 * Says that a file will not come: to the member who sent it, or, once per ticket, to whoever has the owner's ticket. One
 * that belongs to no ticket is told about when it joins one.
 */
export async function tellNotFetched(context: Context, tx: Transaction, file: Attachment): Promise<void> {
  const kind = fileKind(file.msgType);
  const failure = (file.error ?? 'unknown') as FetchFailure;
  if (file.source === 'staff') {
    await tellStaff(context, tx, {
      userIds: file.uploadedBy === null ? [] : [file.uploadedBy],
      text: toStaff.ownNotFetched(kind, failure),
      key: `own-file-${context.storeId}-${file.id}`,
    });
    return;
  }
  if (file.ticketId === null) return;
  const ticket = await getTicket(tx, context.storeId, file.ticketId);
  await tellStaff(context, tx, {
    userIds: await peopleOn(tx, ticket),
    text: toStaff.notFetched(ticket.number, kind, failure),
    key: `file-${context.storeId}-${ticket.id}`,
    ticketId: ticket.id,
  });
}
