import { type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, idempotencyKeyOf, type Outcome, type OutboxRow, type SettledHook } from '../outbox/index.ts';
import { getTicket, ticketMessagesToStaff } from '../tickets/index.ts';
import { passToPerson } from './pass-on.ts';

/** Servicer not activated, paused or full: the waiting pool takes the owner instead. */
const SERVICER_CODES = [95014, 95019, 95020];

/**
 * What follows when a message to an owner is settled: the window's budget goes down, an unreachable owner is marked until
 * they act again, and what could not be said in chat becomes a call.
 *
 * @param contextOf the context of a store, for work the service does by itself
 */
export function afterOwnerDelivery(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    const isToOwner = row.channel.startsWith('kf') || row.channel.startsWith('officialAccount');
    if (!isToOwner) return;
    if (outcome.status === 'sent' && row.channel === 'kfMessage') {
      await tx.channelIdentity.updateMany({
        where: { ...identityOf(row), windowLeft: { gt: 0 } },
        data: { windowLeft: { decrement: 1 } },
      });
    }
    if (outcome.status !== 'failed') return;
    if (outcome.action === 'unreachable') {
      await tx.channelIdentity.updateMany({
        where: identityOf(row),
        data: { unreachableAt: row.createdAt, lastErrorCode: outcome.errorCode },
      });
    }
    const context: Context = { ...contextOf(row.storeId), actor: systemActor };
    if (row.channel === 'kfHandToPerson') return handToPool(context, tx, row, outcome);
    if (row.channel === 'kfMessage' || row.channel === 'officialAccountMessage') await callInstead(context, tx, row);
  };
}

function identityOf(row: OutboxRow): { storeId: string; channel: string; accountId: string; externalId: string } {
  return {
    storeId: row.storeId,
    channel: row.channel.startsWith('kf') ? 'kf' : 'officialAccount',
    accountId: row.accountId,
    externalId: row.recipient,
  };
}

async function handToPool(context: Context, tx: Transaction, row: OutboxRow, outcome: Outcome): Promise<void> {
  const { servicerUserId } = row.payload as { servicerUserId?: string };
  if (outcome.status === 'failed' && servicerUserId !== undefined && SERVICER_CODES.includes(outcome.errorCode)) {
    await enqueueOutbox(context, tx, {
      channel: 'kfHandToPerson',
      accountId: row.accountId,
      recipient: row.recipient,
      idempotencyKey: idempotencyKeyOf('pool', row.id),
      payload: {},
      preview: '转人工：待接入池',
      conversationId: row.conversationId ?? undefined,
    });
    return;
  }
  // Nobody took the session: the bot goes on listening, and the call task is there already.
  if (row.conversationId !== null) {
    await tx.conversation.updateMany({ where: { id: row.conversationId, state: 'human' }, data: { state: 'idle' } });
  }
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

function textOfPayload(payload: unknown): string {
  const { text, menu } = payload as { text?: string | { content: string }; menu?: { head: string } };
  if (menu !== undefined) return menu.head;
  return typeof text === 'string' ? text : (text?.content ?? '');
}
