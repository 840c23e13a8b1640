import type { Transaction } from '../../database/database.ts';
import { Prisma } from '../../database/generated/client.ts';
import { ENDED_STATUSES, OPEN_STATUSES } from '../../tickets/index.ts';
import type { Scope } from '../scope.ts';
import { type Filters, isLeftBy } from './filters.ts';
import { type ListKey, TICKET_LISTS } from './lists.ts';

/** A ticket as it stands in a list. */
export interface ListedTicket {
  id: number;
  number: string;
  status: string;
  severity: string;
  kind: string;
  summary: string;
  department: string;
  assigneeUserId: string | null;
  assignee: string | null;
  customer: string | null;
  reporter: string | null;
  plate: string | null;
  openedAt: Date;
  reopenCount: number;
  clock: string | null;
  warnAt: Date | null;
  dueAt: Date | null;
  isPaused: boolean;
}

/**
 * The next deadline that runs; a clock that stands still burns nothing. Read as one small set, since most tickets of a
 * store have ended and run against no clock.
 */
const nextDeadline = (storeId: string): Prisma.Sql => Prisma.sql`LEFT JOIN (
  SELECT DISTINCT ON (k.ticket_id) k.ticket_id, k.name, k.warn_at, k.due_at FROM ticket_clock k
  WHERE k.store_id = ${storeId} AND k.stopped_at IS NULL AND k.paused_at IS NULL
  ORDER BY k.ticket_id, k.due_at) d ON d.ticket_id = t.id`;

/** What burns comes first: critical tickets nobody has ended, then by deadline, then what runs against no clock. */
const BURNING_FIRST = Prisma.sql`ORDER BY (t.status = ANY(${[...ENDED_STATUSES]})), (t.severity = 'P0' AND t.status <> 'resolved') DESC,
  d.due_at ASC NULLS LAST, t.opened_at DESC, t.id DESC`;

/** One page of a list, what burns first. @returns `total` of the whole list */
export async function findRows(
  tx: Transaction,
  scope: Scope,
  input: {
    list: ListKey;
    filters: Filters;
    now: Date;
    offset: number;
    limit: number;
    /** In the order of their numbers, as sheets have it. */
    isByNumber?: boolean;
  },
): Promise<{ rows: ListedTicket[]; total: number }> {
  const { storeId } = scope.staff;
  const from = Prisma.sql`FROM ticket t
    LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN vehicle v ON v.id = t.vehicle_id ${nextDeadline(storeId)}
    WHERE t.store_id = ${storeId} AND ${TICKET_LISTS[input.list].holds(scope, input.now)} AND ${isLeftBy(input.filters)}`;
  const order = input.isByNumber === true ? Prisma.sql`ORDER BY t.opened_at, t.id` : BURNING_FIRST;
  const [count] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${from}`;
  const rows = await tx.$queryRaw<ListedTicket[]>`
    SELECT t.id, t.number, t.status, t.severity, t.kind, t.summary, t.responsible_department AS department,
      t.assignee_user_id AS "assigneeUserId", s.name AS assignee, c.name AS customer, t.reporter_name AS reporter,
      v.plate_number AS plate, t.opened_at AS "openedAt", t.reopen_count AS "reopenCount",
      d.name AS clock, d.warn_at AS "warnAt", d.due_at AS "dueAt",
      EXISTS (SELECT 1 FROM ticket_pause p WHERE p.ticket_id = t.id AND p.ended_at IS NULL) AS "isPaused"
    FROM (SELECT t.id ${from} ${order} LIMIT ${input.limit} OFFSET ${input.offset}) page
    JOIN ticket t ON t.id = page.id LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN vehicle v ON v.id = t.vehicle_id
    LEFT JOIN staff s ON s.store_id = t.store_id AND s.user_id = t.assignee_user_id AND s.is_active ${nextDeadline(storeId)}
    ${order}`;
  return { rows, total: count?.total ?? 0 };
}

/** How many tickets each of these lists holds. */
export async function countLists(
  tx: Transaction,
  scope: Scope,
  keys: readonly ListKey[],
  now: Date,
): Promise<Map<ListKey, number>> {
  const { storeId } = scope.staff;
  const holds = (key: ListKey) => TICKET_LISTS[key].holds(scope, now);
  const open = keys.filter((key) => key !== 'unread');
  const columns = open.map(
    (key, index) => Prisma.sql`(count(*) FILTER (WHERE ${holds(key)}))::int AS ${Prisma.raw(`n${index}`)}`,
  );
  const [row] = await tx.$queryRaw<Record<string, number>[]>`
    SELECT ${Prisma.join(columns)} FROM ticket t ${nextDeadline(storeId)}
    WHERE t.store_id = ${storeId} AND t.status = ANY(${[...OPEN_STATUSES, 'resolved']})`;
  const counts = new Map(open.map((key, index) => [key, row?.[`n${index}`] ?? 0]));
  // The only list in which ended tickets stand.
  const [unread] = keys.includes('unread')
    ? await tx.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM ticket t WHERE t.store_id = ${storeId} AND ${holds('unread')}`
    : [];
  return new Map(keys.map((key) => [key, (key === 'unread' ? unread?.count : counts.get(key)) ?? 0]));
}
