import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity } from '../database/generated/client.ts';
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
  return link(tx, identity, vehicle);
}

/**
 * Links whoever scanned the QR code that staff made for this car: that the code is ours stands for plate and phone.
 *
 * @throws {NotFoundError} when there is no such identity
 */
export async function bindIdentityToVehicle(
  tx: Transaction,
  input: { identityId: number; vehicleId: number },
): Promise<Binding> {
  const identity = await tx.channelIdentity.findUnique({ where: { id: input.identityId } });
  if (identity === null) throw new NotFoundError(`channel identity ${input.identityId}`);
  const vehicle = await tx.vehicle.findFirst({
    where: { id: input.vehicleId, storeId: identity.storeId },
    include: { customer: true },
  });
  return vehicle === null ? { status: 'noMatch' } : link(tx, identity, vehicle);
}

/** Links an identity to an owner on other evidence: the same person in another channel, a number that staff noted. */
export async function bindIdentityToCustomer(
  tx: Transaction,
  input: { identityId: number; customerId: number },
): Promise<'bound' | 'alreadyBound' | 'otherOwner'> {
  const identity = await tx.channelIdentity.findUnique({ where: { id: input.identityId } });
  if (identity === null) throw new NotFoundError(`channel identity ${input.identityId}`);
  return linkTo(tx, identity, input.customerId);
}

async function link(tx: Transaction, identity: ChannelIdentity, vehicle: VehicleWithOwner): Promise<Binding> {
  const status = await linkTo(tx, identity, vehicle.customerId);
  return status === 'otherOwner' ? { status } : { status, vehicle };
}

/** 微信客服 and 客户联系 know one person by one id. */
const OF_ONE_CORP = ['kf', 'wecomContact'];

async function linkTo(
  tx: Transaction,
  identity: ChannelIdentity,
  customerId: number,
): Promise<'bound' | 'alreadyBound' | 'otherOwner'> {
  if (identity.customerId !== null) return identity.customerId === customerId ? 'alreadyBound' : 'otherOwner';
  const { storeId, unionId, externalId } = identity;
  const same = [
    { id: identity.id },
    ...(unionId === null ? [] : [{ storeId, unionId }]),
    ...(OF_ONE_CORP.includes(identity.channel) ? [{ storeId, externalId, channel: { in: OF_ONE_CORP } }] : []),
  ];
  await tx.channelIdentity.updateMany({
    where: { customerId: null, OR: same },
    data: { customerId },
  });
  // What was refused before anybody knew whose chat it is stays refused.
  const refused = await tx.channelIdentity.findFirst({
    where: { customerId, optedOutAt: { not: null }, OR: same },
    orderBy: { optedOutAt: 'asc' },
  });
  if (refused !== null) {
    await tx.customer.updateMany({
      where: { id: customerId, optedOutAt: null },
      data: { optedOutAt: refused.optedOutAt, consentMarketing: false },
    });
    await tx.consent.updateMany({ where: { identityId: refused.id, customerId: null }, data: { customerId } });
  }
  return 'bound';
}
