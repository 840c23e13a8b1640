import { joinPerson } from '../../contacts/index.ts';
import type { Context } from '../../context.ts';
import { ensureIdentity } from '../../conversations/index.ts';
import { bindIdentityToCustomer } from '../../customers/index.ts';

/**
 * Notes that this WeChat user is the owner whom the link was sent to. The first one who opens it counts: a link that was
 * passed on must not tell a stranger when somebody's car is due.
 *
 * @returns `stranger`: somebody else's identity, or the owner has another one in this account already
 */
export async function bindVisitor(
  context: Context,
  visitor: { customerId: number; appId: string; openId: string; unionId?: string },
): Promise<'owner' | 'stranger'> {
  const { customerId, appId, openId, unionId } = visitor;
  return context.database.transaction(async (tx) => {
    // Two who open the same link at the same moment come one after the other.
    await tx.$queryRaw`SELECT id FROM customer WHERE id = ${customerId} FOR UPDATE`;
    const identity = await ensureIdentity(context, tx, {
      channel: 'officialAccount',
      accountId: appId,
      externalId: openId,
    });
    if (unionId !== undefined && identity.unionId === null) {
      await tx.channelIdentity.update({ where: { id: identity.id }, data: { unionId } });
    }
    if (identity.customerId === null) {
      const other = await tx.channelIdentity.findFirst({
        where: { customerId, channel: 'officialAccount', accountId: appId, id: { not: identity.id } },
      });
      if (other !== null) return 'stranger';
    }
    const bound = await bindIdentityToCustomer(tx, { identityId: identity.id, customerId });
    if (unionId !== undefined) await joinPerson(tx, context.storeId, unionId);
    return bound === 'otherOwner' ? 'stranger' : 'owner';
  });
}
