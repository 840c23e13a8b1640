import { addDays, instantAt } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Period } from './types.ts';

type Sql = Prisma.Sql;

type Tables = 't' | 'c' | 'e' | 'z' | 'r' | 'd' | 'k' | 's' | 'f' | 'w' | 'v' | 'cu' | 'h';

/** A column that figures name. Nothing that a person typed ever becomes part of a statement: only parameters. */
export const column = (name: `${Tables}.${Lowercase<string>}` | 'created_at'): Sql => Prisma.raw(name);

const startOf = (period: Period): Sql => Prisma.sql`${instantAt(period.from)}`;
const endOf = (period: Period): Sql => Prisma.sql`${instantAt(addDays(period.to, 1))}`;

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

/** Wall-clock minutes, never below zero. */
export const minutesBetween = (from: Sql, to: Sql): Sql =>
  Prisma.sql`greatest(0, extract(epoch FROM (${to} - ${from})) / 60)`;

/** Member ids are stored as they came; nobody is the empty text. */
export const lower = (userId: Sql): Sql => Prisma.sql`coalesce(lower(${userId}), '')`;

/** A ticket joined to another is counted there, and what was no complaint is not counted. */
export const IS_COUNTED: Sql = Prisma.sql`t.status NOT IN ('merged', 'dismissed')`;

/** The deadline of a clock has passed and its work is not done. */
export const isLate = (now: Date): Sql => Prisma.sql`(c.stopped_at IS NULL AND c.due_at < ${now})`;

/** A clock runs that has used up its warning share, but is not over: what will be late next. */
export const isNearlyLate = (now: Date): Sql =>
  Prisma.sql`(c.stopped_at IS NULL AND c.paused_at IS NULL AND c.warn_at <= ${now} AND c.due_at >= ${now})`;

/**
 * A clock was late at some moment of the period: the state lasts from the deadline until the work is done. Clocks that run
 * and clocks that stopped too late are told apart, so that each is one range of the index.
 */
export const wasLate = (period: Period, now: Date): Sql =>
  Prisma.sql`(c.stopped_at IS NULL AND c.due_at < ${now} AND c.due_at < ${endOf(period)} AND ${now} > ${startOf(period)}
    OR c.stopped_at > ${startOf(period)} AND c.due_at < ${endOf(period)} AND c.stopped_at > c.due_at)`;

/** Of one store: a deadline has passed that was the responsible department's own, not customer care's. */
export const isOverdueInDepartment = (storeId: string, now: Date): Sql =>
  Prisma.sql`t.id IN (SELECT c.ticket_id FROM ticket_clock c
    WHERE c.store_id = ${storeId} AND c.name <> 'verify' AND ${isLate(now)})`;

/** A deadline of the ticket has passed and its work is not done. */
export const overdueNow = (now: Date): Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM ticket_clock c WHERE c.ticket_id = t.id AND ${isLate(now)})`;

/**
 * The same vehicle complained before, within so many days, of something in the same category or part. Z9 is no category:
 * two matters that nobody could tell are not alike for that.
 */
export const isRepeated = (days: number): Sql => Prisma.sql`EXISTS (SELECT 1 FROM ticket p
  WHERE p.vehicle_id = t.vehicle_id AND p.store_id = t.store_id AND (p.opened_at, p.id) < (t.opened_at, t.id)
    AND p.opened_on BETWEEN t.opened_on - ${days}::int AND t.opened_on AND p.status NOT IN ('merged', 'dismissed')
    AND p.kind IN ('complaint', 'grumble')
    AND (p.categories && array_remove(t.categories, 'Z9') OR p.vehicle_systems && t.vehicle_systems))`;
