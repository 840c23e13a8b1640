import type { RecordEntry } from '../control-types.ts';
import type { VirtualClock } from './clock.ts';
import type { Identifiers } from './identifiers.ts';
import type { Table } from './store.ts';

/** Entries kept; older ones are dropped from memory and, at the next start, from disk. */
const KEPT = 20_000;

export type Change = { type: 'record'; entry: RecordEntry } | { type: 'change'; seq: number };

/** Everything that was asked, answered and delivered, in order, with listeners for what comes next. */
export class Recorder {
  readonly #rows: Table<RecordEntry>;
  readonly #clock: VirtualClock;
  readonly #ids: Identifiers;
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(rows: Table<RecordEntry>, clock: VirtualClock, ids: Identifiers) {
    this.#rows = rows;
    this.#clock = clock;
    this.#ids = ids;
  }

  add(entry: Omit<RecordEntry, 'seq' | 'at'>): void {
    const whole = { seq: this.#ids.next('seq'), at: this.#clock.iso(), ...entry };
    this.#rows.put(String(whole.seq), whole);
    for (const oldest of this.#rows.rows.keys()) {
      if (this.#rows.rows.size <= KEPT) break;
      this.#rows.delete(oldest);
    }
    this.#tell({ type: 'record', entry: whole });
  }

  /** Tells listeners that somebody's inbox changed. */
  changed(seq: number): void {
    this.#tell({ type: 'change', seq });
  }

  list(filter: { after?: number; api?: string; kind?: string; limit?: number }): RecordEntry[] {
    const found: RecordEntry[] = [];
    for (const entry of this.#rows.rows.values()) {
      if (entry.seq <= (filter.after ?? 0)) continue;
      if (filter.kind !== undefined && entry.kind !== filter.kind) continue;
      if (filter.api !== undefined && entry.api !== filter.api && !entry.api.endsWith(`:${filter.api}`)) continue;
      found.push(entry);
      if (found.length >= (filter.limit ?? 1000)) break;
    }
    return found;
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
