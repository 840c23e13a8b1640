import { addDays, instantAt } from '../calendar.ts';
import { insertRows, takeIds } from '../customers/index.ts';
import type { Database, Transaction } from '../database/database.ts';
import { buildPast, type PastEvent, type PastTicket } from './build-past.ts';
import { buildPastCars } from './past-cars.ts';
import { Random } from './random.ts';
import { insertVehicles, insertVisits } from './seed.ts';
import { type Cars, type PastCars, seedPastReminders } from './seed-past-reminders.ts';
import type { SampleStore } from './types.ts';

/** Follow-ups of the last days are left to the bot. */
const FOLLOW_UP_DAYS = { from: -100, to: -12 };

/**
 * Gives a sample store some months of closed complaints, answered follow-ups and reminders with what came of them, and
 * cars that stay away, so that questions about figures have something to show. For the sandbox; does nothing when the store has tickets already.
 *
 * @returns how many tickets were written
 */
export async function seedPast(database: Database, sample: SampleStore): Promise<number> {
  const storeId = sample.definition.id;
  return database.transaction(async (tx) => {
    if ((await tx.ticket.count({ where: { storeId } })) > 0) return 0;
    const cars = await carsOf(tx, sample);
    const past = buildPast(new Random(sample.seed + 1), sample).filter(({ vehicle }) => cars.has(vehicle));
    await writeTickets(tx, storeId, past, cars);
    await writeVisits(tx, storeId, sample, cars);
    await writeFollowUps(tx, storeId, sample);
    const pastCars = await writePastCars(tx, sample, cars);
    await seedPastReminders(tx, sample, cars, pastCars);
    return past.length;
  });
}

/** The rows of the sample's vehicles, by their index. */
async function carsOf(tx: Transaction, { definition, vehicles }: SampleStore): Promise<Cars> {
  const rows = await tx.vehicle.findMany({
    where: { storeId: definition.id, vin: { in: vehicles.map(({ vin }) => vin) } },
    select: { id: true, customerId: true, vin: true },
  });
  const byVin = new Map(rows.map((row) => [row.vin, row]));
  return new Map(
    vehicles.flatMap(({ vin }, index) => {
      const row = byVin.get(vin);
      return row === undefined ? [] : [[index, row] as const];
    }),
  );
}

async function writeTickets(tx: Transaction, storeId: string, past: readonly PastTicket[], cars: Cars): Promise<void> {
  const ids = await takeIds(tx, 'ticket', past.length);
  const own = (index: number) => ({ store_id: storeId, ticket_id: ids[index] });
  await insertRows(
    tx,
    'ticket',
    past.map((ticket, index) => ({
      id: ids[index],
      store_id: storeId,
      number: ticket.number,
      status: 'closed',
      source: ticket.source,
      kind: ticket.kind,
      categories: [ticket.category],
      severity: ticket.severity,
      responsible_department: ticket.department,
      assignee_user_id: ticket.assigneeUserId,
      customer_id: cars.get(ticket.vehicle)?.customerId,
      vehicle_id: cars.get(ticket.vehicle)?.id,
      summary: ticket.text,
      description: ticket.text,
      opened_at: ticket.openedAt,
      opened_on: ticket.openedOn,
      routed_at: ticket.openedAt,
      acknowledged_at: ticket.acknowledgedAt,
      tracked_at: ticket.trackedAt,
      resolved_at: ticket.resolvedAt,
      closed_at: ticket.closedAt,
      verified_at: ticket.closedAt,
      first_verdict_at: ticket.firstVerdictAt,
      first_satisfied: ticket.reopenCount === 0,
      demand: 'none',
      vehicle_systems: ticket.systems,
      paged_user_ids: [],
      verify_tries: 1,
      cause: ticket.cause,
      result: ticket.result,
      result_read_at: ticket.closedAt,
      owner_words: ticket.words,
      is_satisfied: true,
      reopen_count: ticket.reopenCount,
      escalation_level: 0,
    })),
  );
  await insertRows(
    tx,
    'ticket_event',
    past.flatMap(({ events }, index) =>
      events.map(({ type, at, actor, data }) => ({ ...own(index), type, at, ...actorOf(actor), data })),
    ),
  );
  await insertRows(
    tx,
    'ticket_clock',
    past.flatMap(({ clocks }, index) =>
      clocks.map(({ name, round, startedAt, warnAt, dueAt, stoppedAt }) => ({
        ...own(index),
        name,
        round,
        started_at: startedAt,
        warn_at: warnAt,
        due_at: dueAt,
        stopped_at: stoppedAt,
        warned_at: stoppedAt > warnAt ? warnAt : null,
        breached_at: stoppedAt > dueAt ? dueAt : null,
        level: 0,
        rules_hash: '',
      })),
    ),
  );
}

