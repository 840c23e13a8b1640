import type { Seen } from './unread.ts';

const KEY = 'carebay.sandbox.seen';

/** The part of `Storage` that is used here. */
export type StorageLike = Pick<Storage, 'getItem' | 'setItem'>;

/** Reads what was kept; anything unreadable counts as nothing. */
export function loadSeen(storage: StorageLike | undefined): Seen {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    const numbers = Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
    return Object.fromEntries(numbers);
  } catch {
    // A private window may refuse its storage: badges then start anew at each visit.
    return {};
  }
}

export function saveSeen(storage: StorageLike | undefined, seen: Seen): void {
  try {
    storage?.setItem(KEY, JSON.stringify(seen));
  } catch {
    // As above: nothing is lost but the badges' memory.
  }
}
