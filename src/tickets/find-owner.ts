import { type Customer, findByPlate, findByVin, listByMobile, listVehicles, type Vehicle } from '../customers/index.ts';
import type { Db } from '../database/database.ts';

/** How somebody on the phone can be told apart. Any spelling. */
export interface OwnerClues {
  plate?: string;
  phone?: string;
  vin?: string;
}

/**
 * The owner and the car in the archive. A car decides; a phone number decides when it is one person's, and names the car
 * when they have only one.
 */
export async function findOwner(
  db: Db,
  storeId: string,
  clues: OwnerClues,
): Promise<{ customer?: Customer; vehicle?: Vehicle }> {
  const byVin = clues.vin === undefined ? undefined : await findByVin(db, storeId, clues.vin);
  const found = byVin ?? (clues.plate === undefined ? undefined : await findByPlate(db, storeId, clues.plate));
  if (found !== undefined) {
    const { customer, ...vehicle } = found;
    return { customer, vehicle };
  }
  const people = clues.phone === undefined ? [] : await listByMobile(db, storeId, clues.phone);
  const [customer] = people;
  if (customer === undefined || people.length > 1) return {};
  const [vehicle, ...others] = await listVehicles(db, customer.id);
  return { customer, ...(vehicle === undefined || others.length > 0 ? {} : { vehicle }) };
}
