import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { lockCustomer } from './customer-in-store.ts';

/**
 * A mobile number turned out to be somebody else's or dead, or right after all. A wrong one is neither called nor
 * written to; it stays in the archive, because the next import would bring it back.
 *
 * @returns false when it stood so already
 * @throws {NotFoundError}; {CareError} `VALIDATION` for a number that is not the owner's
 */
export async function markMobile(
  context: Context,
  tx: Transaction,
  { customerId, mobile, isWrong }: { customerId: number; mobile: string; isWrong: boolean },
): Promise<boolean> {
  const { mobiles, wrongMobiles } = await lockCustomer(context, tx, customerId);
  if (!mobiles.includes(mobile)) {
    throw new CareError('VALIDATION', 'not a number of this customer', { userMessage: '档案里没有这个号码。' });
  }
  if (wrongMobiles.includes(mobile) === isWrong) return false;
  await tx.customer.update({
    where: { id: customerId },
    data: {
      wrongMobiles: isWrong ? [...wrongMobiles, mobile] : wrongMobiles.filter((one) => one !== mobile),
      updatedAt: context.clock.now(),
    },
  });
  return true;
}
