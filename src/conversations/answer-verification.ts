import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation, Message, Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { callForVerification, getTicket, isDanger, ticketMessagesToOwner, verifyTicket } from '../tickets/index.ts';
import { type Decision, type MessageKind, readVerificationAnswer } from '../understanding/index.ts';

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
  const verdict = tappedVerdict(input.messages, ticketId) ?? verdictOf(ticket, words, input.decision);
  if (verdict === 'other') return false;
  if (verdict === 'unclear') {
    await askAgain(context, tx, ticket, input);
    return true;
  }
  await verifyTicket(context, tx, {
    ticketId,
    isSatisfied: verdict === 'satisfied',
    words,
    severity: input.decision.severity,
  });
  return true;
}

type Verdict = 'satisfied' | 'dissatisfied' | 'unclear' | 'other';

function tappedVerdict(messages: readonly Message[], ticketId: number): Verdict | undefined {
  const tapped = messages
    .map((message) => MENU.exec(message.menuId ?? ''))
    .findLast((match) => match !== null && match[1] === String(ticketId));
  if (tapped == null) return undefined;
  return tapped[2] === 'yes' ? 'satisfied' : 'dissatisfied';
}

/** Kinds that want something: "我的车修好了吗" holds the words of a yes and is none. */
const REQUESTS: readonly MessageKind[] = ['question', 'progress', 'booking', 'human', 'optOut', 'binding', 'rescue'];

function verdictOf(ticket: Ticket, words: string, decision: Decision): Verdict {
  const { verdict } = readVerificationAnswer(words);
  const isRequest = REQUESTS.includes(decision.kind);
  // Danger that the ticket knows nothing of comes first, whatever else the words say.
  if (decision.severity === 'P0' && ticket.severity !== 'P0' && isDanger({ ...decision, description: words })) {
    return 'other';
  }
  if (verdict === 'satisfied') return isRequest ? 'other' : verdict;
  if (verdict === 'dissatisfied') return decision.kind === 'rescue' ? 'other' : verdict;
  if (isRequest || decision.kind === 'suggestion') return 'other';
  if (decision.kind !== 'complaint' && decision.kind !== 'grumble') return 'unclear';
  // The same trouble described once more is no yes.
  const isSame = decision.categories.some((category) => category !== 'Z9' && ticket.categories.includes(category));
  return isSame ? 'dissatisfied' : 'other';
}

/** Asks once more; who is still unclear then is called by a person. */
async function askAgain(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  input: { conversation: Conversation; messages: Message[] },
): Promise<void> {
  const conversationId = input.conversation.id;
  const key = idempotencyKeyOf('ask-again', ticket.id, ticket.reopenCount);
  const hasAsked = (await tx.outboxMessage.count({ where: { idempotencyKey: key } })) > 0;
  if (!hasAsked) {
    await tellOwner(context, tx, {
      conversationId,
      key,
      text: ticketMessagesToOwner.askAgain(ticket),
      menu: { items: ticketMessagesToOwner.menu(ticket) },
      ticketId: ticket.id,
    });
    return;
  }
  await callForVerification(context, tx, ticket, context.clock.now());
  await tellOwner(context, tx, {
    conversationId,
    key: idempotencyKeyOf('will-call', ticket.id, ticket.reopenCount),
    text: ticketMessagesToOwner.willCall(ticket),
    ticketId: ticket.id,
    isOptional: true,
  });
}
