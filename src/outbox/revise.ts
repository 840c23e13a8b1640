import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';

/** Whoever is about to send it may have read it already. */
const LEAVING_MS = 1000;

/**
 * Puts other words into a message that waits for its time.
 *
 * @returns false when there is none of that key, or it has left or is about to: then nothing is changed
 */
export async function reviseOutbox(
  context: { clock: Clock },
  tx: Transaction,
  input: { idempotencyKey: string; payload: object; preview: string; notBeforeAt: Date },
): Promise<boolean> {
  const now = context.clock.now();
  const { count } = await tx.outboxMessage.updateMany({
    where: {
      idempotencyKey: input.idempotencyKey,
      status: 'pending',
      attempts: 0,
      notBeforeAt: { gt: new Date(now.getTime() + LEAVING_MS) },
    },
    data: { payload: input.payload, preview: input.preview, notBeforeAt: input.notBeforeAt },
  });
  return count > 0;
}
