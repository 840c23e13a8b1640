import * as fc from '../support/property.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connection, type Door, EMPTY, innerXml, openDoor, seal } from './door.ts';

const keys = connection({ storeId: 'main' });
const paths = ['/callback/wecom', '/callback/kf', '/callback/official-account', '/callback/wecom/main'];

let door: Door;
beforeAll(async () => {
  door = await openDoor([
    keys,
    connection({ storeId: 'main', kind: 'kf' }),
    connection({ storeId: 'main', kind: 'officialAccount', receiverId: 'wx01' }),
  ]);
});
afterAll(() => door.close());

const tag = fc.constantFrom(
  'xml',
  'Encrypt',
  'MsgType',
  'Event',
  'FromUserName',
  'MsgId',
  '__proto__',
  'constructor',
  'a',
);
const xmlish: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('<![CDATA[', ']]>', '&lt;', '&#0;', '&x;', '<!--', '-->', '<?xml version="1.0"?>', '<!DOCTYPE a>'),
    fc
      .tuple(tag, fc.array(tie('node'), { maxLength: 4 }))
      .map(([name, parts]) => `<${name}>${parts.join('')}</${name}>`),
  ),
})).node;
const body = fc.oneof(xmlish, fc.string({ unit: 'binary', maxLength: 200 }), fc.base64String());
const query = fc.dictionary(
  fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'signature', 'echostr', 'openid', 'encrypt_type'),
  fc.string({ unit: 'binary', maxLength: 50 }),
);

test('whatever is sent without a key is refused and stores nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), query, body, async (path, parameters, text) => {
      const posted = await door.post(path, parameters, text);
      const got = await door.get(path, parameters);
      expect([400, 403]).toContain(posted.status);
      expect([400, 403]).toContain(got.status);
    }),
    { numRuns: 80 },
  );
  expect(await door.stored()).toEqual(EMPTY);
  expect(door.log.filter((line) => line.level === 'error')).toEqual([]);
});

test('random bytes in place of a body are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const response = await fetch(`${door.url}/callback/wecom?msg_signature=a&timestamp=1&nonce=2`, {
        method: 'POST',
        body: Buffer.from(bytes),
      });
      expect(response.status).toBe(400);
    }),
    { numRuns: 40 },
  );
  expect(await door.stored()).toEqual(EMPTY);
});

test('whatever stands inside a good seal is stored or refused, never an error', async () => {
  const field = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('event', 'text', '', '\u0000', '𠮷'),
  );
  const message = fc.oneof(
    xmlish,
    fc
      .record({ FromUserName: field, MsgType: field, Event: field, MsgId: field, OpenKfId: field, Content: field })
      .map(innerXml),
  );
  const before = await door.stored();
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(message, async (text) => {
      const sealed = seal(text, keys);
      const { status } = await door.post('/callback/wecom', sealed.query, sealed.body);
      if (status === 200) taken += 1;
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 100 },
  );
  const after = await door.stored();
  expect(after.events - before.events).toBeLessThanOrEqual(taken);
  expect(door.log.filter((line) => line.level === 'error')).toEqual([]);
});
