import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { isCustomerCare, leadsTheHouse, type Staff } from '../stores/index.ts';

/**
 * The department that handed the ticket over last, when this member may take it back there: the new one has not 签收, and
 * the member belongs to the former one or leads the house; what came from 待分派 is customer care's.
 */
export async function findRecall(tx: Transaction, ticket: Ticket, staff: Staff): Promise<string | undefined> {
  if (ticket.status !== 'routed') return undefined;
  const last = await tx.ticketEvent.findFirst({
    where: { ticketId: ticket.id, type: { in: ['handedOver', 'routed', 'takenBack', 'acknowledged', 'reopened'] } },
    orderBy: { id: 'desc' },
  });
  if (last?.type !== 'handedOver' && last?.type !== 'routed') return undefined;
  const { from } = last.data as { from?: string };
  if (from === undefined) return undefined;
  const isTheirs = from === 'triage' ? isCustomerCare(staff) : staff.departmentKey === from || leadsTheHouse(staff);
  return isTheirs ? from : undefined;
}
