import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { endPauses } from './end-pauses.ts';

/** The owner is there: whatever waited for them in this conversation goes on. */
export async function endWaitingForOwner(context: Context, tx: Transaction, conversationId: number): Promise<void> {
  const waiting = await tx.ticket.findMany({
    where: { conversationId, pauses: { some: { reason: 'waitingOwner', endedAt: null } } },
  });
  for (const ticket of waiting) {
    await endPauses(context, tx, ticket, { by: 'owner', reasons: ['waitingOwner'] });
  }
}
