import { dayOf, instantAt } from './calendar.ts';
import type { Context } from './context.ts';
import type { Transaction } from './database/database.ts';

/**
 * Does something for a store once a day, whatever restarts and however many processes there are: the day's mark is set in
 * the transaction of the work.
 *
 * @returns false when it was done before
 */
export async function onceADay(
  { database, storeId, clock }: Context,
  name: string,
  work: (tx: Transaction) => Promise<void>,
): Promise<boolean> {
  const now = clock.now();
  const mark = { name: `${name}:${storeId}`, slotAt: instantAt(dayOf(now)) };
  // Asked every minute: once the day is done, one look is enough.
  const done = await database.client.scheduleSlot.findUnique({ where: { name_slotAt: mark } });
  if (done !== null) return false;
  return database.transaction(async (tx) => {
    const { count } = await tx.scheduleSlot.createMany({
      data: [{ ...mark, claimedAt: now, doneAt: now }],
      skipDuplicates: true,
    });
    if (count > 0) await work(tx);
    return count > 0;
  });
}
