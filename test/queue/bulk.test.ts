import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { createQueue, type Queue } from '../../src/queue/queue.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { waitUntil } from '../support/wait.ts';

let database: TestDatabase;
let queue: Queue;
afterEach(async () => {
  await queue.stop();
  await database.close();
});

const keys = (count: number) => Array.from({ length: count }, (_, index) => `bulk-${index}`);

describe.each(databaseKinds)('bulk jobs on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    test('run several at once, each key once, and keep nothing else waiting', async () => {
      database = await openTestDatabase(kind);
      queue = createQueue({ database, logger: silentLogger });
      await queue.start();
      await database.transaction((tx) => queue.enqueue(tx, 'outbox.turn', keys(10), true));
      const held = Promise.withResolvers<void>();
      const done: string[] = [];
      let atOnce = 0;
      await queue.work('outbox.turn', { concurrency: 1, bulk: { workers: 1, jobsAtOnce: 10 } }, async (key) => {
        if (key.startsWith('bulk')) {
          atOnce += 1;
          await held.promise;
        }
        done.push(key);
      });
      await waitUntil(() => atOnce === 10);
      // All bulk workers are busy, and an answer still leaves.
      await database.transaction((tx) => queue.enqueue(tx, 'outbox.turn', ['answer']));
      await waitUntil(() => done.includes('answer'));
      held.resolve();
      await waitUntil(() => done.length === 11);
      await sleep(50);
      expect(done.toSorted()).toEqual(['answer', ...keys(10)].toSorted());
    });

    test('one that fails takes no other with it', async () => {
      database = await openTestDatabase(kind);
      queue = createQueue({ database, logger: silentLogger });
      await queue.start();
      await database.transaction((tx) => queue.enqueue(tx, 'outbox.turn', keys(4), true));
      const done: string[] = [];
      await queue.work('outbox.turn', { concurrency: 1, bulk: { workers: 1, jobsAtOnce: 4 } }, (key) => {
        if (key === 'bulk-1') return Promise.reject(new Error('refused'));
        done.push(key);
        return Promise.resolve();
      });
      await waitUntil(async () => (await queue.countOpen()) === 0);
      expect(done.toSorted()).toEqual(['bulk-0', 'bulk-2', 'bulk-3']);
    });
  });
});

test.skipIf(!hasPostgres())('nobody counts the jobs of a backlog, and lost ones are still found', async () => {
  database = await openTestDatabase('postgres');
  queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  await database.transaction((tx) => queue.enqueue(tx, 'outbox.turn', keys(20)));
  // As a machine leaves it that vanished a minute ago.
  await database.execute(`UPDATE queue.job_common SET state = 'active', started_on = now() - interval '1 minute',
    heartbeat_on = now() - interval '1 minute' WHERE singleton_key = 'bulk-3'`);
  const states = () =>
    database.client.$queryRawUnsafe<{ state: string }[]>(
      `SELECT state::text FROM queue.job_common WHERE singleton_key = 'bulk-3'`,
    );
  await waitUntil(async () => (await states())[0]?.state === 'retry', { timeoutMs: 30_000 });
  const [counted] = await database.client.$queryRawUnsafe<{ most: number }[]>(
    'SELECT max(queued_count)::int AS most FROM queue.queue',
  );
  expect(counted?.most).toBe(0);
});
