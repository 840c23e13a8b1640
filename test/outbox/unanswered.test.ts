import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, KF, OA, startBench } from './bench.ts';

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
});

const got = async (preview: string) =>
  [...(await bench.ownerGot()), ...(await bench.followerGot()), ...(await bench.memberGot())].filter((text) =>
    text.includes(preview),
  );

describe('a message to an owner whose answer is lost', () => {
  test('is sent again under the same key, which the platform knows (95033), and arrives once', async () => {
    await bench.emulator.control.fault({ api: 'kf/send_msg', kind: 'lostAnswer' });
    const before = (await bench.calls('kf/send_msg')).length;
    const id = await bench.put({ channel: 'kfMessage' });
    expect(await bench.send(id)).toMatchObject({ status: 'unknown', attempts: 1 });
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'sent', attempts: 2 });
    const calls = (await bench.calls('kf/send_msg')).slice(before);
    expect(calls).toHaveLength(2);
    expect(calls[1]?.body['msgid']).toBe(calls[0]?.body['msgid']);
    expect(calls[1]?.answer).toMatchObject({ errcode: 95033 });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });

  test('counts once against the window of five', async () => {
    await bench.emulator.control.fault({ api: 'kf/send_msg', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'kfMessage' });
    await bench.send(id);
    await bench.advance(3);
    await bench.send(id);
    const identity = await bench.database.client.channelIdentity.findFirstOrThrow({ where: { channel: 'kf' } });
    expect(identity.windowLeft).toBe(4);
    expect((await bench.emulator.control.person('p1').kf(KF).session()).remaining).toBe(4);
  });

  test('holds back what follows, so that the order stays', async () => {
    await bench.emulator.control.fault({ api: 'kf/send_msg', kind: 'status', status: 502 });
    const first = await bench.put({ channel: 'kfMessage' });
    const second = await bench.put({ channel: 'kfMessage' });
    await bench.send();
    expect(await bench.row(second)).toMatchObject({ status: 'pending', attempts: 0 });
    await bench.advance(3);
    await bench.send();
    const texts = await bench.ownerGot();
    const at = async (id: number) => texts.indexOf((await bench.row(id)).preview);
    expect(await at(first)).toBeGreaterThanOrEqual(0);
    expect(await at(second)).toBeGreaterThan(await at(first));
  });

  test('is given up after some two hours and told by phone', async () => {
    await bench.emulator.control.fault({ api: 'kf/send_msg', kind: 'status', status: 502, times: 100 });
    const id = await bench.put({ channel: 'kfMessage' });
    let minutes = 0;
    while ((await bench.send(id))?.status === 'unknown' && minutes < 600) {
      await bench.advance(300);
      minutes += 5;
    }
    expect(await bench.row(id)).toMatchObject({ status: 'failed', attempts: 31 });
    expect(minutes).toBeGreaterThanOrEqual(120);
    const task = await bench.database.client.callTask.findFirst({ where: { dedupeKey: `undelivered-${id}` } });
    expect(task).toMatchObject({ purpose: 'callback', assigneeUserId: 'xu' });
  });

  test('a call that takes longer than eight seconds counts as unanswered', async () => {
    await bench.emulator.control.fault({ api: 'kf/send_msg', kind: 'timeout' });
    const id = await bench.put({ channel: 'kfMessage' });
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });
});

test('a row that a crash left behind as "sending" is sent again under the same key, once', async () => {
  const id = await bench.put({ channel: 'kfMessage' });
  await bench.send(id);
  // As if the process had died after the platform took it and before that was written down.
  await bench.database.client.outboxMessage.update({ where: { id }, data: { status: 'sending' } });
  await bench.advance(20);
  expect(await bench.send(id)).toMatchObject({ status: 'sent', attempts: 2 });
  expect(await got((await bench.row(id)).preview)).toHaveLength(1);
});

describe('a message to staff whose answer is lost', () => {
  test('is the same text again, which the platform shows once', async () => {
    await bench.emulator.control.fault({ api: 'message/send', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'wecomText' });
    await bench.send(id);
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });

  test('as a card is there when its task id is refused as used', async () => {
    await bench.emulator.control.fault({ api: 'message/send', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'wecomCard' });
    await bench.send(id);
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'sent', errorCode: null });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });

  test('as a card with a task id of another message is refused for good', async () => {
    const first = await bench.put({ channel: 'wecomCard' });
    await bench.send(first);
    const { payload } = await bench.row(first);
    const id = await bench.put({ channel: 'wecomCard', payload: payload as object });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 42014 });
  });
});

describe('the service account', () => {
  test('a template message whose answer is lost is sent again under its client_msg_id and arrives once', async () => {
    await bench.emulator.control.fault({ api: 'message/template/send', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'officialAccountTemplate' });
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });

  test('is not repeated once the platform may have forgotten the key', async () => {
    await bench.emulator.control.fault({ api: 'message/template/send', kind: 'lostAnswer' });
    const before = (await bench.calls('message/template/send')).length;
    const id = await bench.put({ channel: 'officialAccountTemplate' });
    await bench.send(id);
    await bench.advance(10 * 60);
    expect(await bench.send(id)).toMatchObject({ status: 'failed' });
    expect((await bench.calls('message/template/send')).length).toBe(before + 1);
  });

  test.each(['lostAnswer', 'status'] as const)('a chat message (no key) is never repeated after %s', async (kind) => {
    await bench.emulator.control.fault({ api: 'message/custom/send', kind });
    const before = (await bench.calls('message/custom/send')).length;
    const id = await bench.put({ channel: 'officialAccountMessage' });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', attempts: 1 });
    await bench.advance(600);
    await bench.send(id);
    expect((await bench.calls('message/custom/send')).length).toBe(before + 1);
  });

  test('a chat message that a crash cut off is not repeated either', async () => {
    const id = await bench.put({ channel: 'officialAccountMessage' });
    await bench.database.client.outboxMessage.update({ where: { id }, data: { status: 'sending', attempts: 1 } });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorText: expect.stringContaining('twice') });
    expect(await got((await bench.row(id)).preview)).toHaveLength(0);
  });

  test('a chat message that never left because no token could be had is sent later', async () => {
    await bench.emulator.control.invalidateTokens({ appId: OA });
    await bench.emulator.control.fault({ api: 'stable_token', kind: 'status', status: 502 });
    const id = await bench.put({ channel: 'officialAccountMessage' });
    expect(await bench.send(id)).toMatchObject({ status: 'pending', attempts: 1 });
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });
});
