import type { Day } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import type { ConsentGiven, CustomerFields, ImportRow, VehicleFields } from './row.ts';

/** A record as it was in the archive and as the file leaves it. `id` is negative until the record is written. */
export interface Draft<F> {
  id: number;
  original: F | undefined;
  fields: F;
}

export interface CustomerState extends CustomerFields {
  mobiles: string[];
  landlines: string[];
  advisorUserId?: string;
  consentMarketing?: boolean;
}
export type CustomerDraft = Draft<CustomerState>;

export interface VehicleState extends VehicleFields {
  odometerKm?: number;
  odometerReadOn?: Day;
}
export interface VehicleDraft extends Draft<VehicleState> {
  owner: CustomerDraft;
}

export interface VisitState {
  /** Ours until a file tells the dealership's own: see `isOurNumber`. */
  repairOrderNo: string;
  enteredOn: Day;
  handedBackOn?: Day;
  odometerKm?: number;
  type: string;
  amountFen?: number;
  advisorName?: string;
  faultText?: string;
}
export interface VisitDraft extends Draft<VisitState> {
  vehicle: VehicleDraft;
}

/** What a visit goes by whose order number no file has told. */
export const ourOrderNumber = (vehicle: VehicleState, enteredOn: Day): string =>
  `导入-${vehicle.vin ?? vehicle.plateNumber}-${enteredOn}`;
export const isOurNumber = (repairOrderNo: string): boolean => repairOrderNo.startsWith('导入-');

/** The part of a store's archive that a file touches, in memory; drafts are added and changed here before anything is written. */
export class Archive {
  readonly customers: CustomerDraft[] = [];
  readonly vehicles: VehicleDraft[] = [];
  readonly visits: VisitDraft[] = [];
  readonly byVin = new Map<string, VehicleDraft>();
  readonly byPlate = new Map<string, VehicleDraft>();
  readonly byMobile = new Map<string, CustomerDraft[]>();
  readonly byRepairOrder = new Map<string, VisitDraft>();
  /** `<vehicle id>/<day>`: a visit that a file tells of without its order number is known by these. */
  readonly byVisitDay = new Map<string, VisitDraft>();
  /** Visits whose fault this file has told of: its further lines add to it. */
  readonly withFault = new Set<VisitDraft>();
  /** The day on which known owners last refused promotions or everything; what a file says of earlier does not count. */
  readonly refusedOn = new Map<number, Day>();
  /** What the file says of consent and is to be put down. */
  readonly consents: { draft: CustomerDraft; consent: ConsentGiven }[] = [];
  /** Staff by name, for adviser columns. */
  readonly advisers = new Map<string, string>();
  #nextId = -1;

  newId(): number {
    this.#nextId -= 1;
    return this.#nextId + 1;
  }

  addCustomer(draft: CustomerDraft): void {
    this.customers.push(draft);
    for (const mobile of draft.fields.mobiles) this.indexMobile(mobile, draft);
  }

  indexMobile(mobile: string, draft: CustomerDraft): void {
    const sharing = this.byMobile.get(mobile) ?? [];
    if (!sharing.includes(draft)) this.byMobile.set(mobile, [...sharing, draft]);
  }

  addVehicle(draft: VehicleDraft): void {
    this.vehicles.push(draft);
    this.indexVehicle(draft);
  }

  indexVehicle(draft: VehicleDraft): void {
    if (draft.fields.vin !== undefined) this.byVin.set(draft.fields.vin, draft);
    if (draft.fields.plateNumber !== undefined) this.byPlate.set(draft.fields.plateNumber, draft);
  }

  addVisit(draft: VisitDraft): void {
    this.visits.push(draft);
    this.byRepairOrder.set(draft.fields.repairOrderNo, draft);
    this.byVisitDay.set(`${draft.vehicle.id}/${draft.fields.enteredOn}`, draft);
  }
}

type Raw = Record<string, unknown>;

