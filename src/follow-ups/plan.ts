import { addDays, dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import { Prisma } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { skipFollowUps } from './skip.ts';
import { AHEAD_DAYS, followUpSource } from './source.ts';

/**
 * Enters what has to be followed up: every visit that was handed back, every vehicle that was delivered, by round; each
 * once, however often it runs. A day that an import corrected moves what has not been asked yet. Then whatever nobody is
 * asked about gets its reason.
 *
 * What became known later than the rule's days (a first import, years of history) is not entered: `followUpCoverageOf`
 * counts it apart.
 *
 * @returns how many are new, and how many were skipped or ended with a reason
 */
export async function planFollowUps(
  context: Pick<Context, 'database' | 'clock' | 'storeId'>,
): Promise<{ planned: number; skipped: number }> {
  const { storeId, clock, database } = context;
  const now = clock.now();
  const today = dayOf(now);
  return database.transaction(async (tx) => {
    const rules = rulesOf(await getStore(tx, storeId)).followUps;
    const source = followUpSource(storeId, rules);
    const isNear = Prisma.sql`s.from_on BETWEEN ${addDays(today, -rules.catchUpDays)}::date AND ${addDays(today, AHEAD_DAYS)}::date
      AND s.basis_on <= ${today}::date`;
    // The archive is read once, whatever the server believes of the size of a table that it has no statistics of. The days of
    // what has not been asked follow the archive; with another day a reason not to ask is looked for anew.
    const [row] = await tx.$queryRaw<{ planned: number }[]>`
      WITH near AS MATERIALIZED (SELECT s.* FROM ${source} WHERE ${isNear}),
      put AS (
        INSERT INTO follow_up (store_id, round, subject_key, customer_id, vehicle_id, visit_id, advisor_name, basis_on, from_on,
          due_on, status, created_at)
        SELECT ${storeId}, s.round, s.subject_key, s.customer_id, s.vehicle_id, s.visit_id, s.advisor_name, s.basis_on,
          s.from_on, s.due_on, 'planned', ${now}
        FROM near s LEFT JOIN follow_up f ON f.store_id = ${storeId} AND f.round = s.round AND f.subject_key = s.subject_key
        WHERE f.id IS NULL
        ORDER BY s.due_on, s.subject_key
        ON CONFLICT DO NOTHING RETURNING 1),
      moved AS (
        UPDATE follow_up f SET basis_on = s.basis_on, from_on = s.from_on, due_on = s.due_on, customer_id = s.customer_id,
          vehicle_id = s.vehicle_id, advisor_name = s.advisor_name, status = 'planned', skip_reason = NULL
        FROM near s
        WHERE f.store_id = ${storeId} AND f.round = s.round AND f.subject_key = s.subject_key
          AND f.asked_at IS NULL AND f.call_task_id IS NULL
          AND (f.status = 'planned' AND (f.from_on, f.due_on, f.customer_id) IS DISTINCT FROM (s.from_on, s.due_on, s.customer_id)
            OR f.status IN ('planned', 'skipped') AND (f.basis_on, f.vehicle_id) IS DISTINCT FROM (s.basis_on, s.vehicle_id))
        RETURNING 1)
      SELECT (SELECT count(*) FROM put)::int AS planned, (SELECT count(*) FROM moved)::int AS moved`;
    const planned = row?.planned ?? 0;
    return { planned, skipped: await skipFollowUps(tx, { storeId, rules, now }) };
  });
}
