import { type Place, PLACE } from './place.ts';
import { isSameMac, macOf } from './seal.ts';

/** Where somebody goes after signing in. */
export interface Destination {
  storeId: string;
  place: Place;
}

/** Time to sign in, with the phone to be found for the QR code. */
const STATE_MINUTES = 15;

/** The platform takes [a-zA-Z0-9], at most 128 bytes; none of the parts below holds an X. A place's `/` and `-` stand as Y and V. */
const SHAPE = /^([a-z][a-z0-9Z]{0,30})X([a-zA-WYZ0-9]{1,53})X([a-z0-9]{1,9})X([0-9a-f]{32})$/;

/**
 * The OAuth state: destination, end, and a signature over both, over the query and over the browser's nonce, so that
 * nobody can sign somebody else in with a login of their own.
 *
 * @param input.query of the destination; it has no room in the state, travels beside it and is signed with it
 */
export function sealState(key: Uint8Array, input: Destination & { query?: string; nonce: string; now: Date }): string {
  const end = Math.floor(input.now.getTime() / 1000) + STATE_MINUTES * 60;
  const store = input.storeId.replaceAll('-', 'Z');
  const place = input.place.replaceAll('/', 'Y').replaceAll('-', 'V');
  const content = [store, place, end.toString(36)].join('X');
  return `${content}X${signatureOf(key, content, input.nonce, input.query)}`;
}

/** What a state says about itself; not to be trusted before `isStateValid`. */
export function readState(state: string): (Destination & { expiresAt: Date }) | undefined {
  const match = SHAPE.exec(state);
  if (match === null) return undefined;
  const [, store = '', sealedPlace = '', end = ''] = match;
  const place = sealedPlace.replaceAll('Y', '/').replaceAll('V', '-');
  if (!PLACE.test(place)) return undefined;
  return {
    storeId: store.replaceAll('Z', '-'),
    place,
    expiresAt: new Date(Number.parseInt(end, 36) * 1000),
  };
}

/** Whether this house sealed the state for this browser and query, and it is not over. */
export function isStateValid(key: Uint8Array, state: string, nonce: string, now: Date, query = ''): boolean {
  const read = readState(state);
  const content = state.slice(0, state.lastIndexOf('X'));
  const signature = state.slice(state.lastIndexOf('X') + 1);
  return read !== undefined && isSameMac(signature, signatureOf(key, content, nonce, query)) && read.expiresAt > now;
}

/** Half of the MAC: 128 bits are enough, and the whole would not fit. */
function signatureOf(key: Uint8Array, content: string, nonce: string, query = ''): string {
  return macOf(key, 'state', content, nonce, query).slice(0, 32);
}
