import type { Transaction } from '../../database/database.ts';
import type { Context } from '../../context.ts';
import type { OutboxRow, SettledHook } from '../../outbox/index.ts';
import { getStore, rulesOf } from '../../stores/index.ts';
import type { OutreachContext } from '../rungs/rung.ts';
import { leaveGroupSend } from './leave.ts';
import { groupSendReasons } from './messages.ts';

/** Results are refused for about a minute: the task is still being handed out. */
const DISPATCH_MS = 60_000;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Reminded three times today: no more. */
const REMINDED_ENOUGH = 41094;

export const groupSendKey = (storeId: string, groupSendId: number): string => `${storeId}:${groupSendId}`;

/**
 * What follows when a call about a group send is settled. Created: those whom it can't reach go on; not created: all do.
 * Without an answer it may exist, so it is looked for before anything else is done.
 */
export function afterGroupSend(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    if (!['groupSend', 'groupSendRemind', 'groupSendCancel'].includes(row.channel)) return;
    const context = contextOf(row.storeId);
    const { groupSendId } = row.payload as { groupSendId: number };
    if (outcome.status === 'delivered') return;
    if (row.channel === 'groupSend') {
      if (outcome.status === 'sent') {
        const { platformMessageId: msgId, unreachable = [] } = outcome.receipt;
        await noteCreated(context, tx, { groupSendId, msgId, unreachable });
      } else if (outcome.errorCode === 0 && outcome.action === 'next') {
        await noteUnanswered(context, tx, groupSendId);
      } else {
        await noteRefused(tx, groupSendId, outcome.errorCode, outcome.reason);
      }
    } else if (row.channel === 'groupSendCancel') {
      await noteCancelled(context, tx, row, outcome.status === 'failed' ? outcome.reason : undefined);
    } else if (outcome.status === 'failed' && outcome.errorCode === REMINDED_ENOUGH) {
      const remindAt = new Date(context.clock.now().getTime() + DAY_MS);
      await tx.groupSend.updateMany({ where: { id: groupSendId, status: 'created' }, data: { remindAt } });
    }
    await context.queue.enqueue(tx, 'groupSend.turn', [groupSendKey(row.storeId, groupSendId)]);
  };
}

/** The task exists and waits for its member. */
export async function noteCreated(
  context: OutreachContext,
  tx: Transaction,
  input: { groupSendId: number; msgId: string; unreachable: readonly string[] },
): Promise<void> {
  const { groupSendId: id, msgId } = input;
  const now = context.clock.now();
  const { groupSend } = rulesOf(await getStore(tx, context.storeId));
  const group = await tx.groupSend.findUniqueOrThrow({ where: { id } });
  const full = new Date(now.getTime() + groupSend.deadlineHours * HOUR_MS);
  const { count } = await tx.groupSend.updateMany({
    where: { id, status: { in: ['creating', 'unknown'] } },
    data: {
      status: 'created',
      msgId,
      deadlineAt: group.deadlineAt < full ? group.deadlineAt : full,
      pollAt: new Date(now.getTime() + DISPATCH_MS),
      error: null,
    },
  });
  if (count === 0 || input.unreachable.length === 0) return;
  await leaveGroupSend(tx, id, groupSendReasons.unreachable, { externalIds: input.unreachable });
}

async function noteUnanswered(context: OutreachContext, tx: Transaction, id: number): Promise<void> {
  const pollAt = new Date(context.clock.now().getTime() + DISPATCH_MS);
  await tx.groupSend.updateMany({ where: { id, status: 'creating' }, data: { status: 'unknown', pollAt } });
}

async function noteRefused(tx: Transaction, id: number, code: number, reason: string): Promise<void> {
  const { count } = await tx.groupSend.updateMany({
    where: { id, status: { in: ['creating', 'unknown'] } },
    data: { status: 'failed', pollAt: null, error: reason },
  });
  if (count > 0) await leaveGroupSend(tx, id, groupSendReasons.failed(code));
}

/**
 * Nobody can say whether the task exists or whom it reached, and nobody is asked any longer: a person calls, because another
 * message might be the second (decision 0009).
 */
export async function noteUnresolved(tx: Transaction, id: number, error: string): Promise<void> {
  const { count } = await tx.groupSend.updateMany({
    where: { id, status: { in: ['unknown', 'closing'] } },
    data: { status: 'failed', pollAt: null, error },
  });
  if (count > 0) await leaveGroupSend(tx, id, groupSendReasons.unresolved, { isUnresolved: true });
}

/** Nothing more will be sent; what was sent before is asked for one last time. */
async function noteCancelled(
  context: OutreachContext,
  tx: Transaction,
  row: OutboxRow,
  fault: string | undefined,
): Promise<void> {
  const { groupSendId: id } = row.payload as { groupSendId: number };
  if (fault !== undefined) context.logger.error({ groupSendId: id, fault }, 'group send could not be cancelled');
  await tx.groupSend.updateMany({
    where: { id, status: 'cancelling' },
    data: { status: 'closing', pollAt: context.clock.now(), ...(fault === undefined ? {} : { error: fault }) },
  });
}
