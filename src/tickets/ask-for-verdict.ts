import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { quietUntil } from '../outreach/quiet-hours.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { canAskInChat } from './can-ask-in-chat.ts';
import { recordEvent } from './change.ts';
import { toOwner } from './messages.ts';
import { callForVerification } from './verification-call.ts';

/**
 * 处理完毕: customer care asks the owner, in chat with the result when the chat is open, else by phone at once. Who stays
 * silent is asked once more later, then called; silence is never a yes.
 *
 * @param eventId of the resolution
 */
export async function askForVerdict(context: Context, tx: Transaction, ticket: Ticket, eventId: number): Promise<void> {
  const now = context.clock.now();
  const rules = rulesOf(await getStore(tx, ticket.storeId));
  const { conversationId } = ticket;
  // Also when they are called: what they write next is the verdict.
  if (conversationId !== null) {
    await tx.conversation.update({ where: { id: conversationId }, data: { verifyTicketId: ticket.id } });
  }
  const isOpen = conversationId !== null && (await canAskInChat(tx, conversationId, rules.outreach, now));
  await tx.ticket.update({
    where: { id: ticket.id },
    data: {
      verifyTries: isOpen ? 1 : 0,
      verifyAskAt: isOpen ? new Date(now.getTime() + rules.verification.askAgainAfterMinutes * 60_000) : null,
    },
  });
  if (!isOpen) return callForVerification(context, tx, ticket, 'noChannel');
  await tellOwner(context, tx, {
    conversationId,
    key: idempotencyKeyOf('resolved', eventId),
    text: toOwner.resolved(ticket, ticket.result ?? ''),
    menu: { items: toOwner.menu(ticket) },
    ticketId: ticket.id,
  });
}

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

/** Owners who have not answered for some hours are asked again, by day. */
export async function askSilentOwners(context: Context): Promise<void> {
  const now = context.clock.now();
  const silent = await context.database.client.ticket.findMany({
    where: { storeId: context.storeId, status: 'resolved', verifyAskAt: { lte: now } },
    orderBy: { verifyAskAt: 'asc' },
    take: 200,
  });
  for (const { id, verifyAskAt } of silent) {
    await context.database.transaction(async (tx) => {
      const ticket = await tx.ticket.findFirst({ where: { id, status: 'resolved', verifyAskAt } });
      if (ticket === null) return;
      const { outreach } = rulesOf(await getStore(tx, context.storeId));
      const morning = quietUntil(outreach, now);
      if (morning === undefined) {
        await askForVerdictAgain(context, tx, ticket, 'silent');
        return;
      }
      await tx.ticket.updateMany({ where: { id, verifyAskAt }, data: { verifyAskAt: morning } });
    });
  }
}
