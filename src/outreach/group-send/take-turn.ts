import type { GroupSend } from '../../database/generated/client.ts';
import { PlatformError, PlatformUnreachableError } from '../../errors.ts';
import { enqueueOutbox } from '../../outbox/index.ts';
import type { ContactMessenger } from '../../ports.ts';
import { getStore, rulesOf } from '../../stores/index.ts';
import { quietUntil } from '../quiet-hours.ts';
import type { OutreachContext } from '../rungs/rung.ts';
import { UNWANTED } from '../unwanted.ts';
import { closeGroupSend, GIVE_UP_MS } from './close.ts';
import { createGroupSend } from './create.ts';
import { noteUnresolved } from './created.ts';
import { findLostGroupSend } from './find-lost.ts';
import { moveOn } from './move-on.ts';
import { applyResults } from './results.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Members confirm soon or much later: asked every minute at first, then less often. */
const SOON_MS = 2 * HOUR_MS;
const LATER_MS = 5 * MINUTE_MS;
/** Of the platform, in 24 hours. */
const REMINDERS_A_DAY = 3;

/**
 * One task's turn: whatever is due about it. Collected → created; unanswered → looked for; confirmed → results taken; not
 * confirmed → its member is reminded, at the deadline it is cancelled; who was not reached goes on down the ladder.
 *
 * @param key see `groupSendKey`
 * @param contacts undefined: not connected any more
 */
export async function takeGroupSendTurn(
  context: OutreachContext,
  contacts: ContactMessenger | undefined,
  key: string,
): Promise<void> {
  const id = Number(key.slice(key.indexOf(':') + 1));
  const { client } = context.database;
  const now = context.clock.now();
  const group = await client.groupSend.findFirst({ where: { id, storeId: context.storeId } });
  if (group === null) return;
  if (group.pollAt !== null && group.pollAt <= now && (await claim(context, group))) {
    try {
      await work(context, contacts, group);
    } catch (error) {
      if (!(error instanceof PlatformError) && !(error instanceof PlatformUnreachableError)) throw error;
      context.logger.warn({ groupSendId: id, reason: error.message }, 'group send: asked again later');
    }
  }
  await moveOn(context, id);
}

/** Two turns at once: one of them has it. When it fails it comes again at the next time. */
async function claim(context: OutreachContext, group: GroupSend): Promise<boolean> {
  const now = context.clock.now().getTime();
  const wait = now - group.createdAt.getTime() < SOON_MS ? MINUTE_MS : LATER_MS;
  const { count } = await context.database.client.groupSend.updateMany({
    where: { id: group.id, status: group.status, pollAt: group.pollAt },
    data: { pollAt: new Date(now + wait) },
  });
  return count > 0;
}

async function work(context: OutreachContext, contacts: ContactMessenger | undefined, group: GroupSend): Promise<void> {
  switch (group.status) {
    case 'collecting':
      return createGroupSend(context, group.id);
    case 'unknown':
      return lookFor(context, contacts, group);
    case 'created':
      return watchCreated(context, contacts, group);
    case 'closing':
      return closeGroupSend(context, contacts, group);
    // creating, cancelling: the outbox has it.
    default:
  }
}

/** A platform that can't be asked at all is given up some hours after the deadline. */
async function lookFor(
  context: OutreachContext,
  contacts: ContactMessenger | undefined,
  group: GroupSend,
): Promise<void> {
  const isOver = context.clock.now().getTime() - group.deadlineAt.getTime() >= GIVE_UP_MS;
  if (!isOver) {
    if (contacts !== undefined) await findLostGroupSend(context, contacts, group);
    return;
  }
  await context.database.transaction((tx) => noteUnresolved(tx, group.id, 'the platform could not be asked'));
}

async function watchCreated(
  context: OutreachContext,
  contacts: ContactMessenger | undefined,
  group: GroupSend,
): Promise<void> {
  const now = context.clock.now();
  if (now >= group.deadlineAt) return cancel(context, group);
  if (contacts === undefined) return;
  const isConfirmed = await takeResults(context, contacts, group);
  if (isConfirmed) return;
  if ((await isSenderGone(context, group)) || (await isWithdrawn(context, group))) return cancel(context, group);
  if (group.remindAt !== null && group.remindAt <= now) await remind(context, group);
}

