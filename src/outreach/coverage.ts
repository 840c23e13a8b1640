import type { Day } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';

/** How a planned reminder ended, or stands: each is exactly one of these. */
export const COVERAGE = {
  reached: '已送达',
  sent: '已发出（无回执）',
  callDone: '已打电话',
  callOpen: '待打电话',
  explained: '未触达，有原因',
  underWay: '进行中',
  unexplained: '无法说明',
} as const;
export type CoverageKey = keyof typeof COVERAGE;

export interface Coverage {
  day: Day;
  /** Reminders planned for the day; equals the sum of the others. */
  due: number;
  counts: Record<CoverageKey, number>;
  /** Of those reached or sent, by rung. */
  byChannel: Record<string, number>;
  /** Named reasons, with how many. */
  reasons: Record<string, number>;
  /** Ids of what nothing explains: none, or something is broken. */
  unexplained: number[];
}

/** Under way is an explanation for so long; after that something was forgotten. */
const LONGEST_DAYS = 10;

/** What decides: the reminder (`r`), the call, message or group send that carries it. */
export const coverageFrom = Prisma.sql`reminder r
        LEFT JOIN call_task t ON t.id = r.call_task_id
        LEFT JOIN outbox_message o ON o.id = r.outbox_id
        LEFT JOIN group_send g ON g.id = r.group_send_id`;

/** Which of COVERAGE a reminder is, as an expression over `coverageFrom`. */
export function coverageKeyAt(now: Date): Prisma.Sql {
  const longAgo = new Date(now.getTime() - LONGEST_DAYS * 86_400_000);
  return Prisma.sql`CASE
        WHEN r.status = 'delivered' OR r.status = 'sent' AND (r.read_at IS NOT NULL OR r.replied_at IS NOT NULL) THEN 'reached'
        WHEN r.status = 'sent' THEN 'sent'
        WHEN r.status = 'callTask' AND t.status = 'open' THEN 'callOpen'
        WHEN r.status = 'callTask' AND t.status = 'done' THEN 'callDone'
        WHEN r.status IN ('skipped', 'dropped', 'heldOut') AND r.skip_reason <> '' THEN 'explained'
        WHEN r.status = 'planned' AND greatest(r.planned_for::timestamptz, r.not_before_at) > ${longAgo} THEN 'underWay'
        WHEN r.status = 'sending' AND (o.status IN ('pending', 'sending', 'unknown')
          OR g.status IN ('collecting', 'creating', 'unknown', 'created', 'cancelling', 'closing')) AND coalesce(o.not_before_at, o.created_at, g.created_at) > ${longAgo}
          THEN 'underWay'
        ELSE 'unexplained' END`;
}

/**
 * Proves that nobody who was due was forgotten: every reminder planned for a day was reached, went out without a receipt
 * (the channel has none, or none came), has a call, has a named reason, or is still under way with something that moves it
 * on (a message that waits, a group send, a later date).
 */
export async function coverageOf(
  context: { storeId: string; clock: { now(): Date } },
  db: Db,
  day: Day,
): Promise<Coverage> {
  const rows = await db.$queryRaw<
    { key: CoverageKey; channel: string | null; reason: string | null; count: number; ids: number[] }[]
  >`
    SELECT key, CASE WHEN key IN ('reached', 'sent') THEN channel END AS channel,
      CASE WHEN key = 'explained' THEN skip_reason END AS reason, count(*)::int AS count,
      (array_agg(id ORDER BY id) FILTER (WHERE key = 'unexplained'))[1:50] AS ids
    FROM (
      SELECT r.id, r.channel, r.skip_reason, ${coverageKeyAt(context.clock.now())} AS key FROM ${coverageFrom}
      WHERE r.store_id = ${context.storeId} AND r.planned_for = ${day}::date) AS ended
    GROUP BY 1, 2, 3`;
  const counts = Object.fromEntries(Object.keys(COVERAGE).map((key) => [key, 0])) as Record<CoverageKey, number>;
  const coverage: Coverage = { day, due: 0, counts, byChannel: {}, reasons: {}, unexplained: [] };
  for (const { key, channel, reason, count, ids } of rows) {
    coverage.due += count;
    counts[key] += count;
    if (channel !== null) coverage.byChannel[channel] = (coverage.byChannel[channel] ?? 0) + count;
    if (reason !== null) coverage.reasons[reason] = (coverage.reasons[reason] ?? 0) + count;
    if (key === 'unexplained') coverage.unexplained.push(...ids);
  }
  return coverage;
}
