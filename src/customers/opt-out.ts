import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';

/**
 * The owner wants no more reminders and greetings ("退订", "TD"). Answers to what they write go on.
 *
 * @returns false when they had opted out before; the first time stays on record
 */
export async function recordOptOut(tx: Transaction, clock: Clock, customerId: number): Promise<boolean> {
  const now = clock.now();
  const { count } = await tx.customer.updateMany({
    where: { id: customerId, optedOutAt: null },
    data: { optedOutAt: now, consentMarketing: false, updatedAt: now },
  });
  return count > 0;
}

/** The owner wants reminders again. Consent to promotions has to be given anew. @returns false when nothing changed */
export async function recordOptIn(tx: Transaction, clock: Clock, customerId: number): Promise<boolean> {
  const { count } = await tx.customer.updateMany({
    where: { id: customerId, optedOutAt: { not: null } },
    data: { optedOutAt: null, updatedAt: clock.now() },
  });
  return count > 0;
}
