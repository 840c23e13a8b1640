import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { fetchByHead, withQueueSettings } from '../../src/queue/fetch-heads.ts';
import { createQueue, type Queue } from '../../src/queue/queue.ts';
import { hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { waitUntil } from '../support/wait.ts';

/** Enough that a look at all of them would be seen. */
const BACKLOG = 3000;

describe.skipIf(!hasPostgres())('a backlog on a PostgreSQL server', () => {
  let database: TestDatabase;
  let queue: Queue;
  let client: Client;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    queue = createQueue({ database, logger: silentLogger });
    await queue.start();
    client = new Client({ connectionString: withQueueSettings(database.url) });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await queue.stop();
    await database.close();
  });

  test('is not read through for one job', async () => {
    const keys = Array.from({ length: BACKLOG }, (_, index) => `key-${index}`);
    await database.transaction((tx) => queue.enqueue(tx, 'attachment.turn', keys));
    const sent: string[] = [];
    const { PgBoss } = await import('pg-boss');
    const boss = new PgBoss({ connectionString: database.url, schema: 'queue', supervise: false, schedule: false });
    const db = boss.getDb();
    const executeSql = db.executeSql.bind(db);
    db.executeSql = (text, values) => {
      sent.push(text);
      return executeSql(text, values);
    };
    await boss.start();
    await boss.fetch('attachment.turn');
    await boss.stop({ graceful: false });
    const asked = sent.find((text) => text.includes('strict_fifo_heads')) ?? '';
    const ours = fetchByHead(asked);
    expect(asked).not.toBe('');
    expect(ours).not.toContain('strict_fifo_heads');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS) ${ours}`);
    const plan = rows.map((row) => row['QUERY PLAN']);
    expect(plan.filter((line) => /Sort|Materialize/.test(line))).toEqual([]);
    const pages = Number(/shared hit=(\d+)/.exec(plan.find((line) => line.includes('Buffers')) ?? '')?.[1]);
    expect(pages).toBeLessThan(300);
  });

  test('keeps the order of each key, and lets nobody run beside another of the same key', async () => {
    const running = new Set<string>();
    let together = 0;
    const done: string[] = [];
    await queue.work('contact.turn', { concurrency: 4 }, async (key) => {
      if (running.has(key)) together += 1;
      running.add(key);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running.delete(key);
      done.push(key);
    });
    for (let round = 0; round < 5; round += 1) {
      await database.transaction((tx) => queue.enqueue(tx, 'contact.turn', ['a', 'b', 'c']));
    }
    await waitUntil(() => done.length === 15);
    expect(together).toBe(0);
    for (const key of ['a', 'b', 'c']) expect(done.filter((one) => one === key)).toHaveLength(5);
  });
});

test('settings that a connection string has stay', () => {
  const url = new URL(withQueueSettings('postgresql://a:b+c@host:1/db?options=-c%20work_mem%3D1MB'));
  expect(url.searchParams.get('options')).toBe(
    '-c work_mem=1MB -c enable_sort=off -c enable_bitmapscan=off -c synchronous_commit=off',
  );
  expect(url.password).toBe('b+c');
});

test('another text stays as it is', () => {
  expect(fetchByHead('SELECT 1')).toBe('SELECT 1');
});
