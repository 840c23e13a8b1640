import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { silentLogger } from '../../src/logger.ts';
import { createQueue } from '../../src/queue/queue.ts';

test('on an empty embedded database the first job joins a transaction right after the start', async () => {
  const database = await openDatabase({});
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  await database.transaction((tx) => queue.enqueue(tx, 'kf.sync', ['main:wk1']));
  const rows = await database.client.$queryRaw`SELECT name, singleton_key FROM queue.job`;
  expect(rows).toEqual([{ name: 'kf.sync', singleton_key: 'main:wk1' }]);
  await queue.stop();
  await database.close();
});
