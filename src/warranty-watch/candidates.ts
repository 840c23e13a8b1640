import { type Day, dayToDate } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import type { Rules } from '../stores/index.ts';

/** Orders of these types are about a fault; accidents and maintenance are not. */
export const REPAIR_TYPES: readonly string[] = ['repair', 'warranty'];

/**
 * Ids of the vehicles in their 三包 period that may be near a limit: enough orders, enough days in sum, or an owner who
 * speaks of so many repairs. One statement, whatever the size of the archive; what it finds is few and looked at one by one.
 *
 * @param hasHandBacks false: an order without a day of hand-back says nothing about how long it took
 */
export async function candidateVehicles(
  db: Db,
  storeId: string,
  today: Day,
  { rules, hasHandBacks }: { rules: Rules['warrantyWatch']; hasHandBacks: boolean },
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    WITH car AS (
      SELECT id, COALESCE(delivered_on, invoiced_on, registered_on) AS starts_on
      FROM vehicle
      WHERE store_id = ${storeId} AND status = 'active' AND usage_type = 'private' AND vehicle_class = 'smallPassenger'
        AND COALESCE(delivered_on, invoiced_on, registered_on) <= ${dayToDate(today)}::date
        AND COALESCE(delivered_on, invoiced_on, registered_on) + make_interval(months => ${rules.months}::int)
          > ${dayToDate(today)}::date
        AND (odometer_km IS NULL OR odometer_km <= ${rules.km})
    )
    SELECT car.id FROM car JOIN visit v ON v.vehicle_id = car.id AND v.entered_on >= car.starts_on
    WHERE v.type = ANY(${REPAIR_TYPES}::text[]) AND (v.odometer_km IS NULL OR v.odometer_km <= ${rules.km})
    GROUP BY car.id
    HAVING count(*) >= ${rules.sameFaultNear} OR sum(
      COALESCE(v.handed_back_on, CASE WHEN ${hasHandBacks}::boolean THEN ${dayToDate(today)}::date ELSE v.entered_on END)
        - v.entered_on + 1) >= ${Math.min(rules.repairDaysNear, rules.repairDaysLimit + 1)}
    UNION
    SELECT car.id FROM car JOIN ticket t ON t.vehicle_id = car.id AND t.opened_on >= car.starts_on
      JOIN decision d ON d.id = t.decision_id
    WHERE t.status NOT IN ('merged', 'dismissed')
      AND (d.entities ->> 'repairCount')::numeric >= ${rules.sameFaultNear}
    ORDER BY id`;
  return rows.map((row) => row.id);
}

/**
 * Whether the store's files tell when cars are handed back. Where they do not, every order would look like a car that
 * never left.
 */
export async function hasHandBacks(db: Db, storeId: string, today: Day): Promise<boolean> {
  const [row] = await db.$queryRaw<{ known: number; all: number }[]>`
    SELECT count(handed_back_on)::int AS known, count(*)::int AS all FROM visit
    WHERE store_id = ${storeId} AND type = ANY(${REPAIR_TYPES}::text[])
      AND entered_on BETWEEN ${dayToDate(today)}::date - 365 AND ${dayToDate(today)}::date - 30`;
  return row === undefined || row.all === 0 || row.known * 2 >= row.all;
}
