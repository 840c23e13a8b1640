import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { createQueue, type Queue } from '../../src/queue/queue.ts';
import { hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { waitUntil } from '../support/wait.ts';

describe.skipIf(!hasPostgres())('jobs on a PostgreSQL server', () => {
  let database: TestDatabase;
  let queue: Queue;
  let other: ChildProcess;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    queue = createQueue({ database, logger: silentLogger });
    await queue.start();
    other = fork(new URL('endless-worker.ts', import.meta.url), [database.url]);
    await once(other, 'message');
  });
  afterAll(async () => {
    other.kill('SIGKILL');
    await queue.stop();
    await database.close();
  });

  test('stay with a working process however long they take, and go to another as soon as it is killed', async () => {
    const taken = once(other, 'message');
    await database.transaction((tx) => queue.enqueue(tx, 'kf.sync', ['main:wk1']));
    expect(await taken).toContain('main:wk1');

    const seen: string[] = [];
    await queue.work('kf.sync', { concurrency: 1 }, (key) => Promise.resolve(void seen.push(key)));
    // Long enough for several looks at what dead processes left.
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(seen).toEqual([]);

    const killedAt = Date.now();
    other.kill('SIGKILL');
    await waitUntil(() => seen.length > 0);
    expect(seen).toEqual(['main:wk1']);
    expect(Date.now() - killedAt).toBeLessThan(9000);
  });
});
