import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { getTicket, recordEvent } from './change.ts';
import { toStaff } from './messages.ts';
import { mustBeInvolved } from './roles.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * 内部备注: for colleagues only, never sent to the owner. In any state, also after the end: the record goes on.
 *
 * @throws {CareError} `VALIDATION` for an empty text, `FORBIDDEN` for people who have nothing to do with the ticket
 */
export async function commentTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; text: string },
): Promise<Ticket> {
  const text = input.text.trim();
  if (text === '') throw new CareError('VALIDATION', 'empty comment', { userMessage: '请写明备注内容。' });
  const ticket = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeInvolved(context, tx, ticket);
  const event = await recordEvent(context, tx, ticket, 'commented', { data: { text } });
  const { assigneeUserId } = ticket;
  if (assigneeUserId !== null && assigneeUserId !== context.actor.id) {
    await tellStaff(context, tx, {
      userIds: [assigneeUserId],
      text: toStaff.commented(ticket, context.actor.name, text),
      key: `comment-${event.id}`,
      ticketId: ticket.id,
    });
  }
  return ticket;
}
