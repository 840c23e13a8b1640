import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Rules } from '../stores/index.ts';
import { maintenanceDue, type MaintenanceInput } from './maintenance.ts';

const PAGE = 2000;

/**
 * Brings the table of next maintenances up to date: cars that are new or changed since, or all after a change of the
 * store's intervals. In pages, so memory stays flat; on an ordinary day only yesterday's visits are computed.
 *
 * @returns how many cars were computed
 */
export async function refreshMaintenanceDue(
  context: Pick<Context, 'database' | 'clock' | 'storeId'>,
  rules: Rules['maintenance'],
): Promise<number> {
  const db = context.database.client;
  const rulesHash = createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 16);
  let computed = 0;
  for (let after = 0; ;) {
    const cars = await db.$queryRawUnsafe<(MaintenanceInput & { id: number; updatedAt: Date })[]>(
      `SELECT v.id, v.series, v.model, v.odometer_km AS "odometerKm", v.next_maintenance_km AS "nextMaintenanceKm",
         v.updated_at AS "updatedAt", ${day('delivered_on', 'deliveredOn')}, ${day('invoiced_on', 'invoicedOn')},
         ${day('registered_on', 'registeredOn')}, ${day('odometer_read_on', 'odometerReadOn')},
         ${day('next_maintenance_on', 'nextMaintenanceOn')}
       FROM vehicle v LEFT JOIN maintenance_due m ON m.vehicle_id = v.id
       WHERE v.store_id = $1 AND v.status = 'active' AND v.id > $2
         AND (m.vehicle_id IS NULL OR m.computed_at < v.updated_at OR m.rules_hash <> $3)
       ORDER BY v.id LIMIT ${PAGE}`,
      context.storeId,
      after,
      rulesHash,
    );
    if (cars.length === 0) return computed;
    const visits = await visitsOf(
      context,
      cars.map((car) => car.id),
    );
    const rows = cars.map((car) => {
      const due = maintenanceDue({ ...car, visits: visits.get(car.id) ?? [] }, rules);
      return {
        vehicle_id: car.id,
        store_id: context.storeId,
        kind: due?.kind ?? null,
        due_on: due?.dueOn ?? null,
        reason: due?.reason ?? '',
        rules_hash: rulesHash,
        // The state of the car that was read: a change in this very moment is computed next time.
        computed_at: car.updatedAt,
      };
    });
    await db.$executeRawUnsafe(
      `INSERT INTO maintenance_due SELECT * FROM jsonb_populate_recordset(NULL::maintenance_due, $1::jsonb)
       ON CONFLICT (vehicle_id) DO UPDATE SET kind = EXCLUDED.kind, due_on = EXCLUDED.due_on, reason = EXCLUDED.reason,
         rules_hash = EXCLUDED.rules_hash, computed_at = EXCLUDED.computed_at`,
      JSON.stringify(rows),
    );
    computed += cars.length;
    after = cars.at(-1)?.id ?? after;
  }
}

function day(column: string, alias: string): string {
  return `to_char(v.${column}, 'YYYY-MM-DD') AS "${alias}"`;
}

async function visitsOf(
  { database }: Pick<Context, 'database'>,
  vehicleIds: number[],
): Promise<Map<number, MaintenanceInput['visits'][number][]>> {
  const rows = await database.client.$queryRawUnsafe<(MaintenanceInput['visits'][number] & { vehicleId: number })[]>(
    `SELECT vehicle_id AS "vehicleId", to_char(entered_on, 'YYYY-MM-DD') AS "enteredOn", odometer_km AS "odometerKm", type
     FROM visit WHERE vehicle_id = ANY($1::int[])`,
    vehicleIds,
  );
  const visits = new Map<number, MaintenanceInput['visits'][number][]>();
  for (const { vehicleId, ...visit } of rows) visits.set(vehicleId, [...(visits.get(vehicleId) ?? []), visit]);
  return visits;
}
