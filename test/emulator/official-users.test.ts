import { expect, test } from 'vitest';
import { custom, notify, person } from './support/official-account.ts';
import { AES_KEY, CORP, OA, startPlatform, type Answer } from './support/platform.ts';

test('O6: a message opens 48 h for five answers: 45015 outside, 45047 beyond', async () => {
  const platform = await startPlatform();
  expect(await custom(platform)).toBe(45015);
  await person(platform).say('在吗');
  for (let index = 0; index < 5; index += 1) expect(await custom(platform, `${index}`)).toBe(0);
  expect(await custom(platform)).toBe(45047);
  await person(platform).say('继续');
  await platform.control.advance(48 * 3600 - 1);
  expect(await custom(platform)).toBe(0);
  await platform.control.advance(1);
  expect(await custom(platform)).toBe(45015);
});

test('O6: following, scanning and a menu click open 60 s for three answers; a view click opens nothing (O7)', async () => {
  const platform = await startPlatform();
  await person(platform).clickMenu('https://example.com', 'view');
  expect(await custom(platform)).toBe(45015);
  await person(platform).clickMenu('BOOK');
  expect([await custom(platform), await custom(platform), await custom(platform)]).toEqual([0, 0, 0]);
  expect(await custom(platform)).toBe(45047);
  await platform.control.advance(60);
  expect(await custom(platform)).toBe(45015);
  await person(platform, 'p2').follow();
  expect(await custom(platform, '欢迎', 'p2')).toBe(0);
  await platform.control.idle();
  const events = platform.receiver.events.map((event) => [event['Event'], event['EventKey']]);
  expect(events).toEqual(
    expect.arrayContaining([
      ['VIEW', 'https://example.com'],
      ['CLICK', 'BOOK'],
      ['subscribe', ''],
    ]),
  );
});

test('O7: a tap on a msgmenu item opens 60 s for three answers, like a menu click, and not 48 h for five', async () => {
  const platform = await startPlatform();
  expect(await custom(platform)).toBe(45015);
  await person(platform).send({ text: '满意', menuId: 'yes' });
  expect([await custom(platform), await custom(platform), await custom(platform)]).toEqual([0, 0, 0]);
  expect(await custom(platform)).toBe(45047);
  await platform.control.advance(60);
  expect(await custom(platform)).toBe(45015);
  await platform.control.idle();
  expect(platform.receiver.events.at(-1)).toMatchObject({ MsgType: 'text', Content: '满意', bizmsgmenuid: 'yes' });
});

test('O10: a follow through a QR code has EventKey qrscene_<scene>, a scan of a follower <scene>', async () => {
  const platform = await startPlatform();
  const { ticket } = await platform.official('qrcode/create', {
    expire_seconds: 604_800,
    action_name: 'QR_STR_SCENE',
    action_info: { scene: { scene_str: 'bay3' } },
  });
  expect(await person(platform, 'p2').scan(String(ticket))).toBe('subscribe');
  expect(await person(platform, 'p2').scan(String(ticket))).toBe('SCAN');
  await platform.control.idle();
  const events = platform.receiver.events.map((event) => [event['Event'], event['EventKey'], event['Ticket']]);
  expect(events).toEqual(
    expect.arrayContaining([
      ['subscribe', 'qrscene_bay3', ticket],
      ['SCAN', 'bay3', ticket],
    ]),
  );
});

test('O10: a temporary code lives 60 s by default and 30 days at most; an expired one gives nothing', async () => {
  const platform = await startPlatform();
  const create = (body: object): Promise<Answer> =>
    platform.official('qrcode/create', { action_name: 'QR_SCENE', action_info: { scene: { scene_id: 7 } }, ...body });
  const short = await create({});
  expect(short).toMatchObject({ errcode: 0, expire_seconds: 60 });
  expect((await create({ expire_seconds: 2_592_001 })).errcode).toBe(40053);
  expect((await create({ expire_seconds: 2_592_000 })).errcode).toBe(0);
  const forever = await create({ action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 100_000 } } });
  expect(forever).not.toHaveProperty('expire_seconds');
  expect((await create({ action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 100_001 } } })).errcode).toBe(
    40053,
  );
  await platform.control.advance(59);
  expect(await person(platform).scan(String(short['ticket']))).toBe('SCAN');
  await platform.control.advance(1);
  expect(await person(platform).scan(String(short['ticket']))).toBeNull();
  await platform.control.advance(86_400 * 60);
  expect(await person(platform).scan(String(forever['ticket']))).toBe('SCAN');
});

