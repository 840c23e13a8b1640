import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { NotFoundError } from '../../errors.ts';
import { groupSendKey } from '../group-send/created.ts';
import { CAMPAIGN_CANCELLED } from '../messages.ts';
import { mustRunCampaigns } from './may-run-campaigns.ts';

/**
 * Cancels what has not gone out yet: planned, waiting in the outbox, or collected for a broadcast. A broadcast that waits
 * for its member is taken back from the platform at its next turn, at once, unless the member was quicker; what else it
 * carries is asked for anew. What is on its way stays so.
 *
 * @returns how many owners are not told any more (0 when it was cancelled before), and how many are in broadcasts that are
 *   being taken back
 * @throws {CareError} `FORBIDDEN`; {NotFoundError}
 */
export async function cancelCampaign(
  context: Context,
  tx: Transaction,
  input: { campaignId: number },
): Promise<{ cancelled: number; takingBack: number }> {
  await mustRunCampaigns(context, tx);
  const { storeId } = context;
  const campaign = await tx.campaign.findFirst({ where: { id: input.campaignId, storeId } });
  if (campaign === null) throw new NotFoundError(`campaign ${input.campaignId}`, '没有找到这个活动。');
  await tx.campaign.update({ where: { id: campaign.id }, data: { status: 'cancelled' } });
  const planned = await tx.reminder.updateMany({
    where: { campaignId: campaign.id, status: 'planned' },
    data: { status: 'skipped', skipReason: CAMPAIGN_CANCELLED },
  });
  const collecting = await tx.groupSend.findMany({ where: { storeId, status: 'collecting' }, select: { id: true } });
  const collected = await tx.reminder.updateMany({
    where: { campaignId: campaign.id, status: 'sending', groupSendId: { in: collecting.map(({ id }) => id) } },
    data: { status: 'skipped', skipReason: CAMPAIGN_CANCELLED, groupSendId: null },
  });
  // Only what no sender has taken: the row's own state decides, so that a message on its way is never called cancelled. One
  // that tells the owner something else as well stays.
  const withdrawn = await tx.$queryRaw<{ id: number }[]>`
    UPDATE outbox_message o SET status = 'withdrawn' FROM reminder r
    WHERE r.campaign_id = ${campaign.id} AND r.status = 'sending' AND o.id = r.outbox_id AND o.status = 'pending'
      AND NOT EXISTS (SELECT FROM reminder other WHERE other.outbox_id = o.id AND other.status = 'sending'
        AND other.campaign_id IS DISTINCT FROM r.campaign_id)
    RETURNING r.id`;
  await tx.reminder.updateMany({
    where: { id: { in: withdrawn.map((row) => row.id) } },
    data: { status: 'skipped', skipReason: CAMPAIGN_CANCELLED },
  });
  const takingBack = await takeBack(context, tx, campaign.id);
  return { takingBack, cancelled: planned.count + collected.count + withdrawn.length };
}

/** Each task's own turn does it, because it asks first whether the member has confirmed. @returns how many owners are in them */
async function takeBack(context: Context, tx: Transaction, campaignId: number): Promise<number> {
  const { storeId } = context;
  const open = await tx.groupSend.findMany({
    where: { storeId, status: { in: ['creating', 'unknown', 'created'] }, confirmedAt: null },
    select: { id: true },
  });
  const inThem = { campaignId, status: 'sending', groupSendId: { in: open.map(({ id }) => id) } };
  const waiting = await tx.reminder.groupBy({ by: ['groupSendId'], where: inThem, _count: { _all: true } });
  const ids = waiting.flatMap(({ groupSendId }) => groupSendId ?? []);
  // The others come to it as soon as the platform has answered.
  await tx.groupSend.updateMany({
    where: { id: { in: ids }, status: 'created' },
    data: { pollAt: context.clock.now() },
  });
  const keys = ids.map((id) => groupSendKey(storeId, id));
  if (keys.length > 0) await context.queue.enqueueMissing(tx, 'groupSend.turn', keys);
  return waiting.reduce((sum, { _count }) => sum + _count._all, 0);
}
