import { addDays, type Day } from '../../calendar.ts';
import { calendarToken } from './calendar-token.ts';

/** An owner's link works for half a year: reminders bring a new one. */
const LINK_DAYS = 180;

/** The address of one car's calendar file, for its owner: signed, without login. */
export function ownersCalendarLink(
  key: Uint8Array,
  car: { storeId: string; vehicleId: number },
  publicUrl: string,
  today: Day,
): { address: string; until: Day } {
  const until = addDays(today, LINK_DAYS);
  return { address: `${publicUrl}/calendar/${calendarToken(key, { ...car, until })}.ics`, until };
}
