import { expect, test } from 'vitest';
import { AGENT, CORP, OA, OTHER_AGENT, startPlatform, type Answer, type Platform } from './support/platform.ts';

async function gettoken(
  { raw }: Platform,
  secret: string,
  corpId = CORP,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await raw(`/wecom/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`, { headers });
  return (await response.json()) as Answer;
}

async function useToken({ raw }: Platform, token: unknown, headers: Record<string, string> = {}): Promise<number> {
  const response = await raw(`/wecom/cgi-bin/user/get?userid=wang&access_token=${String(token)}`, { headers });
  return ((await response.json()) as Answer).errcode;
}

test('T1: a token lives 7200 s and is 42001 from then on', async () => {
  const platform = await startPlatform();
  const { access_token, expires_in } = await gettoken(platform, 'app-secret');
  expect(expires_in).toBe(7200);
  await platform.control.advance(7199);
  expect(await useToken(platform, access_token)).toBe(0);
  await platform.control.advance(1);
  expect(await useToken(platform, access_token)).toBe(42001);
});

test('T2: a token invalidated early is 40014 on the next call and works again after a refetch', async () => {
  const platform = await startPlatform();
  const { access_token } = await gettoken(platform, 'app-secret');
  expect(await platform.control.invalidateTokens({ corpId: CORP, agentId: AGENT })).toBe(1);
  expect(await useToken(platform, access_token)).toBe(40014);
  const fresh = await gettoken(platform, 'app-secret');
  expect(fresh['access_token']).not.toBe(access_token);
  expect(await useToken(platform, fresh['access_token'])).toBe(0);
});

test('T3: gettoken repeats the same token for an app; the token of another app may not send for it', async () => {
  const platform = await startPlatform();
  const first = await gettoken(platform, 'app-secret');
  await platform.control.advance(100);
  const again = await gettoken(platform, 'app-secret');
  expect(again).toMatchObject({ access_token: first['access_token'], expires_in: 7100 });
  expect((await gettoken(platform, 'other-secret'))['access_token']).not.toBe(first['access_token']);
  const message = { touser: 'wang', agentid: AGENT, msgtype: 'text', text: { content: 'x' } };
  expect((await platform.otherApp('message/send', message)).errcode).toBe(301002);
  expect((await platform.otherApp('message/send', { ...message, agentid: OTHER_AGENT })).errcode).toBe(0);
});

test('T3 switch: every gettoken may give a new token, the former staying valid', async () => {
  const platform = await startPlatform({ switches: { gettokenSameToken: false } });
  const first = await gettoken(platform, 'app-secret');
  const second = await gettoken(platform, 'app-secret');
  expect(second['access_token']).not.toBe(first['access_token']);
  expect(await useToken(platform, first['access_token'])).toBe(0);
});

test('T4: a wrong secret is 40001, a wrong corpid 40013; after 20 wrong secrets the address is refused for an hour', async () => {
  const platform = await startPlatform();
  expect((await gettoken(platform, 'app-secret', 'wwnobody')).errcode).toBe(40013);
  for (let attempt = 0; attempt < 20; attempt += 1) expect((await gettoken(platform, 'wrong')).errcode).toBe(40001);
  expect((await gettoken(platform, 'app-secret')).errcode).toBe(45009);
  expect((await gettoken(platform, 'app-secret', CORP, { 'x-emulator-client-ip': '10.0.0.9' })).errcode).toBe(0);
  await platform.control.advance(3600);
  expect((await gettoken(platform, 'app-secret')).errcode).toBe(0);
});

