import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { findStaff, headOf, isCustomerCare, leadsTheHouse, type Staff } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { isResponsible, mustBeResponsible } from './change.ts';

export { isCustomerCare, leadsTheHouse };

/** The head of the responsible department (or who stands in for one), or somebody who leads the house. */
export async function leadsTicket(tx: Transaction, ticket: Ticket, staff: Staff): Promise<boolean> {
  if (leadsTheHouse(staff)) return true;
  if (staff.role === 'departmentHead' && staff.departmentKey === ticket.responsibleDepartment) return true;
  const head = await headOf(tx, ticket.storeId, ticket.responsibleDepartment as Department);
  return head?.userId === staff.userId;
}

/**
 * Whoever acts, when they belong to customer care or lead the house.
 *
 * @param what they wanted to do, in Chinese, for the refusal
 * @throws {CareError} `FORBIDDEN`
 */
export async function mustBeCustomerCare(
  context: Context,
  tx: Transaction,
  ticket: Pick<Ticket, 'number'>,
  what: string,
): Promise<Staff> {
  const staff = await findStaff(tx, context.storeId, context.actor.id);
  if (staff !== undefined && isCustomerCare(staff)) return staff;
  throw new CareError('FORBIDDEN', `${context.actor.id} is not customer care of ticket ${ticket.number}`, {
    userMessage: `${what}由客户关爱部办理，请与他们联系。`,
  });
}

/** Customer care, or whoever the ticket is with. */
export async function isInvolved(tx: Transaction, ticket: Ticket, staff: Staff): Promise<boolean> {
  return isCustomerCare(staff) || isResponsible(tx, ticket, staff);
}

/** Customer care, or whoever the ticket is with. @throws {CareError} `FORBIDDEN` */
export async function mustBeInvolved(context: Context, tx: Transaction, ticket: Ticket): Promise<Staff> {
  const staff = await findStaff(tx, ticket.storeId, context.actor.id);
  return staff !== undefined && isCustomerCare(staff) ? staff : mustBeResponsible(context, tx, ticket);
}
