import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import { workingMinutesBetween } from '../working-time.ts';
import { passOn, say } from './messages.ts';

const HOUR_MS = 3_600_000;

/**
 * 微信客服 sessions in which no person says anything come back to the bot: when nobody has written since the hand-over for
 * the rule's working minutes, or for the rule's hours after a person's last word. What the owner wrote meanwhile is read,
 * and the director hears that somebody waited in vain. The platform's session ends with the bot's next word, because only
 * the code of that ending lets it say one.
 */
export async function returnToBot(context: Context): Promise<void> {
  const db = context.database.client;
  const candidates = await db.conversation.findMany({
    where: { storeId: context.storeId, state: 'human', identity: { channel: 'kf' } },
  });
  if (candidates.length === 0) return;
  const rules = rulesOf(await getStore(db, context.storeId));
  const failures: unknown[] = [];
  for (const conversation of candidates) {
    try {
      await context.database.transaction((tx) => returnOne(context, tx, conversation, rules));
    } catch (error) {
      // One owner's trouble keeps no other waiting.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'conversations that did not come back to the bot');
}

async function returnOne(context: Context, tx: Transaction, conversation: Conversation, rules: Rules): Promise<void> {
  const now = context.clock.now();
  const since = conversation.humanSince ?? conversation.updatedAt;
  const handedAt = await lastHandOver(tx, conversation);
  const wordAt = await lastWordOfPerson(tx, conversation);
  const isAnswered = wordAt !== undefined && (handedAt === undefined || wordAt >= handedAt);
  const { humanHours, humanWaitMinutes } = rules.conversation;
  const isOver = isAnswered
    ? since.getTime() + humanHours * HOUR_MS <= now.getTime()
    : workingMinutesBetween(since, now, rules.workingTime) >= humanWaitMinutes;
  if (!isOver) return;
  // Somebody may have taken it at this moment.
  const { count } = await tx.conversation.updateMany({
    where: { id: conversation.id, state: 'human', humanSince: conversation.humanSince },
    data: { state: 'idle', humanSince: null, updatedAt: now },
  });
  if (count === 0) return;
  const unanswered = await tx.message.updateMany({
    where: {
      conversationId: conversation.id,
      isUnderstood: true,
      decisionId: null,
      sentAt: { gte: (isAnswered ? wordAt : handedAt) ?? since },
    },
    data: { isUnderstood: false },
  });
  const key = idempotencyKeyOf('waited', conversation.id, since.getTime());
  if (unanswered.count > 0) {
    await tx.conversation.update({
      where: { id: conversation.id },
      data: { state: 'gathering', gatherUntilAt: now },
    });
  } else if (!isAnswered) {
    await tellOwner(context, tx, { conversationId: conversation.id, key, text: say.humanWaited });
  }
  if (isAnswered && unanswered.count === 0) return;
  const { customer } = await tx.channelIdentity.findUniqueOrThrow({
    where: { id: conversation.identityId },
    include: { customer: true },
  });
  await tellStaff(context, tx, {
    userIds: await leadersOf(tx, context.storeId, ['director']),
    text: passOn.waited(customer?.name ?? '未绑定车主', isAnswered ? `${humanHours}小时` : `${humanWaitMinutes}分钟`),
    key,
  });
}

async function lastHandOver(tx: Transaction, { id }: Conversation): Promise<Date | undefined> {
  const row = await tx.outboxMessage.findFirst({
    where: { conversationId: id, channel: 'kfHandToPerson' },
    orderBy: { id: 'desc' },
    select: { createdAt: true },
  });
  return row?.createdAt;
}

/** Words of a servicer are no messages of ours: only the platform's entry (origin 5) tells of them. */
async function lastWordOfPerson(tx: Transaction, { storeId, orderKey }: Conversation): Promise<Date | undefined> {
  const row = await tx.inboxEvent.findFirst({
    where: { storeId, channel: 'kf', orderKey, payload: { contains: '"origin":5' } },
    orderBy: { id: 'desc' },
    select: { receivedAt: true },
  });
  return row?.receivedAt;
}
