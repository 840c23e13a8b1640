import { querySchema } from '../query-schema.ts';
import type { Query } from '../types.ts';

/** Address of a page of the site. @param place `tickets/TS-20261122-0001` */
export function placeAddress(publicUrl: string, storeId: string, place: string): string {
  const [first = '', ...rest] = place.split('/');
  return [publicUrl, first, storeId, ...rest].join('/');
}

/** A longer one does not survive the login (and takes a quarter of a message). */
const MOST_QUERY = 500;

/**
 * Address of the whole list behind a figure. Who opens it is asked who they are, and sees what they may see.
 *
 * @returns undefined when there are too many conditions for an address
 */
export function figuresAddress(publicUrl: string, storeId: string, query: Query): string | undefined {
  const text = writeQuery(query);
  return text.length > MOST_QUERY ? undefined : `${placeAddress(publicUrl, storeId, 'figures')}?q=${text}`;
}

/** What a list is about, for an address: the one figure, without how its answer was arranged. */
export function writeQuery({ metric, filters, period }: Query): string {
  const list = {
    metric,
    ...(Object.keys(filters).length === 0 ? {} : { filters }),
    ...(period === undefined ? {} : { period }),
  };
  return Buffer.from(JSON.stringify(list)).toString('base64url');
}

/** The query of an address; undefined when it is none that the catalogue knows. */
export function readQuery(text: string): Query | undefined {
  try {
    const list: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof list !== 'object' || list === null) return undefined;
    const parsed = querySchema.safeParse({ filters: {}, ...list, wantList: true });
    return parsed.success ? parsed.data : undefined;
  } catch {
    // No JSON: somebody changed the address.
    return undefined;
  }
}
