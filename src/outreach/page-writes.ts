import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import { enqueueTogether, idOf } from '../outbox/index.ts';
import type { PassedRung } from './ladder.ts';
import type { Carrier, OutreachContext } from './rungs/index.ts';

/** What becomes of a reminder; what is not named stays. */
export interface Change {
  status?: 'planned' | 'sending' | 'callTask' | 'skipped';
  channel?: string;
  skipReason?: string;
  passedRungs?: readonly PassedRung[];
  notBeforeAt?: Date;
  /** What carries it from now on, and nothing else. A message's words may change until it is put down. */
  carrier?: Carrier;
}

/** What is decided about a page of reminders, put down with a few statements for all of them. */
export interface PageWrites {
  /** @param reminder as it stands in the database, locked by this transaction */
  note(reminder: Reminder, change: Change): void;
  /** In the transaction of the decisions, at its end: what is noted and not put down is lost. */
  flush(context: OutreachContext, tx: Transaction): Promise<void>;
}

export function createPageWrites(): PageWrites {
  let noted: { reminder: Reminder; change: Change }[] = [];
  return {
    note: (reminder, change) => void noted.push({ reminder, change }),
    async flush(context, tx) {
      const rows = noted;
      noted = [];
      const messages = rows.flatMap(({ change: { carrier } }) =>
        carrier !== undefined && 'message' in carrier ? carrier.message : [],
      );
      const outboxIds = await enqueueTogether(context, tx, [...new Set(messages)]);
      await update(
        tx,
        rows.map(({ reminder, change }) => rowOf(reminder, change, outboxIds)),
      );
    },
  };
}

/** One change at once, for what the next decision reads. Not for messages. */
export async function writeChange(tx: Transaction, reminder: Reminder, change: Change): Promise<void> {
  await update(tx, [rowOf(reminder, change, new Map())]);
}

async function update(tx: Transaction, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE reminder SET status = now.status, channel = now.channel, passed_rungs = now.passed_rungs,
      skip_reason = now.skip_reason, not_before_at = now.not_before_at, outbox_id = now.outbox_id,
      group_send_id = now.group_send_id, call_task_id = now.call_task_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS now(id int, status text, channel text, passed_rungs jsonb,
      skip_reason text, not_before_at timestamptz, outbox_id int, group_send_id int, call_task_id int)
    WHERE reminder.id = now.id`;
}

function rowOf(reminder: Reminder, change: Change, outboxIds: ReadonlyMap<string, number>): object {
  return {
    id: reminder.id,
    status: change.status ?? reminder.status,
    channel: change.channel ?? reminder.channel,
    passed_rungs: change.passedRungs ?? reminder.passedRungs,
    skip_reason: change.skipReason ?? reminder.skipReason,
    not_before_at: change.notBeforeAt ?? reminder.notBeforeAt,
    ...carrierOf(reminder, change.carrier, outboxIds),
  };
}

function carrierOf(reminder: Reminder, carrier: Carrier | undefined, outboxIds: ReadonlyMap<string, number>): object {
  if (carrier === undefined) {
    return {
      outbox_id: reminder.outboxId,
      group_send_id: reminder.groupSendId,
      call_task_id: reminder.callTaskId,
    };
  }
  return {
    outbox_id: 'message' in carrier ? idOf(outboxIds, carrier.message.idempotencyKey) : null,
    group_send_id: 'groupSendId' in carrier ? carrier.groupSendId : null,
    call_task_id: 'callTaskId' in carrier ? carrier.callTaskId : null,
  };
}
