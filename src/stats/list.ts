import { Prisma } from '../database/generated/client.ts';
import { departmentNames } from '../stores/index.ts';
import { type Computation, conditionOf, tablesOf } from './condition.ts';
import { statusLabel, valueLabel } from './labels.ts';
import { type CellKind, type ListColumn, LISTINGS } from './listings.ts';
import { durationText } from './answers/messages.ts';
import { type Metric, metricOf, type Moment } from './metrics.ts';
import type { ListItem, Query } from './types.ts';

/** So many lines fit into a chat. */
export const CHAT_ITEMS = 10;

export interface ListedRows {
  /** Of the whole list, however little of it was asked for. */
  total: number;
  columns: readonly { label: string; width: number; kind: CellKind }[];
  rows: readonly (ListItem & { cells: readonly (string | number)[] })[];
}

interface Row {
  name: string;
  place: string | null;
  department: string | null;
  status: string;
  waits: number;
  overdue: boolean;
  taken: number | null;
  cells: (string | number | null)[];
  total: number;
}

/**
 * The rows behind a figure: those still overdue first, then the longest waiting; for a duration the longest, for a score
 * the worst. For a share, the rows that count against it (not closed, late, dissatisfied).
 */
export async function listRows(
  { db, storeId, now }: Computation,
  query: Query,
  moment: Moment,
  { offset = 0, limit = CHAT_ITEMS }: { offset?: number; limit?: number } = {},
): Promise<ListedRows> {
  const metric = metricOf(query.metric);
  const listing = LISTINGS[metric.rows];
  const waits =
    listing.waitsSince === undefined
      ? Prisma.sql`0`
      : Prisma.sql`greatest(0, floor(extract(epoch FROM (${now}::timestamptz - ${listing.waitsSince})) / 60))::int`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${listing.name} AS name, ${listing.place} AS place, ${listing.department ?? Prisma.sql`NULL`} AS department,
      ${listing.status} AS status, ${waits} AS waits, ${listing.isOverdue?.(moment) ?? Prisma.sql`FALSE`} AS overdue,
      ${source(storeId, query, moment)}
    ORDER BY ${metric.measure === undefined ? Prisma.empty : Prisma.sql`taken ${worstFirst(metric)},`} ${listing.order(moment)}
    LIMIT ${limit} OFFSET ${offset}`;
  const [names, people] = await namesOf(db, storeId);
  const columns = metric.shape === 'duration' ? [...listing.columns, TAKEN] : listing.columns;
  return {
    total: rows[0]?.total ?? 0,
    columns: columns.map(({ label, width = 12, kind }) => ({ label, width, kind })),
    rows: rows.map((row) => ({
      name: row.name,
      ...(row.place === null ? {} : { place: row.place }),
      department: row.department === null ? '' : valueLabel('department', row.department, names),
      status:
        metric.rows === 'dueDate' ? valueLabel('reminderKind', row.status, {}) : statusLabel(metric.rows, row.status),
      waitingMinutes: row.waits,
      isOverdue: row.overdue,
      ...(metric.shape === 'duration' && row.taken !== null ? { takenMinutes: Math.round(row.taken) } : {}),
      cells: columns.map((column, index) =>
        cellText(metric, column, (column === TAKEN ? row.taken : row.cells[index]) ?? null, { names, people }),
      ),
    })),
  };
}

/** The first rows, as they stand in an answer. */
export async function listForChat(
  at: Computation,
  query: Query,
  moment: Moment,
): Promise<{ total: number; items: ListItem[] }> {
  const { total, rows } = await listRows(at, query, moment);
  return { total, items: rows.map(({ cells: _cells, ...item }) => item) };
}

const TAKEN: ListColumn = { label: '用时', kind: 'minutes', cell: Prisma.empty };

const worstFirst = ({ higherIs }: Metric): Prisma.Sql =>
  higherIs === 'worse' ? Prisma.sql`DESC NULLS LAST` : Prisma.sql`ASC NULLS LAST`;

/** The rest of the columns, and where the rows come from. */
function source(storeId: string, query: Query, moment: Moment): Prisma.Sql {
  const metric = metricOf(query.metric);
  const from = tablesOf(query.metric);
  const cells = Prisma.sql`jsonb_build_array(${Prisma.join(LISTINGS[metric.rows].columns.map(({ cell }) => cell))}) AS cells`;
  const total = Prisma.sql`(count(*) OVER ())::int AS total`;
  const measure = Prisma.sql`(${metric.measure ?? Prisma.sql`NULL`})::float8`;
  const condition = Prisma.sql`${conditionOf(storeId, query.metric, query.filters, query.period, moment)} ${counted(metric, moment, query)}`;
  if (metric.rows !== 'ticket' && metric.rows !== 'clock')
    return Prisma.sql`${measure} AS taken, ${cells}, ${total} FROM ${from} WHERE ${condition}`;
  // A ticket with two late clocks is one ticket.
  return Prisma.sql`x.taken AS taken, ${cells}, ${total}
    FROM (SELECT t.id, max(${measure}) AS taken FROM ${from} WHERE ${condition} GROUP BY t.id) x
    JOIN ticket t ON t.id = x.id LEFT JOIN vehicle v ON v.id = t.vehicle_id`;
}

function counted(metric: Metric, moment: Moment, { period }: Query): Prisma.Sql {
  const counts = metric.counts?.(moment) ?? Prisma.sql`TRUE`;
  const hits = metric.hits?.(moment, period);
  if (hits === undefined) return Prisma.sql`AND ${counts}`;
  return Prisma.sql`AND ${counts} AND ${metric.listsHits === true ? Prisma.empty : Prisma.sql`NOT`} (${hits})`;
}

async function namesOf(db: Computation['db'], storeId: string) {
  const staff = await db.staff.findMany({ where: { storeId }, select: { userId: true, name: true } });
  const people = new Map(staff.map(({ userId, name }) => [userId.toLowerCase(), name]));
  const names: Record<string, string> = await departmentNames(db, storeId);
  return [names, people] as const;
}

function cellText(
  metric: Metric,
  { kind }: ListColumn,
  value: string | number | null,
  { names, people }: { names: Record<string, string>; people: ReadonlyMap<string, string> },
): string | number {
  if (value === null) return '';
  switch (kind) {
    case 'number':
      return value;
    case 'minutes':
      return durationText(Math.round(Number(value)));
    case 'person':
      // Who left the house is known no more.
      return people.get(String(value).toLowerCase()) ?? '已离职';
    case 'status':
      return statusLabel(metric.rows, String(value));
    case 'text':
    case 'words':
    // A matter without a car has none to name.
    case 'plate':
    case 'series':
    case 'day':
      return String(value);
    default:
      return valueLabel(kind, String(value), names);
  }
}
