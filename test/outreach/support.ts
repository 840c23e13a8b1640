import { addDays, instantAt } from '../../src/calendar.ts';
import type { OutboxMessage, Reminder } from '../../src/database/generated/client.ts';
import { sendDueReminders, settleReminder } from '../../src/outreach/index.ts';
import { planDay } from '../../src/reminders/index.ts';
import { addOwner, deliveredFor, type Owned, reminders } from '../reminders/support.ts';
import type { Desk } from '../support/desk.ts';

export const TODAY = '2026-11-23';
export const NOON = instantAt(TODAY, '12:00');

export function hoursAgo(hours: number, seconds = 0): Date {
  return new Date(NOON.getTime() - hours * 3_600_000 + seconds * 1000);
}

export const send = (desk: Desk) => sendDueReminders(desk.as('system'));

export const outbox = (desk: Desk): Promise<OutboxMessage[]> =>
  desk.database.client.outboxMessage.findMany({ orderBy: { id: 'asc' } });

/** The one reminder there is. */
export async function only(desk: Desk): Promise<Reminder> {
  const [reminder, ...others] = await reminders(desk);
  if (reminder === undefined || others.length > 0) throw new Error(`${others.length + 1} reminders`);
  return reminder;
}

/** What the outbox says about the message of a reminder as it was then. */
export function settle(
  desk: Desk,
  reminder: Reminder,
  outcome: 'sent' | 'delivered' | 'failed',
  errorCode?: number,
  isUnresolved?: boolean,
): Promise<boolean> {
  return desk.run('system', (context, tx) =>
    settleReminder(context, tx, {
      reminderId: reminder.id,
      outboxId: reminder.outboxId ?? 0,
      outcome,
      ...(errorCode === undefined ? {} : { errorCode }),
      ...(isUnresolved === undefined ? {} : { isUnresolved }),
    }),
  );
}

/** An owner whose first maintenance is planned for today, known in the channels that are named. */
export async function due(
  desk: Desk,
  identity: { follows?: boolean; wroteAt?: Date; left?: number; unreachable?: boolean } = {},
): Promise<Owned> {
  const owned = await addOwner(desk, { advisorUserId: 'jiang' }, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
  const common = { storeId: 'main', customerId: owned.customer.id, createdAt: NOON };
  const { client } = desk.database;
  if (identity.follows !== undefined) {
    await client.channelIdentity.create({
      data: {
        ...common,
        channel: 'officialAccount',
        accountId: 'wx1',
        externalId: `o${owned.customer.id}`,
        isSubscribed: identity.follows,
        unreachableAt: identity.unreachable === true ? NOON : null,
      },
    });
  }
  if (identity.wroteAt !== undefined) {
    await client.channelIdentity.create({
      data: {
        ...common,
        channel: 'kf',
        accountId: 'wk1',
        externalId: `wm${owned.customer.id}`,
        windowOpenedAt: identity.wroteAt,
        windowLeft: identity.left ?? 5,
      },
    });
  }
  await planDay(desk.as('system'), TODAY);
  return owned;
}

/** Calls that are still to be made, the oldest first. */
export const openCalls = (desk: Desk) =>
  desk.database.client.callTask.findMany({ where: { storeId: 'main', status: 'open' }, orderBy: { id: 'asc' } });