/** @returns whether the member has confirmed */
async function takeResults(context: OutreachContext, contacts: ContactMessenger, group: GroupSend): Promise<boolean> {
  const now = context.clock.now();
  const { isConfirmed, results } = await contacts.groupSendResults({
    msgId: group.msgId ?? '',
    userId: group.senderUserId,
  });
  if (!isConfirmed) return false;
  await context.database.transaction(async (tx) => {
    await applyResults(tx, group, results, now);
    const waiting = await tx.reminder.count({ where: { groupSendId: group.id, status: 'sending' } });
    const confirmedAt = group.confirmedAt ?? now;
    // Sent in a stream; what is not out an hour later will not go out.
    const isOver = waiting === 0 || now.getTime() - confirmedAt.getTime() >= HOUR_MS;
    await tx.groupSend.updateMany({
      where: { id: group.id, status: 'created' },
      data: {
        confirmedAt,
        ...(waiting === 0 ? { status: 'done', pollAt: null } : isOver ? { deadlineAt: now } : {}),
      },
    });
  });
  return true;
}

async function isSenderGone(context: OutreachContext, { storeId, senderUserId: userId }: GroupSend): Promise<boolean> {
  const staff = await context.database.client.staff.findFirst({ where: { storeId, userId, isActive: true } });
  return staff === null;
}

/**
 * Somebody in it has said "退订", sold the car, or complains and would be greeted, or its campaign is cancelled: a task can't
 * be changed, so it is cancelled and made anew without them.
 */
async function isWithdrawn(context: OutreachContext, { id }: GroupSend): Promise<boolean> {
  const found = await context.database.client.$queryRaw<unknown[]>`
    SELECT 1 FROM reminder JOIN customer ON customer.id = reminder.customer_id
    LEFT JOIN vehicle ON vehicle.id = reminder.vehicle_id LEFT JOIN campaign ON campaign.id = reminder.campaign_id
    WHERE reminder.group_send_id = ${id} AND (reminder.status = 'skipped'
      OR (reminder.status = 'sending' AND (campaign.status = 'cancelled' OR ${UNWANTED} IS NOT NULL))) LIMIT 1`;
  return found.length > 0;
}

async function cancel(context: OutreachContext, group: GroupSend): Promise<void> {
  const { id, senderUserId: recipient, msgId } = group;
  await context.database.transaction(async (tx) => {
    const { count } = await tx.groupSend.updateMany({
      where: { id, status: 'created' },
      data: { status: 'cancelling' },
    });
    if (count === 0) return;
    await enqueueOutbox(context, tx, {
      channel: 'groupSendCancel',
      accountId: '',
      recipient,
      idempotencyKey: `gs-${id}-cancel`,
      payload: { groupSendId: id, msgId: msgId ?? '' },
      preview: `取消企业群发：${group.text}`,
    });
  });
}

async function remind(context: OutreachContext, group: GroupSend): Promise<void> {
  const { id, senderUserId: recipient, msgId } = group;
  const now = context.clock.now();
  await context.database.transaction(async (tx) => {
    const { groupSend, outreach } = rulesOf(await getStore(tx, context.storeId));
    const quiet = quietUntil(outreach, now);
    if (quiet !== undefined) {
      await tx.groupSend.updateMany({ where: { id, status: 'created' }, data: { remindAt: quiet } });
      return;
    }
    const reminded = group.reminded + 1;
    // After three in a row the next may go a day after the first of them.
    const hours =
      reminded % REMINDERS_A_DAY === 0 ? Math.max(24, groupSend.remindAfterHours) : groupSend.remindAfterHours;
    const { count } = await tx.groupSend.updateMany({
      where: { id, status: 'created', reminded: group.reminded },
      data: { reminded, remindAt: new Date(now.getTime() + hours * HOUR_MS) },
    });
    if (count === 0) return;
    await enqueueOutbox(context, tx, {
      channel: 'groupSendRemind',
      accountId: '',
      recipient,
      idempotencyKey: `gs-${id}-remind-${reminded}`,
      payload: { groupSendId: id, msgId: msgId ?? '' },
      preview: `提醒确认企业群发：${group.text}`,
    });
  });
}
