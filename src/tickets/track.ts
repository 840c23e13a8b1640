import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { askForVerdict, awaitsResult } from './ask-for-verdict.ts';
import { refreshCards } from './cards.ts';
import { changeStatus, conflict, getTicket, mustBeResponsible, recordEvent } from './change.ts';
import { stopClocks } from './clocks.ts';
import { toOwner, toStaff } from './messages.ts';
import { leadersOf } from './people.ts';
import { readResultWords } from './result-words.ts';
import { tellProgress } from './tell-progress.ts';
import { tellStaff } from './tell-staff.ts';
import { mustBeForOwner } from './words-for-owner.ts';

/**
 * A progress note, told to the owner. After 处理完毕 a note of the department completes the result instead, and the director
 * is told: the owner is asked with the first one, unless that has happened. A result that comes only after the owner's
 * yes is kept too.
 *
 * @throws {CareError} `VALIDATION` for an empty note or words that no owner may read; {ConflictError} for a ticket that nobody has acknowledged or that is closed
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
  mustBeForOwner(before, note);
  if (before.status === 'resolved' || (before.status === 'closed' && before.result === null))
    return addResult(context, tx, before, note);
  const { ticket, event } = await changeStatus(context, tx, before, 'track', {
    event: 'tracked',
    data: { trackedAt: before.trackedAt ?? context.clock.now() },
    eventData: { note },
  });
  await stopClocks(context, tx, ticket.id, ['track']);
  await refreshCards(context, tx, ticket);
  // Whoever complained by phone is spoken to by phone anyway.
  if (ticket.conversationId !== null) {
    await tellProgress(context, tx, ticket, { text: toOwner.tracked(ticket, note), note, eventId: event.id });
  }
  return ticket;
}

async function addResult(context: Context, tx: Transaction, before: Ticket, note: string): Promise<Ticket> {
  const told = readResultWords(note);
  const result = [before.result, told.result].filter((part) => part !== null && part !== '').join('；');
  // What is new has not been read.
  const data = { result, resultReadAt: null, resultReadBy: null, ...(told.cause === '' ? {} : { cause: told.cause }) };
  const { count } = await tx.ticket.updateMany({
    where: { id: before.id, status: before.status, reopenCount: before.reopenCount, result: before.result },
    data,
  });
  if (count === 0) throw await conflict(tx, before);
  const ticket = { ...before, ...data };
  const event = await recordEvent(context, tx, ticket, 'noted', { data: { result: note } });
  if (awaitsResult(before)) await askForVerdict(context, tx, ticket);
  await tellStaff(context, tx, {
    userIds: await leadersOf(tx, context.storeId, ['director']),
    text: toStaff.result(ticket, result),
    key: `result-${event.id}`,
    ticketId: ticket.id,
  });
  return ticket;
}
