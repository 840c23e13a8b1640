import { bindIdentityToCustomer, bindIdentityToVehicle, listByMobile, vehicleOfScene } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity } from '../database/generated/client.ts';

/**
 * Finds out whose contact this is, by what is surest first: the same person in another channel (union id, or 微信客服 of
 * the same corp), the code that staff made for this owner's car, the phone number that a member noted. Evidence that
 * points to two owners binds to neither.
 */
export async function recogniseContact(
  tx: Transaction,
  identity: ChannelIdentity,
  evidence: { states: readonly string[]; phones: readonly string[] },
): Promise<void> {
  if (identity.customerId !== null) return;
  const { storeId, unionId, externalId } = identity;
  const elsewhere = await tx.channelIdentity.findMany({
    where: {
      storeId,
      customerId: { not: null },
      OR: [{ channel: 'kf', externalId }, ...(unionId === null ? [] : [{ unionId }])],
    },
    select: { customerId: true },
  });
  const found = new Set(elsewhere.flatMap((other) => other.customerId ?? []));
  if (found.size === 0) {
    for (const vehicleId of evidence.states.flatMap((state) => vehicleOfScene(state) ?? [])) {
      const { status } = await bindIdentityToVehicle(tx, { identityId: identity.id, vehicleId });
      if (status === 'bound') return;
    }
    for (const phone of evidence.phones) {
      for (const customer of await listByMobile(tx, storeId, phone)) found.add(customer.id);
    }
  }
  const [customerId] = found;
  if (customerId === undefined || found.size > 1) return;
  await bindIdentityToCustomer(tx, { identityId: identity.id, customerId });
}
