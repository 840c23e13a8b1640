import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation, Message } from '../database/generated/client.ts';
import type { Decision, Understanding } from '../understanding/index.ts';
import { answerVerification } from './answer-verification.ts';
import { respond } from './respond.ts';

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
  const texts = messages.map((message) => message.text);
  const identity = await db.channelIdentity.findUniqueOrThrow({
    where: { id: conversation.identityId },
    include: { customer: true },
  });
  const acting: Context = {
    ...context,
    actor: { kind: 'owner', id: identity.externalId, name: identity.customer?.name ?? '车主' },
  };
  const isAnswer = conversation.verifyTicketId !== null;
  const decision = await understanding.understand({
    messages: texts,
    ...(isAnswer ? { context: 'survey:satisfied' } : {}),
    isVip: identity.customer?.tier === 'vip',
  });
  await context.database.transaction(async (tx) => {
    const { count } = await tx.message.updateMany({
      where: { id: { in: messages.map((message) => message.id) }, isUnderstood: false },
      data: { isUnderstood: true },
    });
    await settleGathering(context, tx, conversation, messages);
    // Somebody else read them meanwhile.
    if (count !== messages.length || count === 0) return;
    if (isAnswer && (await answerVerification(acting, tx, { conversation, messages, decision }))) return;
    const decisionId = await keepDecision(acting, tx, conversation, messages, decision);
    await respond(acting, tx, { conversation, identity, messages, decision, decisionId });
  });
}

/** Back to idle, unless more came while we were reading. */
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
}

/** Every decision is kept with its reasons. */
export async function keepDecision(
  context: Context,
  tx: Transaction,
  conversation: Conversation,
  messages: Message[],
  decision: Decision,
): Promise<number> {
  const row = await tx.decision.create({
    data: {
      storeId: context.storeId,
      conversationId: conversation.id,
      decidedAt: context.clock.now(),
      text: messages.map((message) => message.text).join('\n'),
      kind: decision.kind,
      categories: decision.categories,
      severity: decision.severity,
      department: decision.department,
      confidence: decision.confidence,
      evidence: decision.evidence,
      reliedOn: decision.reliedOn,
      needsHuman: decision.needsHuman,
      decidedBy: decision.decidedBy,
      summary: decision.summary,
      entities: decision.entities,
      promptName: decision.promptName ?? null,
      promptVersion: decision.promptVersion ?? null,
      model: decision.model ?? null,
      modelError: decision.modelError ?? null,
    },
  });
  await tx.message.updateMany({
    where: { id: { in: messages.map((message) => message.id) } },
    data: { decisionId: row.id },
  });
  return row.id;
}
