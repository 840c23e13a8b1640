import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { askForVerdict, waitForResult } from './ask-for-verdict.ts';
import { type CardClick, refreshCards } from './cards.ts';
import { changeStatus, getTicket, mustBeResponsible } from './change.ts';
import { startClock, stopClocks } from './clocks.ts';
import { toStaff } from './messages.ts';
import { readResultWords } from './result-words.ts';
import { tellStaff } from './tell-staff.ts';
import { mustBeForOwner } from './words-for-owner.ts';

/**
 * 处理完毕: the department says what it did. This closes nothing: customer care asks the owner, who alone can, with the
 * result. Pressed without words, the result is asked for first, and the owner when it is there or its time is over. The
 * clocks know one moment, that of the pressing: verification counts from it.
 *
 * @throws {CareError} `VALIDATION` for a result in words that no owner may read
 * @param input.cause why it happened; absent: read from the result, when that is written as "原因…措施…"
 * @param input.result measure and result; a progress note never stands in for it
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
  const { ticket, event } = await changeStatus(context, tx, before, 'resolve', {
    event: 'resolved',
    data: {
      resolvedAt: context.clock.now(),
      cause: told.cause === '' ? before.cause : told.cause,
      result: told.result === '' ? null : told.result,
      resultReadAt: null,
      resultReadBy: null,
    },
    eventData: { cause: told.cause, result: told.result, isInWords: words !== '' },
  });
  await stopClocks(context, tx, ticket.id, ['route', 'track', 'resolve']);
  const rules = rulesOf(await getStore(tx, context.storeId));
  await startClock(context, tx, ticket, 'verify', rules);
  await refreshCards(context, tx, ticket, input.click);
  if (words !== '') {
    await askForVerdict(context, tx, ticket);
    return ticket;
  }
  await waitForResult(context, tx, ticket, rules);
  await tellStaff(context, tx, {
    userIds: [staff.userId],
    text: toStaff.askResult(ticket, rules.verification.resultWithinMinutes),
    key: `ask-result-${event.id}`,
    ticketId: ticket.id,
    isUrgent: true,
  });
  return ticket;
}