test('T5: a caller outside the trusted addresses of an app gets 60020', async () => {
  const platform = await startPlatform();
  const app = { agentId: AGENT, secret: 'app-secret', name: '客户关爱', trustedIps: ['10.0.0.1'] };
  await platform.control.world({ corps: [{ corpId: CORP, name: '示例汽车', apps: [app] }] });
  expect((await gettoken(platform, 'app-secret')).errcode).toBe(60020);
  const trusted = { 'x-emulator-client-ip': '10.0.0.1' };
  const { access_token } = await gettoken(platform, 'app-secret', CORP, trusted);
  expect(await useToken(platform, access_token, trusted)).toBe(0);
  expect(await useToken(platform, access_token)).toBe(60020);
  expect((await gettoken(platform, 'other-secret')).errcode).toBe(0);
});

async function oaToken({ raw }: Platform): Promise<Answer> {
  const path = `/official-account/cgi-bin/token?grant_type=client_credential&appid=${OA}&secret=oa-secret`;
  return (await (await raw(path)).json()) as Answer;
}
async function stable({ raw }: Platform, force = false): Promise<Answer> {
  const body = JSON.stringify({
    grant_type: 'client_credential',
    appid: OA,
    secret: 'oa-secret',
    force_refresh: force,
  });
  return (await (await raw('/official-account/cgi-bin/stable_token', { method: 'POST', body })).json()) as Answer;
}
async function useOa({ raw }: Platform, answer: Answer): Promise<number> {
  const response = await raw(`/official-account/cgi-bin/user/get?access_token=${String(answer['access_token'])}`);
  return ((await response.json()) as Answer).errcode;
}

test('T6: each cgi-bin/token call gives a new token; the former works 300 s more and is 40001 then', async () => {
  const platform = await startPlatform();
  const first = await oaToken(platform);
  const second = await oaToken(platform);
  expect(second['access_token']).not.toBe(first['access_token']);
  await platform.control.advance(299);
  expect(await useOa(platform, first)).toBe(0);
  await platform.control.advance(1);
  expect(await useOa(platform, first)).toBe(40001);
  expect(await useOa(platform, second)).toBe(0);
  await platform.control.advance(7200);
  expect(await useOa(platform, second)).toBe(42001);
});

test('T7: stable_token repeats its token with the remaining time and rotates 300 s before the end with both valid', async () => {
  const platform = await startPlatform();
  const first = await stable(platform);
  await platform.control.advance(6899);
  expect(await stable(platform)).toMatchObject({ access_token: first['access_token'], expires_in: 301 });
  await platform.control.advance(1);
  const second = await stable(platform);
  expect(second['access_token']).not.toBe(first['access_token']);
  expect(await useOa(platform, first)).toBe(0);
  expect(await useOa(platform, second)).toBe(0);
  expect((await stable(platform))['access_token']).toBe(second['access_token']);
  await platform.control.advance(300);
  expect(await useOa(platform, first)).toBe(42001);
});

test('T7: force_refresh replaces the token, at most every 30 s (45011) and 20 times a day (45009)', async () => {
  const platform = await startPlatform();
  const first = await stable(platform);
  const forced = await stable(platform, true);
  expect(await useOa(platform, first)).toBe(40001);
  expect(await useOa(platform, forced)).toBe(0);
  expect((await stable(platform, true)).errcode).toBe(45011);
  for (let count = 1; count < 20; count += 1) {
    await platform.control.advance(30);
    expect((await stable(platform, true)).errcode).toBe(0);
  }
  await platform.control.advance(30);
  expect((await stable(platform, true)).errcode).toBe(45009);
  await platform.control.advanceTo(new Date('2026-11-22T16:00:00Z'));
  expect((await stable(platform, true)).errcode).toBe(0);
});

test('T7: GET on stable_token is 43002, and the two kinds of token do not touch each other', async () => {
  const platform = await startPlatform();
  const response = await platform.raw('/official-account/cgi-bin/stable_token');
  expect(((await response.json()) as Answer).errcode).toBe(43002);
  const plain = await oaToken(platform);
  const steady = await stable(platform);
  await stable(platform, true);
  await oaToken(platform);
  await platform.control.advance(200);
  expect(await useOa(platform, plain)).toBe(0);
  expect(await useOa(platform, steady)).toBe(40001);
});
