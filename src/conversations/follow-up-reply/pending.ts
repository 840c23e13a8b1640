import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { type FollowUp, lockFollowUp, readTap, STEPS, type Tap } from '../../follow-ups/index.ts';
import type { Heard } from '../heard.ts';

/** A questionnaire that these words may answer. */
export interface Pending {
  row: FollowUp;
  tap: Tap | undefined;
  /** Nothing was said since the question: bare words ("好的") are an answer to it. */
  isFresh: boolean;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * The questionnaire that this owner had last, within the rule's days: also one that is called for meanwhile, and one whose
 * first answer is there while a later question is open.
 */
export async function pendingFollowUp(context: Context, tx: Transaction, heard: Heard): Promise<Pending | undefined> {
  const { customerId } = heard.identity;
  const { storeId, clock } = context;
  const tap = heard.messages.map((message) => readTap(message.menuId)).findLast((one) => one !== undefined);
  if (customerId === null) return undefined;
  const since = new Date(clock.now().getTime() - heard.rules.conversation.replyDays * DAY_MS);
  const found = await tx.followUp.findFirst({
    where: {
      storeId,
      customerId,
      askedAt: { gte: since },
      ...(tap === undefined
        ? {
            OR: [
              { status: { not: 'done' } },
              { step: { in: [STEPS.fixed, STEPS.suggestions] }, doneBy: null, ticketId: null },
            ],
          }
        : { id: tap.followUpId }),
    },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  if (found === null) return undefined;
  const row = await lockFollowUp(tx, storeId, found.id);
  // By phone, or on the page: the owner was thanked there.
  if (row.doneBy !== null) return undefined;
  return { row, tap, isFresh: await isLastSaid(tx, row) };
}

async function isLastSaid(tx: Transaction, row: FollowUp): Promise<boolean> {
  const conversations = await tx.conversation.findMany({
    where: { identity: { customerId: row.customerId } },
    select: { id: true },
  });
  const last = await tx.outboxMessage.findFirst({
    where: {
      conversationId: { in: conversations.map(({ id }) => id) },
      channel: { in: ['kfMessage', 'officialAccountMessage'] },
      status: { notIn: ['failed', 'withdrawn'] },
    },
    orderBy: { id: 'desc' },
    select: { idempotencyKey: true, createdAt: true },
  });
  if (last === null || !last.idempotencyKey.startsWith(`fu-${row.id}-`)) return false;
  const reminded = await tx.reminder.count({
    where: { storeId: row.storeId, customerId: row.customerId, sentAt: { gt: last.createdAt } },
  });
  return reminded === 0;
}
