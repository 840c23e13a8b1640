import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Ticket } from '../../database/generated/client.ts';
import { type FollowUp, questions, wordComplaint } from '../../follow-ups/index.ts';
import { cutCharacters } from '../../platform/text.ts';
import { openTicket } from '../../tickets/index.ts';
import { type Heard, idsOf } from '../heard.ts';
import { joinTicket } from '../join-ticket.ts';
import { findSameMatter } from '../matter.ts';
import { asComplaint } from '../reminder-reply/as-complaint.ts';

/**
 * An unhappy answer is a complaint: it joins the open ticket of the same matter, else opens one, routed by what the owner
 * wrote. Who gave points alone is asked what went wrong; somebody calls either way.
 *
 * @returns the ticket's id
 */
export async function complainOf(
  context: Context,
  tx: Transaction,
  heard: Heard,
  row: FollowUp,
  open: readonly Ticket[],
): Promise<number> {
  const description = wordComplaint(row.round, row);
  const decision = { ...asComplaint(heard.decision), summary: cutCharacters(description, 60) };
  const complaining: Heard = { ...heard, decision };
  const known = row.ticketId === null ? undefined : open.find(({ id }) => id === row.ticketId);
  const same = known ?? (await findSameMatter(context, tx, complaining, open));
  if (same !== undefined) {
    await joinTicket(context, tx, complaining, same);
    return same.id;
  }
  const [phone] = decision.entities.phones;
  const isBare = decision.categories.every((category) => category === 'Z9');
  const ticket = await openTicket(context, tx, {
    decision,
    decisionId: heard.decisionId,
    description,
    source: 'followUp',
    conversationId: heard.conversation.id,
    customerId: row.customerId,
    vehicleId: row.vehicleId,
    ...(phone === undefined ? {} : { reporterPhone: phone }),
    ...(isBare ? { alsoAsk: questions.whatWentWrong } : {}),
  });
  await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: ticket.id } });
  await tx.conversation.update({
    where: { id: heard.conversation.id },
    data: { openTicketId: ticket.id, questionsAsked: 0 },
  });
  return ticket.id;
}
