import type { Transaction } from '../../database/database.ts';
import type { Customer } from '../../database/generated/client.ts';
import type { Staff } from '../../stores/index.ts';
import { PageError } from '../page-error.ts';
import { scopeOf } from '../scope.ts';

/**
 * An owner whom the member may look at: customer care and the leaders see every owner, an adviser their own, and
 * whoever has to call somebody today sees them too.
 *
 * @returns `mayChange`: writes down consent, wrong numbers and what became of a car
 * @throws {PageError} 404, 403
 */
export async function findReadableOwner(
  tx: Transaction,
  staff: Staff,
  customerId: number,
): Promise<{ customer: Customer; mayChange: boolean }> {
  const customer = await tx.customer.findFirst({ where: { id: customerId, storeId: staff.storeId } });
  if (customer === null) {
    throw new PageError(404, { title: '没有找到车主', text: '请核对链接，或从“车主”页面查找。' });
  }
  const { seesAll } = await scopeOf(tx, staff);
  const isAdviser = customer.advisorUserId?.toLowerCase() === staff.userId;
  if (seesAll || isAdviser) return { customer, mayChange: true };
  const call = await tx.callTask.findFirst({
    where: { storeId: staff.storeId, customerId, assigneeUserId: staff.userId, status: 'open' },
    select: { id: true },
  });
  if (call !== null) return { customer, mayChange: true };
  throw new PageError(403, {
    title: '无法查看',
    text: '车主资料由客户关爱部、管理层和这位车主的服务顾问查看。如有需要，请联系客户关爱部。',
  });
}
