import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Message, Ticket } from '../database/generated/client.ts';
import { openTicket } from '../tickets/index.ts';
import { type Heard, idsOf, textOf } from './heard.ts';
import { joinTicket } from './join-ticket.ts';
import { findSameMatter } from './matter.ts';
import { say } from './messages.ts';
import { reply } from './reply.ts';
import { vehicleOf } from './vehicle-of.ts';
import { vehicleQuestion } from './vehicle-question.ts';

/**
 * The same matter joins its open ticket; another one opens another.
 *
 * @param how.alsoSay goes with the confirmation
 */
export async function takeComplaint(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
  how: { alsoSay?: string } = {},
): Promise<void> {
  const same = await findSameMatter(context, tx, heard, open);
  const alsoSay = [...(how.alsoSay === undefined ? [] : [how.alsoSay]), ...(heard.alsoSay ?? [])];
  if (same !== undefined) return joinTicket(context, tx, { ...heard, alsoSay }, same);
  if (await askedWhat(context, tx, heard)) return;
  const { conversation, decision, identity } = heard;
  const vehicle = await vehicleOf(tx, heard);
  const earlier = await askedAbout(context, tx, heard);
  const question = await vehicleQuestion(context, tx, heard);
  const [phone] = decision.entities.phones;
  const alsoAsk = [...alsoSay, ...(question === undefined ? [] : [question.alsoAsk])].join('\n');
  const ticket = await openTicket(context, tx, {
    decision,
    decisionId: heard.decisionId,
    description: [...earlier.map((message) => message.text), textOf(heard)].join('\n'),
    source: 'chat',
    conversationId: conversation.id,
    isSilent: heard.isBeside,
    ...(identity.customerId === null ? {} : { customerId: identity.customerId }),
    ...(vehicle === undefined ? {} : { vehicleId: vehicle.id }),
    ...(phone === undefined ? {} : { reporterPhone: phone }),
    ...(alsoAsk === '' ? {} : { alsoAsk }),
    ...(question?.choices === undefined ? {} : { choices: question.choices }),
  });
  await tx.message.updateMany({
    where: { id: { in: [...earlier.map((message) => message.id), ...idsOf(heard)] } },
    data: { ticketId: ticket.id },
  });
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { openTicketId: ticket.id, questionsAsked: 0 },
  });
}

/** Displeasure that nobody could route ("你们太差了"): ask what happened, once or twice, then a person decides. */
async function askedWhat(context: Context, tx: Transaction, heard: Heard): Promise<boolean> {
  const { conversation, decision } = heard;
  if (heard.isBeside) return false;
  const isBare = decision.categories.length === 0 || decision.categories[0] === 'Z9';
  const isShort = textOf(heard).length < 12;
  const isPressing = decision.severity === 'P0' || decision.severity === 'P1' || decision.wantsHuman;
  const question = say.askWhat[conversation.questionsAsked];
  const isAskedEnough = conversation.questionsAsked >= heard.rules.conversation.maxClarifyingQuestions;
  if (!isBare || !isShort || isPressing || isAskedEnough || question === undefined) return false;
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { questionsAsked: { increment: 1 } },
  });
  await reply(context, tx, heard, question);
  return true;
}

/** An answer to our question comes within this time, or it is about something else. */
const ANSWER_MS = 60 * 60_000;

/** What the owner had said when we asked back: it belongs to the ticket too. */
async function askedAbout(context: Context, tx: Transaction, heard: Heard): Promise<Message[]> {
  const { conversation } = heard;
  if (conversation.questionsAsked === 0) return [];
  const messages = await tx.message.findMany({
    where: {
      conversationId: conversation.id,
      ticketId: null,
      isUnderstood: true,
      id: { notIn: idsOf(heard) },
      sentAt: { gt: new Date(context.clock.now().getTime() - ANSWER_MS) },
    },
    orderBy: { id: 'asc' },
  });
  const complaints = await tx.decision.findMany({
    where: {
      id: { in: messages.flatMap((message) => message.decisionId ?? []) },
      kind: { in: ['complaint', 'grumble'] },
    },
    select: { id: true },
  });
  return messages.filter((message) => complaints.some((decision) => decision.id === message.decisionId));
}
