import type { FaultInput } from '../control-types.ts';
import type { Identifiers } from './identifiers.ts';
import type { Table } from './store.ts';

type FaultRow = FaultInput & { id: string; left: number };

/** Faults that calls are told to suffer (G6); the oldest that fits is used up first. */
export class Faults {
  readonly #rows: Table<FaultRow>;
  readonly #ids: Identifiers;

  constructor(rows: Table<FaultRow>, ids: Identifiers) {
    this.#rows = rows;
    this.#ids = ids;
  }

  add(fault: FaultInput): FaultRow {
    const id = `f${this.#ids.next('fault')}`;
    return this.#rows.put(id, { ...fault, id, left: fault.times ?? 1 });
  }

  list(): FaultRow[] {
    return this.#rows.values();
  }

  clear(): void {
    for (const row of this.#rows.values()) this.#rows.delete(row.id);
  }

  /** The fault that the call `platform:path` has to suffer; uses one of its times. */
  take(platform: string, path: string): FaultRow | undefined {
    for (const row of this.#rows.rows.values()) {
      if (row.api !== '*' && row.api !== path && row.api !== `${platform}:${path}`) continue;
      row.left -= 1;
      if (row.left <= 0) this.#rows.delete(row.id);
      else this.#rows.put(row.id, row);
      return row;
    }
    return undefined;
  }
}
