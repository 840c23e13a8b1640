import type { Transaction } from '../database/database.ts';
import { NotFoundError } from '../errors.ts';
import { parseMobile } from './formats.ts';
import { findByPlate, type VehicleWithOwner } from './look-up.ts';

export type Binding =
  | { status: 'bound' | 'alreadyBound'; vehicle: VehicleWithOwner }
  /** Plate and phone do not belong together; which of them is wrong is not told, or strangers could try numbers. */
  | { status: 'noMatch' }
  /** This WeChat user is linked to another owner: a person must look. */
  | { status: 'otherOwner' };

/**
 * Links a WeChat user to the owner whose car has this plate and who gave this phone number. The same user's other
 * identities (service account, other 微信客服 accounts) follow by union id.
 *
 * @param input.plate, input.phone in any spelling
 * @throws {NotFoundError} when there is no such identity
 */
export async function bindIdentity(
  tx: Transaction,
  input: { identityId: number; plate: string; phone: string },
): Promise<Binding> {
  const identity = await tx.channelIdentity.findUnique({ where: { id: input.identityId } });
  if (identity === null) throw new NotFoundError(`channel identity ${input.identityId}`);
  const mobile = parseMobile(input.phone);
  const vehicle = await findByPlate(tx, identity.storeId, input.plate);
  if (vehicle === undefined || mobile === undefined || !vehicle.customer.mobiles.includes(mobile)) {
    return { status: 'noMatch' };
  }
  if (identity.customerId !== null) {
    return identity.customerId === vehicle.customerId ? { status: 'alreadyBound', vehicle } : { status: 'otherOwner' };
  }
  const same = identity.unionId === null ? [] : [{ storeId: identity.storeId, unionId: identity.unionId }];
  await tx.channelIdentity.updateMany({
    where: { customerId: null, OR: [{ id: identity.id }, ...same] },
    data: { customerId: vehicle.customerId },
  });
  return { status: 'bound', vehicle };
}
