import type { Transaction } from '../database/database.ts';
import type { SmsPush } from '../ports.ts';
import { recordOutcome } from './late-outcome.ts';
import type { SettledHook } from './outcome.ts';
import { outcomeOfSms } from './unanswered.ts';

/**
 * What a vendor reports of one short message. It is found by the vendor's id, or by ours while the call's answer is not known.
 *
 * @returns false when it is none of ours
 */
export async function recordSmsReport(
  tx: Transaction,
  hooks: readonly SettledHook[],
  { storeId, platformMessageId, messageId, outcome }: { storeId: string } & SmsPush & { kind: 'report' },
): Promise<boolean> {
  const ids = [platformMessageId, messageId].filter((id) => id !== '');
  const row = await tx.outboxMessage.findFirst({
    where: { storeId, channel: 'sms', platformMessageId: { in: ids } },
    orderBy: { id: 'desc' },
  });
  if (row === null) return false;
  // Accepted by the carrier: the last word is still to come.
  if (outcome.status === 'delivered' || outcome.status === 'failed') {
    await recordOutcome(tx, hooks, row, outcomeOfSms(outcome, platformMessageId));
  }
  return true;
}
