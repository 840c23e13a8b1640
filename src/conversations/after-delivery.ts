import { type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { callInsteadOfAsking, followUpAskedBy } from '../follow-ups/index.ts';
import { type FailedOutcome, type OutboxRow, sendOnceMore, type SettledHook } from '../outbox/index.ts';
import {
  callForVerification,
  getTicket,
  tellStaff,
  ticketMessagesToOwner,
  ticketMessagesToStaff,
} from '../tickets/index.ts';
import { handOverFailed } from './hand-over-failed.ts';
import { passOn } from './messages.ts';
import { passToPerson } from './pass-on.ts';

/**
 * What follows when a message to an owner is settled: the window's budget goes down, an unreachable owner is marked until
 * they act again, and what could not be said in chat becomes a call.
 *
 * @param contextOf the context of a store, for work the service does by itself
 */
export function afterOwnerDelivery(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    if (!TO_OWNER.has(row.channel)) return;
    if (outcome.status === 'sent' && row.channel === 'kfMessage') {
      await tx.channelIdentity.updateMany({
        where: { ...identityOf(row), windowLeft: { gt: 0 } },
        data: { windowLeft: { decrement: 1 } },
      });
    }
    if (outcome.status !== 'failed') return;
    if (outcome.action === 'unreachable' || outcome.action === 'gone') await markUnreachable(tx, row, outcome);
    const context: Context = { ...contextOf(row.storeId), actor: systemActor };
    if (outcome.action === 'again' && (await sendOnceMore(context, tx, row))) return;
    if (outcome.action === 'suggestion') return suggestToServicer(context, tx, row, outcome);
    if (row.channel === 'kfHandToPerson') return handOverFailed(context, tx, row, outcome.errorCode);
    const followUpId = followUpAskedBy(row.idempotencyKey);
    // A later question needs no call: the first answer is there.
    if (followUpId !== undefined) await callInsteadOfAsking(context, tx, followUpId);
    else if (row.channel === 'kfMessage' || row.channel === 'officialAccountMessage') {
      await callInstead(context, tx, row);
    }
  };
}

const TO_OWNER = new Set<string>([
  'kfMessage',
  'kfWelcome',
  'kfHandToPerson',
  'officialAccountTemplate',
  'officialAccountMessage',
  'subscriptionNotice',
]);

/** What the account's chat says of itself never hides what is known of its notices. */
async function markUnreachable(tx: Transaction, row: OutboxRow, { errorCode }: FailedOutcome): Promise<void> {
  const isChat = row.channel === 'officialAccountMessage';
  await tx.channelIdentity.updateMany({
    where: { ...identityOf(row), ...(isChat ? { unreachableAt: null } : {}) },
    data: { unreachableAt: row.createdAt, lastErrorCode: errorCode },
  });
}

/** The owner is talking with a colleague, who alone can write there: they tell it. A reminder also has its other channels. */
async function suggestToServicer(
  context: Context,
  tx: Transaction,
  row: OutboxRow,
  { servicerUserId = '' }: FailedOutcome,
): Promise<void> {
  const identity = await tx.channelIdentity.findFirst({ where: identityOf(row), include: { customer: true } });
  const name = identity?.customer?.name ?? '这位车主';
  const said = textOfPayload(row.payload);
  await tellStaff(context, tx, {
    userIds: [servicerUserId],
    text: row.reminderId === null ? passOn.tellInSession(name, said) : passOn.mentionInSession(name, said),
    key: `in-session-${row.id}`,
    isUrgent: true,
  });
}

function identityOf(row: OutboxRow): { storeId: string; channel: string; accountId: string; externalId: string } {
  return {
    storeId: row.storeId,
    channel: row.channel.startsWith('kf') ? 'kf' : 'officialAccount',
    accountId: row.accountId,
    externalId: row.recipient,
  };
}

/** A reminder has its own ladder; everything else that an owner should have read is told by phone. */
async function callInstead(context: Context, tx: Transaction, row: OutboxRow): Promise<void> {
  if (row.reminderId !== null || row.conversationId === null) return;
  const conversation = await tx.conversation.findUnique({
    where: { id: row.conversationId },
    include: { identity: { include: { customer: true } } },
  });
  const customer = conversation?.identity.customer ?? null;
  const said = textOfPayload(row.payload);
  const ticket = row.ticketId === null ? undefined : await getTicket(tx, row.storeId, row.ticketId);
  // The question about the result: whoever calls asks it, rather than tells of it.
  if (ticket?.status === 'resolved' && isAskForVerdict(ticket, row.payload)) {
    return callForVerification(context, tx, ticket, 'noChannel');
  }
  await passToPerson(context, tx, {
    key: `undelivered-${row.id}`,
    purpose: 'callback',
    title: `消息未送达，请电话告知${customer?.name ?? '车主'}`,
    text:
      ticket === undefined
        ? `【未送达】${customer?.name ?? '未绑定车主'}没能收到这条消息，请电话告知：${said}`
        : ticketMessagesToStaff.undelivered(ticket, said),
    customerId: customer?.id ?? null,
    vehicleId: ticket?.vehicleId ?? null,
    advisorUserId: customer?.advisorUserId ?? null,
    to: 'customerCare',
  });
}

/** Where the chat has no buttons, the question is known by its words. */
function isAskForVerdict(ticket: Ticket, payload: unknown): boolean {
  // The result may have come after a question without one.
  const asked = [
    ticketMessagesToOwner.askAgain(ticket),
    ...['', ticket.result ?? ''].map((result) => ticketMessagesToOwner.resolved(ticket, result)),
  ];
  return 'menu' in (payload as object) || asked.includes(textOfPayload(payload));
}

function textOfPayload(payload: unknown): string {
  const { text, menu } = payload as { text?: string | { content: string }; menu?: { head: string } };
  if (menu !== undefined) return menu.head;
  return typeof text === 'string' ? text : (text?.content ?? '');
}
