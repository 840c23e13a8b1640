import { dayOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import { getStore, type OutreachChannel, rulesOf } from '../stores/index.ts';
import { dispatch, type OutreachContext } from './dispatch.ts';
import { lockOwners } from './lock-owners.ts';
import { loadPageFacts, noteHeard } from './page-facts.ts';
import { createPageWrites } from './page-writes.ts';
import { reasonToSkip } from './reason-to-skip.ts';
import { loadSubjects } from './subjects.ts';

const UNRESOLVED = '不能确定消息是否已送达';

/**
 * Takes note of how a reminder's message ended, in the transaction that records it on the outbox row. A failed one goes
 * to the next rung, at last to a person; one that nobody can be sure of to a person at once. News that comes twice, late, or about a rung that was left changes nothing.
 *
 * @param input.outboxId the message it is about; every reminder that it carries moves
 * @returns false when nothing changed
 */
export async function settleReminder(
  context: OutreachContext,
  tx: Transaction,
  input: {
    reminderId: number;
    outboxId: number;
    outcome: 'sent' | 'delivered' | 'failed';
    errorCode?: number;
    isUnresolved?: boolean;
  },
): Promise<boolean> {
  const { outboxId, outcome } = input;
  const now = context.clock.now();
  const change = (from: string[], data: { status: string; sentAt?: Date; deliveredAt?: Date }) =>
    tx.reminder.updateManyAndReturn({ where: { outboxId, status: { in: from } }, data });
  switch (outcome) {
    case 'sent':
      return (await change(['sending'], { status: 'sent', sentAt: now })).length > 0;
    case 'delivered':
      // A receipt may overtake the answer of the call.
      return (await change(['sending', 'sent'], { status: 'delivered', deliveredAt: now })).length > 0;
    case 'failed': {
      await lockOwnersOf(tx, outboxId);
      const failed = await change(['sending', 'sent'], { status: 'failed' });
      await takeNextRung(context, tx, failed, input);
      return failed.length > 0;
    }
    default:
      return outcome satisfies never;
  }
}

/** Many messages that were sent, at once: as `settleReminder` does for one. */
export async function settleSentReminders(
  { clock }: Pick<OutreachContext, 'clock'>,
  tx: Transaction,
  outboxIds: readonly number[],
): Promise<void> {
  await tx.reminder.updateMany({
    where: { outboxId: { in: [...outboxIds] }, status: 'sending' },
    data: { status: 'sent', sentAt: clock.now() },
  });
}

/**
 * Nobody else decides about the owners of a message that failed. The first lock of a transaction that settles one, as of
 * one that sends: “one call for all” holds although two messages fail at once.
 */
export async function lockOwnersOf(tx: Transaction, outboxId: number): Promise<void> {
  const carried = await tx.reminder.findMany({ where: { outboxId }, select: { customerId: true } });
  await lockOwners(
    tx,
    carried.map(({ customerId }) => customerId),
  );
}

async function takeNextRung(
  context: OutreachContext,
  tx: Transaction,
  failed: readonly Reminder[],
  { errorCode, isUnresolved = false }: { errorCode?: number; isUnresolved?: boolean },
): Promise<void> {
  if (failed.length === 0) return;
  const subjects = await loadSubjects(tx, failed);
  const store = await getStore(tx, context.storeId);
  const rules = rulesOf(store);
  const now = context.clock.now();
  const facts = await loadPageFacts(tx, subjects, dayOf(now), now);
  const writes = createPageWrites();
  const code = errorCode === undefined ? '' : `（${errorCode}）`;
  for (const reminder of failed) {
    const subject = subjects.find((one) => one.reminder.id === reminder.id);
    const reason = subject === undefined ? '车主档案已删除' : reasonToSkip(subject, facts, rules);
    if (subject === undefined || reason !== undefined) {
      writes.note(reminder, { status: 'skipped', ...(reason === undefined ? {} : { skipReason: reason }) });
      continue;
    }
    const taken = await dispatch(context, tx, writes, { store, rules }, subject, {
      channel: (reminder.channel ?? 'callTask') as OutreachChannel,
      reason: isUnresolved ? UNRESOLVED : `发送失败${code}`,
      ...(isUnresolved ? { isUnresolved } : {}),
    });
    if (typeof taken === 'string' && taken !== 'held') noteHeard(facts, subject, taken);
  }
  await writes.flush(context, tx);
}
