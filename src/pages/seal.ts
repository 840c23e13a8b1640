import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a seal is good for. One made for another purpose never opens. */
export type SealPurpose = 'session' | 'state' | 'form' | 'calendar' | 'subscribe';

/** HMAC-SHA256 of these parts for one purpose, hex. No part may hold a line feed: it separates them. */
export function macOf(key: Uint8Array, purpose: SealPurpose, ...parts: readonly string[]): string {
  return createHmac('sha256', key)
    .update([purpose, ...parts].join('\n'))
    .digest('hex');
}

/** Compares in a time that tells nothing about where the two differ. */
export function isSameMac(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A readable, signed text: `base64url(payload).mac`. */
export function seal(key: Uint8Array, purpose: SealPurpose, payload: string): string {
  const encoded = Buffer.from(payload).toString('base64url');
  return `${encoded}.${macOf(key, purpose, encoded)}`;
}

/** The payload of a sealed text; undefined when it was not sealed with this key for this purpose. */
export function unseal(key: Uint8Array, purpose: SealPurpose, sealed: string): string | undefined {
  const [encoded = '', mac = '', ...more] = sealed.split('.');
  if (more.length > 0 || !isSameMac(mac, macOf(key, purpose, encoded))) return undefined;
  return Buffer.from(encoded, 'base64url').toString();
}
