import type { StoreConnection } from '../../stores/connections.ts';
import { subscribeToken } from './token.ts';

/** Makes the address of an owner's page; undefined where the account has no notices to book. */
export function subscribePageOf(
  connection: StoreConnection | undefined,
  publicUrl: string,
  now: () => Date,
): ((customerId: number) => string) | undefined {
  const key = connection?.pages?.key;
  if (key === undefined || connection?.ownerLogin === undefined) return undefined;
  if (Object.keys(connection.subscriptionTemplateIds).length === 0) return undefined;
  const { storeId } = connection;
  return (customerId) => `${publicUrl}/subscribe/${storeId}/${subscribeToken(key, { storeId, customerId }, now())}`;
}
