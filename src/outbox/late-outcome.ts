import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import type { OutboxChannel } from './message.ts';
import type { Outcome, SettledHook } from './outcome.ts';
import type { OutboxRow } from './transmit.ts';

/**
 * What the platform says about an accepted message afterwards: delivered, or not after all.
 *
 * @param input.recipient whom it is about; a receipt may be faster than the answer that tells its id, or that answer may be
 *   lost: then it belongs to the oldest message of this account to them that was sent before `at` and has no answer
 * @returns false when no message of ours has this platform id
 * @throws {CareError} `UPSTREAM` while a call to this recipient is under way: try again a little later
 */
export async function recordLateOutcome(
  tx: Transaction,
  hooks: readonly SettledHook[],
  input: {
    storeId: string;
    channel: OutboxChannel;
    platformMessageId: string;
    recipient?: string;
    accountId?: string;
    /** When the platform says it. */
    at?: Date;
    outcome: Outcome;
  },
): Promise<boolean> {
  const { storeId, channel, platformMessageId } = input;
  const find = () => tx.outboxMessage.findFirst({ where: { storeId, channel, platformMessageId } });
  const row = await find();
  if (row === null && (await recordUnanswered(tx, hooks, input))) return true;
  // The answer may have been written down between the two looks.
  const settled = row ?? (await find());
  if (settled === null) return false;
  await recordOutcome(tx, hooks, settled, input.outcome);
  return true;
}

/** Not yet at their end, as far as a receipt is concerned. `unconfirmed`: no receipt came in time; a late one still counts. */
const OPEN_FOR_RECEIPTS = ['sent', 'sending', 'unknown', 'unconfirmed'];

/** Writes what a receipt says on its row. One that comes twice, or late after a failure was recorded, changes nothing. */
export async function recordOutcome(
  tx: Transaction,
  hooks: readonly SettledHook[],
  row: OutboxRow,
  outcome: Outcome,
): Promise<boolean> {
  for (const hook of hooks) await hook.before?.(tx, row, outcome);
  const { count } = await tx.outboxMessage.updateMany({
    where: { id: row.id, status: { in: OPEN_FOR_RECEIPTS } },
    data:
      outcome.status === 'failed'
        ? { status: 'failed', errorCode: outcome.errorCode, errorText: outcome.reason }
        : outcome.status === 'sent'
          ? { status: 'sent', platformMessageId: outcome.receipt.platformMessageId, errorText: null }
          : { status: 'delivered', errorText: null },
  });
  if (count === 0) return false;
  for (const hook of hooks) await hook(tx, row, outcome);
  return true;
}

/** Clocks differ by so much. */
const SKEW_MS = 60_000;

/** A receipt whose id no answer has told us. */
async function recordUnanswered(
  tx: Transaction,
  hooks: readonly SettledHook[],
  { recipient, at, accountId, platformMessageId, ...input }: Parameters<typeof recordLateOutcome>[2],
): Promise<boolean> {
  if (recipient === undefined) return false;
  const { storeId, channel } = input;
  const account = accountId === undefined ? {} : { accountId };
  const rows = await tx.outboxMessage.findMany({
    where: { storeId, channel, recipient, ...account, status: { in: ['sending', 'unknown'] } },
    orderBy: { id: 'asc' },
  });
  if (rows.some((row) => row.status === 'sending')) {
    throw new CareError('UPSTREAM', 'the receipt came before the answer to its message');
  }
  const before = at === undefined ? Infinity : at.getTime() + SKEW_MS;
  const row = rows.find(({ sentAt }) => sentAt !== null && sentAt.getTime() <= before);
  if (row === undefined) return false;
  for (const hook of hooks) await hook.before?.(tx, row, input.outcome);
  const { count } = await tx.outboxMessage.updateMany({
    where: { id: row.id, status: 'unknown' },
    data: { platformMessageId },
  });
  // Repeated or settled just now: the next try of this receipt sees how.
  if (count === 0) throw new CareError('UPSTREAM', 'the message of this receipt has just changed');
  return recordOutcome(tx, hooks, row, input.outcome);
}
