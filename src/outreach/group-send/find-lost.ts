import type { GroupSend } from '../../database/generated/client.ts';
import { PlatformError } from '../../errors.ts';
import type { ContactMessenger } from '../../ports.ts';
import type { OutreachContext } from '../rungs/rung.ts';
import { askPlatform, creationKey } from './create.ts';
import { noteCreated, noteUnresolved } from './created.ts';

const MINUTE_MS = 60_000;
/** Clocks differ. */
const BEFORE_MS = 2 * MINUTE_MS;
/** A call that got no answer has ended by then, on either side. */
const AFTER_MS = 5 * MINUTE_MS;
const ATTEMPTS = 3;
const DISPATCHING = 41063;

/**
 * Looks for a task whose creation got no answer, by words, time and member: the platform knows no key of ours. Found, it is
 * this task; not found after some minutes, it does not exist and is created again. So there are never two. After the last
 * attempt it stays unresolved: a person calls, no other message follows.
 */
export async function findLostGroupSend(
  context: OutreachContext,
  contacts: ContactMessenger,
  group: GroupSend,
): Promise<void> {
  const { client } = context.database;
  const now = context.clock.now();
  const keys = Array.from({ length: ATTEMPTS }, (_, index) => creationKey(group.id, index + 1));
  const calls = await client.outboxMessage.findMany({
    where: { idempotencyKey: { in: keys } },
    orderBy: { id: 'asc' },
  });
  const last = calls.at(-1);
  if (last === undefined) return;
  const askedAt = (last.sentAt ?? last.createdAt).getTime();
  const found = await searchFor(context, contacts, group, { from: askedAt - BEFORE_MS, to: askedAt + AFTER_MS });
  if (found === 'dispatching') return;
  await context.database.transaction(async (tx) => {
    const current = await tx.groupSend.findUniqueOrThrow({ where: { id: group.id } });
    if (current.status !== 'unknown') return;
    if (found !== undefined) {
      const taken = await tx.groupSend.findFirst({ where: { storeId: group.storeId, msgId: found.msgId } });
      if (taken === null)
        await noteCreated(context, tx, { groupSendId: group.id, msgId: found.msgId, unreachable: [] });
      return;
    }
    if (now.getTime() - askedAt < AFTER_MS) return;
    if (calls.length >= ATTEMPTS || now >= group.deadlineAt) {
      await noteUnresolved(tx, group.id, 'no answer, and no such task');
      return;
    }
    const { externalUserIds } = last.payload as { externalUserIds: string[] };
    await askPlatform(context, tx, group, calls.length + 1, externalUserIds);
  });
}

async function searchFor(
  context: OutreachContext,
  contacts: ContactMessenger,
  group: GroupSend,
  span: { from: number; to: number },
): Promise<{ msgId: string } | 'dispatching' | undefined> {
  const entries = await contacts.listGroupSends({ from: new Date(span.from), to: new Date(span.to) });
  const known = await context.database.client.groupSend.findMany({
    where: { msgId: { in: entries.map((entry) => entry.msgId) } },
    select: { msgId: true },
  });
  const alike = entries
    .filter((entry) => entry.text === group.text && !known.some(({ msgId }) => msgId === entry.msgId))
    .toSorted((left, right) => left.createdAt.getTime() - right.createdAt.getTime());
  let isDispatching = false;
  for (const { msgId } of alike) {
    try {
      if ((await contacts.groupSendResults({ msgId, userId: group.senderUserId })).isSender) return { msgId };
    } catch (error) {
      if (!(error instanceof PlatformError) || error.errcode !== DISPATCHING) throw error;
      isDispatching = true;
    }
  }
  return isDispatching ? 'dispatching' : undefined;
}
