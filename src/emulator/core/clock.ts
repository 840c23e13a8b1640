import type { Table } from './store.ts';

interface ClockRow {
  mode: 'frozen' | 'running';
  /** frozen: the instant itself; running: what to add to wall time. Milliseconds. */
  value: number;
}

/** The emulator's own time. `running` follows wall time plus an offset, `frozen` moves only when told to. */
export class VirtualClock {
  readonly #rows: Table<ClockRow>;
  readonly #wall: () => number;

  constructor(rows: Table<ClockRow>, options: { mode: 'frozen' | 'running'; startAt?: Date; wall: () => number }) {
    this.#rows = rows;
    this.#wall = options.wall;
    const stored = rows.get('clock');
    if (stored?.mode === options.mode) return;
    const start = stored === undefined ? (options.startAt?.getTime() ?? options.wall()) : this.now();
    rows.put('clock', { mode: options.mode, value: options.mode === 'frozen' ? start : start - options.wall() });
  }

  get mode(): 'frozen' | 'running' {
    return this.#row().mode;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    const row = this.#row();
    return row.mode === 'frozen' ? row.value : this.#wall() + row.value;
  }

  /** Seconds since the epoch, as the platform writes them. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Moves to `instant` (milliseconds); never backwards. */
  moveTo(instant: number): void {
    const difference = instant - this.now();
    if (difference <= 0) return;
    const row = this.#row();
    this.#rows.put('clock', { ...row, value: row.value + difference });
  }

  #row(): ClockRow {
    return this.#rows.get('clock') ?? { mode: 'running', value: 0 };
  }
}
