import { createCipheriv, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connection, type Door, EMPTY, innerXml, openDoor, seal, sign, textFrom } from './door.ts';

const keys = connection({ storeId: 'main' });
const kfKeys = connection({ storeId: 'main', kind: 'kf' });

let door: Door;
beforeAll(async () => {
  door = await openDoor([keys, kfKeys, connection({ storeId: 'main', kind: 'officialAccount', receiverId: 'wx01' })]);
});
afterAll(() => door.close());

/** AES over bytes that are already padded, or not, as the test wants it. */
function cipher(frame: Buffer): string {
  const key = Buffer.from(`${keys.aesKey}=`, 'base64');
  const aes = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([aes.update(frame), aes.final()]).toString('base64');
}

/** A correct frame, then spoiled. */
function frame(spoil: (frame: Buffer, padding: number) => Buffer): string {
  const message = Buffer.from(textFrom('luo', '1'));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const content = Buffer.concat([Buffer.from('0123456789abcdef'), length, message, Buffer.from(keys.receiverId)]);
  const padding = 32 - (content.length % 32);
  return cipher(spoil(Buffer.concat([content, Buffer.alloc(padding, padding)]), padding));
}

const setLastByte = (value: number) => (bytes: Buffer) => {
  bytes[bytes.length - 1] = value;
  return bytes;
};

const good = seal(textFrom('luo', '1'), keys);
const entityBomb = `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>`;

const refusedPosts: [string, { query: Record<string, string>; body: string; path?: string }, number][] = [
  ['a forged signature', { ...good, query: { ...good.query, msg_signature: 'f'.repeat(40) } }, 403],
  ['a signature of another length', { ...good, query: { ...good.query, msg_signature: 'ab' } }, 403],
  ['a good signature replayed over another body', { ...good, body: seal(textFrom('luo', '2'), keys).body }, 403],
  ['another timestamp under the same signature', { ...good, query: { ...good.query, timestamp: '1750000001' } }, 403],
  ['another token', seal(textFrom('luo', '1'), { ...keys, token: 'other' }), 403],
  ['a wrong receiveid', seal(textFrom('luo', '1'), { ...keys, receiverId: 'ww0000000000000002' }), 403],
  ['an empty receiveid', seal(textFrom('luo', '1'), { ...keys, receiverId: '' }), 403],
  [
    'a receiveid with something behind it',
    seal(textFrom('luo', '1'), { ...keys, receiverId: 'ww0000000000000001x' }),
    403,
  ],
  ['another key', sign(seal(textFrom('luo', '1'), { ...keys, aesKey: 'B'.repeat(43) }).body, keys), 400],
  ['a ciphertext cut in half', { ...good, body: good.body.slice(0, good.body.length / 2) }, 400],
  ['a ciphertext of one block', sign(cipher(Buffer.alloc(16, 1)), keys), 400],
  ['an empty plaintext', sign(cipher(Buffer.alloc(32, 32)), keys), 400],
  ['a ciphertext that is no multiple of the block', sign(frame((b) => b).slice(0, -24), keys), 400],
  ['a ciphertext that is no base64', sign('%%%%', keys), 400],
  ['a last padding byte of 0', sign(frame(setLastByte(0)), keys), 400],
  ['a last padding byte of 33', sign(frame(setLastByte(33)), keys), 400],
  [
    'a padding whose other bytes are wrong',
    sign(
      frame((b, n) => b.fill(0x41, b.length - n, b.length - 1)),
      keys,
    ),
    400,
  ],
  [
    'a length field beyond the frame',
    sign(
      frame((b) => (b.writeUInt32BE(70_000, 16), b)),
      keys,
    ),
    400,
  ],
  [
    'a length field of 2^32 - 1',
    sign(
      frame((b) => (b.writeUInt32BE(0xff_ff_ff_ff, 16), b)),
      keys,
    ),
    400,
  ],
  [
    'a length field that is too short',
    sign(
      frame((b) => (b.writeUInt32BE(5, 16), b)),
      keys,
    ),
    403,
  ],
  ['no XML', { ...good, body: 'hello' }, 400],
  ['JSON', { ...good, body: '{"Encrypt":"x"}' }, 400],
  ['an empty body', { ...good, body: '' }, 400],
  ['unclosed XML', { ...good, body: '<xml><Encrypt>x</xml>' }, 400],
  ['XML without Encrypt', { ...good, body: '<xml><ToUserName>x</ToUserName></xml>' }, 400],
  ['two Encrypt elements', { ...good, body: '<xml><Encrypt>x</Encrypt><Encrypt>y</Encrypt></xml>' }, 400],
  ['a DOCTYPE', { ...good, body: `<!DOCTYPE xml>${good.body}` }, 400],
  ['entities that expand', { ...good, body: entityBomb }, 400],
  ['a DOCTYPE inside a good envelope', seal(entityBomb, keys), 400],
  ['an inner message that is no XML', seal('hello', keys), 400],
  ['an inner message without a type', seal('<xml><FromUserName>luo</FromUserName></xml>', keys), 400],
  ['an inner message without a sender', seal('<xml><MsgType>text</MsgType></xml>', keys), 400],
  ['a sender of any length', seal(textFrom(randomBytes(3000).toString('hex'), '1'), keys), 400],
  ['a MsgId of any length', seal(textFrom('luo', randomBytes(3000).toString('hex')), keys), 400],
  ['a character that no XML may hold', seal(textFrom('luo', '1', 'a\u0000b'), keys), 400],
  [
    'a wake-up without an account',
    seal(innerXml({ ToUserName: 'x', CreateTime: 1, MsgType: 'event', Event: 'kf_msg_or_event', Token: 't' }), keys),
    400,
  ],
  ['no msg_signature', { ...good, query: { timestamp: '1', nonce: '2' } }, 400],
  ['no timestamp', { ...good, query: { msg_signature: 'x', nonce: '2' } }, 400],
  ['an empty nonce', { ...good, query: { ...good.query, nonce: '' } }, 400],
  ['an unknown store', { ...good, path: '/callback/wecom/nowhere' }, 404],
  ['an unknown kind', { ...good, path: '/callback/other' }, 404],
  [
    'a plain body for an account that was given a key',
    { ...good, path: '/callback/official-account', body: textFrom('o', '1') },
    400,
  ],
];

