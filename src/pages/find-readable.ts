import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { Staff } from '../stores/index.ts';
import { findTicketByNumber } from '../tickets/index.ts';
import { type Access, accessOf } from './access.ts';
import { PageError } from './page-error.ts';

/** A ticket that the member may read, and how. @throws {PageError} 404, 403 */
export async function findReadable(
  context: Context,
  tx: Transaction,
  staff: Staff,
  number: string,
): Promise<{ ticket: Ticket; access: Access }> {
  const ticket = await findTicketByNumber(tx, context.storeId, number);
  if (ticket === undefined) {
    throw new PageError(404, { title: '没有找到工单', text: '请核对单号，或从企业微信里的工单卡片打开。' });
  }
  const access = await accessOf(tx, ticket, staff);
  if (access === undefined) {
    throw new PageError(403, {
      title: '无法查看',
      text: `工单 ${ticket.number} 不归您的部门处理，不能查看。如有需要，请联系客户关爱部。`,
    });
  }
  return { ticket, access };
}
