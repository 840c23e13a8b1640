import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { addOwnerMessage, ticketMessagesToOwner } from '../tickets/index.ts';
import { type Heard, idsOf, textOf } from './heard.ts';
import { say } from './messages.ts';
import { vehicleOf } from './vehicle-of.ts';
import { noteVehicle } from './vehicle-question.ts';
import { whereStands } from './where-it-stands.ts';

/**
 * What an owner writes goes to a ticket that is open already. One that came from the hotline, the manufacturer, staff or
 * the owner's other chat is connected with this chat, so that its progress is told where the owner is now. A number to call
 * is kept.
 *
 * @param how.isSilent the owner gets another answer
 */
export async function joinTicket(
  context: Context,
  tx: Transaction,
  heard: Heard,
  ticket: Ticket,
  how: { isSilent?: boolean } = {},
): Promise<void> {
  const { conversation, decision } = heard;
  const isNews = ticket.conversationId === null;
  if (await isSameOwner(tx, heard, ticket)) {
    await tx.ticket.update({ where: { id: ticket.id }, data: { conversationId: conversation.id } });
  }
  const [phone] = decision.entities.phones;
  if (phone !== undefined) await tx.ticket.update({ where: { id: ticket.id }, data: { reporterPhone: phone } });
  await addOwnerMessage(context, tx, {
    ticketId: ticket.id,
    text: textOf(heard),
    severity: decision.severity,
    isSilent: true,
  });
  const vehicle = await vehicleOf(tx, heard);
  if (vehicle !== undefined) await noteVehicle(context, tx, ticket, vehicle);
  await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: ticket.id } });
  await tx.conversation.update({ where: { id: conversation.id }, data: { openTicketId: ticket.id } });
  if (how.isSilent === true || heard.isBeside) return;
  const joined = isNews
    ? say.alreadyKnown(ticket.number, await whereStands(context, tx, ticket))
    : ticketMessagesToOwner.added(ticket);
  const also = heard.alsoSay ?? [];
  await tellOwner(context, tx, {
    conversationId: conversation.id,
    key: idempotencyKeyOf('added', context.storeId, heard.decisionId),
    text: [joined, ...also].join('\n'),
    ticketId: ticket.id,
    isOptional: also.length === 0,
  });
}

/** Another person's chat keeps its ticket: what both wrote about was merged, and each is told in their own. */
async function isSameOwner(tx: Transaction, heard: Heard, ticket: Ticket): Promise<boolean> {
  if (ticket.conversationId === heard.conversation.id) return false;
  if (ticket.conversationId === null) return true;
  const { customerId } = heard.identity;
  const other = await tx.conversation.findUnique({
    where: { id: ticket.conversationId },
    include: { identity: { select: { customerId: true } } },
  });
  return customerId !== null && other?.identity.customerId === customerId;
}
