import { dayOf } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import { departmentNames } from '../stores/index.ts';
import { clip, daysLabel, durationText } from './answers/messages.ts';
import { type Computation, rowsBehind } from './condition.ts';
import { statusLabel, valueLabel } from './labels.ts';
import { type CellKind, type ListColumn, LISTINGS } from './listings.ts';
import { type Metric, metricOf, type Moment } from './metrics.ts';
import type { ListItem, Query } from './types.ts';

/** So many lines fit into a chat. */
const CHAT_ITEMS = 10;

export interface ListedRows {
  /** Of the whole list, however little of it was asked for. */
  total: number;
  columns: readonly { label: string; width: number; kind: CellKind }[];
  rows: readonly (ListItem & { cells: readonly (string | number)[] })[];
}

export interface ListPart {
  offset?: number;
  limit?: number;
  /** Of a share only the rows that count against it (not closed, late, dissatisfied); otherwise all that it is taken of. */
  onlyMissed?: boolean;
}

interface Row {
  name: string;
  place: string | null;
  department: string | null;
  status: string;
  waits: number;
  overdue: boolean;
  taken: number | null;
  met: boolean | null;
  cells: (string | number | null)[];
  total: number;
}

/**
 * The rows behind a figure: of a share first those that count against it; then those still overdue, then the longest
 * waiting; for a duration the longest, for a score the worst.
 */
