import type { AccountMessenger } from '../ports.ts';
import { PlatformError } from '../errors.ts';
import { OpenIdSet } from './openid-set.ts';
import type { ContactContext } from './relations.ts';
import { keepUnionIds } from './union-ids.ts';

/** An account that is not verified may not list its followers. */
const NOT_ALLOWED = 48001;
/** What is being told of right now may be on its way still: it stands, and is looked at again the next night. */
const SETTLED_MS = 5 * 60_000;
const IDENTITIES_AT_ONCE = 1000;
/** The platform describes so many in one call. */
const DESCRIBED_AT_ONCE = 100;

/**
 * Makes up for followers nobody told us of: those from before the account was connected, and those whose event was lost.
 * Everybody on the platform's list follows, and is known from then on; everybody else of this account does not. Who they
 * are beside that (the union id) is asked for where it is missing, unless the account has none to tell.
 *
 * @throws {PlatformError | PlatformUnreachableError} what was read until then is kept
 */
export async function reconcileFollowers(
  context: ContactContext,
  account: AccountMessenger,
  appId: string,
): Promise<void> {
  const run: Run = { context, account, appId, askedAt: context.clock.now(), tellsUnionIds: true };
  const listed = new OpenIdSet();
  const beginnings = new Set<string>();
  let total = 0;
  for (let after = ''; !beginnings.has(after);) {
    beginnings.add(after);
    let page: Awaited<ReturnType<AccountMessenger['followers']>>;
    try {
      page = await account.followers(after);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.errcode !== NOT_ALLOWED) throw error;
      context.logger.warn({ storeId: context.storeId }, 'the service account may not list its followers');
      return;
    }
    total = page.total ?? total;
    for (const openId of page.openIds) listed.add(openId);
    for (let from = 0; from < page.openIds.length; from += IDENTITIES_AT_ONCE) {
      await keepFollowers(run, page.openIds.slice(from, from + IDENTITIES_AT_ONCE));
    }
    if (page.openIds.length === 0 || page.next === '') break;
    after = page.next;
  }
  if (listed.size < total) {
    // Nobody is written off because of half a list.
    context.logger.warn({ storeId: context.storeId, listed: listed.size, total }, 'the list of followers is not whole');
    return;
  }
  await endOthers(run, listed);
}

interface Run {
  context: ContactContext;
  account: AccountMessenger;
  appId: string;
  askedAt: Date;
  /** Only an account that is bound to an open platform has union ids, and then for each of its followers. */
  tellsUnionIds: boolean;
}

/**
 * Identities for those who have none, and the mark for those who lack it; all others are left alone. They are looked up one
 * by one: joined, each thousand would be compared with all followers of the account.
 */
async function keepFollowers(run: Run, openIds: readonly string[]): Promise<void> {
  const { context, appId, askedAt } = run;
  const { storeId, database } = context;
  const settledBefore = new Date(askedAt.getTime() - SETTLED_MS);
  await database.client.$executeRaw`
    INSERT INTO channel_identity
      (store_id, channel, account_id, external_id, is_subscribed, follow_changed_at, created_at)
    SELECT DISTINCT ${storeId}, 'officialAccount', ${appId}, openid, true, ${toSecond(askedAt)}::timestamptz,
      ${askedAt}::timestamptz
    FROM unnest(${openIds}::text[]) AS openid
    WHERE NOT coalesce((
      SELECT known.is_subscribed AND coalesce(known.last_error_code, 0) NOT IN (43004, 50005)
      FROM channel_identity known
      WHERE known.store_id = ${storeId} AND known.channel = 'officialAccount' AND known.account_id = ${appId}
        AND known.external_id = openid), false)
    ON CONFLICT (store_id, channel, account_id, external_id) DO UPDATE
    SET is_subscribed = true, follow_changed_at = excluded.follow_changed_at, unreachable_at = NULL,
      last_error_code = NULL, refused_templates = '{}'
    WHERE (channel_identity.follow_changed_at IS NULL OR channel_identity.follow_changed_at <= ${settledBefore}::timestamptz)
      AND (channel_identity.unreachable_at IS NULL OR channel_identity.unreachable_at <= ${settledBefore}::timestamptz)`;
  if (!run.tellsUnionIds) return;
  const unknown = await database.client.channelIdentity.findMany({
    where: { storeId, channel: 'officialAccount', accountId: appId, externalId: { in: [...openIds] }, unionId: null },
    select: { externalId: true },
  });
  for (let from = 0; from < unknown.length && run.tellsUnionIds; from += DESCRIBED_AT_ONCE) {
    const asked = unknown.slice(from, from + DESCRIBED_AT_ONCE).map(({ externalId }) => externalId);
    const told = await run.account.unionIds(asked);
    run.tellsUnionIds = told.size > 0;
    await keepUnionIds(context, { channels: ['officialAccount'], accountId: appId }, told);
  }
}

/** Whoever is on record as following, and is not on the list. Read in the list's own order, a page at a time. */
async function endOthers({ context, appId, askedAt }: Run, listed: OpenIdSet): Promise<void> {
  const { client } = context.database;
  const ofAccount = { storeId: context.storeId, channel: 'officialAccount', accountId: appId, isSubscribed: true };
  const settled = { lte: new Date(askedAt.getTime() - SETTLED_MS) };
  for (let after = ''; ;) {
    const known = await client.channelIdentity.findMany({
      where: { ...ofAccount, externalId: { gt: after } },
      orderBy: { externalId: 'asc' },
      select: { id: true, externalId: true },
      take: IDENTITIES_AT_ONCE,
    });
    const gone = known.filter(({ externalId }) => !listed.has(externalId)).map(({ id }) => id);
    await client.channelIdentity.updateMany({
      where: {
        id: { in: gone },
        AND: [
          { OR: [{ followChangedAt: null }, { followChangedAt: settled }] },
          { OR: [{ windowOpenedAt: null }, { windowOpenedAt: settled }] },
        ],
      },
      data: { isSubscribed: false, followChangedAt: toSecond(askedAt) },
    });
    const last = known.at(-1);
    if (last === undefined) return;
    after = last.externalId;
  }
}

/** As events tell their time. */
function toSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}
