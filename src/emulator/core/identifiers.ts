import { createHash } from 'node:crypto';
import type { Table } from './store.ts';

/** Seeded ids: the n-th id of a purpose is always the same, also after a restart. */
export class Identifiers {
  readonly #seed: number;
  readonly #counters: Table<{ n: number }>;

  constructor(seed: number, counters: Table<{ n: number }>) {
    this.#seed = seed;
    this.#counters = counters;
  }

  /** 1, 2, 3, … for each purpose. */
  next(purpose: string): number {
    const row = this.#counters.get(purpose) ?? { n: 0 };
    row.n += 1;
    this.#counters.put(purpose, row);
    return row.n;
  }

  /** The highest number given out for a purpose. */
  last(purpose: string): number {
    return this.#counters.get(purpose)?.n ?? 0;
  }

  /** A fresh opaque id of `[0-9A-Za-z_-]`. */
  fresh(purpose: string, length = 32): string {
    return this.fixed(`${purpose}#${this.next(purpose)}`, length);
  }

  /** The id that belongs to a name: same name, same id. */
  fixed(name: string, length = 32): string {
    let text = '';
    for (let part = 0; text.length < length; part += 1) {
      text += createHash('sha512').update(`${this.#seed}|${name}|${part}`).digest('base64url');
    }
    return text.slice(0, length);
  }

  /** 16 bytes for one encryption. */
  bytes16(purpose: string): Buffer {
    return createHash('sha256')
      .update(`${this.#seed}|${purpose}#${this.next(purpose)}`)
      .digest()
      .subarray(0, 16);
  }
}
