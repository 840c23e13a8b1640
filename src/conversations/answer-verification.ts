import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation, Message, Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import {
  askForVerdictAgain,
  awaitsResult,
  getTicket,
  isDanger,
  OPEN_STATUSES,
  ticketMessagesToOwner,
  verifyTicket,
} from '../tickets/index.ts';
import { type Decision, type MessageKind, readVerificationAnswer } from '../understanding/index.ts';

/** What a tapped button sends as its id: see the tickets' menu. */
const MENU = /^verify-(\d+)-(yes|no)$/;

/**
 * Takes what an owner writes after 处理完毕 as the verdict it usually is. It may come in another chat of theirs than the
 * question went to, or before it was asked; then only plain words count.
 *
 * @param input.ticketId the ticket that was asked about
 * @returns false when it is about something else and has to be read in the ordinary way
 */
export async function answerVerification(
  context: Context,
  tx: Transaction,
  input: { conversation: Conversation; messages: Message[]; decision: Decision; ticketId: number },
): Promise<boolean> {
  const { ticketId, conversation } = input;
  const ticket = await getTicket(tx, context.storeId, ticketId);
  if (ticket.status !== 'resolved') {
    // Verified by phone meanwhile.
    await tx.conversation.updateMany({ where: { verifyTicketId: ticketId }, data: { verifyTicketId: null } });
    return false;
  }
  const words = input.messages.map((message) => message.text).join('\n');
  const newer = await newerTicket(tx, ticket, conversation);
  const verdict = tappedVerdict(input.messages, ticketId) ?? verdictOf(ticket, words, input.decision, newer);
  if (verdict === 'other') return false;
  // Not asked yet: a "好的" answers something else, but trouble that is still there is no new matter.
  if (awaitsResult(ticket) && verdict !== 'dissatisfied' && (verdict === 'unclear' || !PLAIN.test(words))) return false;
  if (ticket.conversationId !== conversation.id) {
    if (verdict === 'unclear' || !PLAIN.test(words)) return false;
    await moveHere(tx, ticketId, conversation.id);
  }
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

/** In a chat where nothing was asked, a mere "好的" is about something else. */
const PLAIN = /满意|解决|修好|处理好/;

/** The answer, and what follows, is told where the owner is. */
async function moveHere(tx: Transaction, ticketId: number, conversationId: number): Promise<void> {
  await tx.conversation.updateMany({ where: { verifyTicketId: ticketId }, data: { verifyTicketId: null } });
  await tx.conversation.update({ where: { id: conversationId }, data: { verifyTicketId: ticketId } });
  await tx.ticket.update({ where: { id: ticketId }, data: { conversationId } });
}

/** What the owner has complained of since the question was asked: remarks are rather about that. */
async function newerTicket(tx: Transaction, asked: Ticket, conversation: Conversation): Promise<Ticket | undefined> {
  if (conversation.openTicketId === null || conversation.openTicketId === asked.id) return undefined;
  const newer = await tx.ticket.findFirst({
    where: {
      id: conversation.openTicketId,
      status: { in: [...OPEN_STATUSES] },
      ...(asked.resolvedAt === null ? {} : { openedAt: { gte: asked.resolvedAt } }),
    },
  });
  return newer ?? undefined;
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

/** Said of a result; other displeasure may be about anything. */
const ABOUT_RESULT = /满意|还是|仍|依[然旧]|没(?:有)?(?:修|解决|处理|弄|搞|到)|又|老样子|一样/;

function verdictOf(ticket: Ticket, words: string, decision: Decision, newer: Ticket | undefined): Verdict {
  const { verdict } = readVerificationAnswer(words);
  const isRequest = REQUESTS.includes(decision.kind);
  // Danger that the ticket knows nothing of comes first, whatever else the words say.
  if (decision.severity === 'P0' && ticket.severity !== 'P0' && isDanger({ ...decision, description: words })) {
    return 'other';
  }
  if (verdict === 'satisfied') return isRequest ? 'other' : verdict;
  const known = decision.categories.filter((category) => category !== 'Z9');
  const isComplaint = decision.kind === 'complaint' || decision.kind === 'grumble';
  const isOfAsked = known.some((category) => ticket.categories.includes(category));
  const isOfNewer = known.some((category) => newer?.categories.includes(category) === true);
  if (isComplaint && !isOfAsked && isOfNewer) return 'other';
  if (verdict === 'dissatisfied') {
    const isAnother =
      isComplaint && known.length > 0 && !isOfAsked && !decision.needsHuman && !ABOUT_RESULT.test(words);
    return decision.kind === 'rescue' || isAnother ? 'other' : verdict;
  }
  if (isRequest || decision.kind === 'suggestion') return 'other';
  if (!isComplaint) return newer === undefined ? 'unclear' : 'other';
  // The same trouble described once more is no yes.
  return isOfAsked ? 'dissatisfied' : 'other';
}

/** Asks once more; who is still unclear then is called by a person. */
async function askAgain(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  input: { conversation: Conversation },
): Promise<void> {
  if (await askForVerdictAgain(context, tx, ticket, 'unclear')) return;
  await tellOwner(context, tx, {
    conversationId: input.conversation.id,
    key: idempotencyKeyOf('will-call', ticket.id, ticket.reopenCount),
    text: ticketMessagesToOwner.willCall(ticket),
    ticketId: ticket.id,
    isOptional: true,
  });
}
