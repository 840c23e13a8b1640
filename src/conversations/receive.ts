import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity, Conversation } from '../database/generated/client.ts';
import { type Rules } from '../stores/index.ts';
import { type Decision, understandLocally } from '../understanding/index.ts';

/** Messages that an owner may get back after writing; both platforms say five within 48 h. */
const WINDOW_MESSAGES = 5;
/** However long an owner keeps typing, somebody reads after this. */
const LONGEST_GATHERING_MS = 3 * 60_000;

/** Danger told in pieces ("方向盘", "突然打不动了") is found in so many messages; all of a flood would be read again and again. */
const READ_TOGETHER = 5;

export interface OwnerMessage {
  channel: 'kf' | 'officialAccount';
  /** open_kfid | appid */
  accountId: string;
  /** external_userid | openid */
  externalId: string;
  orderKey: string;
  msgType: string;
  /** As the owner wrote it; a stand-in such as "[图片]" for what is no text. */
  text: string;
  mediaId?: string;
  /** Id of the tapped item of one of our menus. */
  menuId?: string;
  sentAt: Date;
  inboxEventId: number;
}

/** The identity behind a channel id, made on first sight. */
export async function ensureIdentity(
  context: Context,
  tx: Transaction,
  who: Pick<OwnerMessage, 'channel' | 'accountId' | 'externalId'>,
): Promise<ChannelIdentity> {
  const key = { storeId: context.storeId, ...who, accountId: who.accountId };
  return tx.channelIdentity.upsert({
    where: {
      storeId_channel_accountId_externalId: {
        storeId: key.storeId,
        channel: key.channel,
        accountId: key.accountId,
        externalId: key.externalId,
      },
    },
    create: {
      storeId: key.storeId,
      channel: key.channel,
      accountId: key.accountId,
      externalId: key.externalId,
      createdAt: context.clock.now(),
    },
    update: {},
  });
}

export async function ensureConversation(
  context: Context,
  tx: Transaction,
  identity: ChannelIdentity,
  orderKey: string,
): Promise<Conversation> {
  return tx.conversation.upsert({
    where: { identityId: identity.id },
    create: { storeId: context.storeId, identityId: identity.id, orderKey, updatedAt: context.clock.now() },
    update: {},
  });
}

/**
 * Keeps what an owner wrote, opens the platform's answer window, and says when to read it: after a quiet gap, or at once
 * for what can't wait (danger, asking for a person, an answer to our own question).
 */
export async function receiveOwnerMessage(
  context: Context,
  tx: Transaction,
  rules: Rules,
  message: OwnerMessage,
): Promise<void> {
  const now = context.clock.now();
  const identity = await ensureIdentity(context, tx, message);
  await tx.channelIdentity.update({
    where: { id: identity.id },
    data: { windowOpenedAt: message.sentAt, windowLeft: WINDOW_MESSAGES, unreachableAt: null, lastErrorCode: null },
  });
  const conversation = await ensureConversation(context, tx, identity, message.orderKey);
  await tx.message.create({
    data: {
      storeId: context.storeId,
      conversationId: conversation.id,
      inboxEventId: message.inboxEventId,
      msgType: message.msgType,
      text: message.text,
      mediaId: message.mediaId ?? null,
      menuId: message.menuId ?? null,
      sentAt: message.sentAt,
      // A person has the conversation: the bot keeps still.
      isUnderstood: conversation.state === 'human',
    },
  });
  if (conversation.state === 'human') return;
  const unread = { conversationId: conversation.id, isUnderstood: false };
  const first = await tx.message.findFirst({ where: unread, orderBy: { id: 'asc' } });
  const newest = await tx.message.findMany({ where: unread, orderBy: { id: 'desc' }, take: READ_TOGETHER });
  // What was pressing once stays so until it is read.
  const isDue = conversation.gatherUntilAt !== null && conversation.gatherUntilAt <= now;
  const gatherUntilAt =
    isDue || isPressing(conversation, newest.toReversed(), rules)
      ? now
      : new Date(
          Math.min(
            now.getTime() + rules.conversation.quietGapSeconds * 1000,
            (first?.sentAt ?? now).getTime() + LONGEST_GATHERING_MS,
          ),
        );
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { state: 'gathering', gatherUntilAt, updatedAt: now },
  });
}

function isPressing(conversation: Conversation, waiting: readonly { text: string }[], rules: Rules): boolean {
  if (conversation.verifyTicketId !== null) return true;
  const guess = understandLocally({ messages: waiting.map((message) => message.text) });
  const atOnce: readonly string[] = rules.conversation.answerAtOnce;
  return (
    atOnce.includes(guess.severity) ||
    guess.wantsHuman ||
    ['human', 'optOut', 'binding', 'rescue'].includes(guess.kind) ||
    (rules.conversation.openWhenClear && conversation.openTicketId === null && isClear(guess))
  );
}

/** Below this the rest of what an owner types may still change who has to deal with it. */
const CLEAR_CONFIDENCE = 0.75;

/**
 * A complaint that can be routed as it stands. Its owner should not sit in silence for the quiet gap: the ticket is
 * opened, and what follows within the gap joins it.
 */
function isClear(guess: Decision): boolean {
  return (
    guess.kind === 'complaint' &&
    guess.categories[0] !== undefined &&
    guess.categories[0] !== 'Z9' &&
    !guess.needsHuman &&
    guess.confidence >= CLEAR_CONFIDENCE
  );
}
