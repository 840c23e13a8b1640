import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import type { Staff } from '../stores/index.ts';
import { mustBeResponsible } from '../tickets/index.ts';

/** What a member may do with one ticket. */
export interface Access {
  /** 签收, progress, 处理完毕, 转派. */
  mayAct: boolean;
  /** Write down the owner's verdict. */
  mayVerify: boolean;
  /** Sees no name, plate or number of the owner. */
  isMasked: boolean;
}

/**
 * The responsible department and the leaders act; customer care and its director verify and see everything. A department
 * that had the ticket before still holds its card: it may read on, without the owner's personal data.
 *
 * @param context of the member who asks
 * @returns undefined for everybody else: they see nothing
 */
export async function accessOf(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  staff: Staff,
): Promise<Access | undefined> {
  const mayAct = await isResponsible(context, tx, ticket);
  const mayVerify = staff.departmentKey === 'customerCare' || staff.role === 'director';
  if (mayAct || mayVerify) return { mayAct, mayVerify, isMasked: false };
  const left = await tx.ticketEvent.findMany({
    where: { ticketId: ticket.id, type: { in: ['handedOver', 'routed'] } },
    select: { data: true },
  });
  const hadIt = left.some((event) => (event.data as { from?: string }).from === staff.departmentKey);
  return hadIt ? { mayAct, mayVerify, isMasked: true } : undefined;
}

async function isResponsible(context: Context, tx: Transaction, ticket: Ticket): Promise<boolean> {
  try {
    await mustBeResponsible(context, tx, ticket);
    return true;
  } catch (error) {
    if (error instanceof CareError && error.code === 'FORBIDDEN') return false;
    throw error;
  }
}
