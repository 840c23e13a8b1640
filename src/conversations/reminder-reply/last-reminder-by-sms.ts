import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import { getStore, rulesOf } from '../../stores/index.ts';
import { answeredOf, GONE_OUT, goneOutTo, lastTogether } from './gone-out.ts';

const DAY_MS = 24 * 60 * 60_000;

/** What a short message may answer, and what went out with it by short message. */
export interface LastBySms {
  reminder: Reminder;
  together: readonly Reminder[];
}

/**
 * The reminder that a short message may answer: the last one that went to its number, else the last one that its owners got
 * by short message, within the rule's days.
 */
export async function lastReminderBySms(
  context: Context,
  tx: Transaction,
  { phone, customerIds, text }: { phone: string; customerIds: readonly number[]; text: string },
): Promise<LastBySms | undefined> {
  const { storeId } = context;
  const { replyDays } = rulesOf(await getStore(tx, storeId)).conversation;
  const since = new Date(context.clock.now().getTime() - replyDays * DAY_MS);
  const messages = await tx.outboxMessage.findMany({
    where: { storeId, channel: 'sms', recipient: phone, sentAt: { gte: since } },
    select: { id: true },
  });
  const gone = { storeId, channel: 'sms', status: { in: GONE_OUT }, sentAt: { gte: since } };
  const newest = { orderBy: [{ sentAt: 'desc' as const }, { id: 'asc' as const }] };
  const last =
    (await tx.reminder.findFirst({ where: { ...gone, outboxId: { in: messages.map(({ id }) => id) } }, ...newest })) ??
    (await tx.reminder.findFirst({ where: { ...gone, customerId: { in: [...customerIds] } }, ...newest }));
  if (last === null) return undefined;
  const all = await goneOutTo(tx, { storeId, customerId: last.customerId, since });
  const together = lastTogether(all.filter(({ reminder }) => reminder.channel === 'sms'));
  const reminder = answeredOf(together, text)?.reminder ?? last;
  return { reminder, together: together.map((one) => one.reminder) };
}
