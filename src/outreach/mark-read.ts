import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';

/** What was sent longer ago has little to do with what they write now. */
const DAYS = 30;

/** An owner writes in a chat: the reminders that stand above their message there are read. No platform tells it otherwise. */
export async function markRead(
  context: { clock: Clock },
  tx: Transaction,
  chat: { storeId: string; channel: 'kf' | 'officialAccount'; accountId: string; externalId: string },
): Promise<void> {
  const now = context.clock.now();
  const family = chat.channel === 'kf' ? 'kf' : 'account';
  await tx.$executeRaw`
    UPDATE reminder SET read_at = ${now}
    WHERE read_at IS NULL AND status IN ('sent', 'delivered') AND outbox_id IN (
      SELECT id FROM outbox_message
      WHERE order_key = ${`${chat.storeId}:${family}:${chat.accountId}:${chat.externalId}`} AND reminder_id IS NOT NULL
        AND status IN ('sent', 'delivered', 'unconfirmed') AND sent_at > ${new Date(now.getTime() - DAYS * 86_400_000)})`;
}
