import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { departmentName, getStore, rulesOf } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { ticketUrl } from './card-face.ts';
import { toStaff } from './messages.ts';
import { leadersOf, peopleOn, presentChain } from './people.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * Critical: director and general manager at once, day or night. Escalated: the department's head, or the next one up when
 * they are absent. Fraud and promises of sales: the general manager too.
 *
 * @param words what made it so, when that came later than the ticket's own
 * @param isReopened the words are those of an owner who is not satisfied
 */
export async function tellLeaders(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  words?: string,
  isReopened = false,
): Promise<void> {
  const { firstContact } = rulesOf(await getStore(tx, ticket.storeId));
  const tell = async (key: string, userIds: readonly string[], text: string, isUrgent: boolean) =>
    tellStaff(context, tx, {
      userIds,
      text,
      key: `${key}-${ticket.id}-${ticket.reopenCount}`,
      ticketId: ticket.id,
      isUrgent,
    });
  if (ticket.severity === 'P0') {
    const leaders = await leadersOf(tx, context.storeId, ['director', 'generalManager']);
    const about = {
      owner: await ownerOf(tx, ticket),
      department: await departmentName(tx, ticket.storeId, ticket.responsibleDepartment as Department),
      url: ticketUrl(context, ticket),
      ...(words === undefined ? {} : { words }),
      isReopened,
    };
    return tell('critical', leaders, toStaff.critical(ticket, firstContact.P0Minutes, about), true);
  }
  if (ticket.severity === 'P1') {
    const head = await unreachedHead(tx, ticket);
    await tell('escalated', head, toStaff.escalated(ticket, firstContact.P1Minutes, words), true);
  }
  if (ticket.categories[0] !== 'S3') return;
  const leaders = await leadersOf(tx, context.storeId, ['generalManager']);
  await tell('attention', leaders, toStaff.forYourAttention(ticket), false);
}

/** Name, plate and phone, as far as they are known. */
async function ownerOf(tx: Transaction, ticket: Ticket): Promise<string> {
  const { customerId, vehicleId } = ticket;
  const customer = customerId === null ? null : await tx.customer.findUnique({ where: { id: customerId } });
  const vehicle = vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: vehicleId } });
  const phone = ticket.reporterPhone ?? customer?.mobiles[0] ?? customer?.landlines[0] ?? '没有登记电话';
  const name = customer?.name ?? ticket.reporterName ?? '未绑定';
  return [name, vehicle?.plateNumber ?? '', phone].filter((part) => part !== '').join(' ');
}

/** Who has the card, or hears of every addition, knows already. */
async function unreachedHead(tx: Transaction, ticket: Ticket): Promise<string[]> {
  const [head] = await presentChain(tx, ticket.storeId, ticket.responsibleDepartment as Department);
  const knowing = await peopleOn(tx, ticket);
  return head === undefined || knowing.includes(head.staff.userId) ? [] : [head.staff.userId];
}
