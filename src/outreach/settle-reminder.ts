import type { Transaction } from '../database/database.ts';
import { getStore, type OutreachChannel, rulesOf } from '../stores/index.ts';
import { dispatch, type OutreachContext } from './dispatch.ts';
import { loadSubjects } from './subjects.ts';

/**
 * Takes note of how a reminder's message ended, in the transaction that records it on the outbox row. A failed one goes
 * to the next rung, at last to a person. News that comes twice, late, or about a rung that was left changes nothing.
 *
 * @param input.outboxId the message it is about
 * @returns false when nothing changed
 */
export async function settleReminder(
  context: OutreachContext,
  tx: Transaction,
  input: { reminderId: number; outboxId: number; outcome: 'sent' | 'delivered' | 'failed'; errorCode?: number },
): Promise<boolean> {
  const { reminderId, outboxId, outcome } = input;
  const now = context.clock.now();
  const change = async (from: string[], data: { status: string; sentAt?: Date; deliveredAt?: Date }) =>
    (await tx.reminder.updateMany({ where: { id: reminderId, outboxId, status: { in: from } }, data })).count > 0;
  switch (outcome) {
    case 'sent':
      return change(['sending'], { status: 'sent', sentAt: now });
    case 'delivered':
      // A receipt may overtake the answer of the call.
      return change(['sending', 'sent'], { status: 'delivered', deliveredAt: now });
    case 'failed':
      if (!(await change(['sending', 'sent'], { status: 'failed' }))) return false;
      await takeNextRung(context, tx, reminderId, input.errorCode);
      return true;
    default:
      return outcome satisfies never;
  }
}

async function takeNextRung(
  context: OutreachContext,
  tx: Transaction,
  reminderId: number,
  errorCode: number | undefined,
): Promise<void> {
  const reminder = await tx.reminder.findUniqueOrThrow({ where: { id: reminderId } });
  const [subject] = await loadSubjects(tx, [reminder]);
  if (subject === undefined) return;
  const store = await getStore(tx, context.storeId);
  const code = errorCode === undefined ? '' : `（${errorCode}）`;
  await dispatch(context, tx, { store, rules: rulesOf(store) }, subject, {
    channel: (reminder.channel ?? 'callTask') as OutreachChannel,
    reason: `发送失败${code}`,
  });
}
