import { enqueueOutbox, idempotencyKeyOf } from '../../outbox/index.ts';
import type { GroupSend } from '../../database/generated/client.ts';
import { getStore, type Rules, rulesOf, type Store } from '../../stores/index.ts';
import type { OutreachContext } from '../rungs/rung.ts';
import { groupSendKey } from './created.ts';
import { tellMember } from './messages.ts';

const OPEN = ['collecting', 'creating', 'unknown', 'created', 'cancelling', 'closing'];
const LIMIT = 500;
const HOUR_MS = 60 * 60 * 1000;

/** Gives every task with something due its turn, and tells members what waits for them. Cheap when nothing is open. */
export async function watchGroupSends(context: OutreachContext): Promise<void> {
  const { storeId } = context;
  const { client } = context.database;
  const due = await client.groupSend.findMany({
    where: { storeId, status: { in: OPEN }, pollAt: { lte: context.clock.now() } },
    orderBy: { pollAt: 'asc' },
    select: { id: true },
    take: LIMIT,
  });
  const left = await client.reminder.findMany({
    where: { storeId, status: 'failed', groupSendId: { not: null } },
    distinct: ['groupSendId'],
    select: { groupSendId: true },
    take: LIMIT,
  });
  const ids = new Set([...due.map(({ id }) => id), ...left.flatMap(({ groupSendId }) => groupSendId ?? [])]);
  if (ids.size > 0) {
    const keys = [...ids].map((id) => groupSendKey(storeId, id));
    await context.database.transaction((tx) => context.queue.enqueueMissing(tx, 'groupSend.turn', keys));
  }
  await tellMembers(context);
}

/** One text for each member, for all tasks that were created since the last one. */
async function tellMembers(context: OutreachContext): Promise<void> {
  const untold = { storeId: context.storeId, status: 'created', remindAt: null };
  const { client } = context.database;
  const waiting = await client.groupSend.findMany({ where: untold, distinct: ['senderUserId'] });
  if (waiting.length === 0) return;
  const store = await getStore(client, context.storeId);
  const rules = rulesOf(store);
  for (const { senderUserId } of waiting) await tellOne(context, { store, rules }, { ...untold, senderUserId });
}

async function tellOne(
  context: OutreachContext,
  { store, rules }: { store: Store; rules: Rules },
  untold: { storeId: string; status: string; remindAt: null; senderUserId: string },
): Promise<void> {
  const now = context.clock.now();
  await context.database.transaction(async (tx) => {
    const groups = await tx.groupSend.findMany({ where: untold, orderBy: { id: 'asc' } });
    const remindAt = new Date(now.getTime() + rules.groupSend.remindAfterHours * HOUR_MS);
    const told: GroupSend[] = [];
    for (const group of groups) {
      // Two of these at once: one of them tells.
      const { count } = await tx.groupSend.updateMany({
        where: { id: group.id, remindAt: null, status: 'created' },
        data: { remindAt },
      });
      if (count > 0) told.push(group);
    }
    if (told.length === 0) return;
    const tasks = [];
    for (const { id, kind, deadlineAt } of told) {
      const owners = await tx.reminder.groupBy({ by: ['customerId'], where: { groupSendId: id, status: 'sending' } });
      tasks.push({ kind, deadlineAt, owners: owners.length });
    }
    const text = tellMember(tasks, store.name);
    await enqueueOutbox(context, tx, {
      channel: 'wecomText',
      accountId: '',
      recipient: untold.senderUserId,
      idempotencyKey: idempotencyKeyOf('group-send-told', store.id, ...told.map(({ id }) => id)),
      payload: { text },
      preview: text,
    });
  });
}
