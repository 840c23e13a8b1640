import type { Db } from '../database/database.ts';

type Table =
  | 'customer'
  | 'consent'
  | 'vehicle'
  | 'visit'
  | 'channel_identity'
  | 'contact_relation'
  | 'reminder'
  | 'call_task'
  | 'ticket'
  | 'ticket_event'
  | 'ticket_clock';
type Row = Record<string, unknown>;

/** Rows per statement: large enough that the round trip does not count, small enough for the embedded database's memory. */
const BATCH = 2000;

/**
 * Inserts rows with one statement per batch; rows that meet a unique key which is there already are left out.
 *
 * @param rows all with the same keys, named like the columns; Date, string[], number, boolean, null
 * @returns how many rows were new
 */
export async function insertRows(db: Db, table: Table, rows: readonly Row[]): Promise<number> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  let inserted = 0;
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = JSON.stringify(rows.slice(start, start + BATCH));
    inserted += await db.$executeRawUnsafe(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
       ON CONFLICT DO NOTHING`,
      batch,
    );
  }
  return inserted;
}

/**
 * Updates rows by `id`, one statement per batch; every key but `id` is set.
 *
 * @param rows all with the same keys
 */
export async function updateRows(db: Db, table: Table, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  const settings = columns.map((column) => `${column} = new.${column}`).join(', ');
  for (let start = 0; start < rows.length; start += BATCH) {
    await db.$executeRawUnsafe(
      `UPDATE ${table} SET ${settings} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) AS new
       WHERE ${table}.id = new.id`,
      JSON.stringify(rows.slice(start, start + BATCH)),
    );
  }
}

/** Takes ids for new rows ahead of inserting them, so that rows of several tables can point to each other. */
export async function takeIds(db: Db, table: Table, count: number): Promise<number[]> {
  const rows = await db.$queryRawUnsafe<{ id: bigint | number }[]>(
    `SELECT nextval(pg_get_serial_sequence('${table}', 'id')) AS id FROM generate_series(1, $1::int)`,
    count,
  );
  return rows.map((row) => Number(row.id));
}

/**
 * Lets the planner know of many new rows. A server does so by itself after a while, the embedded database never does,
 * and joins over a table that it believes empty take minutes.
 */
export async function refreshStatistics(db: Db, rows: number): Promise<void> {
  if (rows >= 500) await db.$executeRawUnsafe('ANALYZE customer, vehicle, visit');
}
