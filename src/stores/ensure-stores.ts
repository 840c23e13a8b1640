import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';

/**
 * Makes sure that every connected store has its row. What it is called, its staff and its rules are set by
 * `npm run store -- FILE`; a store that is there already stays as it is.
 */
export async function ensureStores(
  database: Database,
  clock: Clock,
  stores: readonly { storeId: string; name: string }[],
): Promise<void> {
  await database.client.store.createMany({
    data: stores.map(({ storeId, name }) => ({ id: storeId, name, createdAt: clock.now() })),
    skipDuplicates: true,
  });
}
