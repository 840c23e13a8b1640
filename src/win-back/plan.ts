import { addDays, addMonths, type Day, dateToDay, dayOf, dayToDate, instantAt } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Customer } from '../database/generated/client.ts';
import { callerFor } from '../outreach/index.ts';
import { monthlyDay } from '../reports/index.ts';
import { monthOf, type Period, rowIdsOf } from '../stats/index.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { blocksOn } from '../working-time.ts';
import { reasons, wordCall } from './messages.ts';

/**
 * 流失挽回: from the day of the month's churn report on, the owners of cars that were lost during that month are called by
 * their advisers, so many a day as the rule allows. A car is called about once for each time that it stays away. Calls that
 * nobody needs any more are taken back. May run as often as one likes.
 *
 * @returns how many calls were given out
 */
export async function planWinBackCalls(context: Context): Promise<number> {
  const { storeId, clock, database } = context;
  const now = clock.now();
  const today = dayOf(now);
  return database.transaction(async (tx) => {
    // Two runs at once would both find room for as many.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`win-back:${storeId}`}))`;
    await takeBack(context, tx);
    const store = await getStore(tx, storeId);
    const rules = rulesOf(store);
    const { winBack, winBackPerDay } = rules.churn;
    if (!winBack || blocksOn(today, rules.workingTime).length === 0) return 0;
    const given = await tx.callTask.count({
      where: { storeId, purpose: 'winBack', createdAt: { gte: instantAt(today) } },
    });
    if (given >= winBackPerDay) return 0;
    const period = reportedMonth(today, rules);
    const lost = await lostDuring({ db: tx, storeId, now }, period);
    const cars = await carsToCallAbout(tx, { storeId, lost, until: period.to, most: winBackPerDay - given });
    for (const car of cars) await giveCall(context, tx, { car, store: store.name, today });
    return cars.length;
  });
}

/** The month whose churn report has gone out last. */
function reportedMonth(today: Day, { reports, workingTime }: Rules): Period {
  const due = monthlyDay(addDays(`${today.slice(0, 7)}-01`, reports.monthlyOn - 1), reports.monthlyDay, workingTime);
  return monthOf(today, today >= due ? -1 : -2);
}

/** Cars that the month's list of lost ones holds and the list before does not: the figure's own definition. */
async function lostDuring(at: Parameters<typeof rowIdsOf>[0], period: Period): Promise<number[]> {
  const now = await rowIdsOf(at, { metric: 'churned', filters: {}, period });
  const before = new Set(
    await rowIdsOf(at, { metric: 'churned', filters: {}, period: monthOf(addMonths(period.from, -1)) }),
  );
  return now.filter((id) => !before.has(id));
}

interface Car {
  id: number;
  customer_id: number;
  plate_number: string | null;
  name: string | null;
  last_visit_on: Date | null;
  dedupe_key: string;
}

/**
 * Whose owners are called next: those who came last before the others. Nobody whose complaint is open, who wants no contact, has
 * no number, has come or booked since; one car of an owner at a time.
 */
function carsToCallAbout(
  tx: Transaction,
  { storeId, lost, until, most }: { storeId: string; lost: readonly number[]; until: Day; most: number },
): Promise<Car[]> {
  return tx.$queryRaw<Car[]>`
    WITH lost AS (
      SELECT v.id, v.customer_id, v.plate_number, coalesce(v.series, v.model) AS name, v.last_visit_on,
        'winBack:' || v.id || ':' || coalesce(v.last_visit_on::text, 'never') AS dedupe_key
      FROM vehicle v WHERE v.id = ANY(${lost}::int[]) AND v.store_id = ${storeId} AND v.status = 'active'
        AND (v.last_visit_on IS NULL OR v.last_visit_on <= ${until}::date)),
    one AS (
      SELECT DISTINCT ON (lost.customer_id) lost.* FROM lost JOIN customer c ON c.id = lost.customer_id
      WHERE NOT c.is_deceased AND c.opted_out_at IS NULL
        AND EXISTS (SELECT 1 FROM unnest(c.mobiles || c.landlines) AS number WHERE number <> ALL(c.wrong_mobiles))
        AND NOT EXISTS (SELECT 1 FROM call_task k WHERE k.store_id = ${storeId} AND k.dedupe_key = lost.dedupe_key)
        AND NOT EXISTS (SELECT 1 FROM call_task k WHERE k.store_id = ${storeId} AND k.status = 'open'
          AND k.customer_id = lost.customer_id AND k.purpose IN ('winBack', 'booking'))
        AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.customer_id = lost.customer_id
          AND t.status NOT IN ('closed', 'merged', 'dismissed'))
      ORDER BY lost.customer_id, lost.last_visit_on DESC NULLS LAST, lost.id)
    SELECT * FROM one ORDER BY last_visit_on DESC NULLS LAST, id LIMIT ${most}`;
}

async function giveCall(
  context: Context,
  tx: Transaction,
  { car, store, today }: { car: Car; store: string; today: Day },
): Promise<void> {
  const { storeId, clock } = context;
  const customer: Customer = await tx.customer.findUniqueOrThrow({ where: { id: car.customer_id } });
  const lastVisitOn = car.last_visit_on === null ? null : dateToDay(car.last_visit_on);
  await tx.callTask.createMany({
    data: {
      storeId,
      dedupeKey: car.dedupe_key,
      purpose: 'winBack',
      assigneeUserId: await callerFor(tx, storeId, customer),
      customerId: customer.id,
      vehicleId: car.id,
      ...wordCall(store, customer, { plateNumber: car.plate_number, name: car.name, lastVisitOn }, today),
      dueOn: dayToDate(today),
      createdAt: clock.now(),
    },
    skipDuplicates: true,
  });
}

/** Ends calls whose reason has gone: the owner came, complains, wants no contact, or has the car no more. */
async function takeBack({ storeId, clock }: Context, tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    UPDATE call_task k SET status = 'cancelled', done_at = ${clock.now()}, result = concat_ws(chr(10), k.result, judged.reason)
    FROM (
      SELECT k.id, CASE
        WHEN v.id IS NULL OR c.id IS NULL OR c.is_deceased OR v.status <> 'active' OR v.customer_id <> k.customer_id
          THEN ${reasons.gone}
        WHEN c.opted_out_at IS NOT NULL THEN ${reasons.optedOut}
        WHEN k.dedupe_key <> 'winBack:' || v.id || ':' || coalesce(v.last_visit_on::text, 'never') THEN ${reasons.came}
        WHEN EXISTS (SELECT 1 FROM ticket t WHERE t.customer_id = k.customer_id
          AND t.status NOT IN ('closed', 'merged', 'dismissed')) THEN ${reasons.complaint}
      END AS reason
      FROM call_task k LEFT JOIN vehicle v ON v.id = k.vehicle_id LEFT JOIN customer c ON c.id = k.customer_id
      WHERE k.store_id = ${storeId} AND k.purpose = 'winBack' AND k.status = 'open') judged
    WHERE judged.id = k.id AND judged.reason IS NOT NULL`;
}
