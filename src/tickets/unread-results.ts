import type { Context } from '../context.ts';
import type { Db, Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { findStaff } from '../stores/index.ts';
import { conflict, getTicket, recordEvent } from './change.ts';
import { leadsTheHouse } from './roles.ts';
import type { TicketStatus } from './states.ts';

const WITH_RESULT: readonly TicketStatus[] = ['resolved', 'closed'];

/** 未读结果: what departments reported and the director has not seen, oldest first. */
export async function listUnreadResults(db: Db, storeId: string): Promise<Ticket[]> {
  return db.ticket.findMany({
    where: { storeId, status: { in: [...WITH_RESULT] }, resolvedAt: { not: null }, resultReadAt: null },
    orderBy: { resolvedAt: 'asc' },
  });
}

/**
 * The director (or the general manager) has seen the newest result. A later one, or one after a reopening, is unread again.
 *
 * @throws {CareError} `FORBIDDEN` for everybody else; {ConflictError} when there is no result yet
 */
export async function readResult(context: Context, tx: Transaction, input: { ticketId: number }): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  const staff = await findStaff(tx, context.storeId, context.actor.id);
  if (staff === undefined || !leadsTheHouse(staff)) {
    throw new CareError('FORBIDDEN', `${context.actor.id} does not read results`, {
      userMessage: '处理结果由客户关爱总监查阅。',
    });
  }
  if (!WITH_RESULT.includes(before.status as TicketStatus)) throw await conflict(tx, before);
  const { count } = await tx.ticket.updateMany({
    where: { id: before.id, status: before.status, resultReadAt: null },
    data: { resultReadAt: context.clock.now(), resultReadBy: staff.userId },
  });
  if (count > 0) await recordEvent(context, tx, before, 'resultRead');
  return getTicket(tx, context.storeId, before.id);
}
