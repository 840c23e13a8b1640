import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';

/**
 * This owner gets no short messages: they, or their carrier for them, refuse those. Calls and chat go on.
 *
 * @param input.words what was said: the vendor's code, or the owner's own words
 * @returns false when it was known
 */
export async function recordSmsRefusal(
  context: { clock: Clock; storeId: string },
  tx: Transaction,
  { customerId, words }: { customerId: number; words: string },
): Promise<boolean> {
  const kind = 'sms';
  const last = await tx.consent.findFirst({ where: { customerId, kind }, orderBy: { id: 'desc' } });
  if (last?.state === 'withdrawn') return false;
  await tx.consent.create({
    data: {
      storeId: context.storeId,
      customerId,
      kind,
      state: 'withdrawn',
      words,
      via: 'sms',
      recordedBy: 'system',
      at: context.clock.now(),
    },
  });
  return true;
}

/** Which of these owners refuse short messages. */
export async function findSmsRefusals(tx: Transaction, customerIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ customer_id: number }[]>`
    SELECT customer_id FROM (
      SELECT DISTINCT ON (customer_id) customer_id, state FROM consent
      WHERE customer_id = ANY(${[...customerIds]}::int[]) AND kind = 'sms' ORDER BY customer_id, id DESC) AS last
    WHERE state = 'withdrawn'`;
  return new Set(rows.map((row) => row.customer_id));
}
