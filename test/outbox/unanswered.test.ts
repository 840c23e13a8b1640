import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, FOLLOWER, KF, OA, startBench } from './bench.ts';

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
    expect(bench.outcomes.find((entry) => entry.id === id)).toMatchObject({ outcome: { isUnresolved: true } });
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
  test('is tried on for a day: a card lies there when a long outage ends', { timeout: 60_000 }, async () => {
    await bench.emulator.control.fault({ api: 'message/send', kind: 'status', status: 502, times: 120 });
    const id = await bench.put({ channel: 'wecomCard' });
    let minutes = 0;
    while ((await bench.send(id))?.status === 'unknown' && minutes < 1440) {
      await bench.advance(300);
      minutes += 5;
    }
    expect(minutes).toBeGreaterThan(540);
    expect(await bench.row(id)).toMatchObject({ status: 'sent' });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });

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

  describe('once the platform may have forgotten the key', () => {
    const said = (openId: string, status: 'success' | 'failed', at = bench.clock.now()) =>
      bench.late(
        'officialAccountTemplate',
        `msgid-${status}-${at.getTime()}`,
        status === 'success'
          ? { status: 'delivered' }
          : { status: 'failed', errorCode: 1, action: 'unreachable', reason: 'failed:user block' },
        { recipient: openId, accountId: OA, at },
      );
    /** Sent ten minutes ago, without an answer. */
    async function unanswered(): Promise<number> {
      await bench.emulator.control.fault({ api: 'message/template/send', kind: 'lostAnswer' });
      const id = await bench.put({ channel: 'officialAccountTemplate' });
      await bench.send(id);
      await bench.advance(10 * 60);
      return id;
    }

    test('is not repeated and not guessed: after half an hour without a receipt nobody can say', async () => {
      const before = (await bench.calls('message/template/send')).length;
      const id = await unanswered();
      expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
      await bench.advance(19 * 60);
      expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
      await bench.advance(61);
      expect(await bench.send(id)).toMatchObject({ status: 'failed' });
      expect(bench.outcomes.at(-1)).toMatchObject({ id, outcome: { isUnresolved: true } });
      expect((await bench.calls('message/template/send')).length).toBe(before + 1);
    });

    test('other notices to the same person do not wait for that', async () => {
      const id = await unanswered();
      const next = await bench.put({ channel: 'officialAccountTemplate' });
      await bench.send();
      expect(await bench.row(next)).toMatchObject({ status: 'sent' });
      expect(await bench.row(id)).toMatchObject({ status: 'unknown' });
      expect(await said(FOLLOWER, 'success')).toBe(true);
    });

    test('its receipt is known by its reader although nobody told its id', async () => {
      const id = await unanswered();
      await bench.send(id);
      const yesterday = new Date(bench.clock.now().getTime() - 24 * 3_600_000);
      expect(await said('oSomebodyElse', 'success')).toBe(false);
      expect(await said(FOLLOWER, 'success', yesterday)).toBe(false);
      const at = bench.clock.now();
      expect(await said(FOLLOWER, 'success', at)).toBe(true);
      expect(await bench.row(id)).toMatchObject({ status: 'delivered' });
      // The same receipt again changes nothing.
      expect(await said(FOLLOWER, 'success', at)).toBe(true);
      expect(bench.outcomes.filter((entry) => entry.id === id)).toHaveLength(1);
    });

    test('a receipt that says "failed" is certain', async () => {
      const id = await unanswered();
      expect(await said(FOLLOWER, 'failed')).toBe(true);
      expect(bench.outcomes.at(-1)).toMatchObject({ id, outcome: { status: 'failed', errorCode: 1 } });
      expect(bench.outcomes.at(-1)?.outcome).not.toHaveProperty('isUnresolved');
      expect(await bench.row(id)).toMatchObject({ status: 'failed' });
    });

    test('a receipt waits while a call to the same person is under way', async () => {
      const id = await unanswered();
      await bench.database.client.outboxMessage.update({ where: { id }, data: { status: 'sending' } });
      await expect(said(FOLLOWER, 'success')).rejects.toMatchObject({ code: 'UPSTREAM' });
      await bench.send(id);
      expect(await said(FOLLOWER, 'success')).toBe(true);
    });
  });

  test('a template message whose repetition is refused may have arrived before: its receipt is waited for', async () => {
    await bench.emulator.control.fault({ api: 'message/template/send', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'officialAccountTemplate' });
    await bench.send(id);
    await bench.emulator.control.fault({ api: 'message/template/send', kind: 'errcode', errcode: 45009 });
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(30 * 60);
    await bench.send(id);
    expect(bench.outcomes.at(-1)).toMatchObject({ id, outcome: { status: 'failed', isUnresolved: true } });
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
