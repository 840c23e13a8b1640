import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Ticket, TicketEvent } from '../../database/generated/client.ts';
import { ConflictError } from '../../errors.ts';
import type { Form } from '../form.ts';
import { type Action, ACTIONS, ANY_TIME } from './actions.ts';
import { perform } from './perform.ts';

/**
 * Does what a button says, once: the same form sent again changes nothing more, and nobody decides about a state that
 * they have not seen.
 *
 * @param context of the member who pressed
 * @param form its `seen`: the newest event on the page that held the form
 * @throws {CareError} what the verb throws; `VALIDATION` for missing or too long words; {ConflictError} for a stale page
 */
export async function act(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  action: Action,
  form: Form,
): Promise<void> {
  const seenEventId = Math.min(Math.max(Number.parseInt(form.field('seen'), 10) || 0, 0), MAX_ID);
  // Whoever presses at the same time waits here, and then sees what the other one did.
  await tx.$queryRaw`SELECT id FROM ticket WHERE id = ${ticket.id} FOR UPDATE`;
  const unseen = await tx.ticketEvent.findMany({ where: { ticketId: ticket.id, id: { gt: seenEventId } } });
  if (unseen.some((event) => isSame(context, event, action, form))) return;
  if (!ANY_TIME.includes(action) && unseen.some((event) => event.toStatus !== null)) {
    throw new ConflictError(
      `ticket ${ticket.number} changed after the page was opened`,
      '您打开页面后工单有了变化，请看过最新情况再操作。',
    );
  }
  await perform(context, tx, ticket.id, action, form);
}

/** What the database can hold as an id. */
const MAX_ID = 2 ** 31 - 1;

/** Actions that may well be done twice with other words. */
const BY_WORDS: readonly Action[] = ['note', 'comment', 'noteToOwner', 'split'];

/** Whether an event is what this form did when it was sent the first time. */
function isSame(context: Context, event: TicketEvent, action: Action, form: Form): boolean {
  const isTheirs = event.actorId === context.actor.id;
  if (!isTheirs || !(ACTIONS[action].events as readonly string[]).includes(event.type)) return false;
  const data = event.data as { note?: string; result?: string; text?: string };
  if (action === 'recategorize') return false;
  return !BY_WORDS.includes(action) || (data.note ?? data.result ?? data.text) === form.field('words');
}