describe('a POST is refused, and nothing is stored, for', () => {
  test.each(refusedPosts)('%s', async (_name, { query, body, path }, status) => {
    const reply = await door.post(path ?? '/callback/wecom', query, body);
    expect(reply.status).toBe(status);
    expect(reply.body).not.toContain('emuToken2026');
    expect(await door.stored()).toEqual(EMPTY);
  });

  test('a body above 1 MiB, announced or not', async () => {
    const big = `<xml><Encrypt>${'A'.repeat(1024 * 1024)}</Encrypt></xml>`;
    expect((await door.post('/callback/wecom', good.query, big)).status).toBe(413);
    expect(await postChunked(`${door.url}/callback/wecom?${new URLSearchParams(good.query)}`, big)).toBe(413);
    expect(await door.stored()).toEqual(EMPTY);
  });

  test('other methods', async () => {
    expect((await fetch(`${door.url}/callback/wecom`, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await fetch(`${door.url}/callback/wecom`, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('a GET verification is refused for', () => {
  const V1 = 'Q3stYC6hdFzMh9T8HCvyDPLtoD5fmRCsKF5Y6WnBFzQBqQUFQYpoFuctMN2LPFIxXzSv1Bu8yKCESWTmyR19KA==';
  const { query } = sign(V1, keys);

  test("an echostr whose '+' was turned into a space", async () => {
    // `+` must travel as %2B; a client that forgets it sends a space.
    const plus = seal('17', { ...keys, receiverId: keys.receiverId }).body.match(/A\[([^\]]+)\]\]><\/Enc/)?.[1] ?? '';
    const text = plus.includes('+') ? plus : frame((b) => b);
    expect(text).toContain('+');
    const { query: signed } = sign(text, keys);
    const right = await door.get('/callback/wecom', { ...signed, echostr: text });
    expect(right.status).toBe(200);
    const wrong = await fetch(`${door.url}/callback/wecom?${new URLSearchParams(signed)}&echostr=${text}`);
    expect(wrong.status).toBe(403);
  });

  test.each<[string, Record<string, string>, number]>([
    ['a forged signature', { ...query, msg_signature: '0'.repeat(40), echostr: V1 }, 403],
    [
      'an echostr for another corp',
      { ...sign(seal('1', { ...keys, receiverId: 'ww2' }).body, keys).query, echostr: V1 },
      403,
    ],
    ['a missing echostr', query, 400],
    ['nothing at all', {}, 400],
  ])('%s', async (_name, given, status) => {
    const reply = await door.get('/callback/wecom', given);
    expect(reply.status).toBe(status);
    expect(reply.body).not.toContain('5849233948573627');
  });
});

test('refusals are counted by reason in one line a minute, without anything that was sent', async () => {
  door.clock.advance(3600);
  door.log.length = 0;
  for (let index = 0; index < 25; index += 1)
    await door.post('/callback/wecom', { ...good.query, nonce: 'x' }, good.body);
  expect(door.log).toEqual([{ level: 'warn', message: 'callbacks refused', fields: { counts: expect.anything() } }]);
  door.clock.advance(61);
  await door.post('/callback/wecom', good.query, 'no xml');
  expect(door.log).toHaveLength(2);
  // 24 after the first line, and the one that wrote this line.
  expect(door.log[1]?.fields).toEqual({ counts: { badSignature: 24, notXml: 1 } });
  expect(JSON.stringify(door.log)).not.toContain('Encrypt');
});

/** Without a content-length, as a sender that wants to hide the size would. */
function postChunked(url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    for (let at = 0; at < body.length; at += 65_536) request.write(body.slice(at, at + 65_536));
    request.end();
  });
}
