import * as fc from '../support/property.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { byteLength } from '../../src/platform/text.ts';
import { type Bench, KF, OWNER, startBench } from './bench.ts';

const HOUR = 3600;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.advance(49 * HOUR);
  await bench.send();
});

const got = async (preview: string) => (await bench.ownerGot()).filter((text) => text.includes(preview)).length;

describe('the window of 48 hours', () => {
  test('is used until its last minute but one, and the platform agrees', async () => {
    await bench.ownerWrites();
    await bench.advance(48 * HOUR - 61);
    const id = await bench.put({ channel: 'kfMessage' });
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await got((await bench.row(id)).preview)).toBe(1);
  });

  test('is over for us a minute before the platform closes it: nothing is asked, somebody calls', async () => {
    await bench.ownerWrites();
    await bench.advance(48 * HOUR - 59);
    const before = (await bench.calls('kf/send_msg')).length;
    const id = await bench.put({ channel: 'kfMessage' });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 95002, attempts: 0 });
    expect((await bench.calls('kf/send_msg')).length).toBe(before);
    const task = await bench.database.client.callTask.findFirst({ where: { dedupeKey: `undelivered-${id}` } });
    expect(task?.script).toContain((await bench.row(id)).preview);
  });

  test('the platform itself refuses (95002) when only our memory of the window is wrong', async () => {
    await bench.ownerWrites();
    await bench.advance(48 * HOUR + 1);
    await bench.database.client.channelIdentity.updateMany({
      where: { externalId: OWNER },
      data: { windowOpenedAt: bench.clock.now() },
    });
    const id = await bench.put({ channel: 'kfMessage' });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 95002, attempts: 1 });
  });

  test('an owner who never wrote is not written to', async () => {
    const id = await bench.put({ channel: 'kfMessage', recipient: 'wmNobody' });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 95002, attempts: 0 });
  });
});

test('of seven messages in one window five arrive in order, the platform never refuses, and two become calls', async () => {
  await bench.ownerWrites();
  const before = (await bench.ownerGot()).length;
  const ids: number[] = [];
  for (let index = 0; index < 7; index += 1) ids.push(await bench.put({ channel: 'kfMessage' }));
  await bench.send();
  const rows = await Promise.all(ids.map((id) => bench.row(id)));
  expect(rows.map((row) => row.status)).toEqual([...Array.from({ length: 5 }, () => 'sent'), 'failed', 'failed']);
  expect((await bench.ownerGot()).slice(before)).toEqual(rows.slice(0, 5).map((row) => row.preview));
  expect((await bench.emulator.control.person('p1').kf(KF).session()).remaining).toBe(0);
  expect(rows[6]).toMatchObject({ errorCode: 95001, attempts: 0 });
  const tasks = await bench.database.client.callTask.findMany({
    where: { dedupeKey: { in: ids.map((id) => `undelivered-${id}`) } },
  });
  expect(tasks).toHaveLength(2);
});

