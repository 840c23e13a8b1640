import type { Db } from 'pg-boss';

/** The list of each key's first job, as pg-boss asks for it; its conditions are `$1` and its table `h`. */
const HEADS =
  /strict_fifo_heads AS MATERIALIZED \(\s*SELECT DISTINCT ON \(h\.singleton_key\) h\.id\s+FROM (\S+) h\s+WHERE ([^]+?)\s+ORDER BY h\.singleton_key, h\.state DESC, h\.created_on, h\.id\s*\),/;
const ONE_OF_THEM = 'j.id IN (SELECT id FROM strict_fifo_heads)';

/**
 * pg-boss lists the first job of every key before it takes one, so each look costs as much as the queue is long: 300 ms
 * with 20 000 reminders waiting. Asking of the job at hand whether it is its key's first says the same, and stops at the
 * first that is. As a subquery with a limit, because that is looked up in the index whatever the table's statistics say.
 */
export function fetchByHead(text: string): string {
  const [heads, table, conditions] = HEADS.exec(text) ?? [];
  if (heads === undefined || table === undefined || conditions === undefined) return text;
  const first = `j.id = (
            SELECT h.id FROM ${table} h WHERE ${conditions} AND h.singleton_key = j.singleton_key
            ORDER BY h.state DESC, h.created_on, h.id LIMIT 1
          )`;
  return text.replace(heads, '').replace(ONE_OF_THEM, () => first);
}

/** Rewrites every look for jobs that goes through this connection. */
export function fetchByHeadOn(db: Db): void {
  const executeSql = db.executeSql.bind(db);
  db.executeSql = (text, values) => executeSql(fetchByHead(text), values);
}

/**
 * For connections of the queue alone: jobs are looked at in their order, along the index, until one may run. Statistics of
 * a table that was empty a minute ago would have PostgreSQL read and sort the whole backlog instead. And taking a job or
 * ending it does not wait for the disk: jobs are added over other connections, and one that comes back after a crash of
 * the server is a turn with nothing to do.
 */
export function withQueueSettings(connectionString: string): string {
  const url = new URL(connectionString);
  const own = url.searchParams.get('options');
  url.searchParams.set(
    'options',
    `${own === null ? '' : `${own} `}-c enable_sort=off -c enable_bitmapscan=off -c synchronous_commit=off`,
  );
  // Whoever reads it need not know that a plus means a space here.
  url.search = url.search.replaceAll('+', '%20');
  return url.href;
}
