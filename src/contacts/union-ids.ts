import { bindIdentityToCustomer } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { ContactContext } from './relations.ts';

/**
 * Keeps who some identities are beside that, and brings the chats of each person together.
 *
 * @param whose an external_userid means one person in all accounts of a corp (no `accountId`), an openid in one account
 * @param unionIds by external id
 */
export async function keepUnionIds(
  context: Pick<ContactContext, 'database' | 'storeId'>,
  whose: { channels: readonly string[]; accountId?: string },
  unionIds: ReadonlyMap<string, string>,
): Promise<void> {
  if (unionIds.size === 0) return;
  const { storeId } = context;
  await context.database.transaction(async (tx) => {
    // Looked up one by one: joined, a hundred would be compared with all followers of the account.
    await tx.$executeRaw`
      UPDATE channel_identity SET union_id = told.union_id
      FROM unnest(${[...unionIds.keys()]}::text[], ${[...unionIds.values()]}::text[]) AS told (external_id, union_id)
      CROSS JOIN LATERAL (
        SELECT id FROM channel_identity
        WHERE store_id = ${storeId} AND channel = ANY(${[...whose.channels]}::text[])
          AND (${whose.accountId ?? null}::text IS NULL OR account_id = ${whose.accountId ?? null}::text)
          AND external_id = told.external_id OFFSET 0) AS own
      WHERE channel_identity.id = own.id AND channel_identity.union_id IS DISTINCT FROM told.union_id`;
    const apart = await tx.$queryRaw<{ union_id: string }[]>`
      SELECT union_id FROM channel_identity
      WHERE store_id = ${storeId} AND union_id = ANY(${[...unionIds.values()]}::text[])
      GROUP BY union_id HAVING count(DISTINCT customer_id) = 1 AND bool_or(customer_id IS NULL) ORDER BY union_id`;
    for (const { union_id: unionId } of apart) await joinPerson(tx, storeId, unionId);
  });
}

/**
 * All chats of one person become their owner's, when exactly one owner is known among them. Two owners are a matter for
 * people: nothing is moved then.
 */
export async function joinPerson(tx: Transaction, storeId: string, unionId: string): Promise<void> {
  const chats = await tx.channelIdentity.findMany({
    where: { storeId, unionId },
    orderBy: { id: 'asc' },
    select: { id: true, customerId: true },
  });
  const [customerId, ...others] = new Set(chats.flatMap((chat) => chat.customerId ?? []));
  const unbound = chats.find((chat) => chat.customerId === null);
  if (customerId === undefined || others.length > 0 || unbound === undefined) return;
  await bindIdentityToCustomer(tx, { identityId: unbound.id, customerId });
}
