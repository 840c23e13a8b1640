import type { Db } from '../database/database.ts';

/**
 * Names that may stand in an owner's words and no model may read: these people's and those of the store's staff.
 *
 * @param people whoever the words are known to be about; empty where nobody was named
 */
export async function knownNames(
  db: Db,
  storeId: string,
  people: readonly (string | null | undefined)[],
): Promise<string[]> {
  const staff = await db.staff.findMany({ where: { storeId, isActive: true }, select: { name: true } });
  return [...people, ...staff.map(({ name }) => name)].filter((name) => name != null && name !== '') as string[];
}
