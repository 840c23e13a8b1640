import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PlatformError, PlatformUnreachableError } from '../../src/errors.ts';
import { createOfficialAccountApi } from '../../src/official-account/account-messenger.ts';
import type { PlatformApi } from '../../src/platform/platform-api.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { createWecomApi } from '../../src/wecom/api.ts';
import { type Bench, FOLLOWER, OA, startBench } from '../outbox/bench.ts';
import { waitUntil } from '../support/wait.ts';

let bench: Bench;
let wecom: PlatformApi;
let account: PlatformApi;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.advance(120);
  const settings = sandboxSettings(bench.emulator.url, '示例汽车', {});
  const now = () => bench.clock.now();
  wecom = createWecomApi({ ...settings.wecom, secret: settings.wecom.agentSecret, now });
  if (settings.officialAccount === undefined) throw new Error('no service account');
  account = createOfficialAccountApi(settings.officialAccount, now);
});

const text = (content: string) => ({
  touser: 'luo',
  agentid: sampleAccounts.agentId,
  msgtype: 'text',
  text: { content },
});
const fetches = async (api: string) => (await bench.calls(api)).length;

describe('the access token', () => {
  test('is fetched once for twenty calls at once', async () => {
    const before = await fetches('gettoken');
    await Promise.all(Array.from({ length: 20 }, (_, index) => wecom.post('message/send', text(`同时${index}`))));
    expect(await fetches('gettoken')).toBe(before + 1);
  });

  test('that the platform drops in the middle of a burst is fetched once more, and no message fails (T2)', async () => {
    await wecom.post('message/send', text('之前'));
    const before = await fetches('gettoken');
    await bench.emulator.control.invalidateTokens({ corpId: sampleAccounts.corpId });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => wecom.post('message/send', text(`爆发${index}`))),
    );
    expect(answers).toHaveLength(20);
    expect(await fetches('gettoken')).toBe(before + 1);
    const got = (await bench.memberGot()).filter((one) => one.startsWith('爆发'));
    expect(new Set(got).size).toBe(20);
    expect(got).toHaveLength(20);
  });

  test('that one call has renewed already is not fetched again by a slower one that failed with the old one', async () => {
    await wecom.post('message/send', text('先取令牌'));
    const before = await fetches('gettoken');
    await bench.emulator.control.invalidateTokens({ corpId: sampleAccounts.corpId });
    await bench.emulator.control.fault({ api: 'message/send', kind: 'slow', delayMs: 1500 });
    const slow = wecom.post('message/send', text('慢'));
    await waitUntil(async () => (await bench.emulator.control.faults()).length === 0);
    await wecom.post('message/send', text('快'));
    await slow;
    expect(await fetches('gettoken')).toBe(before + 1);
    expect((await bench.memberGot()).slice(-2)).toEqual(['快', '慢']);
  });

  test('is renewed before its two hours are over', async () => {
    await bench.emulator.control.invalidateTokens();
    await wecom.post('message/send', text('现在'));
    const before = await fetches('gettoken');
    await bench.advance(7200 - 121);
    await wecom.post('message/send', text('还有效'));
    expect(await fetches('gettoken')).toBe(before);
    await bench.advance(2);
    await wecom.post('message/send', text('已续期'));
    expect(await fetches('gettoken')).toBe(before + 1);
  });

  test('of the service account is fetched again when it was dropped', async () => {
    await bench.emulator.control.person('p1').officialAccount(OA).say('在吗');
    const message = (content: string) => ({ touser: FOLLOWER, msgtype: 'text', text: { content } });
    await account.post('message/custom/send', message('一'));
    await bench.emulator.control.invalidateTokens({ appId: OA });
    await account.post('message/custom/send', message('二'));
    expect((await bench.followerGot()).slice(-2)).toEqual(['一', '二']);
  });

  test('that can not be fetched is asked for again by the next call', async () => {
    await bench.emulator.control.fault({ api: 'gettoken', kind: 'status', status: 502 });
    const failed = wecom.post('message/send', text('失败'));
    await expect(failed).rejects.toMatchObject({ method: 'gettoken', mayHaveWorked: false });
    await expect(wecom.post('message/send', text('成功'))).resolves.toMatchObject({ errcode: 0 });
  });
});

describe('a call', () => {
  test('that the platform answers with a code says which, and for which method', async () => {
    const wrong = wecom.post('message/send', { ...text('x'), touser: 'nobody' });
    await expect(wrong).rejects.toBeInstanceOf(PlatformError);
    await expect(wrong).rejects.toMatchObject({ errcode: 81013, method: 'message/send', code: 'UPSTREAM' });
  });

  test.each([
    ['an answer that is no 200', { kind: 'status', status: 502 }],
    ['a connection that breaks off', { kind: 'lostAnswer' }],
  ] as const)('with %s may have worked', async (_name, fault) => {
    await wecom.post('message/send', text('先取令牌'));
    await bench.emulator.control.fault({ api: 'message/send', ...fault });
    const lost = wecom.post('message/send', text('未知'));
    await expect(lost).rejects.toBeInstanceOf(PlatformUnreachableError);
    await expect(lost).rejects.toMatchObject({ mayHaveWorked: true, method: 'message/send' });
  });

  test('to nobody has certainly not worked, and the error holds no secret', async () => {
    const settings = sandboxSettings('http://127.0.0.1:9', '示例汽车', {}).wecom;
    const dead = createWecomApi({ ...settings, secret: 'S3CRET', now: () => bench.clock.now() });
    const error: unknown = await dead.post('message/send', text('x')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ mayHaveWorked: false });
    expect(String((error as Error).stack)).not.toContain('S3CRET');
  });
});
