import { joinFiles } from '../attachments/index.ts';
import type { Context } from '../context.ts';
import { knownNames } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation, Message } from '../database/generated/client.ts';
import { readTap } from '../follow-ups/index.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { recordDecision } from '../tickets/index.ts';
import { type Decision, type Understanding, understandLocally } from '../understanding/index.ts';
import { answerVerification } from './answer-verification.ts';
import { respond } from './respond.ts';
import { wordsOf } from './words-of.ts';

/**
 * Reads what an owner has written since the last reading, when its time has come: understands it (outside any
 * transaction: a model may take seconds), then acts on it in one transaction that also marks the messages as read, so
 * that a crash in between only means reading again.
 */
export async function readConversation(
  context: Context,
  understanding: Understanding,
  orderKey: string,
): Promise<void> {
  const db = context.database.client;
  const conversation = await db.conversation.findFirst({ where: { orderKey, storeId: context.storeId } });
  if (conversation?.gatherUntilAt == null || conversation.gatherUntilAt > context.clock.now()) return;
  const messages = await db.message.findMany({
    where: { conversationId: conversation.id, isUnderstood: false },
    orderBy: { id: 'asc' },
  });
  const words = wordsOf(messages);
  const identity = await db.channelIdentity.findUniqueOrThrow({
    where: { id: conversation.identityId },
    include: { customer: true },
  });
  const acting: Context = {
    ...context,
    actor: { kind: 'owner', id: identity.externalId, name: identity.customer?.name ?? '车主' },
  };
  const isAnswer = conversation.verifyTicketId !== null;
  const askedTicketId = conversation.verifyTicketId ?? (await askedElsewhere(context, identity.customerId));
  // Beside a person only danger counts, which needs no model; nor does a picture without a word.
  const isBeside = conversation.state === 'human';
  const isWordless = words.length === 0;
  const input = { messages: isWordless ? [messages[0]?.text ?? ''] : words, isVip: identity.customer?.tier === 'vip' };
  const decision =
    isBeside || isWordless
      ? understandLocally(input)
      : await understanding.understand({
          ...input,
          names: await knownNames(db, context.storeId, [identity.customer?.name]),
          ...(isAnswer ? { context: 'survey:satisfied' } : {}),
        });
  await context.database.transaction(async (tx) => {
    const { count } = await tx.message.updateMany({
      where: { id: { in: messages.map((message) => message.id) }, isUnderstood: false },
      data: { isUnderstood: true },
    });
    await settleGathering(context, tx, conversation, messages);
    // Somebody else read them meanwhile.
    if (count !== messages.length || count === 0) return;
    const belongs = { conversationId: conversation.id, messages };
    const isTapped = messages.some((message) => readTap(message.menuId) !== undefined);
    if (askedTicketId !== undefined && !isBeside && !isTapped) {
      const answer = { conversation, messages, decision, ticketId: askedTicketId };
      if (await answerVerification(acting, tx, answer)) {
        return joinFiles(acting, tx, { ...belongs, ticketId: askedTicketId });
      }
    }
    const decisionId = await keepDecision(acting, tx, conversation, messages, decision);
    const rules = rulesOf(await getStore(tx, context.storeId));
    await respond(acting, tx, { conversation, identity, messages, decision, decisionId, rules, isBeside });
    await joinFiles(acting, tx, belongs);
  });
}

/** The ticket about whose result this customer was asked in another chat. */
async function askedElsewhere(context: Context, customerId: number | null): Promise<number | undefined> {
  if (customerId === null) return undefined;
  const asked = await context.database.client.conversation.findFirst({
    where: { storeId: context.storeId, verifyTicketId: { not: null }, identity: { customerId } },
    orderBy: { updatedAt: 'desc' },
  });
  return asked?.verifyTicketId ?? undefined;
}

/** Back to idle, or to the person who has it, unless more came while we were reading. */
async function settleGathering(
  context: Context,
  tx: Transaction,
  conversation: Conversation,
  read: Message[],
): Promise<void> {
  const more = await tx.message.findFirst({
    where: { conversationId: conversation.id, isUnderstood: false, id: { notIn: read.map((message) => message.id) } },
  });
  if (more !== null) return;
  await tx.conversation.updateMany({
    where: { id: conversation.id, state: 'gathering' },
    data: { state: 'idle', gatherUntilAt: null, updatedAt: context.clock.now() },
  });
  await tx.conversation.updateMany({
    where: { id: conversation.id, state: 'human' },
    data: { gatherUntilAt: null },
  });
}

/** Every decision is kept with its reasons, and the messages that it is about know it. */
async function keepDecision(
  context: Context,
  tx: Transaction,
  conversation: Conversation,
  messages: Message[],
  decision: Decision,
): Promise<number> {
  const decisionId = await recordDecision(context, tx, {
    decision,
    text: messages.map((message) => message.text).join('\n'),
    conversationId: conversation.id,
  });
  await tx.message.updateMany({
    where: { id: { in: messages.map((message) => message.id) } },
    data: { decisionId },
  });
  return decisionId;
}
