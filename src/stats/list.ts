import { dayOf } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import { departmentNames } from '../stores/index.ts';
import { type Computation, conditionOf } from './condition.ts';
import { overdueNow, rowsOf } from './fragments.ts';
import { statusLabel } from './labels.ts';
import { metricOf } from './metrics.ts';
import type { ListItem, Query, Result } from './types.ts';

const MAX_ITEMS = 10;

interface Row {
  name: string;
  department: string;
  status: string;
  waits: number;
  overdue: boolean;
  total: number;
}

/**
 * The rows behind a figure: those still overdue first, then the longest waiting. For a share, the rows that count
 * against it (not closed, late, dissatisfied).
 */
export async function listRows({ db, storeId, now }: Computation, query: Query): Promise<NonNullable<Result['list']>> {
  const metric = metricOf(query.metric);
  const moment = { now, today: dayOf(now) };
  const condition = conditionOf(storeId, query.metric, query.filters, query.period, moment);
  const counts = metric.counts?.(moment) ?? Prisma.sql`TRUE`;
  const missed = metric.hits === undefined ? Prisma.empty : Prisma.sql`AND ${counts} AND NOT (${metric.hits(moment)})`;
  const from = rowsOf(metric.rows).from;
  const waiting = (since: Prisma.Sql) =>
    Prisma.sql`greatest(0, floor(extract(epoch FROM (${now}::timestamptz - ${since})) / 60))::int`;
  const rows = await select(metric.rows);
  const names: Record<string, string> = await departmentNames(db, storeId);
  const items = rows.map((row): ListItem => ({
    name: row.name,
    department: names[row.department] ?? (row.department === '' ? '未分配' : row.department),
    status: statusLabel(metric.rows, row.status),
    waitingMinutes: row.waits,
    isOverdue: row.overdue,
  }));
  return { total: rows[0]?.total ?? 0, items };

  function select(kind: typeof metric.rows): Promise<Row[]> {
    if (kind === 'reminder') {
      return db.$queryRaw<Row[]>`
        SELECT r.reason AS name, '' AS department, r.status AS status, 0 AS waits, FALSE AS overdue, (count(*) OVER ())::int AS total
        FROM ${from} WHERE ${condition} ORDER BY r.planned_for, r.id LIMIT ${MAX_ITEMS}`;
    }
    if (kind === 'callTask') {
      return db.$queryRaw<Row[]>`
        SELECT k.title AS name, coalesce(s.department_key, '') AS department, k.status AS status,
          ${waiting(Prisma.sql`k.created_at`)} AS waits, k.due_on < ${moment.today}::date AS overdue, (count(*) OVER ())::int AS total
        FROM ${from} WHERE ${condition} ORDER BY k.due_on, k.id LIMIT ${MAX_ITEMS}`;
    }
    // A ticket with two late clocks is one ticket.
    return db.$queryRaw<Row[]>`
      SELECT t.number AS name, t.responsible_department AS department, t.status AS status,
        ${waiting(Prisma.sql`t.opened_at`)} AS waits, ${overdueNow(now)} AS overdue, (count(*) OVER ())::int AS total
      FROM ticket t WHERE t.id IN (SELECT t.id FROM ${from} WHERE ${condition} ${missed})
      ORDER BY (t.status = 'closed'), overdue DESC, t.opened_at, t.id LIMIT ${MAX_ITEMS}`;
  }
}
