import { afterAll, beforeAll, expect, test } from 'vitest';
import { connection, type Door, openDoor } from './door.ts';

// Vectors computed by two independent implementations; A is the platform's own sample (doc 90968).
const A = {
  keys: connection({
    storeId: 'sample',
    token: 'QDG6eK',
    aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    receiverId: 'wx5823bf96d3bd56c7',
  }),
  query: {
    timestamp: '1409659813',
    nonce: '1372623149',
    msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  },
  encrypt:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};
const OWN = { timestamp: '1750000000', nonce: '900123' };
const V1 = 'Q3stYC6hdFzMh9T8HCvyDPLtoD5fmRCsKF5Y6WnBFzQBqQUFQYpoFuctMN2LPFIxXzSv1Bu8yKCESWTmyR19KA==';
const V2 =
  'Q3stYC6hdFzMh9T8HCvyDJJe5MuZ7J4OV6X0j7kZVFB2YJzKi+TOQ1gYKSYNKUWkoerfKdQ24rCjxRgH+w0E2r1od4C2e5hrJoFrhjBCgWVlDB9/5jAYPGkS0idcchrnO7oI6z4UWTBJy/qiwgxrsFTJFrIc7AdhkxntJgZTaDP/QWYL9FZMEABNpsAWSJP+W7Oz5pxUDmdYnETZl9lJ2LBNT2S+MUIyVuDXS9kWdpV1ZnBx/PWVtBzC9KCYwKeAHmqZyD8mHPQ9aOF0FOghYBj4nsb4Jt1yWWanwdpNBKBV6BJYmfx1MQuPXK1RSjduaaf8P/2pezo6FNlADRMQRi5/pa7HWqQyHjtMtBnznuBoKAqjSXIe8z6vnfxgALzIneEzuK7k2V8mvv8D3b/e1QAc4frB/ctuwCDUd64PfM8=';
const V4 =
  'Q3stYC6hdFzMh9T8HCvyDPUcX4TisFrTqPyTunjoEb3MHhU0xWBDQM5SAT4A9RW20BAAtcHmOd9ohV1eEdFLIEFXhJRQ9JifNz7+bhNYINwUOFUp5XklAkVop/dG+jHK';
// Third-party sample (wechatpy).
const C_ECHO = {
  timestamp: '1411443780',
  nonce: '437374425',
  msg_signature: 'dd6b9c95b495b3f7e2901bfbc76c664930ffdb96',
  echostr: '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==',
};

let door: Door;
beforeAll(async () => {
  door = await openDoor([
    connection({ storeId: 'main' }),
    connection({ storeId: 'main', kind: 'kf' }),
    connection({ storeId: 'main', kind: 'officialAccount', receiverId: 'wxb11529c136998cb6' }),
    A.keys,
    connection({
      storeId: 'third',
      token: '123456',
      aesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
      receiverId: 'wx49f0ab532d5d035a',
    }),
  ]);
});
afterAll(() => door.close());

const envelope = (encrypt: string) =>
  `<xml><ToUserName><![CDATA[ww0000000000000001]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

test("the platform's own sample (A) is opened and its 64-bit MsgId kept exactly", async () => {
  const reply = await door.post('/callback/wecom/sample', A.query, envelope(A.encrypt));
  expect(reply).toEqual({ status: 200, body: '' });
  const row = await door.database.client.inboxEvent.findFirstOrThrow({ where: { storeId: 'sample' } });
  expect(row).toMatchObject({
    channel: 'wecom',
    accountId: 'wx5823bf96d3bd56c7',
    dedupeKey: 'm:4561255354251345929',
    orderKey: 'sample:wecom:mycreate',
  });
  expect(row.payload).toContain('<Content><![CDATA[hello]]></Content>');
});

test('a verification (V1) is answered with exactly the plaintext, with and without the store in the path', async () => {
  const query = { ...OWN, msg_signature: '1ab407a271b384f28a2efd75f018403f901bd0ab', echostr: V1 };
  for (const path of ['/callback/wecom', '/callback/wecom/main', '/callback/kf', '/callback/kf/main']) {
    expect(await door.get(path, query)).toEqual({ status: 200, body: '5849233948573627' });
  }
});

test('a wake-up of 微信客服 (V2) is one row whichever address it comes to, and each wakes its account', async () => {
  const before = await door.stored();
  const query = { ...OWN, msg_signature: '34a380ab5a7da6fac7a1ec1c6870e4e53dfda0da' };
  expect((await door.post('/callback/kf', query, envelope(V2))).status).toBe(200);
  expect((await door.post('/callback/wecom', query, envelope(V2))).status).toBe(200);
  expect(await door.stored()).toEqual({ events: before.events + 1, jobs: before.jobs + 2 });
  const row = await door.database.client.inboxEvent.findFirstOrThrow({ where: { channel: 'kf' } });
  expect(row).toMatchObject({ accountId: 'wkEMU1', orderKey: 'main:wkEMU1', status: 'received' });
});

test('a frame with a full block of padding (V4) is opened', async () => {
  const query = { ...OWN, msg_signature: 'd63b324a4e63f153ff11aa72959813794d023814', echostr: V4 };
  expect(await door.get('/callback/wecom', query)).toEqual({ status: 200, body: 'abcdefghijklmnopqrstuvwxyz' });
});

test('a third-party sample (C) is opened', async () => {
  expect(await door.get('/callback/wecom/third', C_ECHO)).toEqual({ status: 200, body: '5927782489442352469' });
});

test('the service account verifies with three values and gets its echostr back unchanged', async () => {
  const query = { ...OWN, signature: 'ed70a36e86c2fd1eaea2c2e6aded30a07856e1ab', echostr: '12345 <&>"' };
  expect(await door.get('/callback/official-account', query)).toEqual({ status: 200, body: '12345 <&>"' });
  const forged = await door.get('/callback/official-account', { ...query, nonce: '900124' });
  expect(forged.status).toBe(403);
  expect(forged.body).not.toContain('12345');
});

test("one store's keys open nothing at another store's address", async () => {
  const before = await door.stored();
  expect((await door.post('/callback/wecom/main', A.query, envelope(A.encrypt))).status).toBe(403);
  expect(await door.stored()).toEqual(before);
});
