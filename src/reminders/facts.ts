import type { Database, Db } from '../database/database.ts';
import type { OwnerFacts, VehicleFacts } from './occurrence.ts';

/** One record's facts, with what tells whether they are the newest. */
export type Recorded<Facts> = Facts & {
  id: number;
  customerId: number;
  /** As the database writes it, to its full precision. */
  updatedAt: string;
};

const VEHICLE_PAGE = `
  SELECT coalesce(json_agg(row_to_json(f) ORDER BY f.id), '[]')::text AS page FROM (
    SELECT v.id, v.customer_id AS "customerId", v.updated_at AS "updatedAt", v.brand, v.series, v.model,
      v.energy_type AS "energyType", v.usage_type AS "usageType", v.vehicle_class AS "vehicleClass",
      v.registered_on AS "registeredOn", v.delivered_on AS "deliveredOn", v.invoiced_on AS "invoicedOn",
      v.odometer_km AS "odometerKm", v.odometer_read_on AS "odometerReadOn",
      v.warranty_ends_on AS "warrantyEndsOn", v.warranty_ends_km AS "warrantyEndsKm",
      v.compulsory_insurance_expires_on AS "compulsoryInsuranceExpiresOn",
      v.commercial_insurance_expires_on AS "commercialInsuranceExpiresOn",
      v.inspection_due_on AS "inspectionDueOn", v.next_maintenance_on AS "nextMaintenanceOn",
      v.next_maintenance_km AS "nextMaintenanceKm",
      (SELECT json_build_object('on', r.fulfilled_on, 'dueOn', r.due_on) FROM reminder r
         WHERE r.store_id = v.store_id AND r.subject_key = 'vehicle:' || v.id
           AND r.kind IN ('firstMaintenance', 'regularMaintenance') AND r.fulfilment = 'ownersWord'
         ORDER BY r.fulfilled_on DESC, r.due_on DESC LIMIT 1) AS "toldDone",
      (SELECT coalesce(json_agg(json_build_object('enteredOn', t.entered_on, 'odometerKm', t.odometer_km, 'type', t.type)
         ORDER BY t.entered_on, t.id), '[]') FROM visit t WHERE t.vehicle_id = v.id) AS visits
    FROM vehicle v WHERE v.store_id = $1 AND v.id = ANY($2::text::int[])) f`;

const OWNER_PAGE = `
  SELECT coalesce(json_agg(row_to_json(f) ORDER BY f.id), '[]')::text AS page FROM (
    SELECT c.id, c.id AS "customerId", c.updated_at AS "updatedAt", c.birthday,
      c.birthday_calendar AS "birthdayCalendar", c.licence_expires_on AS "licenceExpiresOn"
    FROM customer c WHERE c.store_id = $1 AND c.id = ANY($2::text::int[])) f`;

/** What due days of these vehicles depend on. As one text: a page of rows through the client costs several times more. */
export function vehicleFacts(db: Db, storeId: string, ids: readonly number[]): Promise<Recorded<VehicleFacts>[]> {
  return pageOf(db, VEHICLE_PAGE, storeId, ids);
}

/** What due days of these owners depend on. */
export function ownerFacts(db: Db, storeId: string, ids: readonly number[]): Promise<Recorded<OwnerFacts>[]> {
  return pageOf(db, OWNER_PAGE, storeId, ids);
}

/** The same by the thousand, straight on the driver: the client would copy each page several times over. */
export async function factsPage(
  database: Database,
  storeId: string,
  subject: 'vehicle' | 'customer',
  ids: readonly number[],
): Promise<Recorded<VehicleFacts | OwnerFacts>[]> {
  const text = subject === 'vehicle' ? VEHICLE_PAGE : OWNER_PAGE;
  const rows = await database.statement<{ page: string }>({ text }, [storeId, `{${ids.join(',')}}`]);
  return JSON.parse(rows[0]?.page ?? '[]') as Recorded<VehicleFacts | OwnerFacts>[];
}

async function pageOf<Facts>(db: Db, sql: string, storeId: string, ids: readonly number[]): Promise<Facts[]> {
  const rows = await db.$queryRawUnsafe<{ page: string }[]>(sql, storeId, `{${ids.join(',')}}`);
  return JSON.parse(rows[0]?.page ?? '[]') as Facts[];
}

const PAGE = 2000;

/** All records of a store, page by page, lowest id first. */
export async function* recordPages(
  db: Db,
  storeId: string,
  subject: 'vehicle' | 'customer',
): AsyncGenerator<Recorded<VehicleFacts | OwnerFacts>[]> {
  for (let after = 0; ;) {
    const [row] = await db.$queryRawUnsafe<{ ids: string }[]>(
      `SELECT coalesce(json_agg(id), '[]')::text AS ids FROM
         (SELECT id FROM ${subject} WHERE store_id = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}) page`,
      storeId,
      after,
    );
    const ids = JSON.parse(row?.ids ?? '[]') as number[];
    if (ids.length === 0) return;
    yield subject === 'vehicle' ? await vehicleFacts(db, storeId, ids) : await ownerFacts(db, storeId, ids);
    after = ids.at(-1) ?? after;
  }
}