/** Loads what the rows could touch: five queries, whatever the number of rows. */
export async function loadArchive(db: Db, storeId: string, rows: readonly ImportRow[]): Promise<Archive> {
  const archive = new Archive();
  const wanted = (values: (string | undefined)[]) =>
    JSON.stringify([...new Set(values)].filter((value) => value !== undefined));
  const vins = wanted(rows.map((row) => row.vehicle.vin));
  const plates = wanted(rows.map((row) => row.vehicle.plateNumber));
  const mobiles = wanted(rows.flatMap((row) => row.mobiles));
  const orders = wanted(rows.flatMap((row) => row.visits.map((visit) => visit.repairOrderNo)));

  const orderRows = await db.$queryRawUnsafe<Raw[]>(
    `SELECT ${VISIT_COLUMNS} FROM visit v WHERE v.store_id = $1 AND v.repair_order_no IN (${list('$2')})`,
    storeId,
    orders,
  );
  const vehicleRows = await db.$queryRawUnsafe<Raw[]>(
    `SELECT ${VEHICLE_COLUMNS} FROM vehicle WHERE store_id = $1 AND (vin IN (${list('$2')}) OR
       plate_number IN (${list('$3')}) OR id IN (SELECT jsonb_array_elements_text($4::jsonb)::int)) ORDER BY id`,
    storeId,
    vins,
    plates,
    JSON.stringify([...new Set(orderRows.map((row) => row['vehicleId']))]),
  );
  const customerRows = await db.$queryRawUnsafe<Raw[]>(
    `SELECT ${CUSTOMER_COLUMNS} FROM customer WHERE store_id = $1 AND
       (id IN (SELECT jsonb_array_elements_text($3::jsonb)::int) OR
        id IN (SELECT c.id FROM customer c, unnest(c.mobiles) AS m WHERE c.store_id = $1 AND m IN (${list('$2')})))
     ORDER BY id`,
    storeId,
    mobiles,
    JSON.stringify([...new Set(vehicleRows.map((row) => row['customerId']))]),
  );
  const customers = new Map<number, CustomerDraft>();
  for (const raw of customerRows) {
    const draft = draftOf<CustomerState>(raw);
    customers.set(draft.id, draft);
    archive.addCustomer(draft);
  }
  const vehicles = new Map<number, VehicleDraft>();
  for (const { customerId, ...raw } of vehicleRows) {
    const owner = customers.get(Number(customerId));
    if (owner === undefined) continue;
    const draft = { ...draftOf<VehicleState>(raw), owner };
    vehicles.set(draft.id, draft);
    archive.addVehicle(draft);
  }
  const dayRows = await db.$queryRawUnsafe<Raw[]>(
    `SELECT ${VISIT_COLUMNS} FROM visit v JOIN jsonb_array_elements_text($1::jsonb) AS wanted(vehicle) ON v.vehicle_id = wanted.vehicle::int
     WHERE to_char(v.entered_on, 'YYYY-MM-DD') IN (${list('$2')})`,
    JSON.stringify([...vehicles.keys()]),
    wanted(rows.flatMap((row) => row.visits.map((visit) => visit.enteredOn))),
  );
  const seen = new Set<number>();
  for (const { vehicleId, ...raw } of [...orderRows, ...dayRows]) {
    const vehicle = vehicles.get(Number(vehicleId));
    if (vehicle === undefined || seen.has(Number(raw['id']))) continue;
    seen.add(Number(raw['id']));
    archive.addVisit({ ...draftOf<VisitState>(raw), vehicle });
  }
  const refusals = await db.$queryRawUnsafe<{ id: number; refusedOn: Day }[]>(
    REFUSALS,
    JSON.stringify([...customers.keys()]),
  );
  for (const { id, refusedOn } of refusals) archive.refusedOn.set(id, refusedOn);
  const staff = await db.staff.findMany({ where: { storeId, isActive: true }, select: { name: true, userId: true } });
  for (const { name, userId } of staff) archive.advisers.set(name, userId);
  return archive;
}

