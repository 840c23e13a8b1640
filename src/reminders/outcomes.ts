import type { Day } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { SAME_DAYS } from './due-rules.ts';
import { TOO_LATE } from './plan-statement.ts';

/** What became of the reminders of one kind, counted by due date: a due date with three leads is one. */
export interface Outcomes {
  kind: string;
  /** Due dates that were planned, or lie ahead and will be; the held-out ones left out. */
  due: number;
  /** Of those: the day has passed, so that what did not happen will not. */
  over: { due: number; renewed: number };
  /** Of those: somebody was reached, by the rung that reached them last. */
  reached: number;
  byChannel: Record<string, number>;
  /** By what is known: only a chat and a short message tell it, by an answer. */
  read: number;
  replied: number;
  booked: number;
  cameIn: number;
  renewed: number;
  /** Deliberately not told, and what they did all the same; undefined: no hold-out group, or none whose end is known. */
  effect: Effect | undefined;
  /** Held-out due dates whose end is still open: they are in no comparison yet. */
  undecided: number;
}

/** Told and not told, side by side: due dates that are decided, of owners whom nothing but the hold-out kept from being told. */
export interface Effect {
  told: { owners: number; fulfilled: number };
  heldOut: { owners: number; fulfilled: number };
  /** Difference of the shares, in percentage points, with its 95 % interval. */
  points: number;
  from: number;
  to: number;
}

/** Days within which a planned due date and a known one are the same that has moved. */
const SAME = Prisma.sql`(VALUES ${Prisma.join(
  Object.entries(SAME_DAYS).map(([kind, days]) => Prisma.sql`(${kind}, ${days}::int)`),
)})`;

/** Rows of an owner who died, or of a car that is sold or written off: nobody can be told, come or renew. */
const GONE = Prisma.sql`(status = 'skipped' AND skip_reason IN ('车主已故', '车辆已转让或报废'))`;

/**
 * What falls due, a row each: reminders put together by what they are about (a due date with three leads is one row), and
 * what the archive knows of but nobody planned yet (`is_planned` false). For a FROM clause; conditions on store, day and
 * kind reach the tables inside. `channel`: the rung that reached somebody last, null when none did. What was over for too
 * long when it became known could not be told, so that no rate is taken of it; coverage names it.
 */
export const DUE_DATES: Prisma.Sql = Prisma.sql`
  SELECT store_id, kind, due_on, min(customer_id) AS customer_id, min(vehicle_id) AS vehicle_id, TRUE AS is_planned,
    bool_or(status = 'heldOut') AS is_held_out, bool_and(${GONE} IS TRUE) AS is_gone,
    (array_agg(channel ORDER BY lead_days, id) FILTER (WHERE status IN ('sent', 'delivered')
      OR status = 'callTask' AND replied_at IS NOT NULL))[1] AS channel,
    bool_or(read_at IS NOT NULL OR replied_at IS NOT NULL) AS read, bool_or(replied_at IS NOT NULL) AS replied,
    bool_or(booked_at IS NOT NULL) AS booked, bool_or(fulfilment = 'cameIn') IS TRUE AS came_in,
    bool_or(fulfilment = 'renewed') IS TRUE AS renewed
  FROM reminder WHERE skip_reason IS DISTINCT FROM ${TOO_LATE}
  GROUP BY store_id, subject_key, kind, due_on, occurrence
  UNION ALL
  SELECT a.store_id, a.kind, a.due_on, min(a.customer_id), min(a.vehicle_id), FALSE, FALSE,
    bool_or(c.is_deceased IS TRUE OR v.status <> 'active') IS TRUE, NULL, FALSE, FALSE, FALSE, FALSE, FALSE
  FROM due_date a LEFT JOIN ${SAME} AS same (kind, days) ON same.kind = a.kind
    LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN vehicle v ON v.id = a.vehicle_id
  WHERE NOT EXISTS (SELECT 1 FROM reminder r WHERE r.store_id = a.store_id AND r.subject_key = a.subject_key AND r.kind = a.kind
    AND (r.due_on = a.due_on OR abs(r.due_on - a.due_on) < same.days))
  GROUP BY a.store_id, a.subject_key, a.kind, a.due_on`;

/**
 * Which of `DUE_DATES` count, as `d`: the archive forgets a day that brought what was due, so that of the past only what
 * was planned can be told. What is gone counts nowhere.
 */
export const isKnownDue = (today: Day): Prisma.Sql =>
  Prisma.sql`((d.is_planned OR d.due_on >= ${today}::date) AND NOT d.is_gone)`;

