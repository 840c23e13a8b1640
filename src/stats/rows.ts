import { Prisma } from '../database/generated/client.ts';
import { DUE_DATES } from '../reminders/index.ts';
import { column, dayOf, IS_COUNTED, lower } from './fragments.ts';
import type { FilterKey, Filters, Grouping } from './types.ts';

type Sql = Prisma.Sql;

export interface Rows {
  /** Further tables join by their keys alone, so that the database leaves out those that a query does not name. */
  from: Sql;
  store: Sql;
  /** What a row must be to count at all; absent: every row counts. */
  isCounted?: Sql;
  /** What filters and groupings stand for. */
  columns: Partial<Record<Grouping, Sql>>;
  /** The first day of which a store has such rows. */
  firstDay: (storeId: string) => Sql;
}

const VEHICLE_COLUMNS = {
  series: Prisma.sql`coalesce(v.series, '')`,
  vehicle: Prisma.sql`coalesce(v.plate_number, '')`,
} as const;

/** The owner's own adviser. */
const ADVISER = lower(column('cu.advisor_user_id'));
const STAFF_DEPARTMENT = Prisma.sql`coalesce(s.department_key, '')`;

const TICKET_COLUMNS = {
  department: column('t.responsible_department'),
  severity: column('t.severity'),
  kind: column('t.kind'),
  status: column('t.status'),
  source: column('t.source'),
  demand: column('t.demand'),
  assignee: lower(column('t.assignee_user_id')),
  ...VEHICLE_COLUMNS,
} as const;

/** The verdict is customer care's to ask for, whoever had the work; the other deadlines are the department's and its assignee's. */
const CLOCK_COLUMNS = {
  ...TICKET_COLUMNS,
  department: Prisma.sql`(CASE c.name WHEN 'verify' THEN 'customerCare' ELSE t.responsible_department END)`,
  assignee: Prisma.sql`(CASE c.name WHEN 'verify' THEN '' ELSE ${TICKET_COLUMNS.assignee} END)`,
} as const;

/** By what a piece of work is called in a list. */
const plateOf = (table: 'call_task' | 'follow_up'): Sql =>
  Prisma.sql`(SELECT p.plate_number FROM vehicle p WHERE p.id = ${Prisma.raw(table)}.vehicle_id)`;

const firstTicketDay = (storeId: string): Sql =>
  Prisma.sql`SELECT min(opened_on) FROM ticket WHERE store_id = ${storeId}`;
const firstCallDay = (storeId: string): Sql =>
  Prisma.sql`SELECT least(min(due_on), ${dayOf(Prisma.sql`min(created_at)`)}) FROM call_task WHERE store_id = ${storeId}`;
const firstFollowUpDay = (storeId: string): Sql =>
  Prisma.sql`SELECT least(min(due_on), min(done_on)) FROM follow_up WHERE store_id = ${storeId}`;
const firstWorkDay = (storeId: string): Sql =>
  Prisma.sql`SELECT least((${firstTicketDay(storeId)}), (${firstCallDay(storeId)}), (${firstFollowUpDay(storeId)}))`;

