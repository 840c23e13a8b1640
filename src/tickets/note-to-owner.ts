import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { conflict, getTicket, recordEvent } from './change.ts';
import { toOwner } from './messages.ts';
import { mustBeCustomerCare } from './roles.ts';
import { ENDED_STATUSES, type TicketStatus } from './states.ts';
import { tellProgress } from './tell-progress.ts';
import { mustBeForOwner } from './words-for-owner.ts';

/**
 * 给车主留言: customer care writes to the owner, also before anybody has 签收. Changes no state and stops no clock: that is
 * the department's own progress.
 *
 * @throws {CareError} `VALIDATION` for an empty text or words that no owner may read, `FORBIDDEN` for departments; {ConflictError} for a ticket that has ended
 */
export async function noteToOwner(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; text: string },
): Promise<Ticket> {
  const text = input.text.trim();
  if (text === '') throw new CareError('VALIDATION', 'empty note', { userMessage: '请写明要告诉车主的话。' });
  const ticket = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeCustomerCare(context, tx, ticket, '给车主留言');
  if (ENDED_STATUSES.includes(ticket.status as TicketStatus)) throw await conflict(tx, ticket);
  mustBeForOwner(ticket, text);
  const event = await recordEvent(context, tx, ticket, 'toldOwner', { data: { text } });
  await tellProgress(context, tx, ticket, { text: toOwner.note(ticket, text), note: text, eventId: event.id });
  return ticket;
}
