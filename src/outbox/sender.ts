import { dayOf, timeOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Database, Transaction } from '../database/database.ts';
import { PlatformError, PlatformUnreachableError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Queue } from '../queue/queue.ts';
import type { StoreConnections } from '../stores/connections.ts';
import { type FailureAction, failureActionOf } from './failure-actions.ts';
import { canRepeat, countEqualBefore, kfWindowCode, quotaFreeAt, staffFreeAt } from './limits.ts';
import { byteLength, cutBytes } from '../platform/text.ts';
import { type OutboxChannel, platformKeyOf } from './message.ts';
import { type OutboxRow, type Receipt, transmit } from './transmit.ts';

/** How a message ended. `failed` with `unreachable` also closes this person's channel until they act. */
export type Outcome =
  | { status: 'sent'; receipt: Receipt }
  /** Said by a receipt, later. */
  | { status: 'delivered' }
  | { status: 'failed'; errorCode: number; action: FailureAction; reason: string };

/** Called in the transaction that records the outcome. */
export type SettledHook = (tx: Transaction, row: OutboxRow, outcome: Outcome) => Promise<void>;

export interface OutboxSender {
  /** Sends what waits for one recipient, oldest first, until nothing is due. */
  turn(orderKey: string): Promise<void>;
  /** Gives a turn to every recipient with something due: lost jobs, waits that are over, work cut off by a crash. */
  sweep(): Promise<void>;
}

/** Answered "busy": at most so many times again. */
const BUSY_RETRIES = 3;
/** No answer: with these delays that is about two hours. */
const UNANSWERED_RETRIES = 30;
/** A turn is usually given within milliseconds; the sweep picks up what waits longer. */
const OVERDUE_MS = 15_000;

/** Of a text to staff. */
const TEXT_BYTES = 2048;