/** Of all due dates in a span of days, both ends included. */
export async function outcomesOf(
  db: Db,
  storeId: string,
  span: { from: Day; to: Day },
  today: Day,
): Promise<Outcomes[]> {
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
      over: number;
      renewed_over: number;
    }[]
  >`
    SELECT kind, channel, is_held_out, count(*)::int AS due, count(*) FILTER (WHERE read)::int AS read,
      count(*) FILTER (WHERE replied)::int AS replied,
      count(*) FILTER (WHERE booked)::int AS booked, count(*) FILTER (WHERE came_in)::int AS came_in,
      count(*) FILTER (WHERE renewed)::int AS renewed,
      count(*) FILTER (WHERE due_on < ${today}::date)::int AS over,
      count(*) FILTER (WHERE due_on < ${today}::date AND renewed)::int AS renewed_over
    FROM (${DUE_DATES}) d
    WHERE store_id = ${storeId} AND due_on BETWEEN ${span.from}::date AND ${span.to}::date AND ${isKnownDue(today)}
    GROUP BY 1, 2, 3 ORDER BY 1`;
  type Count = 'due' | 'read' | 'replied' | 'booked' | 'came_in' | 'renewed' | 'over' | 'renewed_over';
  const effects = await effectsOf(db, storeId, span, today);
  const sum = (some: typeof rows, key: Count) => some.reduce((total, row) => total + row[key], 0);
  return [...Map.groupBy(rows, (row) => row.kind)].map(([kind, own]) => {
    const told = own.filter((row) => !row.is_held_out);
    const reached = told.filter((row) => row.channel !== null);
    const byChannel: Record<string, number> = {};
    for (const row of reached) byChannel[row.channel ?? ''] = (byChannel[row.channel ?? ''] ?? 0) + row.due;
    return {
      kind,
      due: sum(told, 'due'),
      over: { due: sum(told, 'over'), renewed: sum(told, 'renewed_over') },
      reached: sum(reached, 'due'),
      byChannel,
      read: sum(told, 'read'),
      replied: sum(told, 'replied'),
      booked: sum(told, 'booked'),
      cameIn: sum(told, 'came_in'),
      renewed: sum(told, 'renewed'),
      ...(effects.get(kind) ?? { effect: undefined, undecided: 0 }),
    };
  });
}

/** What keeps the plan from telling an owner, held out or not; said later, once a channel was chosen, it undoes no choice. */
const BARRED = Prisma.sql`(status = 'skipped' AND channel IS NULL AND passed_rungs = '[]'
  AND skip_reason IN ('车主已故', '车主已退订', '车辆已转让或报废', '车主有未关闭的投诉，暂不问候', ${TOO_LATE}))`;

/** So long after its day (and the last reminder) a due date is decided: a visit counts until then, a renewal is in the archive. */
const DECIDED_AFTER = Prisma.sql`(VALUES ${Prisma.join(
  Object.entries({
    firstMaintenance: 60,
    regularMaintenance: 60,
    insuranceRenewal: 31,
    vehicleTax: 31,
    annualInspection: 31,
    licenceRenewal: 31,
  }).map(([kind, days]) => Prisma.sql`(${kind}, ${days}::int)`),
)})`;

/**
 * Compares by what the plan decided, not by what arrived: who was planned and not reached stays with the told, as they are
 * among the held-out too. Whom the plan could not tell, at any lead, is in neither group, and who was told at one lead and
 * held out at another, because the share was changed in between, is in neither too.
 */
async function effectsOf(
  db: Db,
  storeId: string,
  span: { from: Day; to: Day },
  today: Day,
): Promise<Map<string, Pick<Outcomes, 'effect' | 'undecided'>>> {
  const rows = await db.$queryRaw<
    { kind: string; is_held_out: boolean; owners: number; fulfilled: number; undecided: number }[]
  >`
    WITH arm AS (
      SELECT kind, bool_or(status = 'heldOut') AS is_held_out, greatest(due_on, max(planned_for)) AS last_on,
        bool_or(fulfilment IN ('cameIn', 'renewed')) IS TRUE AS is_fulfilled
      FROM reminder WHERE store_id = ${storeId} AND due_on BETWEEN ${span.from}::date AND ${span.to}::date
      GROUP BY subject_key, kind, due_on, occurrence
      HAVING bool_or(status = 'heldOut') <> bool_or(status <> 'heldOut' AND NOT ${BARRED}))
    SELECT kind, is_held_out, count(*) FILTER (WHERE is_decided)::int AS owners,
      count(*) FILTER (WHERE is_decided AND is_fulfilled)::int AS fulfilled,
      count(*) FILTER (WHERE NOT is_decided)::int AS undecided
    FROM (SELECT arm.*, last_on + days < ${today}::date AS is_decided
      FROM arm JOIN ${DECIDED_AFTER} AS decided (ended_kind, days) ON ended_kind = kind) AS compared
    GROUP BY 1, 2`;
  return new Map(
    [...Map.groupBy(rows, (row) => row.kind)].map(([kind, own]) => {
      const none = { owners: 0, fulfilled: 0, undecided: 0 };
      const told = own.find((row) => !row.is_held_out) ?? none;
      const heldOut = own.find((row) => row.is_held_out) ?? none;
      const group = ({ owners, fulfilled }: typeof none) => ({ owners, fulfilled });
      return [kind, { effect: effectOf(group(told), group(heldOut)), undecided: heldOut.undecided }];
    }),
  );
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
