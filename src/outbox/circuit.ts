import type { FailedOutcome } from './outcome.ts';
import type { OutboxRow } from './transmit.ts';

/** A channel that an administrator has to mend is left alone so long; then one message a minute tries it. */
const STOP_MS = 10 * 60_000;
const TRIAL_MS = 60_000;

/** About one template, not the account. */
const TEMPLATE_CODES = new Set([40037, 40165, 40166, 43116, 48011]);

/**
 * Keeps thousands of messages from being refused one by one: after an answer that only an administrator can do something about,
 * messages of the same account (or template) fail at once with its code, and so go on to their next channel. Known by this
 * process alone; another one finds out by its own first call.
 */
export function createCircuit() {
  const stopped = new Map<string, { until: number; failure: FailedOutcome }>();
  return {
    stop(row: OutboxRow, failure: FailedOutcome, now: Date): void {
      if (failure.action !== 'configuration' || !hasNextChannel(row)) return;
      const key = isAboutTemplate(failure) ? templateKey(row) : accountKey(row);
      stopped.set(key, { until: now.getTime() + STOP_MS, failure });
    },
    /** The answer that stopped messages like this one; undefined: try it. */
    stoppedBy(row: OutboxRow, now: Date): FailedOutcome | undefined {
      if (!hasNextChannel(row)) return undefined;
      for (const key of [accountKey(row), templateKey(row)]) {
        const found = stopped.get(key);
        if (found === undefined) continue;
        if (found.until > now.getTime()) return found.failure;
        found.until = now.getTime() + TRIAL_MS;
      }
      return undefined;
    },
    /** It works again. */
    resume(row: OutboxRow): void {
      stopped.delete(accountKey(row));
      stopped.delete(templateKey(row));
    },
  };
}

/** Reminders have. What somebody waits for is tried each time. */
const hasNextChannel = ({ channel, reminderId }: OutboxRow) =>
  (reminderId !== null && channel !== 'kfMessage') || channel === 'groupSend';

/** A vendor says "not approved" of signature and template alike. */
function isAboutTemplate({ errorCode, smsFailure }: FailedOutcome): boolean {
  return smsFailure === 'setup' || TEMPLATE_CODES.has(errorCode);
}

const accountKey = ({ storeId, channel, accountId }: OutboxRow) => `${storeId}:${channel}:${accountId}`;
const templateKey = (row: OutboxRow) =>
  `${accountKey(row)}:${(row.payload as { templateKey?: string }).templateKey ?? ''}`;
