import { DueQueue } from './due-queue.ts';
import type { VirtualClock } from './clock.ts';
import type { Identifiers } from './identifiers.ts';
import type { TimerRow } from './state.ts';
import type { Table } from './store.ts';

type Handler = (data: Record<string, unknown>) => void;

/** Things that happen at an instant of the virtual clock. They survive a restart: what is due is named, not held as a closure. */
export class Timers {
  readonly #rows: Table<TimerRow>;
  readonly #clock: VirtualClock;
  readonly #ids: Identifiers;
  readonly #queue = new DueQueue<TimerRow>();
  readonly #handlers = new Map<string, Handler>();
  #wake: NodeJS.Timeout | undefined;
  #onFired: () => void = () => {};

  constructor(rows: Table<TimerRow>, clock: VirtualClock, ids: Identifiers) {
    this.#rows = rows;
    this.#clock = clock;
    this.#ids = ids;
    for (const row of rows.rows.values()) this.#queue.add(row);
  }

  handle(kind: string, handler: Handler): void {
    this.#handlers.set(kind, handler);
  }

  /** Calls `kind`'s handler after `seconds`; 0 means at once, within this call. */
  after(seconds: number, kind: string, data: Record<string, unknown>): void {
    if (seconds <= 0) {
      this.#handlers.get(kind)?.(data);
      return;
    }
    const id = `t${this.#ids.next('timer')}`;
    this.#queue.add(this.#rows.put(id, { id, dueAt: this.#clock.now() + seconds * 1000, kind, data }));
    this.#schedule();
  }

  /** Moves the clock to `instant`, firing what is due on the way in order, each at its own time. */
  advanceTo(instant: number): void {
    for (let timer = this.#queue.first(); timer !== undefined && timer.dueAt <= instant; timer = this.#queue.first()) {
      this.#clock.moveTo(timer.dueAt);
      this.#queue.take();
      this.#fire(timer);
    }
    this.#clock.moveTo(instant);
    this.#schedule();
  }

  /** Starts firing by itself; `onFired` makes the changes durable. */
  start(onFired: () => void): void {
    this.#onFired = onFired;
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#wake);
  }

  #schedule(): void {
    clearTimeout(this.#wake);
    const next = this.#queue.first();
    if (next === undefined || this.#clock.mode === 'frozen') return;
    const wait = Math.min(Math.max(next.dueAt - this.#clock.now(), 0), 3_600_000);
    this.#wake = setTimeout(() => {
      this.advanceTo(this.#clock.now());
      this.#onFired();
    }, wait);
    this.#wake.unref();
  }

  #fire(timer: TimerRow): void {
    this.#rows.delete(timer.id);
    this.#handlers.get(timer.kind)?.(timer.data);
  }
}
