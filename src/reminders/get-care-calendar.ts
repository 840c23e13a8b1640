import type { Day } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import { NotFoundError } from '../errors.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { type CareCalendar, careCalendar } from './care-calendar.ts';
import { ownerFacts, vehicleFacts } from './facts.ts';

/**
 * The care calendar of one vehicle of a store and its owner, under the rules in force.
 *
 * @throws {CareError} `NOT_FOUND` when the store has no such vehicle
 */
export async function getCareCalendar(db: Db, storeId: string, vehicleId: number, today: Day): Promise<CareCalendar> {
  const rules = rulesOf(await getStore(db, storeId));
  const [vehicle] = await vehicleFacts(db, storeId, [vehicleId]);
  const [owner] = vehicle === undefined ? [] : await ownerFacts(db, storeId, [vehicle.customerId]);
  if (vehicle === undefined || owner === undefined) throw new NotFoundError(`vehicle ${vehicleId} of store ${storeId}`);
  return careCalendar({ vehicle, owner }, today, rules);
}
