import { type Asked, lookUpPerson } from '../contacts/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity, InboxEvent } from '../database/generated/client.ts';
import { PlatformError } from '../errors.ts';
import { identityOfLookUp, lookUpKey, storeEvents } from '../inbox/index.ts';

/** Half a minute, then twice as long each time: a quarter of an hour in all. The night makes up for the rest. */
const FIRST_WAIT_MS = 30_000;
const MAX_ATTEMPTS = 6;
/** Busy, or asked too often. Any other answer stays the same. */
const ASK_AGAIN = [-1, 45009, 45011, 45033, 45035];

/** Has the platform asked who this owner is, once the transaction is committed. */
export async function queueLookUp(
  context: Context,
  tx: Transaction,
  identity: ChannelIdentity,
  cause: InboxEvent,
): Promise<void> {
  const { storeId } = context;
  await storeEvents(tx, context.queue, context.clock.now(), [
    {
      storeId,
      channel: 'identity',
      accountId: identity.accountId,
      dedupeKey: `u:${identity.id}:${cause.id}`,
      orderKey: lookUpKey(storeId, identity.id),
      payload: '',
      queue: 'contact.turn',
    },
  ]);
}

/** Asks, in a queue of its own: whatever the platform takes for it, no owner waits for an answer meanwhile. */
export async function takeLookUpTurn(context: Context, asked: Asked, key: string): Promise<void> {
  const db = context.database.client;
  const now = context.clock.now();
  const waiting = await db.inboxEvent.findMany({
    where: { orderKey: key, status: 'received', OR: [{ notBeforeAt: null }, { notBeforeAt: { lte: now } }] },
    select: { id: true, attempts: true },
  });
  if (waiting.length === 0) return;
  const ids = waiting.map(({ id }) => id);
  try {
    await lookUpPerson(context, asked, identityOfLookUp(key));
  } catch (error) {
    return postpone(context, ids, Math.max(...waiting.map(({ attempts }) => attempts)) + 1, error);
  }
  await db.inboxEvent.updateMany({ where: { id: { in: ids } }, data: { status: 'done', handledAt: now, error: null } });
}

async function postpone(context: Context, ids: readonly number[], attempts: number, error: unknown): Promise<void> {
  const now = context.clock.now();
  const isFinal = attempts >= MAX_ATTEMPTS || (error instanceof PlatformError && !ASK_AGAIN.includes(error.errcode));
  const reason = error instanceof Error ? error.message : String(error);
  context.logger[isFinal ? 'warn' : 'info']({ inboxEventIds: ids, attempts, error: reason }, 'owner not looked up');
  await context.database.client.inboxEvent.updateMany({
    where: { id: { in: [...ids] } },
    data: {
      attempts,
      error: reason.slice(0, 1000),
      notBeforeAt: new Date(now.getTime() + FIRST_WAIT_MS * 2 ** (attempts - 1)),
      // Nothing is lost that somebody should see to.
      ...(isFinal ? { status: 'done', handledAt: now } : {}),
    },
  });
}
