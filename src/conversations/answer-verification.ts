import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation, Message } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { getTicket, ticketMessagesToOwner, verifyTicket } from '../tickets/index.ts';
import { type Decision, readVerificationAnswer } from '../understanding/index.ts';

/** What a tapped button sends as its id: see the tickets' menu. */
const MENU = /^verify-(\d+)-(yes|no)$/;

/**
 * Takes what an owner writes after 处理完毕 as the verdict it usually is.
 *
 * @returns false when it is about something else and has to be read in the ordinary way
 */
export async function answerVerification(
  context: Context,
  tx: Transaction,
  input: { conversation: Conversation; messages: Message[]; decision: Decision },
): Promise<boolean> {
  const ticketId = input.conversation.verifyTicketId;
  if (ticketId === null) return false;
  const ticket = await getTicket(tx, context.storeId, ticketId);
  if (ticket.status !== 'resolved') {
    // Verified by phone meanwhile.
    await tx.conversation.update({ where: { id: input.conversation.id }, data: { verifyTicketId: null } });
    return false;
  }
  const words = input.messages.map((message) => message.text).join('\n');
  const tapped = input.messages
    .map((message) => MENU.exec(message.menuId ?? ''))
    .find((match) => match !== null && match[1] === String(ticketId));
  const verdict =
    tapped == null ? readVerificationAnswer(words).verdict : tapped[2] === 'yes' ? 'satisfied' : 'dissatisfied';
  if (verdict !== 'unclear') {
    await verifyTicket(context, tx, { ticketId, isSatisfied: verdict === 'satisfied', words });
    return true;
  }
  if (!['other', 'survey', 'praise'].includes(input.decision.kind)) return false;
  const last = input.messages.at(-1);
  await tellOwner(context, tx, {
    conversationId: input.conversation.id,
    key: idempotencyKeyOf('ask-again', context.storeId, last?.id ?? 0),
    text: ticketMessagesToOwner.askAgain(ticket),
    menu: { items: ticketMessagesToOwner.menu(ticket) },
    ticketId,
  });
  return true;
}
