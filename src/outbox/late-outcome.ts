import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import type { Outcome, SettledHook } from './sender.ts';
import type { OutboxChannel } from './message.ts';

/**
 * What the platform says about an accepted message afterwards: delivered, or not after all.
 *
 * @param input.recipient whom it is about; a receipt may be faster than the answer that tells its id
 * @returns false when no message of ours has this platform id
 * @throws {CareError} `UPSTREAM` while a message to this recipient waits for its answer: try again a little later
 */
export async function recordLateOutcome(
  tx: Transaction,
  hooks: readonly SettledHook[],
  input: {
    storeId: string;
    channel: OutboxChannel;
    platformMessageId: string;
    recipient?: string;
    outcome: Outcome;
  },
): Promise<boolean> {
  const row = await tx.outboxMessage.findFirst({
    where: { storeId: input.storeId, channel: input.channel, platformMessageId: input.platformMessageId },
  });
  if (row === null) {
    if (
      input.recipient !== undefined &&
      (await isWaitingForAnswer(tx, input.storeId, input.channel, input.recipient))
    ) {
      throw new CareError('UPSTREAM', 'the receipt came before the answer to its message');
    }
    return false;
  }
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

async function isWaitingForAnswer(
  tx: Transaction,
  storeId: string,
  channel: OutboxChannel,
  recipient: string,
): Promise<boolean> {
  const count = await tx.outboxMessage.count({
    where: { storeId, channel, recipient, status: { in: ['sending', 'unknown'] } },
  });
  return count > 0;
}
