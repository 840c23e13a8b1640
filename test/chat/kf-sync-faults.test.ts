import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OwnerMessenger } from '../../src/ports.ts';
import { sweepInbox } from '../../src/schedule/sweeps.ts';
import { KF, startSyncBench, type SyncBench } from './sync-bench.ts';

let bench: SyncBench;
let mark: number;
beforeAll(async () => {
  bench = await startSyncBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.advance(3600);
  await bench.pull();
  await bench.advance(61);
  mark = (await bench.pulled()).length;
});
const fresh = async () => (await bench.pulled()).slice(mark);
const since = async (from: number) => (await bench.calls()).slice(from);

describe("a callback's token", () => {
  test('is used while it is fresh', async () => {
    await bench.write(['新令牌']);
    const from = (await bench.calls()).length;
    await bench.pull();
    expect((await since(from))[0]?.['token']).toMatch(/\S/);
  });

  test('older than ten minutes is left out', async () => {
    await bench.write(['旧令牌']);
    await bench.advance(601);
    const from = (await bench.calls()).length;
    await bench.pull();
    expect((await since(from)).map((call) => call['token'])).toEqual([undefined]);
    expect(await fresh()).toEqual(['旧令牌']);
  });

  test('that the platform no longer knows (95007) is left out once, and everything arrives', async () => {
    await bench.write(['失效令牌']);
    await bench.emulator.control.fault({ api: 'kf/sync_msg', kind: 'errcode', errcode: 95007 });
    const from = (await bench.calls()).length;
    await bench.pull();
    const calls = await since(from);
    expect(calls).toHaveLength(2);
    expect(calls[1]?.['token']).toBeUndefined();
    expect(await fresh()).toEqual(['失效令牌']);
  });

  test('that the platform no longer knows is not tried again for the next pages', async () => {
    await bench.emulator.control.kfPages({ openKfId: KF, maxPageSize: 1 });
    await bench.write(['一页', '两页', '三页']);
    await bench.emulator.control.fault({ api: 'kf/sync_msg', kind: 'errcode', errcode: 95007 });
    const from = (await bench.calls()).length;
    await bench.pull();
    await bench.emulator.control.kfPages({ openKfId: KF, maxPageSize: 1000 });
    expect(await fresh()).toEqual(['一页', '两页', '三页']);
    // The refused call is recorded without its body; then come three pages.
    expect((await since(from)).map((call) => 'token' in call)).toEqual([false, false, false, false]);
  });
});

describe('a pull that fails', () => {
  const open = async () => (await bench.wakeUps()).filter((wakeUp) => wakeUp.status === 'received');
  const jobs = async () =>
    bench.door.database.client.$queryRawUnsafe<{ key: string }[]>(
      `SELECT singleton_key AS key FROM queue.job WHERE name = 'kf.sync'`,
    );

  test('is repeated with growing delay, not by every sweep, and then succeeds', async () => {
    await bench.write(['稍后']);
    await bench.emulator.control.fault({ api: 'kf/sync_msg', kind: 'status', status: 502, times: 2 });
    await expect(bench.pull()).rejects.toThrow('kf/sync_msg got no answer');
    const [waiting] = await open();
    expect(waiting).toMatchObject({ attempts: 1, notBeforeAt: new Date(bench.context.clock.now().getTime() + 2000) });
    await expect(bench.pull()).rejects.toThrow('got no answer');
    await bench.door.database.client.$executeRawUnsafe('DELETE FROM queue.job');
    await sweepInbox(bench.context);
    expect(await jobs()).toEqual([]);
    await bench.advance(5);
    await sweepInbox(bench.context);
    expect(await jobs()).toEqual([{ key: `main:${KF}` }]);
    await bench.pull();
    expect(await fresh()).toEqual(['稍后']);
    expect(await open()).toEqual([]);
  });

  test('in a ban (45009) is repeated when the minute is over, and uses up no attempt', async () => {
    await bench.write(['封禁之后']);
    await bench.emulator.control.fault({ api: 'kf/sync_msg', kind: 'errcode', errcode: 45009, times: 7 });
    for (let attempt = 0; attempt < 7; attempt += 1)
      await expect(bench.pull()).rejects.toMatchObject({ errcode: 45009 });
    const [waiting] = await open();
    expect(waiting).toMatchObject({ attempts: 0, notBeforeAt: new Date(bench.context.clock.now().getTime() + 60_000) });
    await bench.advance(60);
    await bench.pull();
    expect(await fresh()).toEqual(['封禁之后']);
    expect(await open()).toEqual([]);
  });

  test('for good (48007) lays its wake-up aside; a later pull still finds the message', async () => {
    await bench.write(['无权限']);
    await bench.emulator.control.fault({ api: 'kf/sync_msg', kind: 'errcode', errcode: 48007, times: 6 });
    for (let attempt = 0; attempt < 6; attempt += 1)
      await expect(bench.pull()).rejects.toMatchObject({ errcode: 48007 });
    expect(await open()).toEqual([]);
    expect((await bench.wakeUps()).filter((wakeUp) => wakeUp.status === 'dead')).toHaveLength(1);
    await bench.pull();
    expect(await fresh()).toEqual(['无权限']);
  });
});

test('a stored position that the platform refuses is dropped: what it still has is pulled, what is known stays single', async () => {
  await bench.write(['换位置前']);
  await bench.pull();
  await bench.door.database.client.kfCursor.updateMany({ where: { openKfId: KF }, data: { cursor: 'bm9uc2Vuc2U' } });
  await bench.write(['换位置后']);
  await bench.pull();
  expect(await fresh()).toEqual(['换位置前', '换位置后']);
  expect(await bench.cursor()).not.toBe('bm9uc2Vuc2U');
});

describe('odd answers', () => {
  const answering = (...pages: Awaited<ReturnType<OwnerMessenger['sync']>>[]): OwnerMessenger & { asked: number } => {
    const messenger = {
      ...bench.owners,
      asked: 0,
      sync: async () => {
        messenger.asked += 1;
        const page = pages[Math.min(messenger.asked, pages.length) - 1];
        if (page === undefined || messenger.asked > 20) throw new Error('asked without end');
        return page;
      },
    };
    return messenger;
  };
  const account = (name: string) => `wk${name}`;

  test('an empty page that leads to itself is not asked for without end', async () => {
    const messenger = answering({ entries: [], nextCursor: 'c', hasMore: true });
    await bench.pull({}, messenger, account('Loop'));
    expect(messenger.asked).toBe(2);
  });

  test('two entries without an id are two, and one of them again is one', async () => {
    const entry = (text: string) => ({ msgtype: 'text', origin: 3, external_userid: 'wm1', text: { content: text } });
    const pages = [
      { entries: [entry('甲'), entry('乙')], nextCursor: 'c1', hasMore: true },
      { entries: [entry('甲')], nextCursor: 'c2', hasMore: false },
    ];
    await bench.pull({}, answering(...pages), account('NoId'));
    expect(await bench.pulled(account('NoId'))).toEqual(['甲', '乙']);
  });

  test('an answer without a list fails the pull instead of moving on', async () => {
    await bench.write(['没有列表']);
    const cursor = await bench.cursor();
    const broken = { ...bench.owners, sync: () => Promise.reject(new Error('no msg_list')) };
    await expect(bench.pull({}, broken)).rejects.toThrow('no msg_list');
    expect(await bench.cursor()).toBe(cursor);
    await bench.pull();
    expect(await fresh()).toEqual(['没有列表']);
  });
});
