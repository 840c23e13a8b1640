import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { createQueue, type Queue } from '../../src/queue/queue.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { waitUntil } from '../support/wait.ts';

describe.each(databaseKinds)('the queue on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let database: TestDatabase;
    let queue: Queue;
    const seen: string[] = [];
    const running = new Map<string, number>();
    let overlapped = false;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      queue = createQueue({ database, logger: silentLogger });
      await queue.start();
      await queue.work('conversation.turn', { concurrency: 3 }, async (key) => {
        running.set(key, (running.get(key) ?? 0) + 1);
        if ((running.get(key) ?? 0) > 1) overlapped = true;
        await new Promise((resolve) => setTimeout(resolve, 10));
        running.set(key, (running.get(key) ?? 1) - 1);
        seen.push(key);
        if (key === 'poison') throw new Error('poison');
      });
    });
    afterAll(async () => {
      await queue.stop();
      await database.close();
    });

    test('a job of a transaction that is rolled back never runs, one that commits does', async () => {
      const failing = database.transaction(async (tx) => {
        await queue.enqueue(tx, 'conversation.turn', ['rolled-back']);
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      await database.transaction((tx) => queue.enqueue(tx, 'conversation.turn', ['committed']));
      await waitUntil(() => seen.includes('committed'));
      expect(seen).not.toContain('rolled-back');
    });

    test('jobs of one key never run side by side, and none is left over', async () => {
      seen.length = 0;
      for (let index = 0; index < 40; index += 1) {
        await database.transaction((tx) => queue.enqueue(tx, 'conversation.turn', [`owner-${index % 4}`]));
      }
      await waitUntil(() => seen.length === 40);
      expect(overlapped).toBe(false);
    });

    test('what leaves by the thousand does not keep an answer waiting', async () => {
      seen.length = 0;
      const bulk = Array.from({ length: 60 }, (_, index) => `bulk-${index}`);
      await database.transaction(async (tx) => {
        await queue.enqueue(tx, 'conversation.turn', bulk, true);
        await queue.enqueue(tx, 'conversation.turn', ['answer']);
      });
      await waitUntil(() => seen.length === 61);
      // Whatever a worker had begun comes first, no more.
      expect(seen.indexOf('answer')).toBeLessThan(10);
    });

    test('a sweep adds no job for a key that has one, and one for a key that has none', async () => {
      seen.length = 0;
      // On another queue nobody works.
      for (let round = 0; round < 3; round += 1) {
        await database.transaction((tx) => queue.enqueueMissing(tx, 'kf.sync', ['main:wk1', 'main:wk2']));
      }
      await database.transaction((tx) => queue.enqueueMissing(tx, 'conversation.turn', ['main:wk1']));
      await waitUntil(() => seen.length === 1);
      const rows = await database.client
        .$queryRaw`SELECT singleton_key FROM queue.job WHERE name = 'kf.sync' ORDER BY 1`;
      expect(rows).toEqual([{ singleton_key: 'main:wk1' }, { singleton_key: 'main:wk2' }]);
    });

    test('a job that throws does not block the next one of its key', async () => {
      seen.length = 0;
      await database.transaction((tx) => queue.enqueue(tx, 'conversation.turn', ['poison']));
      await waitUntil(() => seen.length === 1);
      await database.transaction((tx) => queue.enqueue(tx, 'conversation.turn', ['poison']));
      await waitUntil(() => seen.length === 2);
      expect(seen).toEqual(['poison', 'poison']);
    });
  });
});
