import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../logger.ts';
import { grouped } from './grouped.ts';
import { platformKeyOf } from './message.ts';
import type { Outcome, SettledHook } from './outcome.ts';
import type { OutboxRow } from './transmit.ts';

/** Not at its end yet. */
export const OPEN = ['pending', 'sending', 'unknown'];

type Settled = Exclude<Outcome, { status: 'delivered' }>;
type Sent = Extract<Outcome, { status: 'sent' }>;

export interface Marks {
  /** Before the call. @returns false when the message was taken back just now: it stays here */
  claim: (row: OutboxRow) => Promise<boolean>;
  /** After it, with what follows from it, in one transaction. What a receipt has said meanwhile stands: it may be faster. */
  settle: (row: OutboxRow, outcome: Settled) => Promise<void>;
}

/** The two marks on a row, before its call and after it. Messages that leave at the same time are marked together. */
export function createMarks(options: {
  database: Database;
  clock: Clock;
  logger: Logger;
  onSettled: readonly SettledHook[];
}): Marks {
  const { database, clock, logger } = options;

  const claim = grouped<OutboxRow, boolean>(async (rows) => {
    const claimed = await database.client.$queryRaw<{ id: number }[]>`
      UPDATE outbox_message SET status = 'sending', attempts = mark.attempts,
        -- Known before the call: a failure event may come back although the call's answer was lost.
        platform_message_id = mark.key, sent_at = COALESCE(sent_at, ${clock.now()}::timestamptz)
      FROM unnest(${rows.map((row) => row.id)}::int[], ${rows.map((row) => row.attempts + 1)}::int[],
        ${rows.map(platformKeyOf)}::text[]) AS mark(id, attempts, key)
      WHERE outbox_message.id = mark.id AND status = ANY(${OPEN}::text[])
      RETURNING outbox_message.id`;
    const ids = new Set(claimed.map(({ id }) => id));
    return rows.map(({ id }) => ids.has(id));
  });

  async function settleAlone(row: OutboxRow, outcome: Settled): Promise<void> {
    const now = clock.now();
    await database.transaction(async (tx) => {
      for (const hook of options.onSettled) await hook.before?.(tx, row, outcome);
      const { count } = await tx.outboxMessage.updateMany({
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
  }

  /** Reminders that left: by the thousand, and nothing but their own rows follows from it. */
  const settleSent = grouped<{ row: OutboxRow; outcome: Sent }, void>(async (sent) => {
    await database.transaction(async (tx) => {
      for (const { row, outcome } of sent) for (const hook of options.onSettled) await hook.before?.(tx, row, outcome);
      const marked = await tx.$queryRaw<{ id: number }[]>`
        UPDATE outbox_message SET status = 'sent', sent_at = ${clock.now()}::timestamptz,
          platform_message_id = mark.key, error_code = NULL, error_text = NULL
        FROM unnest(${sent.map(({ row }) => row.id)}::int[],
          ${sent.map(({ outcome }) => outcome.receipt.platformMessageId)}::text[]) AS mark(id, key)
        WHERE outbox_message.id = mark.id AND status = ANY(${OPEN}::text[])
        RETURNING outbox_message.id`;
      const ids = new Set(marked.map(({ id }) => id));
      const settled = sent.filter(({ row }) => ids.has(row.id));
      if (settled.length === 0) return;
      const rows = settled.map(({ row }) => row);
      for (const hook of options.onSettled) {
        if (hook.sentTogether === undefined) for (const { row, outcome } of settled) await hook(tx, row, outcome);
        else await hook.sentTogether(tx, rows);
      }
    });
    return sent.map(() => undefined);
  });

  return {
    claim,
    async settle(row, outcome) {
      if (outcome.status === 'sent' && row.reminderId !== null) await settleSent({ row, outcome });
      else await settleAlone(row, outcome);
      if (outcome.status !== 'failed') return;
      const level = outcome.action === 'configuration' || outcome.action === 'permanent' ? 'error' : 'warn';
      logger[level]({ outboxId: row.id, channel: row.channel, errorCode: outcome.errorCode }, outcome.reason);
    },
  };
}
