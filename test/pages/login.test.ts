import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { macOf, seal } from '../../src/pages/seal.ts';
import { startSite, type Site } from './site.ts';
import { visitorAt, type Visitor } from './visitor.ts';

let site: Site;
let ticket: Ticket;
let path: string;
beforeAll(async () => {
  site = await startSite();
  ticket = await site.open('说好三天到货的配件，等了半个月还没消息');
  path = `/tickets/${ticket.number}`;
});
afterAll(() => site.close());

/** Starts a login and lets the platform answer; returns the address at which the visitor comes back. */
async function comeBack(visitor: Visitor, asUser: string, from = path): Promise<URL> {
  const login = new URL((await visitor.get(from)).location);
  login.searchParams.set('as_user', asUser);
  return new URL((await visitor.get(login.href)).location);
}

test('a visitor without a session is sent to the platform: silently inside WeCom, to the QR code elsewhere', async () => {
  const inside = await visitorAt(site.url, 'luo').get(path);
  expect(inside.status).toBe(302);
  const query = new URL(inside.location).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    appid: 'ww00000000000000aa',
    redirect_uri: `${site.url}/login/wecom`,
    response_type: 'code',
    scope: 'snsapi_base',
    agentid: '1000002',
  });
  expect(inside.location).toMatch(/#wechat_redirect$/);
  expect(query.get('state')).toMatch(/^[a-zA-Z0-9]{1,128}$/);
  const outside = await visitorAt(site.url, 'luo', 'Mozilla/5.0 Chrome/140').get(path);
  expect(Object.fromEntries(new URL(outside.location).searchParams)).toMatchObject({
    login_type: 'CorpApp',
    appid: 'ww00000000000000aa',
    agentid: '1000002',
    redirect_uri: `${site.url}/login/wecom`,
  });
});

test('what the address asked for is still there after signing in, and nobody can change it on the way', async () => {
  for (const address of [
    `/owners?q=${encodeURIComponent('沪A12345 & 李')}`,
    '/rules?edit=reminders.annualInspection',
    '/tickets?list=all&from=2026-11-01&to=2026-11-22&q=%E9%85%8D%E4%BB%B6',
  ]) {
    const visitor = visitorAt(site.url, 'lin');
    const own = await comeBack(visitor, 'lin', address);
    const changed = new URL(own);
    changed.searchParams.set('with', Buffer.from('edit=rates').toString('base64url'));
    expect((await visitor.get(changed.href)).status).toBe(400);
    const there = await visitor.get(own.href);
    expect([there.status, there.location]).toEqual([303, address]);
    expect((await visitor.get(there.location)).status).toBe(200);
  }
  const endless = await comeBack(visitorAt(site.url, 'lin'), 'lin', `/owners?q=${'x'.repeat(700)}`);
  expect(endless.searchParams.has('with')).toBe(false);
});

