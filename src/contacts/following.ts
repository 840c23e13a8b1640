import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity } from '../database/generated/client.ts';

/**
 * The owner follows the service account since `at`: what could not be delivered before, or was refused, is possible again.
 * The platform promises no order, so news that is older than what is known changes nothing.
 *
 * @param at by the platform's clock, to the second
 */
export async function noteFollowing(tx: Transaction, identity: Pick<ChannelIdentity, 'id'>, at: Date): Promise<void> {
  await tx.channelIdentity.updateMany({
    where: { id: identity.id, OR: [{ followChangedAt: null }, { followChangedAt: { lte: at } }] },
    data: { isSubscribed: true, followChangedAt: at, unreachableAt: null, lastErrorCode: null, refusedTemplates: [] },
  });
}

/** The owner does not follow any more since `at`, unless they have followed, or written, after that. */
export async function noteUnfollowing(tx: Transaction, identity: Pick<ChannelIdentity, 'id'>, at: Date): Promise<void> {
  await tx.channelIdentity.updateMany({
    where: {
      id: identity.id,
      AND: [
        { OR: [{ followChangedAt: null }, { followChangedAt: { lte: at } }] },
        { OR: [{ windowOpenedAt: null }, { windowOpenedAt: { lte: at } }] },
      ],
    },
    data: { isSubscribed: false, followChangedAt: at },
  });
}
