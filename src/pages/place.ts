/**
 * A page of the site as its address says it, without the store: `staff`, `tickets`, `tickets/TS-20261122-0001/print`.
 * Nobody is sent anywhere but to a place, so that no redirect leaves the house.
 */
export type Place = string;

/** What a place may look like. Upper-case V, X and Y never occur: in a login state they stand for something else. */
export const PLACE = /^[a-z]+(?:\/[a-zA-UWZ0-9-]+){0,3}$/;

/** The address within the site. Places of all stores but the first carry the store's name after their first word. */
export function addressIn(folder: string, storeId: string | undefined, place: Place): string {
  const [first = '', ...rest] = place.split('/');
  return [folder, first, ...(storeId === undefined ? [] : [storeId]), ...rest].join('/');
}

/**
 * Which place of which store an address names.
 *
 * @param path of the request, e.g. `/tickets/east/TS-20261122-0001`
 * @param isPlace whether there is such a page
 * @returns `storeId` undefined for the first store; undefined when there is no such page
 */
export function placeAt(
  path: string,
  isPlace: (place: Place) => boolean,
): { storeId: string | undefined; place: Place } | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const here = segments.join('/');
  if (isPlace(here)) return { storeId: undefined, place: here };
  const [first = '', storeId = '', ...rest] = segments;
  const there = [first, ...rest].join('/');
  if (/^[a-z][a-z0-9-]{0,30}$/.test(storeId) && isPlace(there)) return { storeId, place: there };
  return undefined;
}
