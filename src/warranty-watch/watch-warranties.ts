import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Db, Transaction } from '../database/database.ts';
import type { Vehicle, WarrantyWarning } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { assess, type Assessment } from './assess.ts';
import { candidateVehicles, hasHandBacks } from './candidates.ts';
import { loadWatched } from './load-watched.ts';
import { tellOfWarnings } from './tell-of-warnings.ts';

/** Vehicles that are looked at together, and rows of one statement. */
const BATCH = 500;

export interface Found extends Assessment {
  vehicle: Vehicle;
}

/**
 * 三包 watch: every day, before a vehicle reaches a limit of the law, the head of the warranty department and the care
 * director are warned, once per vehicle, limit and stage. A stage below one that was told is not told any more. What is new
 * is recorded and told in one transaction.
 *
 * @returns how many warnings are new
 */
export async function watchWarranties(context: Context): Promise<number> {
  const db = context.database.client;
  const today = dayOf(context.clock.now());
  const rules = rulesOf(await getStore(db, context.storeId)).warrantyWatch;
  const how = { rules, hasHandBacks: await hasHandBacks(db, context.storeId, today) };
  const ids = await candidateVehicles(db, context.storeId, today, how);
  const found: Found[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    const told = await toldOf(db, batch);
    for (const { vehicle, ...watched } of await loadWatched(db, batch, how)) {
      const assessed = assess(watched, today, rules).map((assessment) => ({ ...assessment, vehicle }));
      found.push(...assessed.filter((one) => !told.has(keyOf(one)) && !told.has(keyOf({ ...one, stage: 'reached' }))));
    }
  }
  const count = found.length === 0 ? 0 : await context.database.transaction((tx) => record(context, tx, found));
  context.logger.info({ storeId: context.storeId, candidates: ids.length, warned: count }, 'warranties watched');
  return count;
}

const keyOf = ({ vehicle, kind, fault, stage }: Pick<Found, 'vehicle' | 'kind' | 'fault' | 'stage'>) =>
  keyOfRow({ vehicleId: vehicle.id, kind, fault, stage });

const keyOfRow = ({ vehicleId, kind, fault, stage }: Pick<WarrantyWarning, 'vehicleId' | 'kind' | 'fault' | 'stage'>) =>
  [vehicleId, kind, stage, fault].join(':');

async function toldOf(db: Db, vehicleIds: readonly number[]): Promise<Set<string>> {
  const rows = await db.warrantyWarning.findMany({ where: { vehicleId: { in: [...vehicleIds] } } });
  return new Set(rows.map(keyOfRow));
}

/** Another watch may run beside this one: only rows that are new here are told. */
async function record(context: Context, tx: Transaction, found: readonly Found[]): Promise<number> {
  const { storeId } = context;
  const warnedAt = context.clock.now();
  const created = new Set<string>();
  for (let start = 0; start < found.length; start += BATCH) {
    const data = found
      .slice(start, start + BATCH)
      .map(({ vehicle, ...assessment }) => ({ ...assessment, storeId, vehicleId: vehicle.id, warnedAt }));
    const rows = await tx.warrantyWarning.createManyAndReturn({ data, skipDuplicates: true });
    for (const row of rows) created.add(keyOfRow(row));
  }
  await tellOfWarnings(
    context,
    tx,
    found.filter((one) => created.has(keyOf(one))),
  );
  return created.size;
}
