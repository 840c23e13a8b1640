import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import type { Severity } from '../understanding/index.ts';
import { getTicket, recordEvent, ticketThatGoesOn } from './change.ts';
import { toOwner, toStaff } from './messages.ts';
import { peopleOn } from './people.ts';
import { raiseSeverity } from './raise-severity.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * What the owner adds to an open ticket: recorded, told to whoever has it, confirmed to the owner.
 *
 * @param input.severity of the addition; a graver one raises the ticket
 * @param input.isSilent the owner gets another answer
 */
export async function addOwnerMessage(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; text: string; severity?: Severity; isSilent?: boolean },
): Promise<Ticket> {
  // Merged since it was looked up: the other one gets it.
  const before = await ticketThatGoesOn(tx, await getTicket(tx, context.storeId, input.ticketId));
  const ticket = await raiseSeverity(context, tx, before, input.severity ?? 'P3', input.text);
  const event = await recordEvent(context, tx, ticket, 'messageAdded', { data: { text: input.text } });
  await tellStaff(context, tx, {
    userIds: await peopleOn(tx, ticket),
    text: toStaff.newMessage(ticket, input.text),
    key: `message-${event.id}`,
    ticketId: ticket.id,
    isUrgent: ticket.severity === 'P0' || ticket.severity === 'P1',
  });
  if (ticket.conversationId !== null && input.isSilent !== true) {
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('added', event.id),
      text: toOwner.added(ticket),
      ticketId: ticket.id,
      isOptional: true,
    });
  }
  return ticket;
}
