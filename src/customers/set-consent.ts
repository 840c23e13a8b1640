import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { lockCustomer } from './customer-in-store.ts';
import type { Said } from './opt-out.ts';

/** What an owner may agree to or refuse. */
export const CONSENT_KINDS = { reminders: '提醒与问候', marketing: '活动信息' } as const;
export type ConsentKind = keyof typeof CONSENT_KINDS;

/**
 * What a known owner agreed to or refused, by whatever way it was said ("退订", a call, a page), with the words: the proof
 * that what is sent is lawful. Refusing reminders refuses promotions too; answers to what they write go on.
 *
 * @param input.said how it came to us; a member of staff has to write down the owner's words
 * @returns false when it stood so already: nothing is written, the first time stays on record
 * @throws {NotFoundError}; {CareError} `VALIDATION` without words, or for promotions while the owner has opted out
 */
export async function setConsent(
  context: Pick<Context, 'storeId' | 'clock'>,
  tx: Transaction,
  input: { customerId: number; kind: ConsentKind; isGiven: boolean; said: Said },
): Promise<boolean> {
  const { storeId, clock } = context;
  const { customerId, kind, isGiven, said } = input;
  const customer = await lockCustomer(context, tx, customerId);
  const stands = kind === 'marketing' ? customer.consentMarketing : customer.optedOutAt === null;
  if (stands === isGiven) return false;
  if (said.words === '' && said.via === 'staff') throw invalid('请写下车主的原话，作为凭据。');
  if (kind === 'marketing' && isGiven && customer.optedOutAt !== null) throw invalid('车主已退订，请先恢复提醒。');
  const at = clock.now();
  await tx.customer.update({
    where: { id: customerId },
    data: {
      updatedAt: at,
      ...(kind === 'marketing' ? { consentMarketing: isGiven } : { optedOutAt: isGiven ? null : at }),
      ...(kind === 'reminders' && !isGiven ? { consentMarketing: false } : {}),
    },
  });
  const state = isGiven ? 'given' : 'withdrawn';
  await tx.consent.create({ data: { storeId, customerId, kind, state, at, ...said } });
  return true;
}

const invalid = (userMessage: string) => new CareError('VALIDATION', 'consent can not be recorded', { userMessage });
