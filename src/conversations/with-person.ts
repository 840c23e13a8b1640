import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation, Ticket } from '../database/generated/client.ts';
import { findStaff, type Rules } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import { understandLocally } from '../understanding/index.ts';
import { type Heard, textOf } from './heard.ts';
import { joinTicket } from './join-ticket.ts';
import { passOn } from './messages.ts';
import { takeComplaint } from './take-complaint.ts';

/** Names the call task of one request for a person; all of a conversation's start alike. */
export function humanTaskKey(conversation: Pick<Conversation, 'storeId' | 'id'>, decisionId: number): string {
  return `${humanTaskPrefix(conversation)}${decisionId}`;
}
const humanTaskPrefix = (conversation: Pick<Conversation, 'storeId' | 'id'>) =>
  `human-${conversation.storeId}-c${conversation.id}-`;

/**
 * Whether a person has the conversation. The end of a 微信客服 session is an event; should it be lost, and in the service
 * account's chat, which has no sessions, the bot comes back when the person has said nothing for the rule's time, or the call
 * is done.
 */
export async function isWithPerson(
  context: Context,
  tx: Transaction,
  conversation: Conversation & { identity: { channel: string } },
  rules: Rules,
): Promise<boolean> {
  if (conversation.state !== 'human') return false;
  const since = conversation.humanSince ?? conversation.updatedAt;
  const isOver = since.getTime() + rules.conversation.humanHours * 3_600_000 <= context.clock.now().getTime();
  if (!isOver && (conversation.identity.channel === 'kf' || (await hasOpenTask(tx, conversation)))) return true;
  await backToBot(context, tx, conversation.id);
  return false;
}

async function hasOpenTask(tx: Transaction, conversation: Conversation): Promise<boolean> {
  const where = { storeId: conversation.storeId, dedupeKey: { startsWith: humanTaskPrefix(conversation) } };
  return (await tx.callTask.count({ where: { ...where, status: 'open' } })) > 0;
}

export async function backToBot(context: Context, tx: Transaction, conversationId: number): Promise<void> {
  await tx.conversation.updateMany({
    where: { id: conversationId, state: 'human' },
    data: { state: 'idle', humanSince: null, updatedAt: context.clock.now() },
  });
}

/** Danger that must not wait for whoever reads along. */
export function isDangerousText(text: string): boolean {
  return understandLocally({ messages: [text] }).severity === 'P0';
}

/**
 * A person has taken the conversation and sees what was written: the bot has nothing left to read, except danger, which
 * still becomes a ticket and pages.
 */
export async function leaveToPerson(context: Context, tx: Transaction, identityId: number): Promise<void> {
  const conversation = await tx.conversation.findUnique({ where: { identityId } });
  if (conversation === null) return;
  const unread = await tx.message.findMany({ where: { conversationId: conversation.id, isUnderstood: false } });
  const harmless = unread.filter((message) => !isDangerousText(message.text));
  const now = context.clock.now();
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { state: 'human', gatherUntilAt: harmless.length < unread.length ? now : null, humanSince: now },
  });
  await tx.message.updateMany({
    where: { id: { in: harmless.map((message) => message.id) } },
    data: { isUnderstood: true },
  });
}

/**
 * What an owner writes while a person has the conversation. Danger becomes a ticket, without a word of the bot. In the
 * service account's chat nobody sees the rest: a complaint becomes a ticket too, and everything goes to whoever was asked
 * to call.
 */
export async function listenBeside(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
): Promise<void> {
  const { conversation, identity, decision } = heard;
  if (decision.severity === 'P0') {
    // Where no session is, nobody else tells the owner how to be safe.
    return takeComplaint(context, tx, { ...heard, isBeside: identity.channel === 'kf' }, open);
  }
  if (identity.channel === 'kf') return;
  const ticket = open.find((candidate) => candidate.id === conversation.openTicketId);
  if (['complaint', 'grumble', 'rescue'].includes(decision.kind)) await takeComplaint(context, tx, heard, open);
  else if (ticket !== undefined) await joinTicket(context, tx, heard, ticket);
  const task = await tx.callTask.findFirst({
    where: { storeId: context.storeId, dedupeKey: { startsWith: humanTaskPrefix(conversation) }, status: 'open' },
    orderBy: { id: 'desc' },
  });
  const caller = task?.assigneeUserId == null ? undefined : await findStaff(tx, context.storeId, task.assigneeUserId);
  await tellStaff(context, tx, {
    userIds: caller === undefined ? await leadersOf(tx, context.storeId, ['director']) : [caller.userId],
    text: passOn.beside(identity.customer?.name ?? '未绑定车主', textOf(heard)),
    key: `beside-${context.storeId}-${heard.decisionId}`,
    isUrgent: true,
  });
}
