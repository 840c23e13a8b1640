import { timeOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { CareError, PlatformUnreachableError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Queue } from '../queue/queue.ts';
import type { StoreConnections } from '../stores/connections.ts';
import { answeredFailure, askState, givenUp, wasDoneBefore } from './answered-failure.ts';
import { createCircuit } from './circuit.ts';
import type { FailureAction } from './failure-actions.ts';
import { recordOutcome } from './late-outcome.ts';
import {
  canRepeat,
  countEqualBefore,
  isQuotaOfDay,
  isStaffMessage,
  isTooLate,
  kfWindowCode,
  quotaFreeAt,
  staffFreeAt,
} from './limits.ts';
import { createQuotaBlocks } from './quota-blocks.ts';
import { createWaits } from './waits.ts';
import { byteLength, cutBytes } from '../platform/text.ts';
import { type OutboxChannel, platformKeyOf } from './message.ts';
import type { Leave, Rates } from './rates.ts';
import { repeatAlarm } from './late-alarm.ts';
import { createLookAhead } from './look-ahead.ts';
import { createMarks } from './marks.ts';
import type { FailedOutcome, SettledHook } from './outcome.ts';
import { createReceiptWatch } from './receipts.ts';
import { transmitOrAsText } from './send-as-text.ts';
import type { OutboxRow } from './transmit.ts';
import { askAgain, resolveUnanswered, unresolved } from './unanswered.ts';

export type { Outcome, SettledHook } from './outcome.ts';

export interface OutboxSender {
  /** Sends what waits for one recipient, oldest first, until nothing is due. */
  turn(orderKey: string): Promise<void>;
  /** Gives a turn to every recipient with something due: lost jobs, waits that are over, work cut off by a crash. */
  sweep(): Promise<void>;
}

/** Answered "busy": at most so many times again. */
const BUSY_RETRIES = 3;
/** Told to come back: so often, and so much later. */
const WAITS = 10;
const WAIT_MS = 60_000;
/** No answer: with these delays that is about two hours; owners are called then. */
const UNANSWERED_RETRIES = 30;
/** Staff have nobody who calls them: about a day, so that a long outage takes no ticket's card with it. */
const UNANSWERED_RETRIES_TO_STAFF = 300;
/** A turn is usually given within milliseconds; the sweep picks up what waits longer. */
const OVERDUE_MS = 15_000;

/** Of a text to staff. */
const TEXT_BYTES = 2048;

/**
 * The only way out. A row is marked before the call and after it; one that is found marked but not settled was cut off,
 * so whether it arrived is unknown, and it is sent again under the same key as long as the platform recognises the key.
 */
export function createOutboxSender(options: {
  database: Database;
  queue: Queue;
  clock: Clock;
  logger: Logger;
  connections: StoreConnections;
  onSettled: readonly SettledHook[];
  /** Below the platform's limits; absent: no limits of ours. */
  rates?: Rates;
}): OutboxSender {
  const { database, clock } = options;
  const blocks = createQuotaBlocks();
  const circuit = createCircuit();
  const receipts = createReceiptWatch(options);
  const { claim, settle } = createMarks(options);
  const firstTwo = createLookAhead(options);
  const { postpone, waitForQuota, letOthersPass } = createWaits(database);

  /** A message of ours that may not leave now: others to the same recipient pass it. */
  async function wait(row: OutboxRow, leave: Exclude<Leave, 'now'>): Promise<boolean> {
    if (leave === 'withdrawn') return true;
    if (leave === 'nextRung') {
      await settle(row, fail(45009, 'next', 'quota of the day used up'));
      return true;
    }
    await postpone(row, false, leave, 'not before: rate limit or quiet hours');
    await letOthersPass(row);
    return true;
  }

  /** @returns whether the next message of the same recipient may follow */
  async function sendOne(row: OutboxRow): Promise<boolean> {
    const now = clock.now();
    const channel = row.channel as OutboxChannel;
    const connection = options.connections.get(row.storeId);
    const isRepeat = row.status !== 'pending';
    if (connection === undefined) {
      await settle(row, fail(0, 'configuration', `store ${row.storeId} has no connection`));
      return true;
    }
    if (isTooLate(row, now)) {
      await settle(row, fail(0, 'next', 'too late to be of use'));
      return true;
    }
    if (isRepeat && !canRepeat(channel, row.sentAt, now)) return resolve(row);
    const stopped = isRepeat ? undefined : circuit.stoppedBy(row, now);
    if (stopped !== undefined) {
      await settle(row, stopped);
      return true;
    }
    if (!isRepeat && channel === 'kfMessage') {
      const code = await kfWindowCode(database.client, row, now);
      if (code !== undefined) {
        await settle(row, fail(code, 'next', code === 95001 ? 'no messages left in the window' : 'window closed'));
        return true;
      }
    }
    const freeAt = await staffFreeAt(database.client, row, now);
    if (freeAt !== undefined && freeAt > now) {
      await postpone(row, false, freeAt, 'rate limit per member');
      return false;
    }
    const blockedUntil = blocks.until(row, now);
    if (blockedUntil !== undefined) {
      return waitForQuota(row, blockedUntil, 'quota used up');
    }
    const leave = (await (isRepeat ? options.rates?.repeat(row) : options.rates?.take(row))) ?? 'now';
    if (leave === 'unwanted') {
      await settle(row, unresolved('not repeated: its owner wants no more'));
      return true;
    }
    // By then the platform would not know the key any more.
    if (isRepeat && leave instanceof Date && !canRepeat(channel, row.sentAt, leave)) return resolve(row);
    if (leave !== 'now') return wait(row, leave);
    if (!(await claim(row))) return true;
    try {
      const receipt = await transmitOrAsText(database.client, connection, await withDistinctText(row));
      blocks.open(row);
      circuit.resume(row);
      await settle(row, { status: 'sent', receipt });
      return true;
    } catch (error) {
      return onFailure(row, channel, error);
    }
  }

  /** A call that got no answer, where the platform knows no key: it is found out, or waited for. */
  async function resolve(row: OutboxRow): Promise<boolean> {
    const now = clock.now();
    const connection = options.connections.get(row.storeId);
    if (connection === undefined) return true;
    const alarm = await repeatAlarm(database.client, row);
    if (alarm !== undefined) return sendOne(alarm);
    let resolution: Awaited<ReturnType<typeof resolveUnanswered>>;
    try {
      resolution = await resolveUnanswered(connection, row, now);
    } catch (error) {
      if (!(error instanceof CareError)) throw error;
      resolution = askAgain(row, now);
    }
    if (resolution === 'repeat') {
      await database.client.outboxMessage.update({ where: { id: row.id }, data: { status: 'pending', sentAt: null } });
      return sendOne({ ...row, status: 'pending', sentAt: null });
    }
    if ('at' in resolution) {
      await postpone(row, true, resolution.at, 'no answer: waits for its receipt');
      // Other notices to the same person do not wait for that. How often a vendor was called is still needed.
      const passes = row.channel !== 'sms';
      if (passes) await letOthersPass(row);
      return passes;
    }
    await database.transaction((tx) => recordOutcome(tx, options.onSettled, row, resolution));
    return true;
  }

  async function onFailure(row: OutboxRow, channel: OutboxChannel, error: unknown): Promise<boolean> {
    const attempts = row.attempts + 1;
    const now = clock.now();
    const isRepeat = row.status !== 'pending';
    if (error instanceof PlatformUnreachableError && !error.mayHaveWorked && attempts <= retriesOf(row)) {
      await postpone(row, false, backoff(now, attempts), error.message);
      return false;
    }
    if (error instanceof PlatformUnreachableError) {
      const surelyNot = !error.mayHaveWorked && !isRepeat;
      if (!surelyNot && !canRepeat(channel, row.sentAt ?? now, now)) {
        return resolve({ ...row, attempts, sentAt: row.sentAt ?? now });
      }
      if (attempts > retriesOf(row)) {
        await settle(row, surelyNot ? fail(0, 'next', error.message) : unresolved(error.message));
        return true;
      }
      await postpone(row, true, backoff(now, attempts), error.message);
      return false;
    }
    const failure = answeredFailure(channel, error);
    if (failure === undefined) {
      await settle(row, fail(0, 'permanent', error instanceof Error ? error.message : String(error)));
      return true;
    }
    const { action } = failure;
    if (action === 'success' || (isRepeat && wasDoneBefore(channel, failure.errorCode))) {
      await settle(row, { status: 'sent', receipt: { platformMessageId: platformKeyOf(row) } });
      return true;
    }
    if ((action === 'retry' && attempts <= BUSY_RETRIES) || (action === 'wait' && attempts <= WAITS)) {
      const until = action === 'retry' ? backoff(now, attempts) : new Date(now.getTime() + WAIT_MS);
      await postpone(row, false, until, failure.reason);
      return false;
    }
    // This call was refused, an earlier one may have arrived.
    if (isRepeat && channel === 'officialAccountTemplate') return resolve(row);
    if (action === 'later') return waitOutQuota(row, failure, now);
    circuit.stop(row, failure, now);
    const connection = options.connections.get(row.storeId);
    const asksState = action === 'askState' && connection !== undefined;
    const ended = givenUp(asksState ? await askState(connection, row, failure) : failure);
    await settle(row, isRepeat ? { ...ended, isUnresolved: true } : ended);
    return true;
  }

  async function waitOutQuota(row: OutboxRow, { errorCode, reason }: FailedOutcome, now: Date): Promise<boolean> {
    const freeAt = quotaFreeAt(row.channel, errorCode, now);
    if (!isQuotaOfDay(row.channel, errorCode)) {
      blocks.close(row, freeAt);
      return waitForQuota(row, freeAt, reason);
    }
    // Gone for all processes until tomorrow; the quota of chat is another one.
    const leave = (await options.rates?.close(row, freeAt)) ?? freeAt;
    return leave === 'now' ? false : wait(row, leave);
  }

  /** Two different messages with equal words would count as one: the later one says its time, from the third on its number too. */
  async function withDistinctText(row: OutboxRow): Promise<OutboxRow> {
    if (row.channel !== 'wecomText') return row;
    const before = await countEqualBefore(database.client, row);
    if (before === 0) return row;
    const { text } = row.payload as { text: string };
    const at = row.createdAt;
    const seconds = String(at.getUTCSeconds()).padStart(2, '0');
    const count = before === 1 ? '' : ` 第${before + 1}条`;
    const sign = `\n（${timeOf(at)}:${seconds}${count}）`;
    return { ...row, payload: { text: cutBytes(text, TEXT_BYTES - byteLength(sign)) + sign } };
  }

  return {
    async turn(orderKey) {
      for (let more = true; more;) {
        const [next, another] = await firstTwo(orderKey);
        if (next === undefined || (next.notBeforeAt !== null && next.notBeforeAt > clock.now())) break;
        // What comes after this has a job of its own.
        more = (await sendOne(next)) && another !== undefined;
      }
      if (orderKey.includes(':sms:')) await receipts.askFor(orderKey);
    },
    async sweep() {
      const now = clock.now();
      const unreported = await receipts.sweep();
      await database.transaction(async (tx) => {
        const due = await tx.$queryRaw<{ order_key: string }[]>`
          SELECT DISTINCT order_key FROM outbox_message
          WHERE status IN ('pending', 'sending', 'unknown')
            AND (not_before_at <= ${now} OR (not_before_at IS NULL AND created_at < ${new Date(now.getTime() - OVERDUE_MS)}))
          LIMIT 500`;
        await options.queue.enqueueMissing(tx, 'outbox.turn', [
          ...new Set([...due.map((row) => row.order_key), ...unreported]),
        ]);
      });
    },
  };
}

function fail(errorCode: number, action: FailureAction, reason: string): FailedOutcome {
  return { status: 'failed', errorCode, action, reason };
}

const retriesOf = ({ channel }: OutboxRow): number =>
  isStaffMessage(channel) ? UNANSWERED_RETRIES_TO_STAFF : UNANSWERED_RETRIES;

/** 2 s, 4 s, 8 s … at most 5 minutes. */
function backoff(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(2 ** attempts, 300) * 1000);
}
