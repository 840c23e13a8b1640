import { createHash } from 'node:crypto';

/** The objects of a list. @throws {TypeError} for anything else */
export function eachOf(list: unknown): Record<string, unknown>[] {
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'object' && entry !== null)) {
    throw new TypeError('a list of objects was expected');
  }
  return list as Record<string, unknown>[];
}

/** What vendors push has no number of its own: the whole of it, in any order of its fields, is the key. */
export function keyOfPush(entry: Record<string, unknown>): string {
  const canonical = Object.entries(entry).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(canonical)).digest('base64url');
}

/** Eleven digits; undefined for anything but a mainland mobile number. */
export function mobileOf(text: string): string | undefined {
  return /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(text.trim())?.[1];
}
