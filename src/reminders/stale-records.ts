import type { Database } from '../database/database.ts';
import type { Window } from './occurrence.ts';

export type Subject = 'vehicle' | 'customer';

interface Looked {
  storeId: string;
  subject: Subject;
  rulesHash: string;
  /** Days that must be known. */
  need: Window;
  /** Records without a change since then are known to be computed; undefined: look at all. */
  changedSince: Date | undefined;
}

/** Ids of records whose due dates have to be computed anew, lowest first. */
export async function findStale(database: Database, looked: Looked): Promise<number[]> {
  const changed = await changedRecords(database, looked);
  if (looked.changedSince === undefined) return changed;
  const ending = await endingRecords(database, looked);
  return [...new Set([...changed, ...ending])].toSorted((a, b) => a - b);
}

function changedRecords(database: Database, looked: Looked): Promise<number[]> {
  const { storeId, subject, rulesHash, need, changedSince } = looked;
  const since = changedSince === undefined ? '' : 'AND r.updated_at >= $5::timestamptz';
  return ids(
    database,
    `SELECT r.id FROM ${subject} r LEFT JOIN due_date_state s ON s.subject = '${subject}' AND s.record_id = r.id
     WHERE r.store_id = $1 ${since} AND (s.record_id IS NULL OR s.computed_at <> r.updated_at OR s.rules_hash <> $2
       OR s.from_on > $3::date OR s.to_on < $4::date)`,
    [storeId, rulesHash, need.from, need.to, ...(changedSince === undefined ? [] : [changedSince.toISOString()])],
  );
}

function endingRecords(database: Database, { storeId, subject, need }: Looked): Promise<number[]> {
  return ids(
    database,
    `SELECT record_id AS id FROM due_date_state WHERE store_id = $1 AND subject = '${subject}' AND to_on < $2::date`,
    [storeId, need.to],
  );
}

/** As one text: a million rows would cost more than all the rest. */
async function ids(database: Database, select: string, parameters: readonly string[]): Promise<number[]> {
  const text = `SELECT coalesce(json_agg(id ORDER BY id), '[]')::text AS ids FROM (${select}) found`;
  const rows = await database.statement<{ ids: string }>({ text }, parameters);
  return JSON.parse(rows[0]?.ids ?? '[]') as number[];
}
