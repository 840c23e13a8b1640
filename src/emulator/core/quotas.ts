import type { Switches } from '../switches.ts';
import type { VirtualClock } from './clock.ts';
import { PlatformError } from './platform-error.ts';
import type { Table } from './store.ts';

/** Calls of one key inside the current minute or hour. */
interface Window {
  startedAt: number;
  count: number;
}

/** Base quotas (A15) and any other "n per minute" limit. Counters live in memory, blocks are state. */
export class Quotas {
  readonly #windows = new Map<string, Window>();
  readonly #facts: Table<Record<string, unknown>>;
  readonly #clock: VirtualClock;
  readonly #switches: Switches;

  constructor(facts: Table<Record<string, unknown>>, clock: VirtualClock, switches: Switches) {
    this.#facts = facts;
    this.#clock = clock;
    this.#switches = switches;
  }

  /** @throws {PlatformError} 45009 while `owner` is blocked for this API, or its address is */
  countCall(owner: string, api: string, ip: string): void {
    this.#limit(`api/${owner}/${api}`, 60, this.#switches.apiCallsPerMinute);
    this.#limit(`api/${owner}/${api}`, 3600, this.#switches.apiCallsPerHour);
    this.#limit(`ip/${ip}`, 60, this.#switches.ipCallsPerMinute);
    this.#limit(`ip/${ip}`, 3600, this.#switches.ipCallsPerHour);
  }

  /** Counts one event of `key`. @returns how many there are in the running window of `seconds` */
  count(key: string, seconds: number): number {
    const now = this.#clock.now();
    const name = `${key}#${seconds}`;
    const window = this.#windows.get(name);
    if (window === undefined || now - window.startedAt >= seconds * 1000) {
      this.#windows.set(name, { startedAt: now, count: 1 });
      return 1;
    }
    window.count += 1;
    return window.count;
  }

  /** Refuses `key` for `seconds`. */
  block(key: string, seconds: number): void {
    this.#facts.put(`block/${key}`, { until: this.#clock.now() + seconds * 1000 });
  }

  isBlocked(key: string): boolean {
    const until = this.#facts.get(`block/${key}`)?.['until'];
    return typeof until === 'number' && this.#clock.now() < until;
  }

  /** Forgets counters and blocks of every key that starts with `prefix`. */
  release(prefix: string): void {
    for (const name of this.#windows.keys()) if (name.startsWith(prefix)) this.#windows.delete(name);
    for (const key of this.#facts.rows.keys()) if (key.startsWith(`block/${prefix}`)) this.#facts.delete(key);
  }

  #limit(key: string, seconds: number, limit: number): void {
    const name = `${key}#${seconds}`;
    if (this.isBlocked(name)) throw new PlatformError(45009, 'api freq out of limit');
    if (this.count(key, seconds) <= limit) return;
    this.block(name, seconds);
    this.#windows.delete(name);
    throw new PlatformError(45009, 'api freq out of limit');
  }
}
