import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { ConflictError } from '../errors.ts';
import { getTicket, mustBeResponsible } from './change.ts';
import { endPauses } from './end-pauses.ts';

/** 恢复计时: what was waited for is there. @throws {CareError} `FORBIDDEN`; {ConflictError} when no clock stands still */
export async function resumeTicket(context: Context, tx: Transaction, input: { ticketId: number }): Promise<Ticket> {
  const ticket = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeResponsible(context, tx, ticket);
  if (await endPauses(context, tx, ticket, { by: 'staff' })) return ticket;
  throw new ConflictError(`ticket ${ticket.number} is not paused`, `工单 ${ticket.number} 没有暂停计时。`);
}
