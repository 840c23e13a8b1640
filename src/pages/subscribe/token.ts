import { isSameMac, macOf } from '../seal.ts';

/** A link in an old message still opens; one that was passed on for years does not. */
const VALID_DAYS = 90;
const DAY_MS = 86_400_000;
const SHAPE = /^([0-9a-z]{1,8})-([0-9a-z]{1,5})-([0-9a-f]{32})$/;

interface Owner {
  storeId: string;
  customerId: number;
}

/** Names one owner for 90 days: `customer-day-mac`. The same all day, so that a repeated message stays the same message. */
export function subscribeToken(key: Uint8Array, { storeId, customerId }: Owner, now: Date): string {
  const day = Math.floor(now.getTime() / DAY_MS).toString(36);
  const customer = customerId.toString(36);
  return `${customer}-${day}-${signatureOf(key, storeId, customer, day)}`;
}

/** The owner's id; undefined for a token that is forged, of another store, or over. */
export function readSubscribeToken(key: Uint8Array, storeId: string, token: string, now: Date): number | undefined {
  const [, customer = '', day = '', mac = ''] = SHAPE.exec(token) ?? [];
  if (mac === '' || !isSameMac(mac, signatureOf(key, storeId, customer, day))) return undefined;
  const age = now.getTime() / DAY_MS - Number.parseInt(day, 36);
  return age < VALID_DAYS ? Number.parseInt(customer, 36) : undefined;
}

/** Half of the MAC is enough, and the link stays short. */
function signatureOf(key: Uint8Array, storeId: string, customer: string, day: string): string {
  return macOf(key, 'subscribe', storeId, customer, day).slice(0, 32);
}
