import type { Day } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';

/** What became of the reminders of one kind, counted by due date: a due date with three leads is one. */
export interface Outcomes {
  kind: string;
  /** Due dates that were planned at all, the held-out ones left out. */
  due: number;
  /** Of those: somebody was reached, by the rung that reached them last. */
  reached: number;
  byChannel: Record<string, number>;
  /** By what is known: only a chat and a short message tell it, by an answer. */
  read: number;
  replied: number;
  booked: number;
  cameIn: number;
  renewed: number;
  /** Deliberately not told, and what they did all the same; undefined: no hold-out group. */
  effect: Effect | undefined;
}

/** Told and not told, side by side. */
export interface Effect {
  told: { owners: number; fulfilled: number };
  heldOut: { owners: number; fulfilled: number };
  /** Difference of the shares, in percentage points, with its 95 % interval. */
  points: number;
  from: number;
  to: number;
}

/**
 * Reminders put together by what they are about: a due date with three leads is one row. For a FROM clause; conditions
 * on store, day and kind reach the table inside. `channel`: the rung that reached somebody last, null when none did.
 */
export const DUE_DATES: Prisma.Sql = Prisma.sql`
  SELECT store_id, kind, due_on, min(customer_id) AS customer_id, min(vehicle_id) AS vehicle_id,
    bool_or(status = 'heldOut') AS is_held_out,
    (array_agg(channel ORDER BY lead_days, id) FILTER (WHERE status IN ('sent', 'delivered')
      OR status = 'callTask' AND replied_at IS NOT NULL))[1] AS channel,
    bool_or(read_at IS NOT NULL OR replied_at IS NOT NULL) AS read, bool_or(replied_at IS NOT NULL) AS replied,
    bool_or(booked_at IS NOT NULL) AS booked, bool_or(fulfilment = 'cameIn') IS TRUE AS came_in,
    bool_or(fulfilment = 'renewed') IS TRUE AS renewed
  FROM reminder GROUP BY store_id, subject_key, kind, due_on, occurrence`;

/** Of all due dates in a span of days, both ends included. */
export async function outcomesOf(db: Db, storeId: string, span: { from: Day; to: Day }): Promise<Outcomes[]> {
  const rows = await db.$queryRaw<
    {
      kind: string;
      channel: string | null;
      is_held_out: boolean;
      due: number;
      read: number;
      replied: number;
      booked: number;
      came_in: number;
      renewed: number;
    }[]
  >`
    SELECT kind, channel, is_held_out, count(*)::int AS due, count(*) FILTER (WHERE read)::int AS read,
      count(*) FILTER (WHERE replied)::int AS replied,
      count(*) FILTER (WHERE booked)::int AS booked, count(*) FILTER (WHERE came_in)::int AS came_in,
      count(*) FILTER (WHERE renewed)::int AS renewed
    FROM (${DUE_DATES}) due WHERE store_id = ${storeId} AND due_on BETWEEN ${span.from}::date AND ${span.to}::date
    GROUP BY 1, 2, 3 ORDER BY 1`;
  const sum = (some: typeof rows, key: 'due' | 'read' | 'replied' | 'booked' | 'came_in' | 'renewed') =>
    some.reduce((total, row) => total + row[key], 0);
  return [...Map.groupBy(rows, (row) => row.kind)].map(([kind, own]) => {
    const told = own.filter((row) => !row.is_held_out);
    const heldOut = own.filter((row) => row.is_held_out);
    const reached = told.filter((row) => row.channel !== null);
    const byChannel: Record<string, number> = {};
    for (const row of reached) byChannel[row.channel ?? ''] = (byChannel[row.channel ?? ''] ?? 0) + row.due;
    const group = (some: typeof rows) => ({
      owners: sum(some, 'due'),
      fulfilled: sum(some, 'came_in') + sum(some, 'renewed'),
    });
    return {
      kind,
      due: sum(told, 'due'),
      reached: sum(reached, 'due'),
      byChannel,
      read: sum(told, 'read'),
      replied: sum(told, 'replied'),
      booked: sum(told, 'booked'),
      cameIn: sum(told, 'came_in'),
      renewed: sum(told, 'renewed'),
      effect: effectOf(group(told), group(heldOut)),
    };
  });
}

/** 95 %. */
const Z = 1.96;

/**
 * What the reminder brings: the difference of two shares with Newcombe's interval (Wilson's for each share), which holds
 * for small groups too. Undefined while one of the groups is empty. Pure.
 *
 * @see Newcombe (1998), Statistics in Medicine 17, 873–890, method 10
 */
export function effectOf(told: Effect['told'], heldOut: Effect['heldOut']): Effect | undefined {
  if (told.owners === 0 || heldOut.owners === 0) return undefined;
  const a = wilson(told);
  const b = wilson(heldOut);
  const difference = a.share - b.share;
  return {
    told,
    heldOut,
    points: 100 * difference,
    from: 100 * (difference - Math.hypot(a.share - a.low, b.high - b.share)),
    to: 100 * (difference + Math.hypot(a.high - a.share, b.share - b.low)),
  };
}

function wilson({ owners, fulfilled }: Effect['told']): { share: number; low: number; high: number } {
  const share = fulfilled / owners;
  const middle = share + Z ** 2 / (2 * owners);
  const half = Z * Math.sqrt((share * (1 - share)) / owners + Z ** 2 / (4 * owners ** 2));
  const scale = 1 + Z ** 2 / owners;
  return { share, low: (middle - half) / scale, high: (middle + half) / scale };
}
