import type { KfMessageRow } from '../core/state.ts';
import type { Table } from '../core/store.ts';

const KEPT_SECONDS = 3 * 24 * 3600;

/** What sync_msg reads: entries of each account in order, the last three days of them. */
export class KfHistory {
  readonly #rows: Table<KfMessageRow>;
  readonly #byAccount = new Map<string, KfMessageRow[]>();
  readonly #msgids = new Map<string, KfMessageRow>();

  constructor(rows: Table<KfMessageRow>) {
    this.#rows = rows;
    for (const row of rows.rows.values()) this.#index(row);
  }

  append(openKfId: string, at: number, entry: Record<string, unknown>): KfMessageRow {
    const seq = (this.#byAccount.get(openKfId)?.at(-1)?.seq ?? 0) + 1;
    const row = { openKfId, seq, at, entry };
    this.#rows.put(`${openKfId}/${seq}`, row);
    this.#index(row);
    return row;
  }

  find(msgid: string): KfMessageRow | undefined {
    return this.#msgids.get(msgid);
  }

  /** Highest sequence number of the account; 0 when it has none. */
  last(openKfId: string): number {
    return this.#byAccount.get(openKfId)?.at(-1)?.seq ?? 0;
  }

  /** Up to `limit` entries after `seq` that are still kept at `now`. */
  page(openKfId: string, seq: number, limit: number, now: number): { entries: KfMessageRow[]; more: boolean } {
    const all = this.#byAccount.get(openKfId) ?? [];
    // Sequence numbers have no gaps: the entry after `seq` stands at index `seq`.
    let index = Math.max(seq, firstNotBefore(all, now - KEPT_SECONDS * 1000));
    const entries: KfMessageRow[] = [];
    for (; index < all.length && entries.length < limit; index += 1) {
      const row = all[index];
      if (row !== undefined) entries.push(row);
    }
    return { entries, more: index < all.length };
  }

  #index(row: KfMessageRow): void {
    const rows = this.#byAccount.get(row.openKfId);
    if (rows === undefined) this.#byAccount.set(row.openKfId, [row]);
    else rows.push(row);
    const msgid = row.entry['msgid'];
    if (typeof msgid === 'string') this.#msgids.set(msgid, row);
  }
}

function firstNotBefore(rows: KfMessageRow[], instant: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
