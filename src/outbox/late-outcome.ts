import type { Transaction } from '../database/database.ts';
import type { Outcome, SettledHook } from './sender.ts';
import type { OutboxChannel } from './message.ts';

/**
 * What the platform says about an accepted message afterwards: delivered, or not after all.
 *
 * @returns false when no message of ours has this platform id
 */
export async function recordLateOutcome(
  tx: Transaction,
  hooks: readonly SettledHook[],
  input: { storeId: string; channel: OutboxChannel; platformMessageId: string; outcome: Outcome },
): Promise<boolean> {
  const row = await tx.outboxMessage.findFirst({
    where: { storeId: input.storeId, channel: input.channel, platformMessageId: input.platformMessageId },
  });
  if (row === null) return false;
  const { outcome } = input;
  // A receipt that comes twice, or late after a failure was recorded, changes nothing.
  const { count } = await tx.outboxMessage.updateMany({
    where: { id: row.id, status: { in: ['sent', 'sending', 'unknown'] } },
    data:
      outcome.status === 'failed'
        ? { status: 'failed', errorCode: outcome.errorCode, errorText: outcome.reason }
        : { status: 'delivered' },
  });
  if (count === 0) return true;
  for (const hook of hooks) await hook(tx, row, outcome);
  return true;
}
