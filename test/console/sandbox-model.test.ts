import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApi } from '../../src/console/api.ts';
import type { Fetcher } from '../../src/console/api.ts';
import { SandboxModel } from '../../src/console/model/sandbox-model.ts';
import { startMockServer } from './mock-server.ts';
import type { MockServer } from './mock-server.ts';

/** An event source that says only what the test says. */
class SilentSource {
  readonly #listeners = new Map<string, (event: { data: string }) => void>();

  addEventListener(type: string, listener: (event: { data: string }) => void): void {
    this.#listeners.set(type, listener);
  }

  emit(type: 'open' | 'message' | 'error', data = ''): void {
    this.#listeners.get(type)?.({ data });
  }

  close(): void {
    this.#listeners.clear();
  }
}

describe('sandbox model', () => {
  let server: MockServer;
  let model: SandboxModel;
  let source: SilentSource;
  let stop: () => void;
  let paths: string[];

  beforeEach(async () => {
    server = await startMockServer();
    paths = [];
    const counting: Fetcher = (url, init) => {
      paths.push(url.replace(`${server.url}/sandbox/api`, ''));
      return fetch(url, init);
    };
    model = new SandboxModel({
      api: createApi(`${server.url}/sandbox/api`, counting),
      connect: () => {
        source = new SilentSource();
        return source;
      },
      wallNow: () => 1000,
    });
    stop = model.start();
    await model.refresh();
  });
  afterEach(async () => {
    stop();
    await server.close();
  });

  test('the first reading brings everybody and the time', () => {
    const { state, owners, staff, clock, connection } = model.getSnapshot();
    expect(state?.store.name).toBe('明达汽车（示例）4S店');
    expect(Object.keys(owners)).toEqual(['zhang', 'li', 'wang', 'stranger']);
    expect(Object.keys(staff)).toHaveLength(8);
    expect(clock).toEqual({ sandboxMs: Date.parse('2026-11-22T01:30:00Z'), measuredMs: 1000 });
    expect(connection).toBe('connecting');
  });

  test('an action settles when its effect is in the snapshot', async () => {
    await model.act((api) => api.sendAsOwner('zhang', '刹车又响了'));
    const { owners, staff, trace } = model.getSnapshot();
    expect(owners['zhang']?.map((item) => item.from)).toEqual(['owner', 'store']);
    expect(staff['liu']?.[0]?.card?.buttons.map((button) => button.text)).toEqual(['签收', '转派', '处理完毕']);
    expect(trace.map((item) => item.stage)).toContain('decision');
  });

  test('only inboxes that have grown are read again, and only the news of the trace', async () => {
    await model.act((api) => api.sendAsOwner('zhang', '刹车又响了'));
    paths.length = 0;
    await model.act((api) => api.sendAsStaff('gao', '今天有多少投诉'));
    expect(paths).toEqual(['/staff/gao/messages', '/state', '/trace?after=6', '/staff/gao/inbox']);
  });

  test('a refused action fails with Chinese words and leaves the snapshot readable', async () => {
    server.failNext('平台正忙');
    await expect(model.act((api) => api.sendAsStaff('liu', '好的'))).rejects.toThrow('平台正忙');
    expect(model.getSnapshot().loadError).toBeUndefined();
  });

  test('a burst of changes is one reading', async () => {
    server.dealership.makeNoise(3);
    paths.length = 0;
    for (let count = 0; count < 20; count += 1) source.emit('message', '{"type":"changed"}');
    await vi.waitFor(() => expect(model.getSnapshot().trace).toHaveLength(3));
    expect(paths.filter((path) => path === '/state')).toHaveLength(1);
  });

  test('after a lost connection everything is read anew, so nothing of before a reset is left', async () => {
    await model.act((api) => api.sendAsOwner('zhang', '刹车又响了'));
    source.emit('error');
    expect(model.getSnapshot().connection).toBe('lost');
    const port = server.port;
    await server.close();
    await model.refresh();
    expect(model.getSnapshot().loadError).toBe('连不上沙箱服务，请确认它还在运行');
    expect(model.getSnapshot().trace).not.toHaveLength(0);

    server = await startMockServer(port);
    // The same numbers as before the reset, but another story.
    server.dealership.ownerWrites('zhang', '配件一直没有到');
    const lost = source;
    await vi.waitFor(() => expect(source).not.toBe(lost));
    source.emit('open');
    await vi.waitFor(() => expect(model.getSnapshot().owners['zhang']?.[0]?.text).toBe('配件一直没有到'));
    const { connection, loadError, trace, staff } = model.getSnapshot();
    expect({ connection, loadError }).toEqual({ connection: 'live', loadError: undefined });
    expect(trace.map((item) => item.detail)).not.toContain('刹车又响了');
    expect(staff['liu']?.[0]?.card?.quote).toBe('配件一直没有到');
  });

  test('what has been seen is told to listeners once', () => {
    const listener = vi.fn<() => void>();
    const unsubscribe = model.subscribe(listener);
    model.markSeen('staff/liu', 2);
    model.markSeen('staff/liu', 2);
    expect(listener).toHaveBeenCalledTimes(1);
    unsubscribe();
    model.markSeen('staff/liu', 3);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(model.getSnapshot().seen).toEqual({ 'staff/liu': 3 });
  });
});
