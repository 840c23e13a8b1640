import { addDays, type Day, dayOf, isDay } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { type DatedReminderKind, getStore, type Rules, rulesOf } from '../stores/index.ts';
import { enabledKinds, longestLead } from './due-rules.ts';
import { type Recorded, recordPages } from './facts.ts';
import type { OwnerFacts, VehicleFacts, Window } from './occurrence.ts';
import { holidayOccurrences, ownerOccurrences } from './occurrences.ts';
import { hits, isHeldOut, type Replayed, replayVehicle } from './replay-subject.ts';

/** How many of a kind on a day. */
export interface ReplayCount {
  day: Day;
  kind: DatedReminderKind;
  planned: number;
  skipped: number;
  heldOut: number;
}

interface OwnerState {
  isDeceased: boolean;
  optedOutOn: Day | null;
  /** Has cars, and none is still theirs. */
  isGone: boolean;
  complaints: readonly { from: Day; to: Day | null }[];
}

/** Longer spans are a slip. */
const MAX_DAYS = 800;

/**
 * What a span would have looked like under given rules, per day and kind: over the archive as it is, with visits later
 * than each day ignored. Insurances that were renewed since are counted back by whole years. Changes nothing; memory stays
 * flat.
 *
 * @param options.rules other rules than those in force
 * @param options.progress how many records were looked at so far
 * @throws {CareError} `VALIDATION` when the span is none, or longer than 800 days
 */
export async function replay(
  context: Pick<Context, 'database' | 'clock' | 'storeId'>,
  from: Day,
  to: Day,
  options: { rules?: Rules | undefined; progress?: (records: number) => void } = {},
): Promise<ReplayCount[]> {
  if (!isDay(from) || !isDay(to) || from > to || addDays(from, MAX_DAYS) < to) {
    const userMessage = `“${from}/${to}”不是有效的起止日期，请写成 2026-07-01/2026-09-30，最长 ${MAX_DAYS} 天。`;
    throw new CareError('VALIDATION', `"${from}/${to}" is no span of at most ${MAX_DAYS} days`, { userMessage });
  }
  const { storeId } = context;
  const db = context.database.client;
  const rules = options.rules ?? rulesOf(await getStore(db, storeId));
  const counts = new Map<string, ReplayCount>();
  const today = dayOf(context.clock.now());
  let looked = 0;
  for (const subject of ['vehicle', 'customer'] as const) {
    for await (const records of recordPages(db, storeId, subject)) {
      const owners = await ownerStates(db, [...new Set(records.map(({ customerId }) => customerId))]);
      const sold = subject === 'vehicle' ? await soldVehicles(db, records) : new Set<number>();
      for (const record of records) {
        const found =
          subject === 'vehicle'
            ? replayVehicle(record as Recorded<VehicleFacts>, { from, to }, rules, today)
            : replayOwner(record as Recorded<OwnerFacts>, { from, to }, rules);
        for (const one of found)
          count(counts, one, record.customerId, owners.get(record.customerId), sold.has(record.id));
      }
      options.progress?.((looked += records.length));
    }
  }
  return [...counts.values()].toSorted((a, b) => (`${a.day} ${a.kind}` < `${b.day} ${b.kind}` ? -1 : 1));
}

function replayOwner(owner: OwnerFacts, span: Window, rules: Rules): Replayed[] {
  const window = { from: span.from, to: addDays(span.to, longestLead(rules)) };
  const kinds = new Set(enabledKinds(rules));
  const found = [...ownerOccurrences(owner, window), ...(kinds.has('holiday') ? holidayOccurrences(window) : [])];
  return hits(
    found.filter(({ kind }) => kinds.has(kind)),
    span,
    rules,
  );
}

function count(
  counts: Map<string, ReplayCount>,
  one: Replayed,
  customerId: number,
  owner: OwnerState | undefined,
  isSold: boolean,
): void {
  const { day, occurrence, lead } = one;
  const key = `${day} ${occurrence.kind}`;
  const row = counts.get(key) ?? { day, kind: occurrence.kind, planned: 0, skipped: 0, heldOut: 0 };
  counts.set(key, row);
  const isComplaining = owner?.complaints.some(({ from, to }) => from < day && (to === null || to >= day)) ?? false;
  const isSkipped =
    owner === undefined ||
    owner.isDeceased ||
    (owner.optedOutOn !== null && owner.optedOutOn < day) ||
    isSold ||
    (lead.is_greeting && (owner.isGone || isComplaining));
  if (isSkipped) row.skipped += 1;
  else if (isHeldOut(customerId, one)) row.heldOut += 1;
  else row.planned += 1;
}

async function ownerStates(db: Db, ids: readonly number[]): Promise<Map<number, OwnerState>> {
  const customers = await db.customer.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, isDeceased: true, optedOutAt: true, vehicles: { select: { status: true } } },
  });
  const tickets = await db.ticket.findMany({
    where: { customerId: { in: [...ids] }, status: { notIn: ['merged', 'dismissed'] } },
    select: { customerId: true, openedAt: true, closedAt: true },
  });
  const complaints = Map.groupBy(tickets, ({ customerId }) => customerId);
  return new Map(
    customers.map(({ id, isDeceased, optedOutAt, vehicles }) => [
      id,
      {
        isDeceased,
        optedOutOn: optedOutAt === null ? null : dayOf(optedOutAt),
        isGone: vehicles.length > 0 && vehicles.every(({ status }) => status !== 'active'),
        complaints: (complaints.get(id) ?? []).map(({ openedAt, closedAt }) => ({
          from: dayOf(openedAt),
          to: closedAt === null ? null : dayOf(closedAt),
        })),
      },
    ]),
  );
}

async function soldVehicles(db: Db, records: readonly { id: number }[]): Promise<Set<number>> {
  const ids = records.map(({ id }) => id);
  const rows = await db.vehicle.findMany({
    where: { id: { in: ids }, status: { not: 'active' } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
