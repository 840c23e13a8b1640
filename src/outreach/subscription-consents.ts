import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';

interface Whose {
  storeId: string;
  identityId: number;
  /** Our name of the subscription template. */
  templateKey: string;
}

/**
 * The owner answered the prompt of a page: each accept is one message to come. The platform has no way to ask how many are
 * left, so this count is all there is.
 */
export async function countConsentAnswer(
  context: { clock: Clock },
  tx: Transaction,
  { isAccepted, ...whose }: Whose & { isAccepted: boolean },
): Promise<void> {
  const now = context.clock.now();
  const { identityId, templateKey } = whose;
  await tx.subscriptionConsent.upsert({
    where: { identityId_templateKey: { identityId, templateKey } },
    create: isAccepted ? { ...whose, remaining: 1, acceptedAt: now } : { ...whose, refusedAt: now },
    // A later "no" takes back nothing that was accepted before.
    update: isAccepted ? { remaining: { increment: 1 }, acceptedAt: now, refusedAt: null } : { refusedAt: now },
  });
}

/** The owner switched notices of this template off, or the platform says that there is no consent (43101): none is left. */
export async function dropConsents(
  context: { clock: Clock },
  tx: Transaction,
  whose: Pick<Whose, 'identityId' | 'templateKey'>,
): Promise<void> {
  await tx.subscriptionConsent.updateMany({
    where: whose,
    data: { remaining: 0, refusedAt: context.clock.now() },
  });
}

/** Takes one consent for one message. @returns false when none is left */
export async function reserveConsent(
  tx: Transaction,
  whose: Pick<Whose, 'identityId' | 'templateKey'>,
): Promise<boolean> {
  const { count } = await tx.subscriptionConsent.updateMany({
    where: { ...whose, remaining: { gt: 0 } },
    data: { remaining: { decrement: 1 } },
  });
  return count > 0;
}

/** Gives one back: the message never left, or was refused before it used it up. */
export async function returnConsent(tx: Transaction, whose: Pick<Whose, 'identityId' | 'templateKey'>): Promise<void> {
  await tx.subscriptionConsent.updateMany({ where: whose, data: { remaining: { increment: 1 } } });
}
