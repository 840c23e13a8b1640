import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { lockCustomer } from './customer-in-store.ts';

/**
 * The owner has died, or that was a mistake. Nothing more is sent to them; the family may still write and is answered.
 *
 * @returns false when it stood so already
 * @throws {NotFoundError}
 */
export async function setDeceased(
  context: Context,
  tx: Transaction,
  { customerId, isDeceased }: { customerId: number; isDeceased: boolean },
): Promise<boolean> {
  const customer = await lockCustomer(context, tx, customerId);
  if (customer.isDeceased === isDeceased) return false;
  await tx.customer.update({ where: { id: customerId }, data: { isDeceased, updatedAt: context.clock.now() } });
  return true;
}
