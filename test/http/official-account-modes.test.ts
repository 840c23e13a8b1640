import { afterAll, beforeAll, expect, test } from 'vitest';
import { connection, type Door, innerXml, openDoor, seal, signPlain } from './door.ts';

const safe = connection({ storeId: 'main', kind: 'officialAccount', receiverId: 'wx01' });
const plain = connection({ storeId: 'plain', kind: 'officialAccount', receiverId: 'wx02', aesKey: '' });

let door: Door;
beforeAll(async () => {
  door = await openDoor([safe, plain]);
});
afterAll(() => door.close());

const message = (msgId: string) =>
  `<xml><ToUserName>gh_1</ToUserName><FromUserName>oOpen1</FromUserName><CreateTime>1750000000</CreateTime><MsgType>text</MsgType><Content>你好</Content><MsgId>${msgId}</MsgId></xml>`;
const follow = innerXml({
  ToUserName: 'gh_1',
  FromUserName: 'oOpen1',
  CreateTime: 1_750_000_000,
  MsgType: 'event',
  Event: 'subscribe',
});
const rows = (storeId: string) =>
  door.database.client.inboxEvent.findMany({ where: { storeId }, orderBy: { id: 'asc' } });

test('in safe mode a message is opened and stored under its MsgId', async () => {
  const { query, body } = seal(message('4561255354251345930'), safe);
  const whole = { ...query, ...signPlain(safe), encrypt_type: 'aes', openid: 'oOpen1' };
  expect(await door.post('/callback/official-account', whole, body)).toEqual({ status: 200, body: '' });
  expect((await rows('main'))[0]).toMatchObject({
    channel: 'officialAccount',
    accountId: 'wx01',
    dedupeKey: 'm:4561255354251345930',
    orderKey: 'main:officialAccount:wx01:oOpen1',
  });
});

test('in compatible mode only the encrypted part counts, whatever the plain part says', async () => {
  const { query, body } = seal(message('2'), safe);
  const encrypted = /<Encrypt>.*<\/Encrypt>/.exec(body)?.[0] ?? '';
  const both = message('666').replace('</xml>', `${encrypted}</xml>`);
  expect((await door.post('/callback/official-account', { ...query, ...signPlain(safe) }, both)).status).toBe(200);
  const keys = (await rows('main')).map((row) => row.dedupeKey);
  expect(keys).toContain('m:2');
  expect(keys).not.toContain('m:666');
});

test('in plain mode a message with the three-value signature is stored', async () => {
  expect((await door.post('/callback/official-account/plain', signPlain(plain), message('3'))).status).toBe(200);
  expect((await rows('plain')).map((row) => row.dedupeKey)).toEqual(['m:3']);
});

test('in plain mode a wrong signature or none is refused', async () => {
  const before = await door.stored();
  const forged = { ...signPlain(plain), signature: '0'.repeat(40) };
  expect((await door.post('/callback/official-account/plain', forged, message('4'))).status).toBe(403);
  expect(
    (await door.post('/callback/official-account/plain', { nonce: '1', timestamp: '1' }, message('4'))).status,
  ).toBe(400);
  expect(await door.stored()).toEqual(before);
});

test('an account whose key we do not have is heard in compatible mode, and a repeated event is one event', async () => {
  const before = (await rows('plain')).length;
  for (const ciphertext of ['AAAA', 'BBBB']) {
    const body = follow.replace('</xml>', `<Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`);
    expect((await door.post('/callback/official-account/plain', signPlain(plain), body)).status).toBe(200);
  }
  expect(await rows('plain')).toHaveLength(before + 1);
});
