import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.advance(3600);
  await bench.ownerWrites();
});

const failed = { status: 'failed', errorCode: 13, action: 'next', reason: 'msg_send_fail 13' } as const;
const platformId = async (id: number) => (await bench.row(id)).platformMessageId ?? '';
const callsFor = (id: number) => bench.database.client.callTask.count({ where: { dedupeKey: `undelivered-${id}` } });

describe('a message that the platform took and could not deliver', () => {
  test('is failed and told by phone, once, however often the platform says so', async () => {
    const id = await bench.put({ channel: 'kfMessage' });
    await bench.send(id);
    for (let index = 0; index < 3; index += 1) {
      expect(await bench.late('kfMessage', await platformId(id), failed)).toBe(true);
    }
    expect(await bench.row(id)).toMatchObject({ status: 'failed', errorCode: 13, errorText: 'msg_send_fail 13' });
    expect(await callsFor(id)).toBe(1);
    expect(bench.outcomes.filter((entry) => entry.id === id).map((entry) => entry.outcome.status)).toEqual([
      'sent',
      'failed',
    ]);
  });

  test('is known by its key although the answer of the sending was lost', async () => {
    await bench.emulator.control.fault({ api: 'kf/send_msg', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'kfMessage' });
    await bench.send(id);
    expect((await bench.row(id)).status).toBe('unknown');
    expect(await bench.late('kfMessage', await platformId(id), failed)).toBe(true);
    await bench.advance(60);
    expect(await bench.send(id)).toMatchObject({ status: 'failed' });
    expect(await callsFor(id)).toBe(1);
  });

  test('stays failed when the news is faster than the answer', async () => {
    await bench.emulator.control.fault({ api: 'kf/send_msg', kind: 'slow', delayMs: 600 });
    const id = await bench.put({ channel: 'kfMessage' });
    const sending = bench.send(id);
    while ((await bench.row(id)).status !== 'sending') await new Promise((resolve) => setTimeout(resolve, 10));
    await bench.late('kfMessage', await platformId(id), failed);
    await sending;
    expect(await bench.row(id)).toMatchObject({ status: 'failed', errorCode: 13 });
    expect(bench.outcomes.filter((entry) => entry.id === id).map((entry) => entry.outcome.status)).toEqual(['failed']);
  });

  test('of somebody else changes nothing', async () => {
    const id = await bench.put({ channel: 'kfMessage' });
    await bench.send(id);
    expect(await bench.late('kfMessage', 'unknown-message', failed)).toBe(false);
    expect(await bench.late('officialAccountTemplate', await platformId(id), failed)).toBe(false);
    expect((await bench.row(id)).status).toBe('sent');
  });
});

test('a key that is there already makes no second message', async () => {
  const id = await bench.put({ channel: 'kfMessage', idempotencyKey: 'same-key' });
  expect(await bench.put({ channel: 'kfMessage', idempotencyKey: 'same-key' })).toBe(id);
  expect(await bench.database.client.outboxMessage.count({ where: { idempotencyKey: 'same-key' } })).toBe(1);
});

test.each([
  ['an empty key', { idempotencyKey: '' }],
  ['a key of 33 characters', { idempotencyKey: 'k'.repeat(33) }],
  ['a key outside the alphabet of the platform', { idempotencyKey: '回访:1' }],
  ['a payload of another channel', { payload: { templateKey: 'maintenance', data: {} } }],
])('%s is refused before it is stored', async (_name, wrong) => {
  const before = await bench.database.client.outboxMessage.count();
  await expect(bench.put({ channel: 'kfMessage', ...wrong })).rejects.toMatchObject({ code: 'VALIDATION' });
  expect(await bench.database.client.outboxMessage.count()).toBe(before);
});

test('the sweep gives a turn to what lost its job, and leaves alone what is new, later or settled', async () => {
  const swept = async () => {
    await bench.database.client.$executeRawUnsafe('DELETE FROM queue.job');
    await bench.sender.sweep();
    const jobs = await bench.database.client.$queryRawUnsafe<{ key: string }[]>(
      `SELECT singleton_key AS key FROM queue.job WHERE name = 'outbox.turn' ORDER BY 1`,
    );
    return jobs.map((job) => job.key);
  };
  await bench.send();
  await bench.put({ channel: 'wecomText', recipient: 'qin' });
  const inAnHour = new Date(bench.clock.now().getTime() + 3_600_000);
  await bench.put({ channel: 'wecomText', recipient: 'xu', notBeforeAt: inAnHour });
  const cutOff = await bench.put({ channel: 'kfMessage' });
  await bench.database.client.outboxMessage.update({ where: { id: cutOff }, data: { status: 'sending' } });
  expect(await swept()).toEqual([]);
  await bench.advance(16);
  expect(await swept()).toEqual([(await bench.row(cutOff)).orderKey, 'main:wecom::qin']);
  await bench.advance(3600);
  expect(await swept()).toContain('main:wecom::xu');
  await bench.send();
  expect(await swept()).toEqual([]);
});
