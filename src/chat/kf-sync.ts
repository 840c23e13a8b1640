import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { KfCursor } from '../database/generated/client.ts';
import { PlatformError } from '../errors.ts';
import { type IncomingEvent, kfSyncKey, ownerOrderKey, storeEvents } from '../inbox/index.ts';
import { parseXml, xmlText } from '../platform/callback.ts';
import { textOf } from '../platform/platform-api.ts';
import type { OwnerMessenger } from '../ports.ts';

/** What was pulled this recently need not be pulled again unless a wake-up says so. */
const FRESH_MS = 20_000;
/** A callback's token is valid this long. */
const TOKEN_MS = 10 * 60_000;
const TOKEN_INVALID = 95007;
/** No such position, or of another account: nothing documents the code, so the one for bad parameters counts too. */
const CURSOR_INVALID = [50100, 40058];
/** After this many failed pulls a wake-up is laid aside. */
const MAX_ATTEMPTS = 6;
/** Called too often: the platform's ban lasts a minute. */
const BANNED = 45009;
const BAN_MS = 60_000;

/**
 * Pulls what owners wrote to one 微信客服 account since the stored cursor, page by page until the platform says there is
 * no more (a page may be empty and still not the last). Messages and cursor move in one transaction, and only from the
 * cursor that was read, so that two pulls at once or a crash in between lose and double nothing.
 */
export async function syncCustomerService(context: Context, owners: OwnerMessenger, openKfId: string): Promise<void> {
  const db = context.database.client;
  // Wake-ups that came before this pull are answered by it.
  const wakeUps = await db.inboxEvent.findMany({
    where: { orderKey: kfSyncKey(context.storeId, openKfId), status: 'received' },
    orderBy: { id: 'asc' },
    select: { id: true, payload: true, receivedAt: true, attempts: true },
  });
  const newest = wakeUps.at(-1);
  // Each wake-up has a job of its own: after the first one's pull the others of a burst find nothing left to do.
  if (newest === undefined && (await isFresh(context, openKfId))) return;
  const token = newest === undefined ? {} : { token: tokenOf(newest.payload), tokenAt: newest.receivedAt };
  await db.kfCursor.upsert({
    where: { storeId_openKfId: { storeId: context.storeId, openKfId } },
    create: { storeId: context.storeId, openKfId, ...token },
    update: token,
  });
  try {
    while (await pullPage(context, owners, openKfId));
  } catch (error) {
    await postpone(context, wakeUps, error);
    throw error;
  }
  await db.inboxEvent.updateMany({
    where: { id: { in: wakeUps.map((event) => event.id) } },
    data: { status: 'done', handledAt: context.clock.now() },
  });
}

/** Asked again with growing delay; then laid aside, and the regular pull without a wake-up goes on trying. */
async function postpone(
  context: Context,
  wakeUps: readonly { id: number; attempts: number }[],
  error: unknown,
): Promise<void> {
  const now = context.clock.now();
  // A ban is sat out, for a call during it is refused too; it is no fault that uses up attempts.
  const isBanned = error instanceof PlatformError && error.errcode === BANNED;
  for (const { id, attempts } of wakeUps) {
    const tried = isBanned ? attempts : attempts + 1;
    // Made new by a further wake-up meanwhile, it has another id, and needs no patience.
    await context.database.client.inboxEvent.updateMany({
      where: { id },
      data: {
        attempts: tried,
        status: tried >= MAX_ATTEMPTS ? 'dead' : 'received',
        notBeforeAt: new Date(now.getTime() + (isBanned ? BAN_MS : 2 ** tried * 1000)),
        error: (error instanceof Error ? error.message : String(error)).slice(0, 1000),
      },
    });
  }
}

async function isFresh(context: Context, openKfId: string): Promise<boolean> {
  const position = await context.database.client.kfCursor.findUnique({
    where: { storeId_openKfId: { storeId: context.storeId, openKfId } },
    select: { syncedAt: true },
  });
  const age = context.clock.now().getTime() - (position?.syncedAt?.getTime() ?? 0);
  return age >= 0 && age < FRESH_MS;
}

function tokenOf(payload: string): string {
  return xmlText(parseXml(payload), 'Token');
}

/** @returns whether there is more to pull */
async function pullPage(context: Context, owners: OwnerMessenger, openKfId: string): Promise<boolean> {
  const where = { storeId_openKfId: { storeId: context.storeId, openKfId } };
  const position = await context.database.client.kfCursor.findUniqueOrThrow({ where });
  const page = await fetchPage(context, owners, position);
  const now = context.clock.now();
  return context.database.transaction(async (tx) => {
    const { count } = await tx.kfCursor.updateMany({
      where: { storeId: context.storeId, openKfId, cursor: position.cursor },
      data: { cursor: page.nextCursor === '' ? position.cursor : page.nextCursor, syncedAt: now },
    });
    // Another pull was faster; what it left is pulled from where it stands now.
    if (count === 0) return true;
    await storeEvents(
      tx,
      context.queue,
      now,
      page.entries.map((entry) => toEvent(context.storeId, openKfId, entry)),
    );
    // An empty page that leads nowhere would be asked for without end.
    return page.hasMore && (page.entries.length > 0 || page.nextCursor !== (position.cursor ?? ''));
  });
}

async function fetchPage(
  context: Context,
  owners: OwnerMessenger,
  position: KfCursor,
): ReturnType<OwnerMessenger['sync']> {
  const { openKfId, cursor, token, tokenAt } = position;
  const isTokenFresh = tokenAt !== null && context.clock.now().getTime() - tokenAt.getTime() < TOKEN_MS;
  const request = {
    openKfId,
    ...(cursor === null ? {} : { cursor }),
    ...(isTokenFresh && token !== null ? { token } : {}),
  };
  try {
    return await owners.sync(request);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    // Once without: rate-limited, but better than waiting for the next callback. The next pages need not try it again.
    if (error.errcode === TOKEN_INVALID && 'token' in request) {
      const { storeId } = context;
      await context.database.client.kfCursor.updateMany({ where: { storeId, openKfId, token }, data: { token: null } });
      return fetchPage(context, owners, { ...position, token: null });
    }
    // From the oldest that the platform still has: what is known already is recognised.
    if (CURSOR_INVALID.includes(error.errcode) && cursor !== null) {
      context.logger.warn({ openKfId, errorCode: error.errcode }, 'the stored position is invalid and dropped');
      return fetchPage(context, owners, { ...position, cursor: null });
    }
    throw error;
  }
}

function toEvent(storeId: string, openKfId: string, entry: Record<string, unknown>): IncomingEvent {
  // Events carry the owner inside `event` only.
  const inner = (entry['event'] ?? {}) as Record<string, unknown>;
  const externalId = textOf(entry['external_userid']) || textOf(inner['external_userid']);
  const payload = JSON.stringify(entry);
  const messageId = textOf(entry['msgid']) || createHash('sha256').update(payload).digest('base64url');
  return {
    storeId,
    channel: 'kf',
    accountId: openKfId,
    dedupeKey: `k:${openKfId}:${messageId}`,
    orderKey: ownerOrderKey(storeId, 'kf', openKfId, externalId === '' ? 'account' : externalId),
    payload,
    queue: 'conversation.turn',
  };
}
