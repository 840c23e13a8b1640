import { addDays } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { Rules } from '../stores/index.ts';
import { dueRulesHash, enabledKinds } from './due-rules.ts';
import { factsPage, type Recorded } from './facts.ts';
import type { Occurrence, OwnerFacts, VehicleFacts, Window } from './occurrence.ts';
import { ownerOccurrences, vehicleOccurrences } from './occurrences.ts';
import type { Subject } from './stale-records.ts';

/** Due days are computed this much further than needed, so that a record's turn comes about once a year and not all on one day. */
const AHEAD_DAYS = 275;
const SPREAD_DAYS = 181;

/** A row of `due_date`, as far as it comes from facts. */
export interface DueRow {
  subject_key: string;
  customer_id: number;
  vehicle_id: number | null;
  kind: string;
  item: string;
  due_on: string;
  reason: string;
  detail: Occurrence['detail'];
}

/** What falls due for some records in a window, of the kinds that are switched on, as rows. */
export function dueRowsOf(
  subject: Subject,
  records: readonly Recorded<VehicleFacts | OwnerFacts>[],
  rules: Rules,
  windowOf: (id: number) => Window,
): DueRow[] {
  const kinds = new Set<string>(enabledKinds(rules));
  return records.flatMap((record) => {
    const window = windowOf(record.id);
    const found =
      subject === 'vehicle'
        ? vehicleOccurrences(record as VehicleFacts, window, rules)
        : ownerOccurrences(record as OwnerFacts, window);
    return found
      .filter(({ kind }) => kinds.has(kind))
      .map(({ kind, item, dueOn, reason, detail }) => ({
        subject_key: `${subject}:${record.id}`,
        customer_id: record.customerId,
        vehicle_id: subject === 'vehicle' ? record.id : null,
        kind,
        item,
        due_on: dueOn,
        reason,
        detail,
      }));
  });
}

/**
 * Computes the due dates of some records and puts them in place of the old ones, in one statement: who reads meanwhile sees
 * all of the old or all of the new. A record that changed after it was read keeps what it had, and stays stale.
 *
 * @param window what must be known; each record is computed some way beyond
 * @returns how many of the records are up to date now, or gone
 */
export async function computeDueDates(
  context: Pick<Context, 'database' | 'clock' | 'storeId'>,
  subject: Subject,
  ids: readonly number[],
  { rules, window }: { rules: Rules; window: Window },
): Promise<number> {
  const { storeId, database } = context;
  const records = await factsPage(database, storeId, subject, ids);
  const windowOf = (id: number) => ({
    from: window.from,
    to: addDays(window.to, AHEAD_DAYS + ((id * 7919) % SPREAD_DAYS)),
  });
  const rows = dueRowsOf(subject, records, rules, windowOf);
  const states = records.map(({ id, updatedAt }) => ({
    record_id: id,
    computed_at: updatedAt,
    to_on: windowOf(id).to,
  }));
  const kept = new Set(records.map(({ id }) => id));
  const erased = ids.filter((id) => !kept.has(id));
  if (erased.length > 0) await forget(database.client, subject, erased);
  const put = await database.statement({ text: REPLACE[subject], lock: LOCK }, [
    storeId,
    subject,
    JSON.stringify(rows),
    JSON.stringify(states),
    context.clock.now().toISOString(),
    dueRulesHash(rules),
    window.from,
  ]);
  return put.length + erased.length;
}

async function forget(db: Db, subject: Subject, ids: readonly number[]): Promise<void> {
  await db.$executeRawUnsafe(
    `DELETE FROM due_date WHERE subject_key = ANY($1::text[])`,
    ids.map((id) => `${subject}:${id}`),
  );
  await db.$executeRawUnsafe(
    `DELETE FROM due_date_state WHERE subject = '${subject}' AND record_id = ANY($1::int[])`,
    ids,
  );
}

/** One process after the other: two that look at the same record would each leave what the other has not seen. */
const LOCK = 'due_date';

/**
 * Takes the new days of records that are still as they were read. What is equal is not written again: on most days most
 * rows are.
 */
const replaceStatement = (subject: Subject): string => `
  WITH done AS MATERIALIZED (
    SELECT s.* FROM jsonb_to_recordset($4::jsonb) AS s(record_id int, computed_at timestamptz, to_on date)
      JOIN ${subject} r ON r.id = s.record_id AND r.updated_at = s.computed_at
  ), fresh AS MATERIALIZED (
    SELECT n.* FROM jsonb_to_recordset($3::jsonb) AS n(subject_key text, customer_id int, vehicle_id int, kind text,
      item text, due_on date, reason text, detail jsonb) JOIN done ON done.record_id = n.${subject}_id
  ), gone AS (
    DELETE FROM due_date d USING done WHERE d.subject_key = $2 || ':' || done.record_id
      AND (d.subject_key, d.kind, d.item, d.due_on) NOT IN (SELECT subject_key, kind, item, due_on FROM fresh)
  ), put AS (
    INSERT INTO due_date (store_id, subject_key, customer_id, vehicle_id, kind, item, due_on, reason, detail, changed_at)
    SELECT $1, subject_key, customer_id, vehicle_id, kind, item, due_on, reason, detail, $5::timestamptz FROM fresh
    WHERE NOT EXISTS (
      SELECT 1 FROM due_date d
      WHERE (d.subject_key, d.kind, d.item, d.due_on) = (fresh.subject_key, fresh.kind, fresh.item, fresh.due_on)
        AND d.customer_id = fresh.customer_id AND d.reason = fresh.reason AND d.detail = fresh.detail)
    ON CONFLICT (subject_key, kind, item, due_on) DO UPDATE
      SET customer_id = EXCLUDED.customer_id, reason = EXCLUDED.reason, detail = EXCLUDED.detail
  )
  INSERT INTO due_date_state (store_id, subject, record_id, rules_hash, computed_at, from_on, to_on)
  SELECT $1, $2, record_id, $6, computed_at, $7::date, to_on FROM done
  ON CONFLICT (subject, record_id) DO UPDATE SET store_id = EXCLUDED.store_id, rules_hash = EXCLUDED.rules_hash,
    computed_at = EXCLUDED.computed_at, from_on = EXCLUDED.from_on, to_on = EXCLUDED.to_on
  RETURNING record_id`;

const REPLACE = { vehicle: replaceStatement('vehicle'), customer: replaceStatement('customer') } as const;
