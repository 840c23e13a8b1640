import type { AccountMessenger, OwnerMessenger } from '../ports.ts';
import { noteFollowing, noteUnfollowing } from './following.ts';
import type { ContactContext } from './relations.ts';
import { keepUnionIds } from './union-ids.ts';

/** Whom to ask about an owner; a channel that is not connected is absent. */
export interface Asked {
  owners?: OwnerMessenger | undefined;
  account?: AccountMessenger | undefined;
}

/** 微信客服 and 客户联系 know one person by one id. */
const OF_ONE_CORP = ['kf', 'wecomContact'];
/** Told of owners who have written within 48 h only. */
const TOLD_MS = 47 * 60 * 60_000;
const TOLD_AT_ONCE = 100;

/**
 * Asks the platform who an owner in 微信客服 or the service account is beside that, and whether they follow.
 *
 * @throws {PlatformError | PlatformUnreachableError}
 */
export async function lookUpPerson(context: ContactContext, asked: Asked, identityId: number): Promise<void> {
  const { storeId, database } = context;
  const identity = await database.client.channelIdentity.findFirst({ where: { id: identityId, storeId } });
  if (identity === null) return;
  const { channel, accountId, externalId } = identity;
  if (channel === 'kf' && asked.owners !== undefined) {
    await keepUnionIds(context, { channels: OF_ONE_CORP }, await asked.owners.unionIds([externalId]));
  }
  if (channel !== 'officialAccount' || asked.account === undefined) return;
  // Events tell their time to the second.
  const askedAt = new Date(Math.floor(context.clock.now().getTime() / 1000) * 1000);
  const { isSubscribed, unionId } = await asked.account.follower(externalId);
  if (isSubscribed !== undefined && isSubscribed !== identity.isSubscribed) {
    await database.transaction((tx) => (isSubscribed ? noteFollowing : noteUnfollowing)(tx, identity, askedAt));
  }
  if (unionId !== undefined) {
    await keepUnionIds(context, { channels: [channel], accountId }, new Map([[externalId, unionId]]));
  }
}

/** Makes up for look-ups in 微信客服 that got no answer, while the platform still tells; unless the corp has nothing to tell. */
export async function lookUpWriters(context: ContactContext, owners: OwnerMessenger): Promise<void> {
  const { storeId, clock, database } = context;
  const since = new Date(clock.now().getTime() - TOLD_MS);
  for (let after = 0; ;) {
    const unknown = await database.client.channelIdentity.findMany({
      where: { storeId, channel: 'kf', unionId: null, windowOpenedAt: { gt: since }, id: { gt: after } },
      orderBy: { id: 'asc' },
      select: { id: true, externalId: true },
      take: TOLD_AT_ONCE,
    });
    const last = unknown.at(-1);
    if (last === undefined) return;
    const told = await owners.unionIds([...new Set(unknown.map(({ externalId }) => externalId))]);
    if (told.size === 0) return;
    await keepUnionIds(context, { channels: OF_ONE_CORP }, told);
    after = last.id;
  }
}
