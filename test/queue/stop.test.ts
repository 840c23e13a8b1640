import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { databaseKinds, hasPostgres, openTestDatabase } from '../support/database.ts';
import { waitUntil } from '../support/wait.ts';

describe.each(databaseKinds)('a queue that stops, on %s', (kind) => {
  test.skipIf(kind === 'postgres' && !hasPostgres())('lets the job end that runs, and begins no other', async () => {
    const database = await openTestDatabase(kind);
    const queue = createQueue({ database, logger: silentLogger });
    await queue.start();
    const begun: string[] = [];
    const ended: string[] = [];
    await queue.work('conversation.turn', { concurrency: 1 }, async (key) => {
      begun.push(key);
      await wait(200);
      await database.client.$queryRaw`SELECT 1`;
      ended.push(key);
    });
    await database.transaction((tx) => queue.enqueue(tx, 'conversation.turn', ['first', 'second']));
    await waitUntil(() => begun.length === 1);
    await queue.stop();
    expect(ended).toEqual(begun);
    const rows = await database.client.$queryRaw`SELECT state::text FROM queue.job ORDER BY state::text`;
    expect(rows).toEqual([{ state: 'completed' }, { state: 'created' }]);
    await database.close();
  });
});
