import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { Staff } from '../stores/index.ts';
import { findRecall, isCustomerCare, leadsTheHouse, leadsTicket, isResponsible } from '../tickets/index.ts';

/** What a member may do with one ticket. */
export interface Access {
  /** 签收, progress, 处理完毕, 转派, 暂停. */
  mayAct: boolean;
  /** Customer care and the leaders: 给车主留言, 非投诉. */
  isCare: boolean;
  /** Write down the owner's verdict. */
  mayVerify: boolean;
  /** Answers for the ticket's department: 改派, 收回. */
  leads: boolean;
  /** Director, general manager: their looking at a result is kept. */
  readsResults: boolean;
  isAssignee: boolean;
  /** Of the department that handed it over, while the new one has not 签收. */
  mayRecall: boolean;
  /** Sees no name, plate or number of the owner. */
  isMasked: boolean;
}

/**
 * The responsible department and the leaders act; customer care and its director verify and see everything. A department
 * that had the ticket before still holds its card: it may read on, without the owner's personal data.
 *
 * @returns undefined for everybody else: they see nothing
 */
export async function accessOf(tx: Transaction, ticket: Ticket, staff: Staff): Promise<Access | undefined> {
  const mayAct = await isResponsible(tx, ticket, staff);
  const verifies = staff.departmentKey === 'customerCare' || staff.role === 'director';
  const moves = await tx.ticketEvent.findMany({
    where: { ticketId: ticket.id, type: { in: ['handedOver', 'routed', 'resolved'] } },
    select: { type: true, actorId: true, data: true },
    orderBy: { id: 'asc' },
  });
  const hadIt = moves.some(
    ({ type, data }) => type !== 'resolved' && (data as { from?: string }).from === staff.departmentKey,
  );
  if (!mayAct && !verifies && !hadIt) return undefined;
  const resolver = moves.findLast(({ type }) => type === 'resolved')?.actorId;
  return {
    mayAct,
    isCare: isCustomerCare(staff),
    // Not who did the work.
    mayVerify: verifies && staff.userId !== ticket.assigneeUserId && staff.userId !== resolver,
    leads: await leadsTicket(tx, ticket, staff),
    readsResults: leadsTheHouse(staff),
    isAssignee: staff.userId === ticket.assigneeUserId,
    mayRecall: (await findRecall(tx, ticket, staff)) !== undefined,
    isMasked: !mayAct && !verifies,
  };
}
