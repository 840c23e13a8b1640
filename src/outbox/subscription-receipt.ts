import type { Transaction } from '../database/database.ts';
import { recordOutcome } from './late-outcome.ts';
import type { Outcome, SettledHook } from './outcome.ts';

/** Rows whose end is not known yet. */
const WAITING = ['sent', 'sending', 'unknown', 'unconfirmed'];

/**
 * What a subscribe_msg_sent_event says. The call's answer usually names no id, and a lost one never does: then the receipt
 * belongs to the oldest message of this template to this person that waits for one, at last to one that waited too long.
 *
 * @returns false when no message of ours waits for it
 */
export async function recordSubscriptionReceipt(
  tx: Transaction,
  hooks: readonly SettledHook[],
  input: { storeId: string; openId: string; templateKey: string; platformMessageId: string; outcome: Outcome },
): Promise<boolean> {
  const { storeId, openId, templateKey, platformMessageId, outcome } = input;
  const rows = await tx.outboxMessage.findMany({
    where: {
      storeId,
      channel: 'subscriptionNotice',
      recipient: openId,
      payload: { path: ['templateKey'], equals: templateKey },
      OR: [{ platformMessageId }, { status: { in: WAITING } }],
    },
    orderBy: { id: 'asc' },
  });
  const row =
    rows.find((one) => one.platformMessageId === platformMessageId) ??
    rows.find((one) => one.status !== 'unconfirmed') ??
    rows[0];
  if (row === undefined) return false;
  for (const hook of hooks) await hook.before?.(tx, row, outcome);
  // A repeated receipt finds its row by the id, and changes nothing.
  await tx.outboxMessage.update({ where: { id: row.id }, data: { platformMessageId } });
  await recordOutcome(tx, hooks, row, outcome);
  return true;
}
