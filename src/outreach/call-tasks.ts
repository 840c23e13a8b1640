import type { CallTask } from '../database/generated/client.ts';
import { enqueueOutbox } from '../outbox/index.ts';
import { getStore } from '../stores/index.ts';
import type { OutreachContext } from './dispatch.ts';
import { wordCallDigest } from './messages.ts';

export type { CallTask };

/** Calls that are still to be made, the oldest day first. @param assigneeUserId only this person's */
export async function listCallTasks(
  context: Pick<OutreachContext, 'database' | 'storeId'>,
  filter: { assigneeUserId?: string; status?: 'open' | 'done' | 'cancelled' } = {},
): Promise<CallTask[]> {
  return context.database.client.callTask.findMany({
    where: {
      storeId: context.storeId,
      status: filter.status ?? 'open',
      ...(filter.assigneeUserId === undefined ? {} : { assigneeUserId: filter.assigneeUserId.toLowerCase() }),
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
}

/** @returns false when it was not open any more */
export async function completeCallTask(
  context: Pick<OutreachContext, 'database' | 'storeId' | 'clock'>,
  input: { callTaskId: number; result: string },
): Promise<boolean> {
  const { count } = await context.database.client.callTask.updateMany({
    where: { id: input.callTaskId, storeId: context.storeId, status: 'open' },
    data: { status: 'done', result: input.result, doneAt: context.clock.now() },
  });
  return count > 0;
}

/**
 * Tells each assignee of the reminder calls that they have not been told of, in one message for all of them. The tasks
 * are marked in the transaction of the message: each is told once, whatever restarts.
 */
export async function sendCallDigests(context: OutreachContext): Promise<number> {
  const { storeId, clock } = context;
  const store = await getStore(context.database.client, storeId);
  return context.database.transaction(async (tx) => {
    const fresh = await tx.$queryRaw<{ id: number }[]>`
      UPDATE call_task SET notified_at = ${clock.now()} WHERE id IN (
        SELECT id FROM call_task WHERE store_id = ${storeId} AND status = 'open' AND purpose = 'reminder'
          AND notified_at IS NULL AND assignee_user_id IS NOT NULL FOR UPDATE SKIP LOCKED)
      RETURNING id`;
    const tasks = await tx.callTask.findMany({
      where: { id: { in: fresh.map((row) => row.id) } },
      orderBy: { id: 'asc' },
    });
    const customers = await tx.customer.findMany({
      where: { id: { in: tasks.flatMap((task) => task.customerId ?? []) } },
      select: { id: true, mobiles: true, landlines: true },
    });
    const phones = new Map(customers.map(({ id, mobiles, landlines }) => [id, mobiles[0] ?? landlines[0]]));
    const byAssignee = Map.groupBy(tasks, (task) => task.assigneeUserId ?? '');
    for (const [userId, own] of byAssignee) {
      const text = wordCallDigest(
        own.map((task) => ({ title: task.title, phone: phones.get(task.customerId ?? 0) })),
        store.name,
      );
      await enqueueOutbox(context, tx, {
        channel: 'wecomText',
        accountId: '',
        recipient: userId,
        idempotencyKey: `calls-${own[0]?.id ?? 0}`,
        payload: { text },
        preview: text,
      });
    }
    return byAssignee.size;
  });
}
