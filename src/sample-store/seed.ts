import type { Clock } from '../clock.ts';
import { insertRows, refreshStatistics, takeIds } from '../customers/index.ts';
import type { Database, Transaction } from '../database/database.ts';
import { upsertStore } from '../stores/index.ts';
import type { SamplePerson, SampleStore } from './types.ts';

const SOURCE = 'sample';

/** The platform accounts under which the sample owners are known. */
export interface SampleAccounts {
  openKfId: string;
  appId: string;
  /** Absent: nobody is a contact of a member. */
  corpId?: string;
}

/**
 * Writes a sample store, in one transaction. Idempotent: store and staff are brought up to date, owners and cars are
 * written only when the store has no sample owners yet, so what happened since stays.
 *
 * @param accounts when given, owners with WeChat are linked to these accounts
 * @returns whether owners and cars were written now
 */
export async function seedSampleStore(
  database: Database,
  clock: Clock,
  sample: SampleStore,
  accounts?: SampleAccounts,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await upsertStore(tx, clock, sample.definition);
    const storeId = sample.definition.id;
    if ((await tx.customer.count({ where: { storeId, source: SOURCE } })) > 0) return false;
    await writeArchive(tx, clock.now(), sample, accounts);
    return true;
  });
}

async function writeArchive(
  tx: Transaction,
  now: Date,
  sample: SampleStore,
  accounts: SampleAccounts | undefined,
): Promise<void> {
  const common = { store_id: sample.definition.id, created_at: now };
  const customerIds = await takeIds(tx, 'customer', sample.customers.length);
  const vehicleIds = await takeIds(tx, 'vehicle', sample.vehicles.length);
  await insertRows(
    tx,
    'customer',
    sample.customers.map((customer, index) => ({
      ...common,
      id: customerIds[index],
      updated_at: now,
      name: customer.name,
      gender: customer.gender,
      mobiles: [customer.mobile],
      landlines: [],
      tags: [],
      birthday: customer.birthday,
      birthday_calendar: customer.birthdayCalendar,
      licence_class: customer.licenceClass,
      licence_expires_on: customer.licenceExpiresOn,
      tier: customer.tier,
      advisor_user_id: customer.advisorUserId,
      consent_marketing: customer.consentMarketing,
      is_deceased: false,
      source: SOURCE,
    })),
  );
  await insertVehicles(tx, now, sample, vehicleIds, customerIds);
  await insertVisits(tx, sample, vehicleIds);
  await refreshStatistics(tx, sample.visits.length);
  if (accounts !== undefined) await linkPeople(tx, now, sample, customerIds, accounts);
}

/** @param ids row ids of the vehicles, and of the customers by their index */
export async function insertVehicles(
  tx: Transaction,
  now: Date,
  { definition, vehicles }: Pick<SampleStore, 'definition' | 'vehicles'>,
  ids: readonly number[],
  customerIds: readonly (number | undefined)[],
): Promise<void> {
  await insertRows(
    tx,
    'vehicle',
    vehicles.map((vehicle, index) => ({
      store_id: definition.id,
      created_at: now,
      id: ids[index],
      updated_at: now,
      customer_id: customerIds[vehicle.customer],
      plate_number: vehicle.plateNumber,
      vin: vehicle.vin,
      brand: definition.brand,
      series: vehicle.series,
      model: vehicle.model,
      energy_type: vehicle.energyType,
      usage_type: 'private',
      vehicle_class: 'smallPassenger',
      registered_on: vehicle.registeredOn,
      delivered_on: vehicle.deliveredOn,
      invoiced_on: vehicle.deliveredOn,
      sale_channel: 'own',
      referred_by: index % 6 === 2 ? '老客户介绍' : null,
      odometer_km: vehicle.odometerKm,
      odometer_read_on: vehicle.odometerReadOn,
      warranty_ends_on: vehicle.warrantyEndsOn,
      compulsory_insurance_expires_on: vehicle.compulsoryInsuranceExpiresOn,
      commercial_insurance_expires_on: vehicle.commercialInsuranceExpiresOn,
      inspection_due_on: vehicle.inspectionDueOn,
      status: 'active',
    })),
  );
}

/** @param ids row ids of the vehicles that the visits name by their index */
export async function insertVisits(
  tx: Transaction,
  { definition, visits }: Pick<SampleStore, 'definition' | 'visits'>,
  ids: readonly number[],
): Promise<void> {
  await insertRows(
    tx,
    'visit',
    visits.map((visit) => ({
      store_id: definition.id,
      vehicle_id: ids[visit.vehicle],
      repair_order_no: visit.repairOrderNo,
      entered_on: visit.enteredOn,
      handed_back_on: visit.handedBackOn,
      odometer_km: visit.odometerKm,
      type: visit.type,
      amount_fen: visit.amountFen,
      advisor_name: visit.advisorName,
    })),
  );
}

async function linkPeople(
  tx: Transaction,
  now: Date,
  sample: SampleStore,
  customerIds: readonly number[],
  accounts: SampleAccounts,
): Promise<void> {
  const demoIds = new Set(sample.demoOwners.map((owner) => owner.personId));
  const known = sample.people.filter((person) => person.customer !== undefined);
  const row = (person: (typeof known)[number]) => ({
    store_id: sample.definition.id,
    union_id: person.unionId,
    customer_id: customerIds[person.customer ?? -1],
    window_left: 0,
    created_at: now,
  });
  await insertRows(tx, 'channel_identity', [
    ...sample.demoOwners
      .filter((person) => person.customer !== undefined)
      .map((person) => ({
        ...row(person),
        channel: 'kf',
        account_id: accounts.openKfId,
        external_id: person.externalUserId,
        is_subscribed: false,
      })),
    // Demo owners who do not follow have opened a page of the account once: one-time notices can reach them.
    ...known
      .filter((person) => person.follows || demoIds.has(person.personId))
      .map((person) => ({
        ...row(person),
        channel: 'officialAccount',
        account_id: accounts.appId,
        external_id: person.openId,
        is_subscribed: person.follows,
      })),
  ]);
  if (accounts.corpId !== undefined) await linkContacts(tx, now, { ...accounts, corpId: accounts.corpId }, known, row);
}

/** Owners who have added their adviser: as if the platform's events had told. */
async function linkContacts<Person extends SamplePerson>(
  tx: Transaction,
  now: Date,
  { corpId }: { corpId: string },
  people: readonly Person[],
  rowOf: (person: Person) => { store_id: string },
): Promise<void> {
  const contacts = people.filter((person) => person.contactOf.length > 0);
  const ids = await takeIds(tx, 'channel_identity', contacts.length);
  await insertRows(
    tx,
    'channel_identity',
    contacts.map((person, index) => ({
      ...rowOf(person),
      id: ids[index],
      channel: 'wecomContact',
      account_id: corpId,
      external_id: person.externalUserId,
      is_subscribed: false,
    })),
  );
  await insertRows(
    tx,
    'contact_relation',
    contacts.flatMap((person, index) =>
      person.contactOf.map((userId) => ({
        store_id: rowOf(person).store_id,
        identity_id: ids[index],
        user_id: userId,
        state: '',
        added_at: now,
      })),
    ),
  );
}
