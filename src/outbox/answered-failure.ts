import { PlatformError, SmsError } from '../errors.ts';
import type { StoreConnection } from '../stores/connections.ts';
import { failureActionOf, SMS_FAILURES } from './failure-actions.ts';
import type { OutboxChannel } from './message.ts';
import type { FailedOutcome } from './outcome.ts';
import type { OutboxRow } from './transmit.ts';

/** What the table says about an answer; undefined when the error is no answer of a platform. */
export function answeredFailure(channel: OutboxChannel, error: unknown): FailedOutcome | undefined {
  if (error instanceof PlatformError) {
    const { errcode, message } = error;
    return { status: 'failed', errorCode: errcode, action: failureActionOf(channel, errcode), reason: message };
  }
  if (error instanceof SmsError) {
    const { failure, vendorCode, message } = error;
    const action = SMS_FAILURES[failure];
    return { status: 'failed', errorCode: 0, action, reason: message, vendorCode, smsFailure: failure };
  }
  return undefined;
}

/**
 * The session is not the bot's (95018): who has it decides. A person gets the text as a suggestion; nobody (ended) is a matter
 * of this message; in the waiting pool nothing can be written until the owner does.
 */
export async function askState(
  connection: StoreConnection,
  row: OutboxRow,
  failure: FailedOutcome,
): Promise<FailedOutcome> {
  const { owners } = connection.channels;
  if (row.channel !== 'kfMessage' || owners === undefined) return { ...failure, action: 'unreachable' };
  try {
    const { state, servicerUserId } = await owners.session({ openKfId: row.accountId, externalUserId: row.recipient });
    if (state === 'ended') return { ...failure, action: 'next' };
    if (state === 'person' && servicerUserId !== undefined) return { ...failure, action: 'suggestion', servicerUserId };
  } catch {
    // Not to be asked now: as if the window were closed, which the owner's next message mends.
  }
  return { ...failure, action: 'unreachable' };
}

/** How a message that was refused for so long goes on. */
export function givenUp(failure: FailedOutcome): FailedOutcome {
  return failure.action === 'retry' || failure.action === 'wait' ? { ...failure, action: 'next' } : failure;
}

/** Of a call that got no answer: its code is used up (a card's update, a welcome), the session is with a person already. */
const DONE_BEFORE: Partial<Record<OutboxChannel, number>> = {
  wecomCardUpdate: 60140,
  kfHandToPerson: 95016,
  kfWelcome: 40058,
};

/** Faults of a card are 42014–42051. Which of them says "this task id is in use" is not told; these say something else. */
const CARD_FAULTS = { first: 42014, last: 42051, others: new Set([42015, 42016, 42039, 42045, 42051]) };

/** Whether the platform's answer to a repeated call says that the first one, which got no answer, had worked. */
export function wasDoneBefore(channel: OutboxChannel, errcode: number): boolean {
  if (channel !== 'wecomCard') return DONE_BEFORE[channel] === errcode;
  return errcode >= CARD_FAULTS.first && errcode <= CARD_FAULTS.last && !CARD_FAULTS.others.has(errcode);
}
