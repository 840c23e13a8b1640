import type { Db } from '../database/database.ts';
import type { Store } from '../database/generated/client.ts';
import { NotFoundError } from '../errors.ts';
import { type Department, DEPARTMENTS } from '../understanding/taxonomy.ts';

export type { Store };

/** @throws {NotFoundError} when no store has this key */
export async function getStore(db: Db, storeId: string): Promise<Store> {
  const store = await db.store.findUnique({ where: { id: storeId } });
  if (store === null) throw new NotFoundError(`store ${storeId}`, '找不到该门店。');
  return store;
}

export async function listStores(db: Db): Promise<Store[]> {
  return db.store.findMany({ orderBy: { id: 'asc' } });
}

/** What this store calls a department; the common name when it has given none. */
export async function departmentName(db: Db, storeId: string, key: Department): Promise<string> {
  const department = await db.department.findUnique({ where: { storeId_key: { storeId, key } } });
  return department?.name ?? DEPARTMENTS[key].label;
}

/** Names of all departments of the taxonomy, as this store calls them. */
export async function departmentNames(db: Db, storeId: string): Promise<Record<Department, string>> {
  const own = await db.department.findMany({ where: { storeId } });
  return Object.fromEntries([
    ...Object.entries(DEPARTMENTS).map(([key, { label }]): [string, string] => [key, label]),
    ...own.map(({ key, name }): [string, string] => [key, name]),
  ]) as Record<Department, string>;
}
