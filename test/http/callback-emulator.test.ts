import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TamperKind } from '../../src/emulator/control-types.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(() => house.advance(61));

const events = (text: string) => house.database.client.inboxEvent.count({ where: { payload: { contains: text } } });

describe('a forged copy that arrives before the real message is refused, and the real one is answered once:', () => {
  test.each<TamperKind>(['signature', 'receiveid', 'padding', 'msg_len', 'body', 'truncated'])('%s', async (kind) => {
    const luo = staffPhone(house, 'luo');
    const before = (await luo.received()).length;
    const { lastSeq } = await house.emulator.control.member('luo').inbox();
    await house.emulator.control.callbackMode({ tamper: { kind, times: 1 } });
    const from = (await house.emulator.control.record({ kind: 'callback' })).at(-1)?.seq ?? lastSeq;
    await luo.say(`我的工单 ${kind}`);
    await house.emulator.control.idle();
    const tried = (await house.emulator.control.record({ kind: 'callback', after: from })).flatMap(
      (entry) => entry.attempts ?? [],
    );
    const forged = tried.filter((attempt) => attempt.tampered !== undefined);
    expect(forged).toHaveLength(1);
    expect([400, 403]).toContain(forged[0]?.status);
    expect(tried.filter((attempt) => attempt.tampered === undefined).map((attempt) => attempt.status)).toEqual([200]);
    expect(await events(`我的工单 ${kind}`)).toBe(1);
    await waitUntil(async () => (await luo.received()).length === before + 1);
  });
});

test('a member who is delivered twice is answered once', async () => {
  const xu = staffPhone(house, 'xu');
  const before = (await xu.received()).length;
  await house.emulator.control.callbackMode({ duplicate: 1 });
  await xu.say('我的工单');
  await house.emulator.control.idle();
  await waitUntil(async () => (await xu.received()).length > before);
  await house.advance(10);
  expect((await xu.received()).length).toBe(before + 1);
});

test('an owner in the service account is heard in safe, compatible and plain-text-beside-cipher alike', async () => {
  const owner = house.emulator.control.person('owner-0001').officialAccount(sampleAccounts.appId);
  const connection = {
    appId: sampleAccounts.appId,
    url: `${house.url}/callback/official-account/main`,
    token: sampleAccounts.accountCallbackToken,
    aesKey: sampleAccounts.accountCallbackAesKey,
  };
  for (const mode of ['safe', 'compatible'] as const) {
    expect(await house.emulator.control.saveCallback({ ...connection, mode })).toEqual({ saved: true });
    await owner.say(`谢谢你们 ${mode}`);
    await house.emulator.control.idle();
    expect(await events(`谢谢你们 ${mode}`)).toBe(1);
  }
  // The platform may be switched to plain mode by mistake: then nothing is believed.
  await house.emulator.control.saveCallback({ ...connection, mode: 'plain' });
  await owner.say('谢谢你们 plain');
  await house.emulator.control.idle();
  expect(await events('谢谢你们 plain')).toBe(0);
});

test('a verification with wrong keys is not saved by the platform', async () => {
  const wrong = await house.emulator.control.saveCallback({
    corpId: sampleAccounts.corpId,
    agentId: sampleAccounts.agentId,
    url: `${house.url}/callback/wecom`,
    token: 'otherToken',
    aesKey: sampleAccounts.callbackAesKey,
  });
  expect(wrong.saved).toBe(false);
});

test('an owner who sends something that nobody knows, or a character no table holds, is still answered', async () => {
  const owner = ownerPhone(house, 'owner-0002');
  await owner.kf.send({ type: 'raw', msgtype: 'hologram', content: { depth: 3 } });
  await owner.say('转\u0000人工');
  await waitUntil(async () => (await house.database.client.message.count()) >= 2);
  await owner.reads('人工');
  const rows = await house.database.client.inboxEvent.findMany({ where: { channel: 'kf', status: { not: 'done' } } });
  expect(rows).toEqual([]);
});
