import type { SmsOutcome } from '../ports.ts';
import type { StoreConnection } from '../stores/connections.ts';
import { SMS_FAILURES } from './failure-actions.ts';
import { platformKeyOf } from './message.ts';
import type { FailedOutcome, Outcome } from './outcome.ts';
import type { OutboxRow } from './transmit.ts';

/** `repeat`: it has certainly not arrived. `at`: not known yet, look again then. Else how it ended. */
export type Resolution = 'repeat' | { at: Date } | Outcome;

const MINUTE_MS = 60_000;
/** A vendor lists a message a little after it took it. */
const LISTED_MS = 2 * MINUTE_MS;
/** So long after the call it is listed, or was never taken. */
const SURELY_LISTED_MS = 5 * MINUTE_MS;
/** A receipt that has not come by then does not come. */
export const RECEIPT_MS = 30 * MINUTE_MS;
/** A receipt tells how these ended. */
const RECEIPT_CHANNELS = ['sms', 'subscriptionNotice', 'officialAccountTemplate'];
const SMS_TRIES = 3;
/** The vendor could not be asked what became of a message: so much later, and for so long. */
const ASK_AGAIN_MS = 2 * MINUTE_MS;
const ASK_FOR_MS = 6 * 60 * MINUTE_MS;

/**
 * What became of a call without an answer, where the platform knows no key of ours, or not any more. It is asked or waited
 * for, never guessed: notices of the service account are told by their receipt, a short message by its vendor.
 *
 * @throws {PlatformUnreachableError | SmsError} when the vendor can't be asked now
 */
export async function resolveUnanswered(connection: StoreConnection, row: OutboxRow, now: Date): Promise<Resolution> {
  const sentAt = row.sentAt ?? now;
  const age = now.getTime() - sentAt.getTime();
  const { sms } = connection.channels;
  if (row.channel === 'sms' && sms?.answersOutcomes === true) {
    if (age < LISTED_MS) return { at: new Date(sentAt.getTime() + LISTED_MS) };
    const outcome = await sms.outcomeOf({ phone: row.recipient, messageId: platformKeyOf(row), sentAt });
    if (outcome.status !== 'unknown') return outcomeOfSms(outcome, platformKeyOf(row));
    if (age < SURELY_LISTED_MS) return { at: new Date(sentAt.getTime() + SURELY_LISTED_MS) };
    if (row.attempts < SMS_TRIES) return 'repeat';
    return { status: 'failed', errorCode: 0, action: 'next', reason: 'the vendor took it in none of three calls' };
  }
  if (RECEIPT_CHANNELS.includes(row.channel) && age < RECEIPT_MS)
    return { at: new Date(sentAt.getTime() + RECEIPT_MS) };
  return unresolved('no answer, and a repetition could arrive twice');
}

/** The vendor can't be asked: when to ask again, until it is too late for that. */
export function askAgain(row: OutboxRow, now: Date): Resolution {
  const age = now.getTime() - (row.sentAt ?? now).getTime();
  return age < ASK_FOR_MS ? { at: new Date(now.getTime() + ASK_AGAIN_MS) } : unresolved('the vendor can not be asked');
}

/** Nobody can say whether it arrived. */
export function unresolved(reason: string): FailedOutcome {
  return { status: 'failed', errorCode: 0, action: 'next', reason, isUnresolved: true };
}

/** A vendor's word on one message as our outcome; `sent` while it is on its way. */
export function outcomeOfSms(outcome: SmsOutcome, platformMessageId: string): Outcome {
  if (outcome.status === 'delivered') return { status: 'delivered' };
  if (outcome.status !== 'failed') return { status: 'sent', receipt: { platformMessageId } };
  const { failure, vendorCode } = outcome;
  return {
    status: 'failed',
    errorCode: 0,
    vendorCode,
    action: SMS_FAILURES[failure],
    reason: `${failure}: ${vendorCode}`,
    smsFailure: failure,
  };
}
