import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { PAUSE_REASONS, type PauseReason } from './standstill.ts';

/** Ends a ticket's running pauses, none of them later than it had to. @returns why it was waiting, each reason once */
export async function closePauses(
  context: Context,
  tx: Transaction,
  ticketId: number,
  reasons: readonly PauseReason[] = Object.keys(PAUSE_REASONS) as PauseReason[],
): Promise<PauseReason[]> {
  const ended = await tx.$queryRaw<{ reason: PauseReason }[]>`
    UPDATE ticket_pause SET ended_at = least(${context.clock.now()}, ends_at_latest), ended_by = ${context.actor.id}
    WHERE ticket_id = ${ticketId} AND ended_at IS NULL AND reason = ANY(${[...reasons]}::text[])
    RETURNING reason`;
  return [...new Set(ended.map((row) => row.reason))];
}
