import { expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { openTestDatabase } from '../support/database.ts';

test('on an embedded database that has no queue yet the first job joins a transaction right after the start', async () => {
  const database = await openTestDatabase();
  await database.execute('DROP SCHEMA queue CASCADE');
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  await database.transaction((tx) => queue.enqueue(tx, 'kf.sync', ['main:wk1']));
  const rows = await database.client.$queryRaw`SELECT name, singleton_key FROM queue.job`;
  expect(rows).toEqual([{ name: 'kf.sync', singleton_key: 'main:wk1' }]);
  await queue.stop();
  await database.close();
});
