import type { Transaction } from '../../database/database.ts';
import type { GroupSend } from '../../database/generated/client.ts';
import { enqueueOutbox } from '../../outbox/index.ts';
import type { OutreachContext } from '../rungs/rung.ts';
import { UNWANTED } from '../unwanted.ts';
import { lockGroupSends } from './collect.ts';
import { leaveGroupSend } from './leave.ts';
import { groupSendReasons } from './messages.ts';

/** Of one task, by the platform. */
const MOST = 10_000;
/** By then the outbox has had its answer, or has none. */
const ANSWER_MS = 2 * 60 * 1000;

/** The outbox key of a task's nth creation. */
export const creationKey = (groupSendId: number, attempt: number): string => `gs-${groupSendId}-${attempt}`;

/**
 * Hands a collected task to the platform; whoever has opted out, complains (of a greeting or promotion) or is no contact
 * any more meanwhile is left out.
 *
 * @param most recipients of one task; the others go into another
 */
export async function createGroupSend(context: OutreachContext, groupSendId: number, most = MOST): Promise<void> {
  await context.database.transaction(async (tx) => {
    await lockGroupSends(tx, context.storeId);
    const group = await tx.groupSend.findFirst({ where: { id: groupSendId, status: 'collecting' } });
    if (group === null) return;
    await leaveOutWithdrawn(tx, group);
    const sender = await tx.staff.findFirst({
      where: { storeId: group.storeId, userId: group.senderUserId, isActive: true, onDuty: true },
    });
    if (sender === null) {
      await leaveGroupSend(tx, group.id, groupSendReasons.offDuty);
      await tx.groupSend.update({ where: { id: group.id }, data: { status: 'cancelled', pollAt: null } });
      return;
    }
    const recipients = await recipientsOf(tx, group);
    const rest = recipients.slice(most);
    if (rest.length > 0) await splitOff(tx, group, rest);
    const inIt = recipients.slice(0, most);
    await leaveOthers(tx, group.id, inIt);
    if (inIt.length === 0) {
      await tx.groupSend.update({ where: { id: group.id }, data: { status: 'cancelled', pollAt: null } });
      return;
    }
    await askPlatform(
      context,
      tx,
      group,
      1,
      inIt.map(({ external_id: externalId }) => externalId),
    );
  });
}

/** Puts the call into the outbox. */
export async function askPlatform(
  context: OutreachContext,
  tx: Transaction,
  group: GroupSend,
  attempt: number,
  externalUserIds: string[],
): Promise<void> {
  await enqueueOutbox(context, tx, {
    channel: 'groupSend',
    accountId: '',
    recipient: group.senderUserId,
    idempotencyKey: creationKey(group.id, attempt),
    payload: { groupSendId: group.id, externalUserIds, text: group.text },
    preview: group.text,
  });
  await tx.groupSend.update({
    where: { id: group.id },
    data: { status: 'creating', pollAt: new Date(context.clock.now().getTime() + ANSWER_MS) },
  });
}

interface Recipient {
  customer_id: number;
  external_id: string;
}

/** One contact of the member for each owner, the latest. */
async function recipientsOf(tx: Transaction, group: GroupSend): Promise<Recipient[]> {
  return tx.$queryRaw<Recipient[]>`
    SELECT DISTINCT ON (reminder.customer_id) reminder.customer_id, identity.external_id
    FROM reminder
    JOIN channel_identity identity ON identity.customer_id = reminder.customer_id
      AND identity.channel = 'wecomContact' AND identity.unreachable_at IS NULL
    JOIN contact_relation relation ON relation.identity_id = identity.id AND relation.user_id = ${group.senderUserId}
      AND relation.ended_at IS NULL AND relation.removed_by_owner_at IS NULL
    WHERE reminder.group_send_id = ${group.id} AND reminder.status = 'sending'
    ORDER BY reminder.customer_id, relation.added_at DESC, identity.id`;
}

/** Taken back meanwhile, or not to be told any more: nothing goes out to them. */
async function leaveOutWithdrawn(tx: Transaction, group: GroupSend): Promise<void> {
  await tx.reminder.updateMany({ where: { groupSendId: group.id, status: 'skipped' }, data: { groupSendId: null } });
  await tx.$executeRaw`
    UPDATE reminder SET status = 'skipped', group_send_id = NULL, skip_reason = unwanted.reason
    FROM (
      SELECT reminder.id, ${UNWANTED} AS reason FROM reminder JOIN customer ON customer.id = reminder.customer_id
        LEFT JOIN vehicle ON vehicle.id = reminder.vehicle_id
      WHERE reminder.group_send_id = ${group.id} AND reminder.status = 'sending') AS unwanted
    WHERE unwanted.id = reminder.id AND unwanted.reason IS NOT NULL`;
}

async function leaveOthers(tx: Transaction, groupSendId: number, recipients: readonly Recipient[]): Promise<void> {
  const staying = new Set(recipients.map((recipient) => recipient.customer_id));
  const all = await tx.reminder.findMany({ where: { groupSendId, status: 'sending' }, select: { customerId: true } });
  const leaving = all.map((reminder) => reminder.customerId).filter((id) => !staying.has(id));
  if (leaving.length === 0) return;
  await leaveGroupSend(tx, groupSendId, groupSendReasons.contactEnded, { customerIds: leaving });
}

/** What one task can't hold goes into another. */
async function splitOff(tx: Transaction, group: GroupSend, rest: readonly Recipient[]): Promise<void> {
  const customerIds = rest.map((recipient) => recipient.customer_id);
  const other = await copyOf(tx, group, group.pollAt);
  await tx.reminder.updateMany({
    where: { groupSendId: group.id, status: 'sending', customerId: { in: customerIds } },
    data: { groupSendId: other },
  });
}

/** Another task with the same words for the same member, still to be created. */
export async function copyOf(tx: Transaction, group: GroupSend, pollAt: Date | null): Promise<number> {
  const { storeId, senderUserId, kind, text, createdAt, createdOn, deadlineAt } = group;
  const { id } = await tx.groupSend.create({
    data: { storeId, senderUserId, kind, text, createdAt, createdOn, deadlineAt, pollAt },
  });
  return id;
}
