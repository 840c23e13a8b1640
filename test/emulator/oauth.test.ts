import { expect, test } from 'vitest';
import { AGENT, CORP, startPlatform } from './support/platform.ts';

test('A13: an OAuth code works once (42022), for five minutes (42003); an unknown one is 40029', async () => {
  const { raw, wecom, control } = await startPlatform();
  const authorize = async (): Promise<{ code: string; state: string | null }> => {
    const search = new URLSearchParams({
      appid: CORP,
      redirect_uri: 'http://127.0.0.1:3000/login',
      state: 'abc',
      agentid: String(AGENT),
      as_user: 'WANG',
    });
    const response = await raw(`/wecom-oauth/authorize?${search}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    const target = new URL(response.headers.get('location') ?? '');
    return { code: target.searchParams.get('code') ?? '', state: target.searchParams.get('state') };
  };
  const { code, state } = await authorize();
  expect(state).toBe('abc');
  expect(await wecom('auth/getuserinfo', undefined, { code })).toMatchObject({ errcode: 0, userid: 'wang' });
  expect((await wecom('auth/getuserinfo', undefined, { code })).errcode).toBe(42022);
  const late = await authorize();
  await control.advance(300);
  expect((await wecom('auth/getuserinfo', undefined, { code: late.code })).errcode).toBe(42003);
  expect((await wecom('auth/getuserinfo', undefined, { code: 'nothing' })).errcode).toBe(40029);
});

test('A13: a redirect to another host is 50001, a visitor who is no member has an openid and no userid', async () => {
  const { raw, wecom, control } = await startPlatform();
  const app = { agentId: AGENT, secret: 'app-secret', name: '客户关爱', trustedDomain: 'care.example.com' };
  await control.world({ corps: [{ corpId: CORP, name: '示例汽车', apps: [app] }] });
  const ask = (redirect: string, visitor: string): Promise<Response> => {
    const search = new URLSearchParams({
      appid: CORP,
      redirect_uri: redirect,
      agentid: String(AGENT),
      as_user: visitor,
    });
    return raw(`/wecom-oauth/authorize?${search}`, { redirect: 'manual' });
  };
  for (const redirect of ['http://evil.example.com/', 'http://care.example.com:8080/', 'not a url']) {
    expect(await (await ask(redirect, 'wang')).json()).toMatchObject({ errcode: 50001 });
  }
  const response = await ask('http://care.example.com/in', 'p1');
  const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const visitor = await wecom('auth/getuserinfo', undefined, { code });
  expect(visitor).toMatchObject({
    errcode: 0,
    openid: expect.any(String) as string,
    external_userid: expect.stringMatching(/^wm/) as string,
  });
  expect(visitor).not.toHaveProperty('userid');
});

test('A13: without a choice the page offers the members, and the cookie remembers', async () => {
  const { raw } = await startPlatform();
  const search = new URLSearchParams({
    appid: CORP,
    redirect_uri: 'http://127.0.0.1:3000/login',
    agentid: String(AGENT),
  });
  const page = await (await raw(`/wecom-oauth/authorize?${search}`)).text();
  expect(page).toContain('王师傅');
  const chosen = await raw(`/wecom-oauth/authorize?${search}&as_user=wang`, { redirect: 'manual' });
  const cookie = (chosen.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const again = await raw(`/wecom-oauth/authorize?${search}`, { redirect: 'manual', headers: { cookie } });
  expect(again.status).toBe(302);
});
