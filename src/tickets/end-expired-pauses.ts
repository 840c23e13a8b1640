import type { Context } from '../context.ts';
import { getTicket } from './change.ts';
import { endPauses } from './end-pauses.ts';
import type { PauseReason } from './standstill.ts';

/** Pauses that lasted as long as they may: the clocks go on by themselves, and the director hears of it. */
export async function endExpiredPauses(context: Context): Promise<void> {
  const expired = await context.database.client.ticketPause.findMany({
    where: { storeId: context.storeId, endedAt: null, endsAtLatest: { lte: context.clock.now() } },
    orderBy: { endsAtLatest: 'asc' },
    take: 500,
  });
  for (const { ticketId, reason } of expired) {
    await context.database.transaction(async (tx) => {
      const ticket = await getTicket(tx, context.storeId, ticketId);
      await endPauses(context, tx, ticket, { by: 'expired', reasons: [reason as PauseReason] });
    });
  }
}