describe('texts to one member', () => {
  test('35 at once all arrive, in order, never more than 15 in a minute', async () => {
    const before = (await bench.memberGot()).length;
    const ids: number[] = [];
    for (let index = 0; index < 35; index += 1) ids.push(await bench.put({ channel: 'wecomText' }));
    await bench.send();
    expect((await bench.memberGot()).length - before).toBe(15);
    await bench.advance(30);
    await bench.send();
    expect((await bench.memberGot()).length - before).toBe(15);
    await bench.advance(31);
    await bench.send();
    expect((await bench.memberGot()).length - before).toBe(30);
    await bench.advance(61);
    await bench.send();
    const rows = await Promise.all(ids.map((id) => bench.row(id)));
    expect((await bench.memberGot()).slice(before)).toEqual(rows.map((row) => row.preview));
  });

  test('count for each member of a joint message', async () => {
    const before = (await bench.memberGot('qin')).length;
    for (let index = 0; index < 10; index += 1) await bench.put({ channel: 'wecomText', recipient: 'qin' });
    for (let index = 0; index < 10; index += 1) await bench.put({ channel: 'wecomText', recipient: 'luo|qin' });
    await bench.send();
    expect((await bench.memberGot('qin')).length - before).toBe(15);
    await bench.advance(61);
    await bench.send();
    expect((await bench.memberGot('qin')).length - before).toBe(20);
  });

  test('with equal words all arrive, even three in one second, and say which they are', async () => {
    const before = (await bench.memberGot()).length;
    for (let index = 0; index < 3; index += 1)
      await bench.put({ channel: 'wecomText', payload: { text: '请尽快签收' } });
    await bench.send();
    await bench.advance(29 * 60);
    await bench.put({ channel: 'wecomText', payload: { text: '请尽快签收' } });
    await bench.send();
    const texts = (await bench.memberGot()).slice(before);
    expect(texts).toHaveLength(4);
    expect(texts[0]).toBe('请尽快签收');
    expect(texts[2]).toContain('第3条');
    expect(texts.every((text) => text.startsWith('请尽快签收'))).toBe(true);
  });

  test('with equal words arrive although the first of them had to wait', async () => {
    const before = (await bench.memberGot()).length;
    await bench.emulator.control.fault({ api: 'message/send', kind: 'errcode', errcode: 45009, times: 25 });
    const first = await bench.put({ channel: 'wecomText', payload: { text: '请回电' } });
    for (let minute = 0; minute < 25; minute += 1) {
      await bench.send();
      await bench.advance(61);
    }
    expect(await bench.send(first)).toMatchObject({ status: 'sent' });
    await bench.advance(10 * 60);
    await bench.put({ channel: 'wecomText', payload: { text: '请回电' } });
    await bench.send();
    expect((await bench.memberGot()).slice(before)).toHaveLength(2);
  });

  test('with equal words arrive even when they fill the platform’s 2048 bytes', async () => {
    const before = (await bench.memberGot()).length;
    const text = '长'.repeat(800);
    await bench.put({ channel: 'wecomText', payload: { text } });
    await bench.put({ channel: 'wecomText', payload: { text } });
    await bench.send();
    const texts = (await bench.memberGot()).slice(before);
    expect(texts).toHaveLength(2);
    expect(texts.every((one) => byteLength(one) <= 2048)).toBe(true);
  });
});

describe('what is meant for later', () => {
  test('leaves at its time and not before, and does not hold back what is due now', async () => {
    const notBeforeAt = new Date(bench.clock.now().getTime() + HOUR * 1000);
    const later = await bench.put({ channel: 'wecomText', notBeforeAt });
    const now = await bench.put({ channel: 'wecomText' });
    await bench.send();
    expect((await bench.row(now)).status).toBe('sent');
    expect((await bench.row(later)).status).toBe('pending');
    await bench.advance(HOUR - 1);
    expect(await bench.send(later)).toMatchObject({ status: 'pending' });
    await bench.advance(1);
    expect(await bench.send(later)).toMatchObject({ status: 'sent' });
  });

  test('does not hold back what is due now, however much of it there is', async () => {
    const notBeforeAt = new Date(bench.clock.now().getTime() + HOUR * 1000);
    for (let index = 0; index < 25; index += 1) await bench.put({ channel: 'wecomText', notBeforeAt });
    const urgent = await bench.put({ channel: 'wecomText' });
    expect(await bench.send(urgent)).toMatchObject({ status: 'sent' });
  });
});

test('every text that fits the platform comes out whole, and distinct, whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), async (text) => {
      await bench.advance(61);
      const before = (await bench.memberGot('xu')).length;
      await bench.put({ channel: 'wecomText', recipient: 'xu', payload: { text } });
      await bench.put({ channel: 'wecomText', recipient: 'xu', payload: { text } });
      await bench.send();
      const texts = (await bench.memberGot('xu')).slice(before);
      expect(texts).toHaveLength(2);
      expect(texts.every((one) => one.startsWith(text))).toBe(true);
    }),
    { numRuns: 12 },
  );
});