export async function listRows(
  { db, storeId, now }: Computation,
  query: Query,
  moment: Moment,
  { offset = 0, limit = CHAT_ITEMS, onlyMissed = false }: ListPart = {},
): Promise<ListedRows> {
  const metric = metricOf(query.metric);
  const listing = LISTINGS[metric.rows];
  const waits =
    listing.waitsSince === undefined
      ? Prisma.sql`0`
      : Prisma.sql`coalesce(greatest(0, floor(extract(epoch FROM (${now}::timestamptz - ${listing.waitsSince})) / 60)), 0)::int`;
  const met = isMet(metric, moment, query);
  const counted = metric.counts?.(moment) ?? Prisma.sql`TRUE`;
  const wanted = onlyMissed && met !== undefined ? Prisma.sql`${counted} AND NOT (${met})` : counted;
  const { from, where } = rowsBehind(storeId, query, moment);
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${listing.name} AS name, ${listing.place} AS place, ${listing.department ?? Prisma.sql`NULL`} AS department,
      ${listing.status} AS status, ${waits} AS waits, ${listing.isOverdue?.(moment) ?? Prisma.sql`FALSE`} AS overdue,
      (${metric.measure ?? Prisma.sql`NULL`})::float8 AS taken, ${met ?? Prisma.sql`NULL::boolean`} AS met,
      jsonb_build_array(${Prisma.join(listing.columns.map(({ cell }) => cell))}) AS cells, (count(*) OVER ())::int AS total
    FROM ${from}
    WHERE ${where} AND ${wanted}
    ORDER BY ${met === undefined ? Prisma.empty : Prisma.sql`met,`}
      ${metric.measure === undefined ? Prisma.empty : Prisma.sql`taken ${worstFirst(metric)},`} ${listing.order(moment)}
    LIMIT ${limit} OFFSET ${offset}`;
  const words = { metric, today: dayOf(now), ...(await namesOf(db, storeId)) };
  const columns = columnsOf(metric);
  return {
    total: rows[0]?.total ?? 0,
    columns: columns.map(({ label, width = 12, kind }) => ({ label, width, kind })),
    rows: rows.map((row) => {
      const cells = columns.map((column) => cellText(column, valueIn(row, column, listing.columns), words));
      return {
        name: row.name,
        facts: factsOf(row.name, columns, cells, words.today),
        ...(row.place === null ? {} : { place: row.place }),
        department: row.department === null ? '' : valueLabel('department', row.department, words.names),
        status:
          metric.rows === 'dueDate' ? valueLabel('reminderKind', row.status, {}) : statusLabel(metric.rows, row.status),
        waitingMinutes: row.waits,
        isOverdue: row.overdue,
        ...(metric.shape === 'duration' && row.taken !== null ? { takenMinutes: Math.round(row.taken) } : {}),
        ...(row.met === null ? {} : { isMet: row.met }),
        cells,
      };
    }),
  };
}

/** The first rows, as they stand in an answer. */
export async function listForChat(
  at: Computation,
  query: Query,
  moment: Moment,
): Promise<{ total: number; items: ListItem[] }> {
  const { total, rows } = await listRows(at, query, moment, { onlyMissed: true });
  return { total, items: rows.map(({ cells: _cells, ...item }) => item) };
}

const TAKEN: ListColumn = { label: '用时', kind: 'minutes', cell: Prisma.empty };
const WAITING: ListColumn = { label: '已等', kind: 'minutes', cell: Prisma.empty };
const MET: ListColumn = { label: '达标', kind: 'isMet', cell: Prisma.empty, width: 8 };

/** A table tells after the name of a row whether it counts against the share, and last how long it took or waits. */
function columnsOf({ rows, shape }: Metric): readonly ListColumn[] {
  const { columns, waitsSince } = LISTINGS[rows];
  return [
    ...columns.slice(0, 1),
    ...(shape === 'share' ? [MET] : []),
    ...columns.slice(1),
    ...(shape === 'duration' ? [TAKEN] : []),
    ...(waitsSince === undefined ? [] : [WAITING]),
  ];
}

function valueIn(row: Row, column: ListColumn, columns: readonly ListColumn[]): string | number | null {
  if (column === TAKEN) return row.taken;
  if (column === WAITING) return row.waits === 0 ? null : row.waits;
  if (column === MET) return String(row.met);
  return row.cells[columns.indexOf(column)] ?? null;
}

const worstFirst = ({ higherIs }: Metric): Prisma.Sql =>
  higherIs === 'worse' ? Prisma.sql`DESC NULLS LAST` : Prisma.sql`ASC NULLS LAST`;

/** Whether a row speaks for the store; only shares know. */
function isMet({ hits, listsHits }: Metric, moment: Moment, { period }: Query): Prisma.Sql | undefined {
  const hit = hits?.(moment, period);
  if (hit === undefined) return undefined;
  return listsHits === true ? Prisma.sql`(NOT (${hit}))` : Prisma.sql`(${hit})`;
}

interface Words {
  metric: Metric;
  today: string;
  names: Readonly<Record<string, string>>;
  people: ReadonlyMap<string, string>;
}

async function namesOf(db: Computation['db'], storeId: string): Promise<Pick<Words, 'names' | 'people'>> {
  const staff = await db.staff.findMany({ where: { storeId }, select: { userId: true, name: true } });
  const people = new Map(staff.map(({ userId, name }) => [userId.toLowerCase(), name]));
  return { names: await departmentNames(db, storeId), people };
}

/** What a chat says of a row beside its name; nothing twice. */
function factsOf(
  name: string,
  columns: readonly ListColumn[],
  cells: readonly (string | number)[],
  today: string,
): string[] {
  return columns.flatMap(({ brief, kind }, index) => {
    const cell = String(cells[index] ?? '');
    if (brief === undefined || cell === '' || name.includes(cell)) return [];
    const text = kind === 'day' ? daysLabel({ from: cell, to: cell }, today) : clip(cell, brief.most);
    return [`${brief.before ?? ''}${text}${brief.after ?? ''}`];
  });
}

function cellText(
  { kind }: ListColumn,
  value: string | number | null,
  { metric, names, people }: Words,
): string | number {
  if (value === null) return '';
  switch (kind) {
    case 'number':
      return value;
    case 'minutes':
      return durationText(Math.round(Number(value)));
    case 'isMet':
      return value === 'true' ? '达标' : '未达标';
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
