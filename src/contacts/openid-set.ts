import { createHash } from 'node:crypto';

/** Which openids were listed, eight bytes each: as texts two hundred thousand of them would take twenty megabytes. */
export class OpenIdSet {
  #hashes = new BigUint64Array(1024);
  #count = 0;
  #isSorted = true;

  get size(): number {
    return this.#count;
  }

  add(openId: string): void {
    if (this.#count === this.#hashes.length) {
      const wider = new BigUint64Array(this.#hashes.length * 2);
      wider.set(this.#hashes);
      this.#hashes = wider;
    }
    this.#hashes[this.#count] = hashOf(openId);
    this.#count += 1;
    this.#isSorted = false;
  }

  /** Two openids that share eight bytes of their hashes would be taken for one: once in billions of accounts. */
  has(openId: string): boolean {
    if (!this.#isSorted) this.#hashes.subarray(0, this.#count).sort();
    this.#isSorted = true;
    const wanted = hashOf(openId);
    let [from, to] = [0, this.#count];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#hashes[middle] ?? 0n) < wanted) from = middle + 1;
      else to = middle;
    }
    return from < this.#count && this.#hashes[from] === wanted;
  }
}

function hashOf(openId: string): bigint {
  return createHash('sha256').update(openId).digest().readBigUInt64BE();
}