test('the session cookie is HttpOnly, SameSite=Lax and names store and member, nothing else', async () => {
  const visitor = visitorAt(site.url, 'LUO');
  const back = await visitor.get((await comeBack(visitor, 'LUO')).href);
  expect([back.status, back.location]).toEqual([303, path]);
  const cookie = back.headers.getSetCookie().find((line) => line.startsWith('carebay_main=')) ?? '';
  expect(cookie).toMatch(/; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  const payload = Buffer.from(cookie.slice('carebay_main='.length).split('.')[0] ?? '', 'base64url').toString();
  expect(JSON.parse(payload)).toEqual({
    storeId: 'main',
    userId: 'luo',
    expiresAt: site.desk.clock.now().getTime() + 12 * 3_600_000,
  });
  expect((await visitor.get(path)).status).toBe(200);
});

test('a session ends after twelve hours, and at once for who leaves the staff list', async () => {
  const visitor = visitorAt(site.url, 'luo');
  expect((await visitor.open(path)).status).toBe(200);
  await site.advance(12 * 3600 - 1);
  expect((await visitor.get(path)).status).toBe(200);
  const staff = { where: { storeId_userId: { storeId: 'main', userId: 'luo' } } };
  await site.desk.database.client.staff.update({ ...staff, data: { isActive: false } });
  const gone = await visitor.get(path);
  expect(gone.status).toBe(403);
  expect(gone.text).not.toContain('配件');
  await site.desk.database.client.staff.update({ ...staff, data: { isActive: true } });
  await site.advance(1);
  expect((await visitor.get(path)).status).toBe(302);
});

test('a forged, altered or borrowed session cookie opens nothing', async () => {
  const visitor = visitorAt(site.url, 'luo');
  await visitor.open(path);
  const real = visitor.cookies.get('carebay_main') ?? '';
  const [payload = '', mac = ''] = real.split('.');
  const director = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"luo"', '"lin"')).toString(
    'base64url',
  );
  const forgeries = [
    '',
    'x',
    `${payload}.`,
    payload,
    `${payload}.${mac.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
    `${director}.${mac}`,
    `${real}.${mac}`,
    seal(new Uint8Array(32), 'session', Buffer.from(payload, 'base64url').toString()),
    // Signed by the right key, for another purpose.
    `${payload}.${macOf(new Uint8Array(32), 'form', payload)}`,
  ];
  for (const forgery of forgeries) {
    visitor.cookies.set('carebay_main', forgery);
    expect([forgery, (await visitor.get(path)).status]).toEqual([forgery, 302]);
  }
  visitor.cookies.delete('carebay_main');
  visitor.cookies.set('carebay_east', real);
  const east = await site.open('配件等了半个月', { storeId: 'east' });
  expect((await visitor.get(`/tickets/east/${east.number}`)).status).toBe(302);
  visitor.cookies.set('carebay_main', real);
  expect((await visitor.get(path)).status).toBe(200);
});

test('a state that was altered, is too old, or belongs to another browser is refused', async () => {
  const visitor = visitorAt(site.url, 'luo');
  const back = await comeBack(visitor, 'luo');
  const tryState = async (change: (state: string) => string, who = visitor) => {
    const address = new URL(back);
    address.searchParams.set('state', change(back.searchParams.get('state') ?? ''));
    return (await who.get(address.href)).status;
  };
  expect(await tryState(() => '')).toBe(400);
  expect(await tryState((state) => state.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(400);
  expect(await tryState((state) => state.replace(/V0001X/, 'V0002X'))).toBe(400);
  expect(await tryState((state) => state.replace(/^main/, 'east'))).toBe(400);
  expect(await tryState(() => 'httpsZZevilX20261122X0001Xabc')).toBe(400);
  // An attacker's own login, followed by somebody else, signs nobody in.
  expect(await tryState((state) => state, visitorAt(site.url, 'xu'))).toBe(400);
  await site.advance(15 * 60);
  expect(await tryState((state) => state)).toBe(400);
  expect(visitor.cookies.has('carebay_main')).toBe(false);
});

test('a code works once: the second time it signs nobody in, and a late one neither', async () => {
  const first = visitorAt(site.url, 'luo');
  const back = await comeBack(first, 'luo');
  expect((await first.get(back.href)).status).toBe(303);
  // Forward and back in the browser of who is signed in already does no harm.
  expect((await first.get(back.href)).location).toBe(path);
  first.cookies.delete('carebay_main');
  const again = await first.get(back.href);
  expect(again.status).toBe(400);
  expect(again.text).toContain('登录凭证已失效');
  expect(again.text).toContain(`href="${path}"`);
  expect(first.cookies.has('carebay_main')).toBe(false);
  const late = await comeBack(first, 'luo');
  await site.advance(301);
  expect((await first.get(late.href)).status).toBe(400);
  const without = new URL(await comeBack(first, 'luo'));
  without.searchParams.delete('code');
  expect((await first.get(without.href)).status).toBe(400);
});

test('who is no member, or no staff of the store, reads why and gets no session', async () => {
  for (const [user, words] of [
    ['visitor', '不是本企业的企业微信成员'],
    ['stranger', '还没有登记为门店员工'],
  ] as const) {
    const visitor = visitorAt(site.url, user);
    const page = await visitor.open(path);
    expect(page.status).toBe(403);
    expect(page.text).toContain(words);
    expect(visitor.cookies.has('carebay_main')).toBe(false);
  }
});

test('a platform that does not answer is told in words, and the login can be repeated', async () => {
  const visitor = visitorAt(site.url, 'luo');
  const back = await comeBack(visitor, 'luo');
  await site.emulator.control.fault({ api: 'auth/getuserinfo', kind: 'lostAnswer' });
  const page = await visitor.get(back.href);
  expect(page.status).toBe(502);
  expect(page.text).toContain('企业微信暂时没有响应');
  expect((await visitor.open(path)).status).toBe(200);
});

test('each store has its own address, its own login and its own members', async () => {
  const east = await site.open('配件等了半个月', { storeId: 'east' });
  const address = `/tickets/east/${east.number}`;
  const card = await site.desk.database.client.outboxMessage.findFirstOrThrow({
    where: { channel: 'wecomCard', ticketId: east.id },
  });
  expect(card.payload).toMatchObject({ card: { url: site.url + address } });
  const dong = visitorAt(site.url, 'dong');
  expect(new URL((await dong.get(address)).location).searchParams.get('appid')).toBe('ww00000000000000bb');
  const page = await dong.open(address);
  expect(page.status).toBe(200);
  expect(page.address).toBe(address);
  expect(page.text).toContain('东城店');
  // The same member id in another corp is another person.
  expect((await visitorAt(site.url, 'luo').open(address)).status).toBe(403);
  for (const unknown of ['/tickets/north/TS-20261123-0001', '/tickets/TS-1', '/tickets/..%2f..%2fetc']) {
    expect((await dong.get(unknown)).status).toBe(404);
  }
});
