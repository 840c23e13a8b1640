import { addDays, dateToDay, type Day, dayToDate, instantAt } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import type { OutreachChannel } from '../stores/index.ts';
import type { Subject } from './dispatch.ts';
import { greetingKinds } from './kinds.ts';

/** Messages of ours that an owner has had or is about to get. */
export interface Heard {
  lastHour: number;
  /** When the oldest of the last hour left; undefined: it is about to. */
  oldestAt: Date | undefined;
  serviceToday: number;
  greetingsToday: number;
  greetingsThisMonth: number;
}

/** What decides about a page of reminders beside the reminders themselves, read in a few queries for all of them. */
export interface PageFacts {
  heard: Map<number, Heard>;
  /** Owners with a complaint that is not closed. */
  complaining: ReadonlySet<number>;
  /** Owners whose every car is sold or written off. */
  withoutCar: ReadonlySet<number>;
  /** Day of each vehicle's last maintenance. */
  maintainedOn: ReadonlyMap<number, Day>;
}

const HOUR_MS = 3_600_000;

export async function loadPageFacts(
  tx: Transaction,
  subjects: readonly Subject[],
  today: Day,
  now: Date,
): Promise<PageFacts> {
  const customerIds = [...new Set(subjects.map(({ customer }) => customer.id))];
  const greeted = subjects
    .filter(({ reminder }) => greetingKinds.includes(reminder.kind))
    .map((one) => one.customer.id);
  const maintained = subjects.flatMap(({ reminder }) =>
    reminder.kind.endsWith('Maintenance') ? (reminder.vehicleId ?? []) : [],
  );
  return {
    heard: await loadHeard(tx, customerIds, today, now),
    complaining: new Set(greeted.length === 0 ? [] : await complainingOf(tx, greeted)),
    withoutCar: new Set(greeted.length === 0 ? [] : await withoutCarOf(tx, greeted)),
    maintainedOn: new Map(maintained.length === 0 ? [] : await lastMaintenanceOf(tx, maintained, today)),
  };
}

/** The page's facts are read once: what the page itself sends counts too. */
export function noteHeard(
  facts: PageFacts,
  { reminder }: Pick<Subject, 'reminder'>,
  channel: OutreachChannel,
  isJoined = false,
): void {
  const heard = facts.heard.get(reminder.customerId) ?? {
    lastHour: 0,
    oldestAt: undefined,
    serviceToday: 0,
    greetingsToday: 0,
    greetingsThisMonth: 0,
  };
  facts.heard.set(reminder.customerId, heard);
  const isGreeting = greetingKinds.includes(reminder.kind);
  if (isGreeting) {
    heard.greetingsToday += 1;
    heard.greetingsThisMonth += 1;
  }
  if (channel === 'callTask' || channel === 'groupSend' || isJoined) return;
  heard.lastHour += 1;
  if (!isGreeting) heard.serviceToday += 1;
}

async function loadHeard(tx: Transaction, ids: readonly number[], today: Day, now: Date): Promise<Map<number, Heard>> {
  const dayStart = instantAt(today);
  const monthStart = `${today.slice(0, 7)}-01`;
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  // Several reminders in one message are one; a call is none, but a greeting by phone is a greeting.
  const rows = await tx.$queryRaw<
    { customer_id: number; hour: number; oldest: Date | null; service: number; day: number; month: number }[]
  >`
    SELECT customer_id,
      count(DISTINCT message) FILTER (WHERE is_message AND (is_leaving OR sent_at >= ${hourAgo}))::int AS hour,
      min(sent_at) FILTER (WHERE is_message AND sent_at >= ${hourAgo}) AS oldest,
      count(DISTINCT message) FILTER (WHERE is_message AND NOT is_greeting AND (is_leaving OR sent_at >= ${dayStart}))::int AS service,
      count(*) FILTER (WHERE is_greeting AND (is_leaving OR sent_at >= ${dayStart} OR called_on >= ${today}::date))::int AS day,
      count(*) FILTER (WHERE is_greeting)::int AS month
    FROM (
      SELECT customer_id, sent_at, status = 'sending' AS is_leaving, kind = ANY(${greetingKinds}::text[]) AS is_greeting,
        status <> 'callTask' AND channel IS DISTINCT FROM 'groupSend' AS is_message,
        CASE WHEN status = 'callTask' THEN planned_for END AS called_on, coalesce(outbox_id, -id) AS message
      FROM reminder
      WHERE customer_id = ANY(${[...ids]}::int[])
        AND (status = 'sending' OR status IN ('sent', 'delivered') AND sent_at >= ${instantAt(monthStart)}
          OR status = 'callTask' AND planned_for >= ${monthStart}::date)
    ) AS told GROUP BY customer_id`;
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        lastHour: row.hour,
        oldestAt: row.oldest ?? undefined,
        serviceToday: row.service,
        greetingsToday: row.day,
        greetingsThisMonth: row.month,
      },
    ]),
  );
}

async function complainingOf(tx: Transaction, ids: readonly number[]): Promise<number[]> {
  const tickets = await tx.ticket.findMany({
    where: { customerId: { in: [...ids] }, status: { notIn: ['closed', 'merged', 'dismissed'] } },
    select: { customerId: true },
  });
  return tickets.flatMap((ticket) => ticket.customerId ?? []);
}

async function withoutCarOf(tx: Transaction, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.$queryRaw<{ customer_id: number }[]>`
    SELECT customer_id FROM vehicle WHERE customer_id = ANY(${[...ids]}::int[])
    GROUP BY customer_id HAVING bool_and(status <> 'active')`;
  return rows.map((row) => row.customer_id);
}

async function lastMaintenanceOf(tx: Transaction, ids: readonly number[], today: Day): Promise<[number, Day][]> {
  const visits = await tx.visit.findMany({
    where: {
      vehicleId: { in: [...ids] },
      type: { in: ['firstMaintenance', 'regularMaintenance'] },
      enteredOn: { gte: dayToDate(addDays(today, -120)) },
    },
    orderBy: { enteredOn: 'asc' },
  });
  return visits.map((visit) => [visit.vehicleId, dateToDay(visit.enteredOn)]);
}
