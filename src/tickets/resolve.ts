import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { askForVerdict } from './ask-for-verdict.ts';
import { type CardClick, refreshCards } from './cards.ts';
import { changeStatus, getTicket, mustBeResponsible } from './change.ts';
import { startClock, stopClocks } from './clocks.ts';
import { toStaff } from './messages.ts';
import { readResultWords } from './result-words.ts';
import { tellStaff } from './tell-staff.ts';
import { mustBeForOwner } from './words-for-owner.ts';

/**
 * 处理完毕: the department says what it did. This closes nothing: customer care now asks the owner, who alone can.
 *
 * @throws {CareError} `VALIDATION` for a result in words that no owner may read
 * @param input.cause why it happened; absent: read from the result, when that is written as "原因…措施…"
 * @param input.result measure and result; the last progress note stands in when the button is pressed without words
 */
export async function resolveTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; cause?: string; result?: string; click?: CardClick },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  const staff = await mustBeResponsible(context, tx, before);
  const words = input.result?.trim() ?? '';
  mustBeForOwner(before, words);
  const told = input.cause === undefined ? readResultWords(words) : { cause: input.cause.trim(), result: words };
  const result = words === '' ? await lastNote(tx, before) : told.result;
  const { ticket, event } = await changeStatus(context, tx, before, 'resolve', {
    event: 'resolved',
    data: {
      resolvedAt: context.clock.now(),
      cause: told.cause === '' ? before.cause : told.cause,
      result: result === '' ? null : result,
      resultReadAt: null,
      resultReadBy: null,
    },
    eventData: { cause: told.cause, result, isInWords: words !== '' },
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
  await askForVerdict(context, tx, ticket, event.id);
  return ticket;
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