/** Who has opted out of everything takes no consent from a file, whatever its day. */
const REFUSALS = `
  SELECT c.id, CASE WHEN c.opted_out_at IS NOT NULL THEN '9999-12-31'
    ELSE to_char(max(s.at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') END AS "refusedOn"
  FROM jsonb_array_elements_text($1::jsonb) AS wanted(id) JOIN customer c ON c.id = wanted.id::int
    LEFT JOIN consent s ON s.customer_id = c.id AND s.kind IN ('marketing', 'reminders') AND s.state = 'withdrawn'
  WHERE c.opted_out_at IS NOT NULL OR s.id IS NOT NULL GROUP BY c.id`;

function list(parameter: string): string {
  return `SELECT jsonb_array_elements_text(${parameter}::jsonb)`;
}

function draftOf<F extends object>({ id, ...raw }: Raw): Draft<F> {
  const fields = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null)) as F;
  return { id: Number(id), original: structuredClone(fields), fields };
}

function columns(names: Record<string, string>, days: Record<string, string>, prefix = ''): string {
  const plain = Object.entries(names).map(([alias, column]) => `${prefix}${column} AS "${alias}"`);
  const dates = Object.entries(days).map(
    ([alias, column]) => `to_char(${prefix}${column}, 'YYYY-MM-DD') AS "${alias}"`,
  );
  return [...plain, ...dates].join(', ');
}

/** Column of each field; days are kept apart because they travel as text. */
export const customerColumns = {
  plain: {
    name: 'name',
    gender: 'gender',
    mobiles: 'mobiles',
    landlines: 'landlines',
    employer: 'employer',
    jobTitle: 'job_title',
    address: 'address',
    birthday: 'birthday',
    birthdayCalendar: 'birthday_calendar',
    licenceClass: 'licence_class',
    tier: 'tier',
    advisorUserId: 'advisor_user_id',
    preferredChannel: 'preferred_channel',
    consentMarketing: 'consent_marketing',
  },
  days: { licenceExpiresOn: 'licence_expires_on' },
};
export const vehicleColumns = {
  plain: {
    plateNumber: 'plate_number',
    vin: 'vin',
    brand: 'brand',
    series: 'series',
    model: 'model',
    energyType: 'energy_type',
    usageType: 'usage_type',
    vehicleClass: 'vehicle_class',
    odometerKm: 'odometer_km',
    warrantyEndsKm: 'warranty_ends_km',
    nextMaintenanceKm: 'next_maintenance_km',
    referredBy: 'referred_by',
  },
  days: {
    registeredOn: 'registered_on',
    deliveredOn: 'delivered_on',
    invoicedOn: 'invoiced_on',
    odometerReadOn: 'odometer_read_on',
    warrantyEndsOn: 'warranty_ends_on',
    compulsoryInsuranceExpiresOn: 'compulsory_insurance_expires_on',
    commercialInsuranceExpiresOn: 'commercial_insurance_expires_on',
    inspectionDueOn: 'inspection_due_on',
    nextMaintenanceOn: 'next_maintenance_on',
  },
};
export const visitColumns = {
  plain: {
    repairOrderNo: 'repair_order_no',
    odometerKm: 'odometer_km',
    type: 'type',
    amountFen: 'amount_fen',
    advisorName: 'advisor_name',
    faultText: 'fault_text',
  },
  days: { enteredOn: 'entered_on', handedBackOn: 'handed_back_on' },
};
const CUSTOMER_COLUMNS = `id, ${columns(customerColumns.plain, customerColumns.days)}`;
const VEHICLE_COLUMNS = `id, customer_id AS "customerId", ${columns(vehicleColumns.plain, vehicleColumns.days)}`;
const VISIT_COLUMNS = `v.id, v.vehicle_id AS "vehicleId", ${columns(visitColumns.plain, visitColumns.days, 'v.')}`;
