import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import { type Heard, textOf } from '../heard.ts';
import { answeredOf, goneOutTo, lastTogether } from './gone-out.ts';

export interface LastReminder {
  reminder: Reminder;
  /** What went out with it, itself included. */
  together: readonly Reminder[];
  /** Nothing was said since: bare words ("好的") are an answer to it. */
  isFresh: boolean;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * The reminder that this owner's words may answer: the last one that reached them, in whichever of their chats and by
 * whichever channel, within the rule's days.
 */
export async function lastReminder(context: Context, tx: Transaction, heard: Heard): Promise<LastReminder | undefined> {
  const { customerId } = heard.identity;
  const [first] = heard.messages;
  if (customerId === null || first === undefined) return undefined;
  const { storeId, clock } = context;
  const since = new Date(clock.now().getTime() - heard.rules.conversation.replyDays * DAY_MS);
  const together = lastTogether(await goneOutTo(tx, { storeId, customerId, since }));
  const [last] = together;
  const answered = answeredOf(together, textOf(heard));
  if (last === undefined || answered === undefined) return undefined;
  const saidSince = await tx.outboxMessage.count({
    where: {
      storeId,
      channel: { in: ['kfMessage', 'officialAccountMessage'] },
      reminderId: null,
      id: { notIn: together.flatMap(({ reminder }) => reminder.outboxId ?? []) },
      status: { notIn: ['failed', 'withdrawn'] },
      createdAt: { gt: last.at },
      conversationId: { in: await conversationsOf(tx, customerId) },
    },
  });
  const { reminder } = answered;
  return {
    reminder,
    together: together.map((one) => one.reminder),
    isFresh: reminder.repliedAt === null && saidSince === 0,
  };
}

async function conversationsOf(tx: Transaction, customerId: number): Promise<number[]> {
  const rows = await tx.conversation.findMany({ where: { identity: { customerId } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
