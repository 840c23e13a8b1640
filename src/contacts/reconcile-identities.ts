import type { StoreConnection } from '../stores/connections.ts';
import { lookUpWriters } from './look-up-person.ts';
import { reconcileFollowers } from './reconcile-followers.ts';
import type { ContactContext } from './relations.ts';

/** Keys of a night's work for one store: what fails in one channel does not touch the other. */
export const identityKeys = (storeId: string): string[] => [`${storeId}:officialAccount`, `${storeId}:kf`];

/**
 * Makes up for what no event told of owners in one channel: who follows, and who is whom.
 *
 * @param key see `identityKeys`
 * @throws {PlatformError | PlatformUnreachableError} the next night asks again
 */
export async function reconcileIdentities(
  context: ContactContext,
  { channels, appId }: Pick<StoreConnection, 'channels' | 'appId'>,
  key: string,
): Promise<void> {
  const { account, owners } = channels;
  const [ofAccount] = identityKeys(context.storeId);
  if (key === ofAccount) {
    if (account !== undefined) await reconcileFollowers(context, account, appId);
  } else if (owners !== undefined) {
    await lookUpWriters(context, owners);
  }
}
