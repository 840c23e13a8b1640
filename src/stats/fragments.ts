import { addDays, instantAt } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import type { FilterKey, Filters, Grouping, Period } from './types.ts';

type Sql = Prisma.Sql;

/** The columns that figures may name. Nothing that a person typed ever becomes part of a statement: only parameters. */
type Column =
  | 't.opened_on'
  | 't.closed_at'
  | 't.resolved_at'
  | 'c.started_at'
  | 'e.at'
  | 'r.planned_for'
  | 'r.sent_at'
  | 'k.due_on'
  | 't.store_id'
  | 'c.store_id'
  | 'r.store_id'
  | 'k.store_id'
  | 't.responsible_department'
  | 't.severity'
  | 't.kind'
  | 't.status'
  | 't.source'
  | 's.department_key'
  | 'r.kind'
  | 'r.status'
  | 'k.purpose';

export const column = (name: Column): Sql => Prisma.raw(name);

export const startOf = (period: Period): Sql => Prisma.sql`${instantAt(period.from)}`;
export const endOf = (period: Period): Sql => Prisma.sql`${instantAt(addDays(period.to, 1))}`;

/** An instant within the Shanghai days of a period; any instant when there is none. */
export function within(instant: Sql, period: Period | undefined): Sql {
  if (period === undefined) return Prisma.sql`${instant} IS NOT NULL`;
  return Prisma.sql`(${instant} >= ${startOf(period)} AND ${instant} < ${endOf(period)})`;
}

export function withinDays(day: Sql, period: Period | undefined): Sql {
  if (period === undefined) return Prisma.sql`TRUE`;
  return Prisma.sql`${day} BETWEEN ${period.from}::date AND ${period.to}::date`;
}

/** The Shanghai day of an instant. The offset is fixed: no summer time since 1991. */
export const dayOf = (instant: Sql): Sql => Prisma.sql`((${instant} AT TIME ZONE 'UTC') + interval '8 hours')::date`;

/** When the owner's latest verdict was taken down: it is recorded as the closing or the reopening that it causes. */
export const VERIFIED_AT: Sql = Prisma.sql`(SELECT max(e.at) FROM ticket_event e WHERE e.ticket_id = t.id AND e.type IN ('verified', 'closed', 'reopened'))`;

/** A deadline of the ticket has passed and its work is not done. */
export const overdueNow = (now: Date): Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM ticket_clock c WHERE c.ticket_id = t.id AND c.stopped_at IS NULL AND c.due_at < ${now})`;

const TICKET_COLUMNS = {
  department: column('t.responsible_department'),
  severity: column('t.severity'),
  kind: column('t.kind'),
  status: column('t.status'),
  source: column('t.source'),
  assignee: Prisma.sql`coalesce(lower(t.assignee_user_id), '')`,
} as const;

interface Rows {
  from: Sql;
  store: Sql;
  columns: Partial<Record<Grouping, Sql>>;
}

/** What can be counted, and the columns that filters and groupings stand for. */
export const ROWS = {
  ticket: { from: Prisma.sql`ticket t`, store: column('t.store_id'), columns: TICKET_COLUMNS },
  clock: {
    from: Prisma.sql`ticket_clock c JOIN ticket t ON t.id = c.ticket_id`,
    store: column('c.store_id'),
    columns: TICKET_COLUMNS,
  },
  reminder: {
    from: Prisma.sql`reminder r`,
    store: column('r.store_id'),
    columns: {
      reminderKind: column('r.kind'),
      channel: Prisma.sql`coalesce(r.channel, '')`,
      status: column('r.status'),
    },
  },
  callTask: {
    // A call task belongs to the department of the person who is to call.
    from: Prisma.sql`call_task k LEFT JOIN staff s ON s.store_id = k.store_id AND s.user_id = lower(k.assignee_user_id)`,
    store: column('k.store_id'),
    columns: {
      department: Prisma.sql`coalesce(s.department_key, '')`,
      assignee: Prisma.sql`coalesce(lower(k.assignee_user_id), '')`,
      purpose: column('k.purpose'),
    },
  },
} as const satisfies Record<string, Rows>;

export function rowsOf(key: keyof typeof ROWS): Rows {
  return ROWS[key];
}

/** All filters together. A filter whose column the rows lack is a fault of the caller. */
export function filterBy(rows: Rows, filters: Filters): Sql {
  const conditions = (Object.keys(filters) as FilterKey[]).map((key) => {
    const values = filters[key] ?? [];
    if (key === 'category') return Prisma.sql`t.categories && ARRAY[${Prisma.join(values)}]::text[]`;
    const column = rows.columns[key];
    if (column === undefined) throw new Error(`these rows have no ${key}`);
    return Prisma.sql`${column} IN (${Prisma.join(values)})`;
  });
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}
