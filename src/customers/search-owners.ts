import type { Db } from '../database/database.ts';
import type { Customer, Vehicle } from '../database/generated/client.ts';
import { parseMobile, parsePlate, parseVin } from './formats.ts';

export type OwnerWithVehicles = Customer & { vehicles: Vehicle[] };

/**
 * Owners by whatever somebody knows of them: mobile number, plate, VIN, name, or a part of name or plate, or how the name
 * sounds (`zhangsan`, `zhang san`, `zs`).
 *
 * @param options.advisorUserId only owners of this adviser
 * @returns at most `limit`, the exact matches first; empty for a text shorter than two characters
 */
export async function searchOwners(
  db: Db,
  storeId: string,
  text: string,
  options: { advisorUserId?: string; limit?: number } = {},
): Promise<OwnerWithVehicles[]> {
  const words = text.normalize('NFKC').trim();
  if (words.length < 2) return [];
  const { limit = 30 } = options;
  const adviser =
    options.advisorUserId === undefined
      ? {}
      : { advisorUserId: { equals: options.advisorUserId, mode: 'insensitive' as const } };
  const common = {
    include: { vehicles: { orderBy: [{ status: 'asc' as const }, { id: 'asc' as const }] } },
    orderBy: { id: 'asc' as const },
    take: limit,
  };
  const exact = exactMatch(storeId, words);
  if (exact !== undefined) return db.customer.findMany({ where: { storeId, ...adviser, ...exact }, ...common });
  const byName = await db.customer.findMany({ where: { storeId, ...adviser, name: { startsWith: words } }, ...common });
  const sound = words.toLowerCase().replaceAll(/[\s'·-]/g, '');
  if (byName.length === 0 && /^[a-z]{2,40}$/.test(sound)) {
    const bySound = { OR: [{ namePinyin: startingWith(sound) }, { nameInitials: sound }] };
    const found = await db.customer.findMany({ where: { storeId, ...adviser, ...bySound }, ...common });
    if (found.length > 0) return found;
  }
  const piece = words.toUpperCase().replaceAll(/[\s·.-]/g, '');
  if (byName.length > 0 || !/^[\u4e00-\u9fff]?[A-Z0-9]{3,}$/.test(piece)) return byName;
  return db.customer.findMany({
    where: { storeId, ...adviser, vehicles: { some: { storeId, plateNumber: { contains: piece } } } },
    ...common,
  });
}

/** A range of its index, which LIKE would not use. */
const startingWith = (letters: string) => ({ gte: letters, lte: `${letters}zzzzzzzz` });

function exactMatch(storeId: string, words: string) {
  const mobile = parseMobile(words);
  if (mobile !== undefined) return { mobiles: { has: mobile } };
  const plateNumber = parsePlate(words);
  if (plateNumber !== undefined) return { vehicles: { some: { storeId, plateNumber } } };
  const vin = parseVin(words);
  return vin === undefined ? undefined : { vehicles: { some: { storeId, vin } } };
}
