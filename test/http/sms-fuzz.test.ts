import * as fc from '../support/property.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAliyunSms, createHuaweiSms, type SmsSettings } from '../../src/sms/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { connection, type Door, EMPTY, openDoor } from './door.ts';

const SECRET = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const settings = (vendor: SmsSettings['vendor']): SmsSettings => ({
  vendor,
  baseUrl: 'http://127.0.0.1:9',
  keyId: 'key',
  secret: 'secret',
  signature: '明达',
  templateIds: {},
  sender: '',
  callbackUrl: '',
  file: '',
});
const now = () => new Date('2026-11-22T02:00:00Z');
const senders = {
  aliyun: createAliyunSms(settings('aliyun'), now),
  huawei: createHuaweiSms(settings('huawei'), {}, now),
};

const text = fc.oneof(
  fc.constantFrom('', '\0', 'a\0b', '\ud800', '13800138000', '退订', 'DELIVRD', 'x'.repeat(4000), '<b>', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const odd: fc.Arbitrary<unknown> = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text));
const json = fc
  .oneof(
    fc.array(
      fc.dictionary(
        fc.constantFrom('biz_id', 'out_id', 'phone_number', 'content', 'success', 'err_code', '__proto__'),
        odd,
      ),
      { maxLength: 4 },
    ),
    odd,
  )
  .map((value) => JSON.stringify(value));
const form = fc
  .dictionary(fc.constantFrom('smsMsgId', 'status', 'extend', 'from', 'body', 'to'), text)
  .map((entry) => new URLSearchParams(entry).toString());
const body = fc.oneof(json, form, fc.string({ unit: 'binary', maxLength: 200 }));

describe.each(databaseKinds)('pushes of a vendor on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    describe.each(['aliyun', 'huawei'] as const)('%s', (vendor) => {
      let door: Door;
      beforeAll(async () => {
        const sms = { secret: SECRET, sender: senders[vendor] };
        door = await openDoor([connection({ storeId: 'main' })], { kind, sms });
      });
      afterAll(() => door.close());

      test('without the secret nothing is stored, whatever is sent', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.oneof(fc.webSegment(), fc.constant(SECRET.slice(1)), fc.constant('%00')),
            body,
            async (secret, sent) => {
              const { status } = await door.post(`/callback/sms/${secret}`, {}, sent);
              expect([400, 403, 404]).toContain(status);
            },
          ),
          { numRuns: 25 },
        );
        expect(await door.stored()).toEqual(EMPTY);
      });

      test('with it, what can be read is stored and the rest refused, never an error', async () => {
        await fc.assert(
          fc.asyncProperty(body, async (sent) => {
            expect([200, 400]).toContain((await door.post(`/callback/sms/${SECRET}`, {}, sent)).status);
          }),
          { numRuns: 80 },
        );
        expect(door.log.filter((line) => line.level === 'error')).toEqual([]);
      });

      test('a push with NUL or half a character is stored clean; a number too long for an index is refused; a repeat adds nothing', async () => {
        const push = (fields: Record<string, string>) =>
          door.post(
            `/callback/sms/${SECRET}`,
            {},
            vendor === 'aliyun' ? JSON.stringify([fields]) : new URLSearchParams(fields).toString(),
          );
        const answer =
          vendor === 'aliyun'
            ? { phone_number: '13800138000', content: '退\0订' }
            : { from: '13800138000', body: '退\0订' };
        const before = (await door.stored()).events;
        expect((await push(answer)).status).toBe(200);
        expect((await push(answer)).status).toBe(200);
        expect((await door.stored()).events).toBe(before + 1);
        const last = await door.database.client.inboxEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
        expect(JSON.parse(last.payload)).toMatchObject({ kind: 'reply', text: '退订' });
        const long = 'x'.repeat(5000);
        const report = vendor === 'aliyun' ? { biz_id: long, success: 'true' } : { smsMsgId: long, status: 'DELIVRD' };
        expect((await push(report)).status).toBe(400);
        expect((await push({ biz_id: 'a\0b', smsMsgId: 'a\0b', status: 'DELIVRD' })).status).toBe(200);
      });

      test('a body without end is refused', async () => {
        expect((await door.post(`/callback/sms/${SECRET}`, {}, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
      });
    });
  });
});
