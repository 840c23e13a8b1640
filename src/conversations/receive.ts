import { fileKindOf, joinFiles, keepAttachment } from '../attachments/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity, Conversation, Message } from '../database/generated/client.ts';
import { readTap } from '../follow-ups/index.ts';
import { type Rules } from '../stores/index.ts';
import { endWaitingForOwner, OPEN_STATUSES } from '../tickets/index.ts';
import { type Decision, understandLocally } from '../understanding/index.ts';
import { isDangerousText, isWithPerson } from './with-person.ts';
import { wordsOf } from './words-of.ts';

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

/**
 * The identity behind a channel id, made on first sight. Whoever is a contact of a member already is the same person in
 * 微信客服: the platform gives them one id for all of a corp.
 */
export async function ensureIdentity(
  context: Context,
  tx: Transaction,
  who: Pick<OwnerMessage, 'channel' | 'accountId' | 'externalId'>,
): Promise<ChannelIdentity> {
  const { storeId } = context;
  const { channel, accountId, externalId } = who;
  const key = { storeId, channel, accountId, externalId };
  const where = { storeId_channel_accountId_externalId: key };
  const known = await tx.channelIdentity.findUnique({ where });
  if (known !== null) return known;
  const contact =
    channel === 'kf'
      ? await tx.channelIdentity.findFirst({
          where: { storeId, channel: 'wecomContact', externalId, customerId: { not: null } },
        })
      : null;
  const same = contact === null ? {} : { customerId: contact.customerId, unionId: contact.unionId };
  return tx.channelIdentity.upsert({
    where,
    create: { ...key, ...same, createdAt: context.clock.now() },
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
 *
 * @returns who wrote, as known before this message
 */
export async function receiveOwnerMessage(
  context: Context,
  tx: Transaction,
  rules: Rules,
  message: OwnerMessage,
): Promise<ChannelIdentity> {
  const now = context.clock.now();
  const identity = await ensureIdentity(context, tx, message);
  await tx.channelIdentity.update({
    where: { id: identity.id },
    data: { windowOpenedAt: message.sentAt, windowLeft: WINDOW_MESSAGES, unreachableAt: null, lastErrorCode: null },
  });
  const { id: conversationId } = await ensureConversation(context, tx, identity, message.orderKey);
  // Writes what it says already, for the lock: whoever ends a turn at this moment sees this message, or it sees the end.
  const found = await tx.conversation.update({ where: { id: conversationId }, data: { orderKey: message.orderKey } });
  const isHuman = await isWithPerson(context, tx, { ...found, identity }, rules);
  const conversation: Conversation = {
    ...found,
    state: isHuman ? 'human' : found.state === 'human' ? 'idle' : found.state,
  };
  // In a session the person reads it; the bot only listens for danger.
  const isLeft = isHuman && identity.channel === 'kf' && !isDangerousText(message.text);
  const { id } = await tx.message.create({
    data: {
      storeId: context.storeId,
      conversationId: conversation.id,
      inboxEventId: message.inboxEventId,
      msgType: message.msgType,
      text: message.text,
      mediaId: message.mediaId ?? null,
      menuId: message.menuId ?? null,
      sentAt: message.sentAt,
      isUnderstood: isLeft,
    },
    select: { id: true },
  });
  await keepFile(context, tx, isLeft ? conversation : { ...conversation, state: 'gathering' }, { ...message, id });
  await endWaitingForOwner(context, tx, conversation.id);
  if (isLeft) return identity;
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
    data: { ...(isHuman ? {} : { state: 'gathering' }), gatherUntilAt, updatedAt: now },
  });
  return identity;
}

/** What brings a file is fetched. While a person has the conversation nobody else reads, so it joins the ticket here. */
async function keepFile(
  context: Context,
  tx: Transaction,
  conversation: Conversation,
  message: OwnerMessage & { id: number },
): Promise<void> {
  const { mediaId, msgType } = message;
  if (mediaId === undefined || fileKindOf(msgType) === undefined) return;
  const { channel, accountId, sentAt } = message;
  const belongs = { messageId: message.id, conversationId: conversation.id };
  await keepAttachment(context, tx, { source: 'owner', channel, accountId, mediaId, msgType, sentAt, ...belongs });
  if (conversation.state !== 'human' || conversation.openTicketId === null) return;
  const open = await tx.ticket.findFirst({
    where: { id: conversation.openTicketId, status: { in: [...OPEN_STATUSES] } },
  });
  const acting: Context = { ...context, actor: { kind: 'owner', id: message.externalId, name: '车主' } };
  await joinFiles(acting, tx, { conversationId: conversation.id, messages: [message], ticketId: open?.id ?? null });
}

function isPressing(
  conversation: Conversation,
  waiting: readonly Pick<Message, 'msgType' | 'text' | 'menuId'>[],
  rules: Rules,
): boolean {
  if (conversation.verifyTicketId !== null || waiting.some(({ menuId }) => readTap(menuId) !== undefined)) return true;
  const words = wordsOf(waiting);
  if (words.length === 0) return false;
  const guess = understandLocally({ messages: words });
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
