import { addDays, type Day, instantAt } from '../../calendar.ts';
import { parseMobile, parsePlate } from '../../customers/index.ts';
import { Prisma } from '../../database/generated/client.ts';
import { TICKET_STATUSES, ticketNumberIn } from '../../tickets/index.ts';
import { DEPARTMENT_KEYS, SEVERITY_KEYS } from '../../understanding/index.ts';
import { isAskedDay } from '../asked-day.ts';

/** What 全部 is narrowed down to; '' means everything. */
export interface Filters {
  status: string;
  department: string;
  severity: string;
  /** Words of the owner, a ticket's number, plate, phone or name. */
  words: string;
  from: Day;
  to: Day;
}

export const NO_FILTERS: Filters = { status: '', department: '', severity: '', words: '', from: '', to: '' };

/** Reads filters from an address; what makes no sense filters nothing. */
export function readFilters(valueOf: (name: string) => string): Filters {
  const oneOf = (name: string, allowed: readonly string[]) => (allowed.includes(valueOf(name)) ? valueOf(name) : '');
  const day = (name: string) => (isAskedDay(valueOf(name)) ? valueOf(name) : '');
  return {
    status: oneOf('status', Object.keys(TICKET_STATUSES)),
    department: oneOf('department', DEPARTMENT_KEYS),
    severity: oneOf('severity', SEVERITY_KEYS),
    words: valueOf('words').trim().slice(0, 60).toWellFormed(),
    from: day('from'),
    to: day('to'),
  };
}

/** The tickets (`t`, owner `c`, vehicle `v`) that the filters leave. */
export function isLeftBy(filters: Filters): Prisma.Sql {
  const parts = [
    ...(filters.status === '' ? [] : [Prisma.sql`t.status = ${filters.status}`]),
    ...(filters.department === '' ? [] : [Prisma.sql`t.responsible_department = ${filters.department}`]),
    ...(filters.severity === '' ? [] : [Prisma.sql`t.severity = ${filters.severity}`]),
    ...(filters.from === '' ? [] : [Prisma.sql`t.opened_at >= ${instantAt(filters.from)}`]),
    ...(filters.to === '' ? [] : [Prisma.sql`t.opened_at < ${instantAt(addDays(filters.to, 1))}`]),
    ...(filters.words === '' ? [] : [speaksOf(filters.words)]),
  ];
  return parts.length === 0 ? Prisma.sql`TRUE` : Prisma.join(parts, ' AND ');
}

function speaksOf(words: string): Prisma.Sql {
  const number = ticketNumberIn(words);
  if (number !== undefined) return Prisma.sql`t.number = ${number}`;
  const plate = parsePlate(words);
  if (plate !== undefined) return Prisma.sql`v.plate_number = ${plate}`;
  const mobile = parseMobile(words);
  if (mobile !== undefined) return Prisma.sql`(${mobile} = ANY(c.mobiles) OR t.reporter_phone = ${mobile})`;
  const pattern = `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const places = [
    't.number',
    't.summary',
    't.description',
    't.external_no',
    't.reporter_name',
    'c.name',
    'v.plate_number',
    'v.vin',
  ];
  return Prisma.sql`(${Prisma.join(
    places.map((place) => Prisma.sql`${Prisma.raw(place)} ILIKE ${pattern}`),
    ' OR ',
  )})`;
}