test('O11: user/info of a non-follower has only subscribe and openid; of a follower no nickname', async () => {
  const platform = await startPlatform();
  const ask = async (personId: string): Promise<Answer> =>
    platform.official('user/info', undefined, { openid: await platform.openId(personId) });
  const { errcode: _errcode, errmsg: _errmsg, ...stranger } = await ask('p2');
  expect(stranger).toEqual({ subscribe: 0, openid: await platform.openId('p2') });
  const follower = await ask('p1');
  expect(follower).toMatchObject({ subscribe: 1, unionid: 'o-union-1', tagid_list: [] });
  expect(follower).not.toHaveProperty('nickname');
  expect((await platform.official('user/info', undefined, { openid: 'oNobody' })).errcode).toBe(40003);
  await platform.control.setSwitches({ oaUnionIdForNonFollowers: true });
  await person(platform).unfollow();
  expect(await ask('p1')).toMatchObject({ subscribe: 0, unionid: 'o-union-1' });
});

test('O11: user/get lists followers, user/info/batchget describes them', async () => {
  const platform = await startPlatform();
  const openId = await platform.openId('p1');
  expect(await platform.official('user/get')).toMatchObject({
    total: 1,
    count: 1,
    data: { openid: [openId] },
    next_openid: openId,
  });
  expect(await platform.official('user/get', undefined, { next_openid: openId })).toMatchObject({
    count: 0,
    next_openid: '',
  });
  const batch = await platform.official('user/info/batchget', { user_list: [{ openid: openId }] });
  expect(batch['user_info_list']).toMatchObject([{ subscribe: 1, openid: openId }]);
});

test('O12: an OAuth code gives the openid once (40163), for five minutes (40029); a foreign address fetches no token (40164)', async () => {
  const platform = await startPlatform();
  const authorize = async (): Promise<string> => {
    const search = new URLSearchParams({
      appid: OA,
      redirect_uri: 'http://127.0.0.1:3000/bind',
      state: 's1',
      as_person: 'p2',
    });
    const response = await platform.raw(`/official-account-oauth/authorize?${search}`, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
  };
  const exchange = async (code: string): Promise<Answer> => {
    const search = new URLSearchParams({ appid: OA, secret: 'oa-secret', code, grant_type: 'authorization_code' });
    return (await (await platform.raw(`/official-account/sns/oauth2/access_token?${search}`)).json()) as Answer;
  };
  const code = await authorize();
  expect(await exchange(code)).toMatchObject({ openid: await platform.openId('p2'), expires_in: 7200 });
  expect((await exchange(code)).errcode).toBe(40163);
  const late = await authorize();
  await platform.control.advance(300);
  expect((await exchange(late)).errcode).toBe(40029);
  const account = {
    appId: OA,
    secret: 'oa-secret',
    originalId: 'gh_000000000001',
    name: '示例',
    ipWhitelist: ['10.0.0.1'],
  };
  await platform.control.world({ officialAccounts: [account] });
  const search = `grant_type=client_credential&appid=${OA}&secret=oa-secret`;
  expect(await (await platform.raw(`/official-account/cgi-bin/token?${search}`)).json()).toMatchObject({
    errcode: 40164,
  });
});

test('the world may be sent again without changing anything, and bad keys are refused', async () => {
  const platform = await startPlatform();
  await person(platform).unfollow();
  const before = await platform.control.world();
  expect(await platform.control.world(before)).toEqual(before);
  expect((await notify(platform)).errcode).toBe(43004);
  const app = { agentId: 1, secret: 's', name: 'x', callback: { url: 'http://x', token: 'a b', aesKey: AES_KEY } };
  await expect(platform.control.world({ corps: [{ corpId: CORP, name: 'x', apps: [app] }] })).rejects.toMatchObject({
    status: 400,
  });
});
