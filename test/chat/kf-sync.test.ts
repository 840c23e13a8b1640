import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { KF, OTHER_KF, startSyncBench, type SyncBench } from './sync-bench.ts';

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

describe.each(databaseKinds)('pulling what owners wrote, on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let bench: SyncBench;
    let mark: number;
    beforeAll(async () => {
      bench = await startSyncBench(kind);
    });
    afterAll(() => bench.close());
    beforeEach(async () => {
      await bench.advance(61);
      mark = (await bench.pulled()).length;
    });
    const fresh = async () => (await bench.pulled()).slice(mark);

    test('stores each message once, in order, over short and empty pages, and settles the wake-ups', async () => {
      await bench.emulator.control.kfPages({ openKfId: KF, emptyPages: 2, maxPageSize: 3 });
      await bench.write(numbered('空页', 10));
      await bench.pull();
      expect(await fresh()).toEqual(numbered('空页', 10));
      expect((await bench.wakeUps()).every((wakeUp) => wakeUp.status === 'done')).toBe(true);
      await bench.advance(61);
      await bench.pull();
      expect(await fresh()).toHaveLength(10);
    });

    test('queues a turn for each owner that wrote', async () => {
      await bench.door.database.client.$executeRawUnsafe('DELETE FROM queue.job');
      await bench.write(['甲'], KF, 'p1');
      await bench.write(['乙'], KF, 'p2');
      await bench.pull();
      const jobs = await bench.door.database.client.$queryRawUnsafe<{ key: string }[]>(
        `SELECT DISTINCT singleton_key AS key FROM queue.job WHERE name = 'conversation.turn'`,
      );
      expect(jobs).toHaveLength(2);
      expect(jobs.every((job) => job.key.startsWith(`main:kf:${KF}:`))).toBe(true);
    });

    test('moves messages and cursor together: a crash in between loses and doubles nothing', async () => {
      await bench.write(numbered('崩溃', 4));
      const cursor = await bench.cursor();
      const crashing: Database = {
        ...bench.context.database,
        transaction: (work) =>
          bench.context.database.transaction(async (tx) => {
            await work(tx);
            throw new Error('killed before the commit');
          }),
      };
      await expect(bench.pull({ database: crashing })).rejects.toThrow('killed before the commit');
      expect(await fresh()).toEqual([]);
      expect(await bench.cursor()).toBe(cursor);
      await bench.pull();
      expect(await fresh()).toEqual(numbered('崩溃', 4));
    });

    test('doubles nothing when the same page comes again', async () => {
      const cursor = await bench.cursor();
      await bench.write(numbered('重读', 3));
      await bench.pull();
      // As after a restore of an older copy of the cursor.
      await bench.door.database.client.kfCursor.updateMany({
        where: { openKfId: KF },
        data: { cursor: cursor ?? null },
      });
      await bench.advance(61);
      await bench.pull();
      expect(await fresh()).toEqual(numbered('重读', 3));
    });

    test('by several pullers at once loses and doubles nothing', async () => {
      await bench.emulator.control.kfPages({ openKfId: KF, maxPageSize: 2 });
      await bench.write(numbered('并发', 12));
      await Promise.all([bench.pull(), bench.pull(), bench.pull(), bench.pull()]);
      await bench.emulator.control.kfPages({ openKfId: KF, maxPageSize: 1000 });
      expect(await fresh()).toEqual(numbered('并发', 12));
    });

    test('by a puller that was overtaken does not move the position back', async () => {
      await bench.write(['慢页']);
      let isOvertaken = false;
      const overtaken = {
        ...bench.owners,
        sync: async (input: Parameters<typeof bench.owners.sync>[0]) => {
          const page = await bench.owners.sync(input);
          if (isOvertaken) return page;
          isOvertaken = true;
          await bench.write(['快页']);
          await bench.pull();
          return page;
        },
      };
      await bench.pull({}, overtaken);
      const cursor = await bench.cursor();
      expect(await fresh()).toEqual(['慢页', '快页']);
      await bench.advance(61);
      await bench.pull();
      expect(await bench.cursor()).toBe(cursor);
    });

    test('keeps a position of its own for each account', async () => {
      const other = (await bench.pulled(OTHER_KF)).length;
      await bench.write(['一号'], KF);
      await bench.write(['二号'], OTHER_KF);
      await bench.pull();
      expect(await fresh()).toEqual(['一号']);
      expect((await bench.pulled(OTHER_KF)).slice(other)).toEqual([]);
      await bench.pull({}, bench.owners, OTHER_KF);
      expect((await bench.pulled(OTHER_KF)).slice(other)).toEqual(['二号']);
      expect(await bench.cursor(OTHER_KF)).not.toBe(await bench.cursor());
    });

    test('needs no wake-up: what lost callbacks left behind is found', async () => {
      await bench.emulator.control.callbackMode({ drop: 2 });
      await bench.write(numbered('丢失', 2));
      expect((await bench.wakeUps()).every((wakeUp) => wakeUp.status === 'done')).toBe(true);
      await bench.pull();
      expect(await fresh()).toEqual(numbered('丢失', 2));
    });

    test('goes on after messages that the platform no longer keeps', async () => {
      await bench.write(['三天前']);
      await bench.emulator.control.kfExpire(KF);
      await bench.write(['今天']);
      await bench.pull();
      expect(await fresh()).toEqual(['今天']);
    });

    test('keeps a message of a kind that nobody knows', async () => {
      const kf = bench.emulator.control.person('p1').kf(KF);
      await kf.send({ type: 'raw', msgtype: 'hologram', content: { depth: 3 } });
      await bench.write(['之后']);
      await bench.pull();
      expect(await fresh()).toEqual(['', '之后']);
    });
  });
});
