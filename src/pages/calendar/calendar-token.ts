import { z } from 'zod';
import type { Day } from '../../calendar.ts';
import { seal, unseal } from '../seal.ts';

/** What an owner's link opens: one vehicle's calendar, until the end of a day. */
const payloadSchema = z.strictObject({ storeId: z.string(), vehicleId: z.int(), until: z.string() });
export type CalendarLink = z.infer<typeof payloadSchema>;

/** The signed part of an owner's link. Who has the link sees when a car's services are due, and nothing else. */
export function calendarToken(key: Uint8Array, link: CalendarLink): string {
  return seal(key, 'calendar', JSON.stringify(link));
}

/**
 * Reads a link that anybody may have made up.
 *
 * @param keyOf the key of a store; undefined for one that is not connected
 * @returns undefined when it was not signed by that store, or its time is over
 */
export function openCalendarToken(
  token: string,
  keyOf: (storeId: string) => Uint8Array | undefined,
  today: Day,
): CalendarLink | undefined {
  const claimed = read(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
  const key = claimed === undefined ? undefined : keyOf(claimed.storeId);
  const payload = key === undefined ? undefined : unseal(key, 'calendar', token);
  const link = payload === undefined ? undefined : read(payload);
  return link !== undefined && link.until >= today ? link : undefined;
}

function read(text: string): CalendarLink | undefined {
  try {
    return payloadSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Not even JSON: whoever made it up learns nothing.
    return undefined;
  }
}
