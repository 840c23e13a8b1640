import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Customer } from '../database/generated/client.ts';
import { NotFoundError } from '../errors.ts';

/** The owner's record, locked: what is decided about them is decided in turn. @throws {NotFoundError} */
export async function lockCustomer(
  { storeId }: Pick<Context, 'storeId'>,
  tx: Transaction,
  customerId: number,
): Promise<Customer> {
  const [locked] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM customer WHERE id = ${customerId} AND store_id = ${storeId} FOR UPDATE`;
  if (locked === undefined) throw new NotFoundError(`customer ${customerId}`, '没有找到这位车主。');
  return tx.customer.findUniqueOrThrow({ where: { id: locked.id } });
}
