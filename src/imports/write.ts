import { instantAt } from '../calendar.ts';
import {
  insertRows,
  loadNameSounds,
  type NameSounds,
  refreshStatistics,
  takeIds,
  updateRows,
} from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import {
  type Archive,
  customerColumns,
  type CustomerDraft,
  type Draft,
  vehicleColumns,
  visitColumns,
} from './archive.ts';
import { changesOf } from './plan.ts';

type Columns = { plain: Record<string, string>; days: Record<string, string> };

/** Writes a planned archive: new records, then changed ones, each kind in a few statements. */
export async function writeArchive(
  tx: Transaction,
  { storeId, now, by }: { storeId: string; now: Date; by: string },
  archive: Archive,
): Promise<void> {
  const sounds = await loadNameSounds();
  const created = { store_id: storeId, created_at: now, updated_at: now };
  const customers = archive.customers;
  await giveIds(tx, 'customer', customers);
  await insertAll(
    tx,
    'customer',
    customers.filter(isNew).map((draft) => ({
      ...created,
      ...valuesOf(draft, customerColumns),
      id: draft.id,
      birthday_calendar: draft.fields.birthdayCalendar ?? 'solar',
      tier: draft.fields.tier ?? 'ordinary',
      tags: [],
      consent_marketing: draft.fields.consentMarketing ?? false,
      ...soundsOf(sounds, draft),
      is_deceased: false,
      source: 'import',
    })),
  );
  await updateRows(
    tx,
    'customer',
    customers
      .filter((draft) => changesOf(draft).length > 0)
      .map((draft) => ({ ...changedRow(draft, customerColumns, now), ...soundsOf(sounds, draft) })),
  );
  await insertRows(
    tx,
    'consent',
    archive.consents.map(({ draft, consent: { isGiven, on, words } }) => ({
      store_id: storeId,
      customer_id: draft.id,
      kind: 'marketing',
      state: isGiven ? 'given' : 'withdrawn',
      words: words.slice(0, 500),
      via: 'import',
      recorded_by: by,
      at: on === undefined ? now : instantAt(on, '12:00'),
    })),
  );

  // A plate that moves from one car to another is taken off first: no two cars may have it even for a moment.
  const moved = archive.vehicles.filter((draft) => changesOf(draft).includes('plateNumber'));
  await updateRows(
    tx,
    'vehicle',
    moved.map((draft) => ({ id: draft.id, plate_number: null })),
  );
  await updateRows(tx, 'vehicle', changed(archive.vehicles, vehicleColumns, now));
  await giveIds(tx, 'vehicle', archive.vehicles);
  await insertAll(
    tx,
    'vehicle',
    archive.vehicles.filter(isNew).map((draft) => ({
      ...created,
      ...valuesOf(draft, vehicleColumns),
      id: draft.id,
      customer_id: draft.owner.id,
      energy_type: draft.fields.energyType ?? 'petrol',
      usage_type: draft.fields.usageType ?? 'private',
      vehicle_class: draft.fields.vehicleClass ?? 'smallPassenger',
      status: 'active',
    })),
  );

  await giveIds(tx, 'visit', archive.visits);
  const newVisits = archive.visits.filter(isNew);
  await insertAll(
    tx,
    'visit',
    newVisits.map((draft) => ({
      ...valuesOf(draft, visitColumns),
      id: draft.id,
      store_id: storeId,
      vehicle_id: draft.vehicle.id,
    })),
  );
  const changedVisits = archive.visits.filter((draft) => changesOf(draft).length > 0);
  await updateRows(
    tx,
    'visit',
    changedVisits.map((draft) => ({ id: draft.id, ...valuesOf(draft, visitColumns) })),
  );
  // A visit moves its car's next maintenance, which is computed anew for cars that changed.
  const touched = new Set(
    [...newVisits, ...changedVisits].filter((draft) => !isNew(draft.vehicle)).map((draft) => draft.vehicle.id),
  );
  await updateRows(
    tx,
    'vehicle',
    [...touched].map((id) => ({ id, updated_at: now })),
  );
  await refreshStatistics(tx, customers.length + archive.vehicles.length + archive.visits.length);
}

/** @throws {CareError} `CONFLICT` when the archive has one of them after all; the import is rolled back as a whole */
async function insertAll(
  tx: Transaction,
  table: 'customer' | 'vehicle' | 'visit',
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const inserted = await insertRows(tx, table, rows);
  if (inserted !== rows.length) {
    throw new CareError('CONFLICT', `${rows.length - inserted} rows of ${table} are there already`, {
      userMessage: '导入期间档案被其他人修改，未作任何改动，请重新预览后再导入。',
    });
  }
}

function isNew(draft: Draft<object>): boolean {
  return draft.original === undefined;
}

async function giveIds(
  tx: Transaction,
  table: 'customer' | 'vehicle' | 'visit',
  drafts: readonly Draft<object>[],
): Promise<void> {
  const fresh = drafts.filter(isNew);
  const ids = await takeIds(tx, table, fresh.length);
  for (const [index, draft] of fresh.entries()) draft.id = ids[index] ?? draft.id;
}

function changed<F extends object>(
  drafts: readonly Draft<F>[],
  columns: Columns,
  now: Date,
): Record<string, unknown>[] {
  return drafts.filter((draft) => changesOf(draft).length > 0).map((draft) => changedRow(draft, columns, now));
}

const changedRow = (draft: Draft<object>, columns: Columns, now: Date): Record<string, unknown> => ({
  id: draft.id,
  ...valuesOf(draft, columns),
  updated_at: now,
});

function soundsOf(sounds: (name: string) => NameSounds, { fields }: CustomerDraft): Record<string, string> {
  const { namePinyin, nameInitials } = sounds(fields.name ?? '');
  return { name_pinyin: namePinyin, name_initials: nameInitials };
}

/** All columns that a file can fill, so that every row of a statement has the same ones. */
function valuesOf(draft: Draft<object>, columns: Columns): Record<string, unknown> {
  const fields = draft.fields as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries({ ...columns.plain, ...columns.days }).map(([field, column]) => [column, fields[field] ?? null]),
  );
}
