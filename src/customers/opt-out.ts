import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';

/** How a wish came to us: kept as the proof. */
export interface Said {
  /** The owner's own words; '' when there are none. */
  words: string;
  via: 'chat' | 'page' | 'staff' | 'import' | 'subscription' | 'sms';
  recordedBy: string;
}

/** Somebody unknown wants none either: it is kept with the channel until the binding. @returns false when known already */
export async function recordIdentityOptOut(
  tx: Transaction,
  clock: Clock,
  identityId: number,
  said: Said,
): Promise<boolean> {
  const now = clock.now();
  const [changed] = await tx.channelIdentity.updateManyAndReturn({
    where: { id: identityId, optedOutAt: null },
    data: { optedOutAt: now },
    select: { storeId: true },
  });
  if (changed === undefined) return false;
  const { storeId } = changed;
  await tx.consent.create({ data: { storeId, identityId, kind: 'reminders', state: 'withdrawn', at: now, ...said } });
  return true;
}

/**
 * The owner wants reminders again, by their own word. Promotions stay refused: they were not asked for.
 *
 * @returns false when nothing was refused
 */
export async function recordOptIn(
  tx: Transaction,
  clock: Clock,
  who: { identityId: number; customerId: number | null },
  said: Said,
): Promise<boolean> {
  const now = clock.now();
  const { identityId, customerId } = who;
  const whose = customerId === null ? { id: identityId } : { OR: [{ id: identityId }, { customerId }] };
  const identities = await tx.channelIdentity.updateManyAndReturn({
    where: { ...whose, optedOutAt: { not: null } },
    data: { optedOutAt: null },
    select: { storeId: true },
  });
  const customers =
    customerId === null
      ? []
      : await tx.customer.updateManyAndReturn({
          where: { id: customerId, optedOutAt: { not: null } },
          data: { optedOutAt: null, updatedAt: now },
          select: { storeId: true },
        });
  const storeId = (customers[0] ?? identities[0])?.storeId;
  if (storeId === undefined) return false;
  await tx.consent.create({
    data: { storeId, customerId, identityId, kind: 'reminders', state: 'given', at: now, ...said },
  });
  return true;
}
