import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import type { Meaning } from '../../understanding/index.ts';

/** The reminder was read and answered: what by. */
export async function keepReply(
  context: Context,
  tx: Transaction,
  reminder: Reminder,
  replyMeaning: Meaning,
): Promise<void> {
  const now = context.clock.now();
  await tx.reminder.update({
    where: { id: reminder.id },
    data: { readAt: reminder.readAt ?? now, repliedAt: reminder.repliedAt ?? now, replyMeaning },
  });
}
