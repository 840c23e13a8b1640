import { type Day, dateToDay, dayToDate } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import { COVERAGE, coverageFrom, type CoverageKey, coverageKeyAt } from '../../outreach/index.ts';

/** How a planned reminder ended, or stands: the same words and rules as the proof that the director gets. */
export const OUTCOMES = COVERAGE;
export type Outcome = CoverageKey;
export const isOutcome = (text: string): text is Outcome => Object.hasOwn(OUTCOMES, text);

export interface CoverageCount {
  kind: string;
  channel: string | null;
  outcome: Outcome;
  count: number;
}

/** Reminders of one day by kind, channel and outcome. The sum is what was due. */
export async function countCoverage(
  tx: Transaction,
  storeId: string,
  { day, now }: { day: Day; now: Date },
): Promise<CoverageCount[]> {
  return tx.$queryRaw<CoverageCount[]>`
    SELECT r.kind, r.channel, ${coverageKeyAt(now)} AS outcome, count(*)::int AS count FROM ${coverageFrom}
    WHERE r.store_id = ${storeId} AND r.planned_for = ${day}::date GROUP BY 1, 2, 3`;
}

/** The same for each day of a span, without kind and channel. */
export async function countCoverageByDay(
  tx: Transaction,
  storeId: string,
  { from, to, now }: { from: Day; to: Day; now: Date },
): Promise<{ day: Day; outcome: Outcome; count: number }[]> {
  const rows = await tx.$queryRaw<{ day: Date; outcome: Outcome; count: number }[]>`
    SELECT r.planned_for AS day, ${coverageKeyAt(now)} AS outcome, count(*)::int AS count FROM ${coverageFrom}
    WHERE r.store_id = ${storeId} AND r.planned_for BETWEEN ${from}::date AND ${to}::date GROUP BY 1, 2`;
  return rows.map((row) => ({ ...row, day: dateToDay(row.day) }));
}

/** Named reasons of one day, the most frequent first. */
export async function countReasons(
  tx: Transaction,
  storeId: string,
  day: Day,
): Promise<{ reason: string; count: number }[]> {
  return tx.$queryRaw<{ reason: string; count: number }[]>`
    SELECT r.skip_reason AS reason, count(*)::int AS count FROM reminder r
    WHERE r.store_id = ${storeId} AND r.planned_for = ${day}::date
      AND r.status IN ('skipped', 'dropped', 'heldOut') AND coalesce(r.skip_reason, '') <> ''
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`;
}

export interface CoverageFilter {
  kind: string;
  channel: string;
  outcome: string;
}

/** Reminders of one day that match; '' leaves nothing out. */
export async function listCovered(
  tx: Transaction,
  storeId: string,
  input: { day: Day; now: Date; filter: CoverageFilter; offset: number; limit: number },
): Promise<Reminder[]> {
  const { now } = input;
  const { kind, channel, outcome } = input.filter;
  const found = await tx.$queryRaw<{ id: number }[]>`
    SELECT r.id FROM ${coverageFrom} WHERE r.store_id = ${storeId} AND r.planned_for = ${input.day}::date
      AND (${kind} = '' OR r.kind = ${kind}) AND (${channel} = '' OR r.channel = ${channel})
      AND (${outcome} = '' OR ${coverageKeyAt(now)} = ${outcome})
    ORDER BY r.id OFFSET ${input.offset} LIMIT ${input.limit}`;
  return tx.reminder.findMany({
    where: { id: { in: found.map(({ id }) => id) }, plannedFor: dayToDate(input.day) },
    orderBy: { id: 'asc' },
  });
}
