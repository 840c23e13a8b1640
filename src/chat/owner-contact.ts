import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Staff, Ticket } from '../database/generated/client.ts';
import { isCustomerCare, isResponsible } from '../tickets/index.ts';

/** "这个车主电话多少？", "车主手机号", "客户联系方式发我"; not "车主电话打不通", which is progress. */
const ASKS_PHONE =
  /^(?:请问|麻烦|查一?下|发一?下|这个|这位|该|这张工单的?|我的|[，,\s])*(?:车主|客户|顾客)的?(?:联系)?(?:电话|手机|号码|联系方式)(?:号码?)?(?:是|有)?(?:多少|几号|什么|哪个|吗|呢|发我|给我|发一?下|给一?下)?[?？。~～\s]*$/;

export const asksForPhone = (words: string): boolean => ASKS_PHONE.test(words);

/** The owner's numbers: in full for whoever has to call, masked for everybody else. Each look is logged, without the number. */
export async function ownerContact(context: Context, tx: Transaction, staff: Staff, ticket: Ticket): Promise<string> {
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  const phones = [...(customer?.mobiles ?? []), ...(customer?.landlines ?? []), ticket.reporterPhone ?? ''].filter(
    (phone) => phone !== '',
  );
  const numbers = [...new Set(phones)];
  if (numbers.length === 0) {
    return `工单 ${ticket.number} 的车主还没有登记电话。可以回复“${ticket.number} 进展 内容”在微信里联系车主。`;
  }
  const isFull = isCustomerCare(staff) || (await isResponsible(tx, ticket, staff));
  context.logger.info({ ticketId: ticket.id, userId: staff.userId, isFull }, 'phone number of an owner was shown');
  const name = customer?.name ?? ticket.reporterName ?? '';
  const shown = numbers.map((phone) => (isFull ? phone : maskPhone(phone))).join('、');
  return isFull
    ? `工单 ${ticket.number} 车主${name}：${shown}`
    : `工单 ${ticket.number} 车主：${shown}（完整号码只给负责的同事）`;
}

const maskPhone = (phone: string): string => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2');
