import { type Day, dayToDate } from '../../src/calendar.ts';
import type { Clock } from '../../src/clock.ts';
import type { Db } from '../../src/database/database.ts';

/** How far a day's reminders are, as a process of the service reads it in its database. */
export interface OutreachProgress {
  /** The day's plan is marked as made. */
  isPlanned: boolean;
  /** Notices that owners have agreed to and not got yet. */
  consents: number;
  /** Owners whose 48 hours of 微信客服 are open. */
  windows: number;
  /** Relations of members and owners. */
  contacts: number;
  /** Reminders up to the day that have not come to an end. */
  unsettled: number;
  /** Of these the ones that wait for another day: an owner gets one group send a day. */
  putOff: number;
  /** And the ones that a member has been asked to confirm, and has not. */
  atMembers: number;
  /** Tasks that the platform has, and nobody has confirmed. */
  unconfirmed: number;
  /** Tasks on the way to the platform or back. */
  tasksUnderWay: number;
  /** Everything that is due and not done yet. */
  waiting: number;
}

export async function readProgress(db: Db, clock: Clock, day: Day): Promise<OutreachProgress> {
  const unsettled = { status: { in: ['planned', 'sending', 'failed'] }, plannedFor: { lte: dayToDate(day) } };
  const unconfirmed = { status: 'created', confirmedAt: null };
  const asked = await db.groupSend.findMany({ where: unconfirmed, select: { id: true } });
  return {
    isPlanned: (await db.scheduleSlot.count({ where: { name: 'reminders.planned:main' } })) > 0,
    consents: await db.subscriptionConsent.count({ where: { remaining: { gt: 0 } } }),
    windows: await db.channelIdentity.count({ where: { channel: 'kf', windowOpenedAt: { not: null } } }),
    contacts: await db.contactRelation.count({ where: { endedAt: null } }),
    unsettled: await db.reminder.count({ where: unsettled }),
    putOff: await db.reminder.count({
      where: { ...unsettled, status: 'planned', notBeforeAt: { gt: clock.now() } },
    }),
    atMembers: await db.reminder.count({
      where: { ...unsettled, status: 'sending', groupSendId: { in: asked.map(({ id }) => id) } },
    }),
    unconfirmed: asked.length,
    tasksUnderWay: await db.groupSend.count({
      where: {
        OR: [
          { status: { in: ['collecting', 'creating', 'unknown', 'cancelling', 'closing'] } },
          { status: 'created', confirmedAt: { not: null } },
        ],
      },
    }),
    waiting: await countWaiting(db, clock),
  };
}

/** A message that the platform's pace holds back is still on its way; one put off to another hour is not. */
const HELD_BACK_MS = 15 * 60_000;

/** Everything that is due and not done yet. */
export async function countWaiting(db: Db, clock: Clock): Promise<number> {
  const now = clock.now();
  const soon = new Date(now.getTime() + HELD_BACK_MS);
  const [row] = await db.$queryRaw<{ waiting: number }[]>`SELECT (
    (SELECT count(*) FROM inbox_event WHERE status = 'received') +
    (SELECT count(*) FROM conversation WHERE gather_until_at IS NOT NULL) +
    (SELECT count(*) FROM reminder WHERE status = 'planned' AND planned_for <= ${now}
      AND (not_before_at IS NULL OR not_before_at <= ${now})) +
    (SELECT count(*) FROM outbox_message WHERE status IN ('pending', 'sending', 'unknown')
      AND (attempts > 0 OR not_before_at IS NULL OR not_before_at <= ${soon})))::int AS waiting`;
  return row?.waiting ?? 0;
}
