import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { connection, innerXml, seal } from '../http/door.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { KF, OTHER_KF, startSyncBench, type SyncBench } from './sync-bench.ts';

const keys = connection({ storeId: 'main', kind: 'kf', receiverId: sampleAccounts.corpId });

describe.each(databaseKinds)('wake-ups on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let bench: SyncBench;
    let mark: number;
    beforeAll(async () => {
      bench = await startSyncBench(kind);
    });
    afterAll(() => bench.close());
    beforeEach(async () => {
      await bench.advance(61);
      await bench.pull();
      await bench.advance(61);
      mark = (await bench.pulled()).length;
    });

    /** Equal to the byte each time: the platform's samples have one token, and the second may be the same. */
    const wake = async (openKfId: string = KF) => {
      const fields = { ToUserName: sampleAccounts.corpId, CreateTime: 1_750_000_000, MsgType: 'event' };
      const xml = innerXml({ ...fields, Event: 'kf_msg_or_event', Token: 'ENCtok1', OpenKfId: openKfId });
      const { query, body } = seal(xml, keys);
      const { status } = await bench.door.post('/callback/kf', query, body);
      expect(status).toBe(200);
    };
    const write = async (text: string) => {
      await bench.emulator.control.callbackMode({ drop: 1 });
      await bench.write([text]);
    };
    const fresh = async () => (await bench.pulled()).slice(mark);
    const rows = (openKfId: string) =>
      bench.door.database.client.inboxEvent.findMany({ where: { orderKey: `main:${openKfId}` } });
    const jobs = async (openKfId: string) => {
      const [row] = await bench.door.database.client.$queryRawUnsafe<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM queue.job WHERE name = 'kf.sync' AND singleton_key = 'main:${openKfId}'`,
      );
      return row?.count ?? 0;
    };

    test('that are equal to the byte each have what was written pulled at once', async () => {
      await write('刹车有点软');
      await wake();
      await bench.pull();
      expect(await fresh()).toEqual(['刹车有点软']);
      const before = await jobs(KF);
      await write('刹车失灵，撞了');
      await wake();
      expect(await jobs(KF)).toBe(before + 1);
      await bench.pull();
      expect(await fresh()).toEqual(['刹车有点软', '刹车失灵，撞了']);
    });

    test('that come while a pull is under way are not settled by it', async () => {
      await wake();
      let isFirst = true;
      const owners: typeof bench.owners = {
        ...bench.owners,
        sync: async (input) => {
          const page = await bench.owners.sync(input);
          if (isFirst) {
            isFirst = false;
            await write('拉取之后才写的');
            await wake();
          }
          return page;
        },
      };
      await bench.pull({}, owners);
      expect(await fresh()).toEqual([]);
      expect(await rows(KF)).toMatchObject([{ status: 'received' }]);
      await bench.pull();
      expect(await fresh()).toEqual(['拉取之后才写的']);
      expect(await rows(KF)).toMatchObject([{ status: 'done' }]);
    });

    test('by the hundred leave one row for each account, and one pull answers them all', async () => {
      const accounts = Array.from({ length: 120 }, (_, index) => (index % 3 === 0 ? OTHER_KF : KF));
      await Promise.all(accounts.map(wake));
      expect(await rows(KF)).toHaveLength(1);
      expect(await rows(OTHER_KF)).toHaveLength(1);
      const before = (await bench.calls()).length;
      for (let turn = 0; turn < 5; turn += 1) await bench.pull();
      // The token of this test is none of the platform's, so the one pull asks twice.
      expect(await bench.calls()).toHaveLength(before + 2);
    });

    test('begin anew after one that was laid aside', async () => {
      await wake();
      await bench.door.database.client.inboxEvent.updateMany({
        where: { orderKey: `main:${KF}` },
        data: { status: 'dead', attempts: 6, notBeforeAt: new Date('2030-01-01T00:00:00Z'), error: 'x' },
      });
      await wake();
      expect(await rows(KF)).toMatchObject([{ status: 'received', attempts: 0, notBeforeAt: null, error: null }]);
    });
  });
});
