import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../logger.ts';
import type { StoreConnections } from './connections.ts';
import { staffFromDirectory } from './from-directory.ts';
import { rulesOf } from './rules.ts';

/**
 * Makes sure that every connected store has its row and somebody to send tickets to. What a store is called, its staff
 * and its rules are set by `npm run store -- FILE`; a store without any staff gets a first guess from the WeCom
 * directory, so that no ticket goes to nobody.
 *
 * @throws {CareError} `VALIDATION` when a store's rules have a fault
 */
export async function ensureStores(
  parts: { database: Database; clock: Clock; logger: Logger; connections: StoreConnections },
  stores: readonly { storeId: string; name: string }[],
): Promise<void> {
  const { database, clock, logger, connections } = parts;
  await database.client.store.createMany({
    data: stores.map(({ storeId, name }) => ({ id: storeId, name, createdAt: clock.now() })),
    skipDuplicates: true,
  });
  for (const { storeId } of stores) {
    rulesOf(await database.client.store.findUniqueOrThrow({ where: { id: storeId } }));
    const directory = connections.get(storeId)?.channels.directory;
    if (directory === undefined || (await database.client.staff.count({ where: { storeId } })) > 0) continue;
    try {
      const staff = staffFromDirectory(await directory.list());
      await database.client.staff.createMany({
        data: staff.map((person) => ({ ...person, userId: person.userId.toLowerCase(), storeId })),
        skipDuplicates: true,
      });
      logger.info(
        { storeId, staff: staff.length },
        'staff taken from the WeCom directory; correct it with npm run store',
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ storeId, reason }, 'this store has no staff: set it up with npm run store -- FILE');
    }
  }
}
