import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { getStore, listCareSpecialistsOnDuty, rulesOf } from '../stores/index.ts';
import { type CardClick, refreshCards } from './cards.ts';
import { changeStatus, getTicket, mustBeResponsible } from './change.ts';
import { startClock, stopClocks } from './clocks.ts';
import { toOwner, toStaff } from './messages.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * 处理完毕: the department says what it did. This closes nothing: customer care now asks the owner, who alone can.
 *
 * @param input.result cause, measure and result; the last progress note stands in when the button is pressed without words
 */
export async function resolveTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; result?: string; click?: CardClick },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  const staff = await mustBeResponsible(context, tx, before);
  const words = input.result?.trim() ?? '';
  const result = words === '' ? await lastNote(tx, before) : words;
  const { ticket, event } = await changeStatus(context, tx, before, 'resolve', {
    event: 'resolved',
    data: { resolvedAt: context.clock.now(), result: result === '' ? null : result },
    eventData: { result, isInWords: words !== '' },
  });
  await stopClocks(context, tx, ticket.id, ['route', 'track', 'resolve']);
  await startClock(context, tx, ticket, 'verify', rulesOf(await getStore(tx, context.storeId)));
  await refreshCards(context, tx, ticket, input.click);
  if (words === '') {
    await tellStaff(context, tx, {
      userIds: [staff.userId],
      text: toStaff.askResult(ticket),
      key: `ask-result-${event.id}`,
      ticketId: ticket.id,
      isUrgent: true,
    });
  }
  await askOwner(context, tx, ticket, event.id);
  return ticket;
}

async function askOwner(context: Context, tx: Transaction, ticket: Ticket, eventId: number): Promise<void> {
  if (ticket.conversationId === null) {
    const specialists = await listCareSpecialistsOnDuty(tx, context.storeId);
    await tellStaff(context, tx, {
      userIds: specialists.map((person) => person.userId),
      text: toStaff.unverified(ticket),
      key: `verify-${eventId}`,
      ticketId: ticket.id,
    });
    return;
  }
  await tx.conversation.update({ where: { id: ticket.conversationId }, data: { verifyTicketId: ticket.id } });
  await tellOwner(context, tx, {
    conversationId: ticket.conversationId,
    key: idempotencyKeyOf('resolved', eventId),
    text: toOwner.resolved(ticket, ticket.result ?? ''),
    menu: { items: toOwner.menu(ticket) },
    ticketId: ticket.id,
  });
}

/** The newest progress note of this round. */
async function lastNote(tx: Transaction, ticket: Ticket): Promise<string> {
  const reopened = await tx.ticketEvent.findFirst({
    where: { ticketId: ticket.id, type: 'reopened' },
    orderBy: { id: 'desc' },
  });
  const note = await tx.ticketEvent.findFirst({
    where: { ticketId: ticket.id, type: 'tracked', id: { gt: reopened?.id ?? 0 } },
    orderBy: { id: 'desc' },
  });
  const data = note?.data as { note?: string } | undefined;
  return data?.note ?? '';
}
