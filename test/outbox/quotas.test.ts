import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxChannel } from '../../src/outbox/index.ts';
import { type Bench, OA, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  await bench.emulator.control.person('p1').contact('luo').add();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.advance(3600);
  await bench.ownerWrites();
  const account = bench.emulator.control.person('p1').officialAccount(OA);
  await account.say('在吗');
  await account.acceptNotice('SUB');
});

const API: Partial<Record<OutboxChannel, string>> = {
  kfMessage: 'wecom:kf/send_msg',
  wecomText: 'wecom:message/send',
  officialAccountTemplate: 'official-account:message/template/send',
  subscriptionNotice: 'official-account:message/subscribe/bizsend',
  officialAccountMessage: 'official-account:message/custom/send',
  groupSend: 'wecom:externalcontact/add_msg_template',
};
const refuse = (channel: OutboxChannel, errcode: number, times = 1) =>
  bench.emulator.control.fault({ api: API[channel] ?? '*', kind: 'errcode', errcode, times });
const callsOf = async (channel: OutboxChannel) => (await bench.calls(API[channel] ?? '')).length;

test.each<[OutboxChannel, number]>([
  ['groupSend', 41063],
  ['groupSend', 45009],
  ['groupSend', 45033],
  ['kfMessage', 45009],
  ['kfMessage', 45033],
  ['wecomText', 45009],
  ['officialAccountMessage', 45009],
  ['officialAccountTemplate', 45011],
  ['officialAccountTemplate', 45033],
  ['subscriptionNotice', 45011],
])('%s %i: minutes later, and not before, it is tried again and arrives', async (channel, errcode) => {
  await refuse(channel, errcode);
  const before = await callsOf(channel);
  const id = await bench.put({ channel });
  expect(await bench.send(id)).toMatchObject({ status: 'pending' });
  await bench.advance(59);
  expect(await bench.send(id)).toMatchObject({ status: 'pending' });
  expect((await callsOf(channel)) - before).toBe(1);
  await bench.advance(121);
  expect(await bench.send(id)).toMatchObject({ status: 'sent' });
  expect((await callsOf(channel)) - before).toBe(2);
});

test('a minute quota that stays used up (45009) is waited out as long as it takes', async () => {
  await refuse('wecomText', 45009, 6);
  const id = await bench.put({ channel: 'wecomText' });
  for (let minute = 0; minute < 6; minute += 1) {
    expect(await bench.send(id)).toMatchObject({ status: 'pending' });
    await bench.advance(30);
    expect(await bench.send(id)).toMatchObject({ attempts: minute + 1 });
    await bench.advance(31);
  }
  expect(await bench.send(id)).toMatchObject({ status: 'sent' });
});

describe.each(['officialAccountTemplate', 'subscriptionNotice'] as const)('%s', (channel) => {
  test('waits until after midnight when the day has none left (45009), asks no more, and chat goes on meanwhile', async () => {
    await refuse(channel, 45009);
    const notice = await bench.put({ channel });
    const row = await bench.send(notice);
    expect(row?.status).toBe('pending');
    // 00:05 in Shanghai.
    expect(row?.notBeforeAt?.toISOString()).toMatch(/T16:05:00\.000Z$/);
    const before = await callsOf(channel);
    await bench.advance(3600);
    await bench.send();
    expect(await callsOf(channel)).toBe(before);
    expect(await bench.send(await bench.put({ channel: 'officialAccountMessage' }))).toMatchObject({ status: 'sent' });
    await bench.advance(24 * 3600);
    await bench.emulator.control.person('p1').officialAccount(OA).say('在吗');
    expect(await bench.send(notice)).toMatchObject({ status: 'sent' });
  });

  test('that was too frequent (45011) holds up neither an answer nor, for longer than minutes, the others', async () => {
    await refuse(channel, 45011);
    const ids = [await bench.put({ channel }), await bench.put({ channel })];
    const answer = await bench.put({ channel: 'officialAccountMessage' });
    if (channel === 'subscriptionNotice')
      await bench.emulator.control.person('p1').officialAccount(OA).acceptNotice('SUB');
    await bench.send();
    expect(await bench.row(answer)).toMatchObject({ status: 'sent' });
    await bench.advance(130);
    await bench.send();
    for (const id of ids) expect(await bench.row(id)).toMatchObject({ status: 'sent' });
  });
});
