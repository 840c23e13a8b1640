import { addDays } from '../calendar.ts';
import type { CareCalendar, CareEntry } from './care-calendar.ts';

export interface IcsOptions {
  /** Part of each UID: `main-12` for vehicle 12 of store main. Letters, digits and "-". */
  id: string;
  /** Name of the calendar, e.g. the plate and the store. */
  name: string;
  /** When the file was made. */
  now: Date;
}

const MAX_OCTETS = 75;

/**
 * A care calendar as an iCalendar file (RFC 5545): all-day events that block no time, each with an alarm at nine in the
 * morning a week before. UIDs stay the same in every later file, so that a calendar that is loaded anew updates its
 * events. Greetings and what is overdue are left out.
 */
export function icsOf(calendar: CareCalendar, { id, name, now }: IcsOptions): string {
  const stamp = `${now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//carebay//care calendar//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...calendar.entries
      .filter((entry) => entry.class === 'service' && !entry.isOverdue)
      .flatMap((entry) => eventOf(entry, id, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf(entry: CareEntry, id: string, stamp: string): string[] {
  const summary = entry.isEstimate ? `${entry.label}（预计）` : entry.label;
  return [
    'BEGIN:VEVENT',
    `UID:${entry.key}-${id}@carebay`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${entry.dueOn.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${addDays(entry.dueOn, 1).replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(entry.reason)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(summary)}`,
    'TRIGGER:-P6DT15H',
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** @see RFC 5545 3.3.11 */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
}

/** Lines of at most 75 octets, continued after a blank; no character is cut in two. @see RFC 5545 3.1 */
function folded(line: string): string {
  let result = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
