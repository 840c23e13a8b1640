import type { Transaction } from '../../database/database.ts';
import type { GroupSend } from '../../database/generated/client.ts';
import { PlatformError } from '../../errors.ts';
import type { ContactMessenger, GroupSendResult } from '../../ports.ts';
import { CAMPAIGN_CANCELLED } from '../messages.ts';
import type { OutreachContext } from '../rungs/rung.ts';
import { copyOf } from './create.ts';
import { noteUnresolved } from './created.ts';
import { leaveGroupSend } from './leave.ts';
import { groupSendReasons } from './messages.ts';
import { applyResults } from './results.ts';

/** The task does not answer any more: not allowed, unknown. Another answer is waited for. */
const NO_ANSWER_TO_COME = [48002, 60011, 41046, 41047, 40003, 60111];
/** Longer than that after the deadline nobody is asked. */
export const GIVE_UP_MS = 6 * 60 * 60 * 1000;

/**
 * After the cancelling: what went out in the last moment is taken note of, everybody else goes on down the ladder. A task
 * that was cancelled because somebody withdrew, or with a campaign, is collected anew without them, while there is time.
 * Where nobody can say what went out, or the cancelling was refused, no other message follows.
 *
 * @throws {PlatformError | PlatformUnreachableError} when the platform does not say what went out: asked again later
 */
export async function closeGroupSend(
  context: OutreachContext,
  contacts: ContactMessenger | undefined,
  group: GroupSend,
): Promise<void> {
  const now = context.clock.now();
  const last = await lastResults(context, contacts, group);
  if (last === undefined) {
    await context.database.transaction((tx) => noteUnresolved(tx, group.id, 'no word of what went out'));
    return;
  }
  const { isConfirmed, results } = last;
  const sender = await context.database.client.staff.findFirst({
    where: { storeId: group.storeId, userId: group.senderUserId, isActive: true },
  });
  await context.database.transaction(async (tx) => {
    const { count } = await tx.groupSend.updateMany({
      where: { id: group.id, status: 'closing' },
      data: { status: isConfirmed ? 'done' : 'cancelled', pollAt: null },
    });
    if (count === 0) return;
    await applyResults(tx, group, results, now);
    await skipCancelled(tx, group);
    // It could not be cancelled: the member may still confirm it, or it is still going out.
    if (group.error !== null) {
      await leaveGroupSend(tx, group.id, groupSendReasons.unresolved, { isUnresolved: true });
      return;
    }
    const others = await tx.reminder.count({ where: { groupSendId: group.id, status: 'sending' } });
    if (others === 0) return;
    if (!isConfirmed && sender !== null && now < group.deadlineAt) {
      const groupSendId = await copyOf(tx, group, now);
      await tx.reminder.updateMany({ where: { groupSendId: group.id, status: 'sending' }, data: { groupSendId } });
      return;
    }
    const { notSent, senderGone, notConfirmed } = groupSendReasons;
    const reason = isConfirmed ? notSent : sender === null ? senderGone : notConfirmed;
    await leaveGroupSend(tx, group.id, reason);
  });
}

/** Whoever was to hear of a cancelled campaign is told by no other channel either. */
async function skipCancelled(tx: Transaction, { id, error }: GroupSend): Promise<void> {
  const reason = error === null ? CAMPAIGN_CANCELLED : `${CAMPAIGN_CANCELLED}，群发未能撤回`;
  await tx.$executeRaw`
    UPDATE reminder SET status = 'skipped', skip_reason = ${reason} FROM campaign
    WHERE campaign.id = reminder.campaign_id AND campaign.status = 'cancelled'
      AND reminder.group_send_id = ${id} AND reminder.status = 'sending'`;
}

/** @returns undefined when the platform will not say any more */
async function lastResults(
  context: OutreachContext,
  contacts: ContactMessenger | undefined,
  group: GroupSend,
): Promise<{ isConfirmed: boolean; results: readonly GroupSendResult[] } | undefined> {
  const waitedMs = context.clock.now().getTime() - group.deadlineAt.getTime();
  if (contacts === undefined || group.msgId === null) return undefined;
  try {
    return await contacts.groupSendResults({ msgId: group.msgId, userId: group.senderUserId });
  } catch (error) {
    const isOver = error instanceof PlatformError && NO_ANSWER_TO_COME.includes(error.errcode);
    if (!isOver && waitedMs < GIVE_UP_MS) throw error;
    return undefined;
  }
}
