import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { refreshCards } from './cards.ts';
import { changeStatus, conflict, getTicket, mustBeResponsible, recordEvent } from './change.ts';
import { stopClocks } from './clocks.ts';
import { toOwner, toStaff } from './messages.ts';
import { leadersOf } from './people.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * A progress note, told to the owner. After 处理完毕 a note of the department completes the result instead: the owner has
 * been asked already, the director is told.
 *
 * @throws {CareError} `VALIDATION` for an empty note; {ConflictError} for a ticket that nobody has acknowledged or that is closed
 */
export async function trackTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; note: string },
): Promise<Ticket> {
  const note = input.note.trim();
  if (note === '') throw new CareError('VALIDATION', 'empty note', { userMessage: '请写明进展内容。' });
  const before = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeResponsible(context, tx, before);
  if (before.status === 'resolved') return addResult(context, tx, before, note);
  const { ticket, event } = await changeStatus(context, tx, before, 'track', {
    event: 'tracked',
    data: { trackedAt: before.trackedAt ?? context.clock.now() },
    eventData: { note },
  });
  await stopClocks(context, tx, ticket.id, ['track']);
  await refreshCards(context, tx, ticket);
  await tellProgress(context, tx, ticket, { note, eventId: event.id });
  return ticket;
}

/** A note is for the owner: what the chat can't carry any more is told by phone. */
async function tellProgress(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  progress: { note: string; eventId: number },
): Promise<void> {
  if (ticket.conversationId === null) return;
  const isTold = await tellOwner(context, tx, {
    conversationId: ticket.conversationId,
    key: idempotencyKeyOf('tracked', progress.eventId),
    text: toOwner.tracked(ticket, progress.note),
    ticketId: ticket.id,
    isOptional: true,
  });
  if (isTold) return;
  const now = context.clock.now();
  await tx.callTask.createMany({
    data: [
      {
        storeId: ticket.storeId,
        dedupeKey: `tracked-${progress.eventId}`,
        purpose: 'callback',
        assigneeUserId: ticket.assigneeUserId,
        customerId: ticket.customerId,
        vehicleId: ticket.vehicleId,
        ticketId: ticket.id,
        title: `电话告知工单 ${ticket.number} 的进展`,
        script: progress.note,
        dueOn: dayToDate(dayOf(now)),
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  await tellStaff(context, tx, {
    userIds: [ticket.assigneeUserId ?? context.actor.id],
    text: toStaff.undelivered(ticket, progress.note),
    key: `undelivered-${progress.eventId}`,
    ticketId: ticket.id,
    isUrgent: true,
  });
}

async function addResult(context: Context, tx: Transaction, before: Ticket, note: string): Promise<Ticket> {
  const result = [before.result, note].filter((part) => part !== null && part !== '').join('；');
  const { count } = await tx.ticket.updateMany({
    where: { id: before.id, status: 'resolved', result: before.result },
    data: { result },
  });
  if (count === 0) throw await conflict(tx, before);
  const ticket = { ...before, result };
  const event = await recordEvent(context, tx, ticket, 'noted', { data: { result: note } });
  await tellStaff(context, tx, {
    userIds: await leadersOf(tx, context.storeId, ['director']),
    text: toStaff.result(ticket, result),
    key: `result-${event.id}`,
    ticketId: ticket.id,
  });
  return ticket;
}
