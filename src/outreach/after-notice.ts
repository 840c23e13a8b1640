import type { Context } from '../context.ts';
import { recordSmsRefusal, markMobile } from '../customers/index.ts';
import { addDays, dayOf, instantAt, timeOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { type FailedOutcome, type OutboxRow, sendOnceMore, type SettledHook } from '../outbox/index.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { dropConsents, returnConsent } from './subscription-consents.ts';

/** A short message that did not arrive is sent once more, not before this. */
const SMS_AGAIN_MS = 10 * 60_000;

/**
 * What a refused or undelivered notice tells about its owner: consents that are used up, templates they do not want, numbers
 * that are wrong. Runs before the reminder looks for its next channel.
 *
 * @param contextOf the context of a store, for work the service does by itself
 */
export function afterNotice(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    if (outcome.status !== 'failed') return;
    const context = contextOf(row.storeId);
    switch (row.channel) {
      case 'subscriptionNotice':
        return settleConsent(context, tx, row, outcome);
      case 'officialAccountTemplate':
        if (outcome.action === 'refused') await keepRefusal(tx, row);
        return;
      case 'sms':
        return learnFromSms(context, tx, row, outcome);
      default:
    }
  };
}

/** A consent was taken when the message was made. One that the platform refused for another reason is not used up. */
async function settleConsent(
  context: Context,
  tx: Transaction,
  row: OutboxRow,
  { action, errorCode }: FailedOutcome,
): Promise<void> {
  const identity = await identityOf(tx, row);
  if (identity === null) return;
  const whose = { identityId: identity.id, templateKey: templateKeyOf(row) };
  if (action === 'consentUsed') return dropConsents(context, tx, whose);
  // No answer, or a receipt that says "not delivered": the platform has counted it.
  const wasRefused = errorCode !== 0 && row.status !== 'sent' && row.status !== 'unconfirmed';
  if (wasRefused) await returnConsent(tx, whose);
}

async function keepRefusal(tx: Transaction, row: OutboxRow): Promise<void> {
  const identity = await identityOf(tx, row);
  const templateKey = templateKeyOf(row);
  if (identity === null || identity.refusedTemplates.includes(templateKey)) return;
  await tx.channelIdentity.update({ where: { id: identity.id }, data: { refusedTemplates: { push: templateKey } } });
}

async function learnFromSms(
  context: Context,
  tx: Transaction,
  row: OutboxRow,
  { action, smsFailure, vendorCode = '' }: FailedOutcome,
): Promise<void> {
  if (action === 'again') {
    const at = new Date(context.clock.now().getTime() + SMS_AGAIN_MS);
    const { sms } = rulesOf(await getStore(tx, row.storeId));
    // By then people must not be written to: the next channel is better than tomorrow.
    if (smsWaitsUntil(sms, at) === undefined) await sendOnceMore(context, tx, row, at);
    return;
  }
  if (smsFailure !== 'badNumber' && smsFailure !== 'optedOut') return;
  const owners = await tx.customer.findMany({
    where: { storeId: row.storeId, mobiles: { has: row.recipient } },
    select: { id: true },
  });
  for (const { id: customerId } of owners) {
    if (smsFailure === 'optedOut') await recordSmsRefusal(context, tx, { customerId, words: vendorCode });
    else await markWrong(context, tx, customerId, row.recipient);
  }
}

async function markWrong(context: Context, tx: Transaction, customerId: number, mobile: string): Promise<void> {
  try {
    await markMobile(context, tx, { customerId, mobile, isWrong: true });
  } catch (error) {
    // Changed meanwhile: it is not theirs any more.
    if (!(error instanceof CareError)) throw error;
  }
}

/** When short messages may go out again; undefined: at `at`. */
export function smsWaitsUntil({ from, to }: { from: string; to: string }, at: Date): Date | undefined {
  const time = timeOf(at);
  if (time < from) return instantAt(dayOf(at), from);
  return time >= to ? instantAt(addDays(dayOf(at), 1), from) : undefined;
}

function identityOf(tx: Transaction, row: OutboxRow) {
  return tx.channelIdentity.findFirst({
    where: {
      storeId: row.storeId,
      channel: 'officialAccount',
      accountId: row.accountId,
      externalId: row.recipient,
    },
  });
}

function templateKeyOf(row: OutboxRow): string {
  return (row.payload as { templateKey: string }).templateKey;
}
