import { addDays, dayOf, instantAt } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { ClockName } from '../../tickets/index.ts';

/** A ticket with a deadline that has passed or ends today. */
export interface DueTicket {
  number: string;
  summary: string;
  department: string;
  /** Lower-cased; '' for nobody. */
  assignee: string;
  clock: ClockName;
  dueAt: Date;
  isOverdue: boolean;
}

/**
 * Every open ticket whose next deadline has passed or ends today, one line each, the earliest first. What stands still
 * (等车主, 等配件) is not due.
 */
export async function listDueTickets(context: Context, tx: Transaction): Promise<DueTicket[]> {
  const now = context.clock.now();
  const tomorrow = instantAt(addDays(dayOf(now), 1));
  const rows = await tx.$queryRaw<
    { number: string; summary: string; department: string; assignee: string; clock: ClockName; due_at: Date }[]
  >`
    SELECT * FROM (
      SELECT DISTINCT ON (t.id) t.number, t.summary,
        CASE WHEN c.name = 'verify' THEN 'customerCare' ELSE t.responsible_department END AS department,
        CASE WHEN c.name = 'verify' THEN '' ELSE coalesce(lower(t.assignee_user_id), '') END AS assignee,
        c.name AS clock, c.due_at
      FROM ticket_clock c JOIN ticket t ON t.id = c.ticket_id
      WHERE t.store_id = ${context.storeId} AND t.status NOT IN ('closed', 'merged', 'dismissed')
        AND c.stopped_at IS NULL AND c.paused_at IS NULL AND c.due_at < ${tomorrow}
      ORDER BY t.id, c.due_at) due
    ORDER BY due_at, number`;
  return rows.map(({ due_at: dueAt, ...row }) => ({ ...row, dueAt, isOverdue: dueAt < now }));
}
