import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxChannel } from '../../src/outbox/index.ts';
import { type Bench, OA, OWNER, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.advance(3600);
  await bench.ownerWrites();
  await bench.emulator.control.person('p1').officialAccount(OA).say('在吗');
  // What an earlier test left for staff.
  await bench.send();
});

const api: Partial<Record<OutboxChannel, string>> = {
  kfMessage: 'wecom:kf/send_msg',
  wecomText: 'wecom:message/send',
  officialAccountTemplate: 'official-account:message/template/send',
  officialAccountMessage: 'official-account:message/custom/send',
};
const fault = (channel: OutboxChannel, fault: object) =>
  bench.emulator.control.fault({ api: api[channel] ?? '*', kind: 'errcode', ...fault });
const lastOutcome = (id: number) => bench.outcomes.findLast((entry) => entry.id === id)?.outcome;
const identity = (externalId: string) =>
  bench.database.client.channelIdentity.findFirstOrThrow({ where: { externalId } });

describe('an answer that the person can not be reached closes the channel until they act', () => {
  test.each<[OutboxChannel, number]>([
    ['kfMessage', 95001],
    ['kfMessage', 95002],
    ['kfMessage', 95018],
    ['officialAccountTemplate', 43004],
    ['officialAccountTemplate', 50005],
    ['officialAccountTemplate', 43101],
    ['officialAccountTemplate', 40003],
    ['officialAccountMessage', 45015],
    ['officialAccountMessage', 45047],
    ['officialAccountMessage', 48002],
  ])('%s %i', async (channel, errcode) => {
    await fault(channel, { errcode });
    const id = await bench.put({ channel });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: errcode, attempts: 1 });
    expect(lastOutcome(id)).toMatchObject({ action: 'unreachable' });
    const row = await bench.row(id);
    expect(await identity(row.recipient)).toMatchObject({ lastErrorCode: errcode, unreachableAt: row.createdAt });
  });
});

describe('an answer about this message or the settings fails it and leaves the person reachable', () => {
  test.each<[OutboxChannel, number, string]>([
    ['kfMessage', 48007, 'configuration'],
    ['kfMessage', 60020, 'configuration'],
    ['kfMessage', 95013, 'next'],
    ['kfMessage', 40058, 'permanent'],
    ['kfMessage', 40001, 'configuration'],
    ['officialAccountTemplate', 43117, 'next'],
    ['officialAccountTemplate', 40037, 'configuration'],
    ['officialAccountTemplate', 47003, 'permanent'],
    ['wecomText', 81013, 'next'],
    ['wecomText', 301002, 'configuration'],
    ['wecomText', 60020, 'configuration'],
    ['wecomText', 48002, 'configuration'],
  ])('%s %i is %s', async (channel, errcode, action) => {
    await fault(channel, { errcode });
    const id = await bench.put({ channel });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: errcode, attempts: 1 });
    expect(lastOutcome(id)).toMatchObject({ action });
    expect((await identity(OWNER)).unreachableAt).toBeNull();
  });

  test('a template that is not set, and one that the account does not have', async () => {
    const id = await bench.put({ channel: 'officialAccountTemplate', payload: { templateKey: 'none', data: {} } });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorText: expect.stringContaining('"none"') });
    const wrong = await bench.put({ channel: 'officialAccountTemplate', payload: { templateKey: 'wrong', data: {} } });
    expect(await bench.send(wrong)).toMatchObject({ status: 'failed', errorCode: 40037 });
  });
});

describe('a busy platform', () => {
  test.each<[OutboxChannel, number]>([
    ['kfMessage', -1],
    ['kfMessage', 6000],
    ['wecomText', -1],
    ['officialAccountTemplate', -1],
    ['officialAccountMessage', -1],
  ])('%s %i is tried again and arrives once', async (channel, errcode) => {
    await fault(channel, { errcode, times: 2 });
    const id = await bench.put({ channel });
    expect(await bench.send(id)).toMatchObject({ status: 'pending', attempts: 1, sentAt: null });
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'pending', attempts: 2 });
    await bench.advance(5);
    expect(await bench.send(id)).toMatchObject({ status: 'sent', attempts: 3, errorCode: null });
    const { preview } = await bench.row(id);
    const all = [...(await bench.ownerGot()), ...(await bench.followerGot()), ...(await bench.memberGot())];
    expect(all.filter((text) => text.includes(preview))).toHaveLength(1);
  });

  test('is asked four times, then the message goes another way', async () => {
    await fault('kfMessage', { errcode: -1, times: 10 });
    const id = await bench.put({ channel: 'kfMessage' });
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await bench.send(id);
      await bench.advance(60);
    }
    expect(await bench.row(id)).toMatchObject({ status: 'failed', errorCode: -1, attempts: 4 });
    expect(lastOutcome(id)).toMatchObject({ action: 'next' });
  });

  test('waits out a used-up minute quota (45009) as long as it takes, then resumes', async () => {
    await fault('wecomText', { errcode: 45009, times: 6 });
    const id = await bench.put({ channel: 'wecomText' });
    for (let minute = 0; minute < 6; minute += 1) {
      expect(await bench.send(id)).toMatchObject({ status: 'pending' });
      await bench.advance(30);
      expect(await bench.send(id)).toMatchObject({ attempts: minute + 1 });
      await bench.advance(31);
    }
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
  });

  test('waits until after midnight when the day has no template messages left, and chat goes on meanwhile', async () => {
    await fault('officialAccountTemplate', { errcode: 45009 });
    const notice = await bench.put({ channel: 'officialAccountTemplate' });
    const row = await bench.send(notice);
    expect(row?.status).toBe('pending');
    // 00:05 in Shanghai.
    expect(row?.notBeforeAt?.toISOString()).toMatch(/T16:05:00\.000Z$/);
    expect(await bench.send(await bench.put({ channel: 'officialAccountMessage' }))).toMatchObject({ status: 'sent' });
    await bench.advance(24 * 3600);
    expect(await bench.send(notice)).toMatchObject({ status: 'sent' });
  });
});