/** What can be counted, and the columns that filters and groupings stand for. */
export const ROWS = {
  ticket: {
    from: Prisma.sql`ticket t LEFT JOIN vehicle v ON v.id = t.vehicle_id`,
    store: column('t.store_id'),
    isCounted: IS_COUNTED,
    columns: TICKET_COLUMNS,
    firstDay: firstTicketDay,
  },
  clock: {
    from: Prisma.sql`ticket_clock c JOIN ticket t ON t.id = c.ticket_id LEFT JOIN vehicle v ON v.id = t.vehicle_id`,
    store: column('c.store_id'),
    isCounted: IS_COUNTED,
    columns: CLOCK_COLUMNS,
    firstDay: firstTicketDay,
  },
  rectification: {
    from: Prisma.sql`rectification z LEFT JOIN vehicle v ON v.id = z.vehicle_id`,
    store: column('z.store_id'),
    columns: {
      department: column('z.department'),
      assignee: lower(column('z.head_user_id')),
      ...VEHICLE_COLUMNS,
    },
    // They are found among complaints: with complaints and without any of them, there is none.
    firstDay: firstTicketDay,
  },
  reminder: {
    from: Prisma.sql`reminder r LEFT JOIN vehicle v ON v.id = r.vehicle_id LEFT JOIN customer cu ON cu.id = r.customer_id`,
    store: column('r.store_id'),
    columns: {
      reminderKind: column('r.kind'),
      channel: Prisma.sql`coalesce(r.channel, '')`,
      status: column('r.status'),
      assignee: ADVISER,
      ...VEHICLE_COLUMNS,
    },
    firstDay: (storeId) => Prisma.sql`SELECT min(planned_for) FROM reminder WHERE store_id = ${storeId}`,
  },
  dueDate: {
    from: Prisma.sql`(${DUE_DATES}) d LEFT JOIN vehicle v ON v.id = d.vehicle_id LEFT JOIN customer cu ON cu.id = d.customer_id`,
    store: column('d.store_id'),
    isCounted: Prisma.sql`NOT d.is_held_out`,
    columns: {
      reminderKind: column('d.kind'),
      channel: Prisma.sql`coalesce(d.channel, '')`,
      assignee: ADVISER,
      ...VEHICLE_COLUMNS,
    },
    firstDay: (storeId) => Prisma.sql`SELECT coalesce((SELECT min(due_on) FROM reminder WHERE store_id = ${storeId}),
      (SELECT min(due_on) FROM due_date WHERE store_id = ${storeId}))`,
  },
  callTask: {
    // A call task belongs to the department of the person who is to call.
    from: Prisma.sql`call_task k LEFT JOIN staff s ON s.store_id = k.store_id AND s.user_id = lower(k.assignee_user_id)
      LEFT JOIN vehicle v ON v.id = k.vehicle_id`,
    store: column('k.store_id'),
    columns: {
      department: STAFF_DEPARTMENT,
      assignee: lower(column('k.assignee_user_id')),
      purpose: column('k.purpose'),
      ...VEHICLE_COLUMNS,
    },
    firstDay: firstCallDay,
  },
  followUp: {
    from: Prisma.sql`follow_up f LEFT JOIN staff s ON s.store_id = f.store_id AND s.user_id = lower(f.assignee_user_id)
      LEFT JOIN vehicle v ON v.id = f.vehicle_id`,
    store: column('f.store_id'),
    columns: {
      round: column('f.round'),
      channel: Prisma.sql`coalesce(f.channel, '')`,
      department: STAFF_DEPARTMENT,
      assignee: lower(column('f.assignee_user_id')),
      advisor: Prisma.sql`coalesce(f.advisor_name, '')`,
      ...VEHICLE_COLUMNS,
    },
    firstDay: firstFollowUpDay,
  },
  visit: {
    from: Prisma.sql`visit w LEFT JOIN vehicle v ON v.id = w.vehicle_id`,
    store: column('w.store_id'),
    columns: {
      visitType: column('w.type'),
      advisor: Prisma.sql`coalesce(w.advisor_name, '')`,
      // A repair order names its adviser as people do.
      assignee: Prisma.sql`coalesce((SELECT min(s.user_id) FROM staff s WHERE s.store_id = w.store_id AND s.name = w.advisor_name), '')`,
      ...VEHICLE_COLUMNS,
    },
    firstDay: (storeId) => Prisma.sql`SELECT min(entered_on) FROM visit WHERE store_id = ${storeId}`,
  },
  vehicle: {
    from: Prisma.sql`vehicle v LEFT JOIN customer cu ON cu.id = v.customer_id`,
    store: column('v.store_id'),
    columns: { assignee: ADVISER, ...VEHICLE_COLUMNS },
    // Of cars with a day of delivery an index knows the first; only the others are read.
    firstDay: (storeId) => Prisma.sql`SELECT least(
        (SELECT min(delivered_on) FROM vehicle WHERE store_id = ${storeId}),
        (SELECT min(coalesce(invoiced_on, registered_on, ${dayOf(column('created_at'))})) FROM vehicle
          WHERE store_id = ${storeId} AND delivered_on IS NULL))`,
  },
  sale: {
    from: Prisma.sql`vehicle v LEFT JOIN customer cu ON cu.id = v.customer_id`,
    store: column('v.store_id'),
    columns: { assignee: ADVISER, ...VEHICLE_COLUMNS },
    // Whoever never names who brought a buyer records no referrals: that is no data, not zero.
    firstDay: (storeId) =>
      Prisma.sql`SELECT min(delivered_on) FROM vehicle WHERE store_id = ${storeId} AND referred_by IS NOT NULL`,
  },
  handled: {
    // A call for a follow-up is counted as the follow-up; what an owner told the bot was nobody's work.
    from: Prisma.sql`(
        SELECT store_id, lower(assignee_user_id) AS user_id, responsible_department AS department, 'ticket' AS work_kind, resolved_at AS at,
          number AS name, 'tickets/' || number AS place
        FROM ticket WHERE status IN ('resolved', 'closed')
        UNION ALL SELECT store_id, lower(assignee_user_id), '', 'call', done_at, ${plateOf('call_task')}, 'owners/' || customer_id FROM call_task
        WHERE status = 'done' AND purpose <> 'followUp'
        UNION ALL SELECT store_id, lower(done_by), '', 'followUp', done_at, ${plateOf('follow_up')}, 'followups/' || id FROM follow_up
        WHERE status = 'done' AND done_by IS NOT NULL) h
      LEFT JOIN staff s ON s.store_id = h.store_id AND s.user_id = h.user_id`,
    store: column('h.store_id'),
    columns: {
      department: Prisma.sql`coalesce(s.department_key, h.department)`,
      assignee: Prisma.sql`coalesce(h.user_id, '')`,
      workKind: column('h.work_kind'),
    },
    firstDay: firstWorkDay,
  },
  workload: {
    // What waits for the owner's verdict is out of the department's hands.
    from: Prisma.sql`(
        SELECT store_id, lower(assignee_user_id) AS user_id, 'ticket' AS work_kind, opened_on AS day,
          number AS name, 'tickets/' || number AS place
        FROM ticket WHERE status IN ('triage', 'routed', 'acknowledged', 'tracking') AND assignee_user_id IS NOT NULL
        UNION ALL SELECT store_id, lower(assignee_user_id), 'call', due_on, ${plateOf('call_task')}, 'owners/' || customer_id FROM call_task
        WHERE status = 'open' AND purpose <> 'followUp' AND assignee_user_id IS NOT NULL
        UNION ALL SELECT store_id, lower(assignee_user_id), 'followUp', from_on, ${plateOf('follow_up')}, 'followups/' || id FROM follow_up
        WHERE status IN ('planned', 'asking', 'callTask') AND assignee_user_id IS NOT NULL) h
      LEFT JOIN staff s ON s.store_id = h.store_id AND s.user_id = h.user_id`,
    store: column('h.store_id'),
    columns: {
      department: STAFF_DEPARTMENT,
      assignee: Prisma.sql`coalesce(h.user_id, '')`,
      workKind: column('h.work_kind'),
    },
    firstDay: firstWorkDay,
  },
} as const satisfies Record<string, Rows>;

export type RowsKey = keyof typeof ROWS;

export function rowsOf(key: RowsKey): Rows {
  return ROWS[key];
}

/** All filters together. A filter whose column is lacking is a fault of the caller. */
export function filterBy(columns: Rows['columns'], filters: Filters): Sql {
  const conditions = (Object.keys(filters) as FilterKey[]).map((key) => {
    const values: readonly string[] = filters[key] ?? [];
    if (key === 'category') return Prisma.sql`t.categories && ARRAY[${Prisma.join([...values])}]::text[]`;
    const column = columns[key === 'plate' ? 'vehicle' : key];
    if (column === undefined) throw new Error(`these rows have no ${key}`);
    // Member ids are told apart without regard to capitals.
    const wanted = key === 'assignee' ? values.map((value) => value.toLowerCase()) : [...values];
    return Prisma.sql`${column} IN (${Prisma.join(wanted)})`;
  });
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}
