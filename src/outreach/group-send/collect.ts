import { addDays, dayOf, dayToDate, instantAt } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import type { Rules } from '../../stores/index.ts';
import type { OutreachContext, Sending } from '../rungs/rung.ts';
import { dueDayOf, latestFor } from './deadline.ts';
import { groupSendReasons } from './messages.ts';
import type { ReminderKindKey } from '../kinds.ts';
import { isUrgent } from '../priority.ts';
import { quietUntil } from '../quiet-hours.ts';

/** A task is created once nothing has joined it for this long, */
const QUIET_MS = 3 * 60 * 1000;
/** at the latest after this long: a member has to confirm each, so few with many are better. */
const LONGEST_MS = 20 * 60 * 1000;

/** Of one store: whoever collects or creates does it alone. */
export async function lockGroupSends(tx: Transaction, storeId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`group-send:${storeId}`}))`;
}

/**
 * Puts a reminder into the task that its member will be asked to confirm: one for each member and text, so that a
 * morning's reminders of a kind are one tap. Asked under the lock, so that an owner who is told of four things by four runs
 * at once is still in one task a day.
 *
 * @param userId the member
 * @returns `until`: the owner has had today's, and another day still does
 */
export async function collect(
  context: OutreachContext,
  tx: Transaction,
  sending: Sending,
  userId: string,
): Promise<{ groupSendId: number } | { obstacle: string; until?: Date }> {
  const { storeId, clock } = context;
  const { subject, rules, wording, notBeforeAt } = sending;
  const { reminder, customer } = subject;
  const now = clock.now();
  const latest = latestFor(rules, reminder.kind as ReminderKindKey, dueDayOf(reminder), now);
  if (latest === undefined) return { obstacle: groupSendReasons.tooLate };
  await lockGroupSends(tx, storeId);
  const open = await tx.groupSend.findFirst({
    where: { storeId, status: 'collecting', senderUserId: userId, kind: reminder.kind, text: wording.groupText },
  });
  const times = (await loadGroupSendTimes(tx, [customer.id])).get(customer.id) ?? [];
  const others = times.filter(({ groupSendId }) => groupSendId !== open?.id);
  const { perDay, perMonth } = rules.groupSend;
  const sentAt = others.map(({ at }) => at);
  if (countInMonth(sentAt, now) >= perMonth) return { obstacle: groupSendReasons.cap(perMonth) };
  if (countOnDay(others, now) >= perDay) {
    const until = tomorrowFor(rules, reminder, now);
    return { obstacle: groupSendReasons.hadToday, ...(until === undefined ? {} : { until }) };
  }
  const quietAt = new Date(Math.max(now.getTime() + QUIET_MS, notBeforeAt?.getTime() ?? 0));
  if (open === null) {
    const { id } = await tx.groupSend.create({
      data: {
        storeId,
        senderUserId: userId,
        kind: reminder.kind,
        text: wording.groupText,
        createdAt: now,
        createdOn: dayToDate(dayOf(now)),
        deadlineAt: latest,
        pollAt: quietAt,
      },
    });
    return { groupSendId: id };
  }
  const longest = new Date(open.createdAt.getTime() + LONGEST_MS);
  const next = quietAt < longest ? quietAt : longest;
  await tx.groupSend.update({
    where: { id: open.id },
    data: {
      deadlineAt: latest < open.deadlineAt ? latest : open.deadlineAt,
      pollAt: open.pollAt !== null && open.pollAt > next ? open.pollAt : next,
    },
  });
  return { groupSendId: open.id };
}

/** One group send of an owner. */
export interface GroupSendTime {
  groupSendId: number;
  /** When it went out, or was collected. */
  at: Date;
  /** Its member may confirm it any moment. */
  isWaiting: boolean;
}

/** When each of these owners' group sends went out, or was collected: those that did not reach them don't count. */
export async function loadGroupSendTimes(
  tx: Transaction,
  customerIds: readonly number[],
): Promise<Map<number, GroupSendTime[]>> {
  const rows = await tx.$queryRaw<{ customer_id: number; group_send_id: number; at: Date; is_waiting: boolean }[]>`
    SELECT reminder.customer_id, group_send.id AS group_send_id, max(COALESCE(sent_at, group_send.created_at)) AS at,
      bool_or(reminder.status = 'sending') AS is_waiting
    FROM reminder JOIN group_send ON group_send.id = reminder.group_send_id
    WHERE reminder.customer_id = ANY(${[...customerIds]}::int[]) AND reminder.status IN ('sending', 'sent', 'delivered')
    GROUP BY reminder.customer_id, group_send.id`;
  const times = new Map<number, GroupSendTime[]>();
  for (const row of rows) {
    const own = times.get(row.customer_id) ?? [];
    times.set(row.customer_id, own);
    own.push({ groupSendId: row.group_send_id, at: row.at, isWaiting: row.is_waiting });
  }
  return times;
}

/** How many of these fall into the calendar month of `now`. */
export function countInMonth(times: readonly Date[], now: Date): number {
  const month = dayOf(now).slice(0, 7);
  return times.filter((at) => dayOf(at).slice(0, 7) === month).length;
}

/** How many went out on the day of `now`, or may still. */
function countOnDay(times: readonly GroupSendTime[], now: Date): number {
  return times.filter(({ at, isWaiting }) => isWaiting || dayOf(at) === dayOf(now)).length;
}

/** Tomorrow morning; undefined when that would be too late for a member, or there is no day to lose. */
function tomorrowFor(rules: Rules, reminder: Reminder, now: Date): Date | undefined {
  const midnight = instantAt(addDays(dayOf(now), 1));
  const until = quietUntil(rules.outreach, midnight) ?? midnight;
  const dueOn = dueDayOf(reminder);
  const isUseful =
    dayOf(until) <= dueOn && latestFor(rules, reminder.kind as ReminderKindKey, dueOn, until) !== undefined;
  return isUseful && !isUrgent(reminder) ? until : undefined;
}
