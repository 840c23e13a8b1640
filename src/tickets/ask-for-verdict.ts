import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { quietUntil } from '../outreach/quiet-hours.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { canAskInChat } from './can-ask-in-chat.ts';
import { recordEvent } from './change.ts';
import { toOwner } from './messages.ts';
import { callForVerification } from './verification-call.ts';

/**
 * 处理完毕 was pressed without words: the owner has not been asked yet, and waits for the result, or for the end of its
 * time at `verifyAskAt`.
 */
export const awaitsResult = ({ status, verifyTries, verifyAskAt }: Ticket): boolean =>
  status === 'resolved' && verifyTries === 0 && verifyAskAt !== null;

/** Gives the department its time to say what it did before the owner is asked. */
export async function waitForResult(context: Context, tx: Transaction, ticket: Ticket, rules: Rules): Promise<void> {
  await listenForVerdict(tx, ticket);
  await tx.ticket.update({
    where: { id: ticket.id },
    data: { verifyTries: 0, verifyAskAt: minutesOn(context, rules.verification.resultWithinMinutes) },
  });
}

/**
 * Customer care asks the owner, in chat with the result when the chat is open, else by phone at once. Who stays silent is
 * asked once more later, then called; silence is never a yes.
 *
 * @param ticket as it was read: where somebody else has asked since, nothing is done
 */
export async function askForVerdict(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  const rules = rulesOf(await getStore(tx, ticket.storeId));
  const { conversationId, verifyTries, verifyAskAt } = ticket;
  const isOpen =
    conversationId !== null && (await canAskInChat(tx, conversationId, rules.outreach, context.clock.now()));
  const { count } = await tx.ticket.updateMany({
    where: { id: ticket.id, status: 'resolved', reopenCount: ticket.reopenCount, verifyTries, verifyAskAt },
    data: {
      verifyTries: isOpen ? 1 : 0,
      verifyAskAt: isOpen ? minutesOn(context, rules.verification.askAgainAfterMinutes) : null,
    },
  });
  if (count === 0) return;
  await listenForVerdict(tx, ticket);
  if (!isOpen) return callForVerification(context, tx, ticket, 'noChannel');
  const resolved = await tx.ticketEvent.findFirstOrThrow({
    where: { ticketId: ticket.id, type: 'resolved' },
    orderBy: { id: 'desc' },
  });
  await tellOwner(context, tx, {
    conversationId,
    key: idempotencyKeyOf('resolved', resolved.id),
    text: toOwner.resolved(ticket, ticket.result ?? ''),
    menu: { items: toOwner.menu(ticket) },
    ticketId: ticket.id,
  });
}

/** Also when they are called, or not asked yet: what they write next may be the verdict. */
async function listenForVerdict(tx: Transaction, { id, conversationId }: Ticket): Promise<void> {
  if (conversationId === null) return;
  await tx.conversation.update({ where: { id: conversationId }, data: { verifyTicketId: id } });
}

const minutesOn = ({ clock }: Context, minutes: number): Date => new Date(clock.now().getTime() + minutes * 60_000);

/**
 * Asks a second time; where that was done already, or the chat is closed, a person calls.
 *
 * @returns whether it was asked in chat
 */
export async function askForVerdictAgain(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  why: 'silent' | 'unclear',
): Promise<boolean> {
  const { conversationId } = ticket;
  const rules = rulesOf(await getStore(tx, ticket.storeId));
  const isOpen =
    conversationId !== null && (await canAskInChat(tx, conversationId, rules.outreach, context.clock.now()));
  const { count } = await tx.ticket.updateMany({
    where: { id: ticket.id, status: 'resolved', reopenCount: ticket.reopenCount, verifyTries: 1 },
    data: { verifyAskAt: null, ...(isOpen ? { verifyTries: 2 } : {}) },
  });
  if (count === 0 || !isOpen) {
    await callForVerification(context, tx, ticket, count > 0 ? 'noChannel' : why);
    return false;
  }
  await recordEvent(context, tx, ticket, 'verificationAsked', { data: { attempt: 2 } });
  await tellOwner(context, tx, {
    conversationId,
    key: idempotencyKeyOf('ask-again', ticket.id, ticket.reopenCount),
    text: toOwner.askAgain(ticket),
    menu: { items: toOwner.menu(ticket) },
    ticketId: ticket.id,
  });
  return true;
}

/**
 * Owners whose ticket has waited long enough for its result are asked, those who have not answered for some hours again;
 * both by day.
 */
export async function askWaitingOwners(context: Context): Promise<void> {
  const now = context.clock.now();
  const due = await context.database.client.ticket.findMany({
    where: { storeId: context.storeId, status: 'resolved', verifyAskAt: { lte: now } },
    orderBy: { verifyAskAt: 'asc' },
    take: 200,
  });
  for (const { id, verifyAskAt } of due) {
    await context.database.transaction(async (tx) => {
      const ticket = await tx.ticket.findFirst({ where: { id, status: 'resolved', verifyAskAt } });
      if (ticket === null) return;
      const { outreach } = rulesOf(await getStore(tx, context.storeId));
      const morning = quietUntil(outreach, now);
      if (morning === undefined) {
        await (awaitsResult(ticket)
          ? askForVerdict(context, tx, ticket)
          : askForVerdictAgain(context, tx, ticket, 'silent'));
        return;
      }
      await tx.ticket.updateMany({ where: { id, verifyAskAt }, data: { verifyAskAt: morning } });
    });
  }
}
