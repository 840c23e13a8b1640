import type { Transaction } from '../database/database.ts';
import type { Rules } from '../stores/index.ts';

/**
 * Whether a question can reach the owner in this conversation now: inside the platform's window, with a message left
 * after what waits to be sent, and nobody else talking there.
 */
export async function canAskInChat(
  tx: Transaction,
  conversationId: number,
  rules: Rules['outreach'],
  now: Date,
): Promise<boolean> {
  const { identity, state } = await tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    include: { identity: true },
  });
  const { windowOpenedAt, unreachableAt, windowLeft, channel } = identity;
  if (unreachableAt !== null || windowOpenedAt === null) return false;
  const closesAt = windowOpenedAt.getTime() + rules.kfWindowHours * 3_600_000 - rules.kfMarginSeconds * 1000;
  if (now.getTime() >= closesAt) return false;
  if (channel !== 'kf') return true;
  if (state === 'human') return false;
  const waiting = await tx.outboxMessage.count({
    where: { conversationId, channel: 'kfMessage', status: { in: ['pending', 'sending', 'unknown'] } },
  });
  return windowLeft > waiting;
}