const OPEN = ['pending', 'sending', 'unknown'];

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
}): OutboxSender {
  const { database, clock, logger } = options;

  async function settle(row: OutboxRow, outcome: Exclude<Outcome, { status: 'delivered' }>): Promise<void> {
    const now = clock.now();
    await database.transaction(async (tx) => {
      const { count } = await tx.outboxMessage.updateMany({
        // What a receipt has said meanwhile stands: it may be faster than the answer.
        where: { id: row.id, status: { in: OPEN } },
        data:
          outcome.status === 'sent'
            ? {
                status: 'sent',
                sentAt: now,
                platformMessageId: outcome.receipt.platformMessageId,
                errorCode: null,
                errorText: null,
              }
            : { status: 'failed', errorCode: outcome.errorCode, errorText: outcome.reason },
      });
      if (count === 0) return;
      for (const hook of options.onSettled) await hook(tx, row, outcome);
    });
    if (outcome.status === 'failed') {
      const level = outcome.action === 'configuration' || outcome.action === 'permanent' ? 'error' : 'warn';
      logger[level]({ outboxId: row.id, channel: row.channel, errorCode: outcome.errorCode }, outcome.reason);
    }
  }

  /**
   * @param mayHaveArrived this attempt; an earlier one that may have makes the message "unknown" for good
   */
  async function postpone(row: OutboxRow, mayHaveArrived: boolean, until: Date, why: string): Promise<void> {
    const isUnknown = mayHaveArrived || row.status !== 'pending';
    await database.client.outboxMessage.updateMany({
      where: { id: row.id, status: { in: OPEN } },
      data: {
        status: isUnknown ? 'unknown' : 'pending',
        notBeforeAt: until,
        errorText: why,
        // What has certainly not arrived has not been sent.
        ...(isUnknown ? {} : { sentAt: null }),
      },
    });
  }

  /** As if not tried yet: only then does it not hold back what follows. */
  async function letOthersPass(row: OutboxRow): Promise<void> {
    await database.client.outboxMessage.update({ where: { id: row.id }, data: { attempts: 0 } });
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
    if (isRepeat && !canRepeat(channel, row.sentAt, now)) {
      await settle(row, fail(0, 'next', 'no answer, and a repetition could arrive twice'));
      return true;
    }
    if (!isRepeat && channel === 'kfMessage') {
      const code = await kfWindowCode(database.client, row, now);
      if (code !== undefined) {
        await settle(row, fail(code, 'next', code === 95001 ? 'no messages left in the window' : 'window closed'));
        return true;
      }
    }
    if (channel === 'wecomText' || channel === 'wecomCard') {
      const freeAt = await staffFreeAt(database.client, row, now);
      if (freeAt !== undefined && freeAt > now) {
        await postpone(row, false, freeAt, 'rate limit per member');
        return false;
      }
    }
    await database.client.outboxMessage.update({
      where: { id: row.id },
      data: {
        status: 'sending',
        attempts: row.attempts + 1,
        // Known before the call: a failure event may come back although the call's answer was lost.
        platformMessageId: platformKeyOf(row),
        ...(row.sentAt === null ? { sentAt: now } : {}),
      },
    });
    try {
      const receipt = await transmit(connection, await withDistinctText(row));
      await settle(row, { status: 'sent', receipt });
      return true;
    } catch (error) {
      return onFailure(row, channel, error);
    }
  }

  async function onFailure(row: OutboxRow, channel: OutboxChannel, error: unknown): Promise<boolean> {
    const attempts = row.attempts + 1;
    const now = clock.now();
    if (error instanceof PlatformUnreachableError && !error.mayHaveWorked && attempts <= UNANSWERED_RETRIES) {
      await postpone(row, false, backoff(now, attempts), error.message);
      return false;
    }
    if (error instanceof PlatformUnreachableError) {
      if (attempts > UNANSWERED_RETRIES || !canRepeat(channel, row.sentAt ?? now, now)) {
        await settle(row, fail(0, 'next', error.message));
        return true;
      }
      await postpone(row, true, backoff(now, attempts), error.message);
      return false;
    }
    if (!(error instanceof PlatformError)) {
      await settle(row, fail(0, 'permanent', error instanceof Error ? error.message : String(error)));
      return true;
    }
    const action = failureActionOf(channel, error.errcode);
    if (action === 'success' || (row.status !== 'pending' && DONE_BEFORE[channel] === error.errcode)) {
      await settle(row, { status: 'sent', receipt: { platformMessageId: platformKeyOf(row) } });
      return true;
    }
    if (action === 'retry' && attempts <= BUSY_RETRIES) {
      await postpone(row, false, backoff(now, attempts), error.message);
      return false;
    }
    if (action === 'later') {
      await postpone(row, false, quotaFreeAt(channel, now), error.message);
      // The quota of template messages is gone until midnight, that of chat is another one.
      if (channel === 'officialAccountTemplate') await letOthersPass(row);
      return false;
    }
    await settle(row, fail(error.errcode, action === 'retry' ? 'next' : action, error.message));
    return true;
  }

  /** Two different messages with equal words would count as one: the later one says its time and number. */
  async function withDistinctText(row: OutboxRow): Promise<OutboxRow> {
    if (row.channel !== 'wecomText') return row;
    const before = await countEqualBefore(database.client, row);
    if (before === 0) return row;
    const { text } = row.payload as { text: string };
    const at = row.createdAt;
    const seconds = String(at.getUTCSeconds()).padStart(2, '0');
    const sign = `\n（${dayOf(at)} ${timeOf(at)}:${seconds}，第${before + 1}条）`;
    return { ...row, payload: { text: cutBytes(text, TEXT_BYTES - byteLength(sign)) + sign } };
  }

  return {
    async turn(orderKey) {
      for (;;) {
        const now = clock.now();
        const next = await database.client.outboxMessage.findFirst({
          where: {
            orderKey,
            status: { in: OPEN },
            // One that failed and waits holds back what follows it; one that was meant for later does not.
            OR: [{ attempts: { gt: 0 } }, { notBeforeAt: null }, { notBeforeAt: { lte: now } }],
          },
          orderBy: { id: 'asc' },
        });
        if (next === null || (next.notBeforeAt !== null && next.notBeforeAt > now)) return;
        if (!(await sendOne(next))) return;
      }
    },
    async sweep() {
      const now = clock.now();
      await database.transaction(async (tx) => {
        const due = await tx.$queryRaw<{ order_key: string }[]>`
          SELECT DISTINCT order_key FROM outbox_message
          WHERE status IN ('pending', 'sending', 'unknown')
            AND (not_before_at <= ${now} OR (not_before_at IS NULL AND created_at < ${new Date(now.getTime() - OVERDUE_MS)}))
          LIMIT 500`;
        await options.queue.enqueueMissing(
          tx,
          'outbox.turn',
          due.map((row) => row.order_key),
        );
      });
    },
  };
}

function fail(errorCode: number, action: FailureAction, reason: string): Extract<Outcome, { status: 'failed' }> {
  return { status: 'failed', errorCode, action, reason };
}

/** 2 s, 4 s, 8 s … at most 5 minutes. */
function backoff(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(2 ** attempts, 300) * 1000);
}

/**
 * What the platform answers when a call that got no answer had worked: the card's task id is in use, the code for its
 * update is used up, the session is with a person already.
 */
const DONE_BEFORE: Partial<Record<OutboxChannel, number>> = {
  wecomCard: 42014,
  wecomCardUpdate: 60140,
  kfHandToPerson: 95016,
};