function actorOf(actor: PastEvent['actor']): { actor_kind: string; actor_id: string; actor_name: string } {
  if (actor === 'owner') return { actor_kind: 'owner', actor_id: '', actor_name: '车主' };
  if (actor === 'system') return { actor_kind: 'system', actor_id: 'carebay', actor_name: '系统' };
  return { actor_kind: 'staff', actor_id: actor.userId, actor_name: actor.name };
}

/** Small repairs, one on most days; without a reading of the odometer they move nothing that is due. */
async function writeVisits(tx: Transaction, storeId: string, { today }: SampleStore, cars: Cars): Promise<void> {
  const days = Array.from({ length: FOLLOW_UP_DAYS.to - FOLLOW_UP_DAYS.from }, (_, nth) => nth + FOLLOW_UP_DAYS.from);
  await insertRows(
    tx,
    'visit',
    days.flatMap((ago, nth) => {
      const car = cars.get((nth * 5 + 3) % cars.size);
      const day = addDays(today, ago);
      return car === undefined || nth % 7 === 6
        ? []
        : {
            store_id: storeId,
            vehicle_id: car.id,
            repair_order_no: `RO${day.replaceAll('-', '')}-P${nth}`,
            entered_on: day,
            handed_back_on: day,
            type: 'repair',
            amount_fen: (nth + 4) * 6000,
            advisor_name: nth % 2 === 0 ? '江顾问' : '苏主管',
          };
    }),
  );
}

async function writePastCars(tx: Transaction, sample: SampleStore, cars: Cars): Promise<PastCars> {
  const built = buildPastCars(sample);
  const ids = await takeIds(tx, 'vehicle', built.vehicles.length);
  // The first cars are one to an owner, in their order.
  const customerIds = sample.customers.map((_, index) => cars.get(index)?.customerId);
  const ownersOf = built.vehicles.map(({ customer }) => customerIds[customer] ?? 0);
  const { definition, today } = sample;
  await insertVehicles(tx, instantAt(today), { definition, vehicles: built.vehicles }, ids, customerIds);
  await insertVisits(tx, { definition, visits: built.visits }, ids);
  return { ...built, rows: ids.map((id, index) => ({ id, customerId: ownersOf[index] ?? 0 })) };
}

/** Most hand-backs of that time were followed up by phone; a few owners were never reached. */
async function writeFollowUps(tx: Transaction, storeId: string, { today }: SampleStore): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO follow_up (store_id, round, subject_key, customer_id, vehicle_id, visit_id, advisor_name, basis_on, from_on, due_on,
      status, skip_reason, assignee_user_id, channel, score, is_satisfied, is_fixed, created_at, asked_at, done_at, done_on, done_by)
    SELECT ${storeId}, 'threeDay', 'visit:' || v.id, c.customer_id, c.id, v.id, v.advisor_name, v.handed_back_on, v.handed_back_on + 3,
      v.handed_back_on + 5, CASE WHEN n.reached THEN 'done' ELSE 'closed' END, CASE WHEN NOT n.reached THEN '多次电话无人接听' END,
      n.caller, CASE WHEN n.reached THEN 'call' END, CASE WHEN n.reached THEN n.score END, CASE WHEN n.reached THEN n.score > 6 END,
      CASE WHEN n.reached THEN n.score > 5 END, n.at, n.at, CASE WHEN n.reached THEN n.at END,
      CASE WHEN n.reached THEN v.handed_back_on + 3 + v.id % 3 END, CASE WHEN n.reached THEN n.caller END
    FROM visit v JOIN vehicle c ON c.id = v.vehicle_id
      CROSS JOIN LATERAL (SELECT v.id % 11 <> 0 AS reached, CASE WHEN v.id % 2 = 0 THEN 'xu' ELSE 'he' END AS caller,
        CASE WHEN v.id % 13 = 0 THEN 5 ELSE 8 + v.id % 3 END AS score,
        (v.handed_back_on + 3 + v.id % 3)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '15 hours' AS at) AS n
    WHERE v.store_id = ${storeId} AND v.handed_back_on BETWEEN ${addDays(today, FOLLOW_UP_DAYS.from)}::date
      AND ${addDays(today, FOLLOW_UP_DAYS.to)}::date
    ON CONFLICT DO NOTHING`;
}
