import type { OutboxRow } from '../../src/outbox/index.ts';
import { resolveUnanswered } from '../../src/outbox/unanswered.ts';
import type { StoreConnection } from '../../src/stores/connections.ts';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PlatformUnreachableError, SmsError } from '../../src/errors.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import type { SmsSender } from '../../src/ports.ts';
import { createSms, type SmsSettings } from '../../src/sms/index.ts';

const START = '2026-11-22T02:00:00.000Z';
const NUMBER = '13900000001';
const now = () => new Date(START);
const TEXTS = { inspectionDue: '您的车辆${plate}检验有效期至${date}，请留意办理。' };
const VALUES = { date: '2026年12月31日', plate: '沪A12345' };
const PUSHES = 'http://127.0.0.1:9/nobody';

let emulator: Emulator;
const accounts = ['aliyun', 'huawei'] as const;
const settingsOf = (vendor: SmsSettings['vendor'], changes: Partial<SmsSettings> = {}): SmsSettings => ({
  vendor,
  keyId: `${vendor}-key`,
  secret: `${vendor}-secret`,
  signature: '示例汽车',
  baseUrl: `${emulator.url}/sms/${vendor}`,
  templateIds: { inspectionDue: 'SMS_1', unknown: 'SMS_9' },
  sender: '8824110605001',
  callbackUrl: PUSHES,
  file: '',
  ...changes,
});
const smsOf = (vendor: SmsSettings['vendor'], changes: Partial<SmsSettings> = {}): SmsSender =>
  createSms(settingsOf(vendor, changes), TEXTS, now);
let counter = 0;
const message = (changes: object = {}) => {
  counter += 1;
  return { phone: NUMBER, templateKey: 'inspectionDue', values: VALUES, messageId: `message-${counter}`, ...changes };
};
const inbox = async () => (await emulator.control.phone(NUMBER).inbox()).items;
const failureOf = async (sending: Promise<unknown>) => {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SmsError);
  const { failure, vendorCode } = error as SmsError;
  return { failure, vendorCode };
};

beforeAll(async () => {
  emulator = await startEmulator({
    clock: 'frozen',
    startAt: new Date(START),
    seed: 1,
    world: {
      smsAccounts: accounts.map((vendor) => ({
        vendor,
        keyId: `${vendor}-key`,
        secret: `${vendor}-secret`,
        signatures: ['示例汽车'],
        senders: ['8824110605001'],
        templates: [
          {
            templateId: 'SMS_1',
            kind: 'notification' as const,
            content: vendor === 'aliyun' ? TEXTS.inspectionDue : '您的车辆${TXT_8}检验有效期至${TXT_12}，请留意办理。',
          },
        ],
        reportUrl: PUSHES,
      })),
    },
  });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.control.clearFaults());

describe.each(accounts)('%s', (vendor) => {
  test('a signed call is taken, and the phone shows the store and the values in their places', async () => {
    const sent = message();
    const { platformMessageId } = await smsOf(vendor).send(sent);
    expect(platformMessageId).not.toBe('');
    expect((await inbox()).at(-1)).toMatchObject({
      text: '【示例汽车】您的车辆沪A12345检验有效期至2026年12月31日，请留意办理。',
      idempotencyKey: sent.messageId,
    });
  });

  test('a wrong secret, signature, template or number is told apart from what passes by itself', async () => {
    const before = (await inbox()).length;
    expect(await failureOf(smsOf(vendor, { secret: 'wrong' }).send(message()))).toMatchObject({ failure: 'setup' });
    expect(await failureOf(smsOf(vendor).send(message({ templateKey: 'unknown' })))).toMatchObject({
      failure: 'setup',
    });
    expect(await failureOf(smsOf(vendor).send(message({ phone: '12345' })))).toMatchObject({ failure: 'badNumber' });
    expect((await inbox()).length).toBe(before);
  });

  test('a connection that nobody takes has certainly not worked; an answer that is lost may have', async () => {
    const refused = smsOf(vendor, { baseUrl: 'http://127.0.0.1:48231' }).send(message());
    await expect(refused).rejects.toMatchObject({ name: 'PlatformUnreachableError', mayHaveWorked: false });
    await emulator.control.fault({ api: '*', kind: 'lostAnswer' });
    const lost = smsOf(vendor).send(message());
    await expect(lost).rejects.toBeInstanceOf(PlatformUnreachableError);
    await expect(lost).rejects.toMatchObject({ mayHaveWorked: true });
  });
});

test.each([
  ['aliyun', 'isv.AMOUNT_NOT_ENOUGH', 'balance'],
  ['aliyun', 'isv.BUSINESS_LIMIT_CONTROL', 'tooMany'],
  ['aliyun', 'isv.CUSTOMER_REFUSED', 'optedOut'],
  ['aliyun', 'isv.BLACK_KEY_CONTROL_LIMIT', 'content'],
  ['aliyun', 'isp.SYSTEM_ERROR', 'busy'],
  ['aliyun', 'isv.SMS_SIGNATURE_ILLEGAL', 'setup'],
  ['aliyun', 'isv.NEVER_HEARD_OF', 'setup'],
  ['huawei', 'E000000', 'busy'],
  ['huawei', 'E000102', 'setup'],
  ['huawei', 'E200029', 'content'],
] as const)('%s %s is %s', async (vendor, code, failure) => {
  const api = vendor === 'aliyun' ? 'sms:aliyun/SendSms' : 'sms:huawei/batchSendSms';
  await emulator.control.fault({ api, kind: 'errcode', code });
  expect(await failureOf(smsOf(vendor).send(message()))).toEqual({ failure, vendorCode: code });
});

describe('what became of a message', () => {
  test('阿里云 is asked by our own id: not heard of, on its way, delivered, failed', async () => {
    const aliyun = smsOf('aliyun');
    const [lost, sent, refused] = [message(), message(), message()];
    const outcome = ({ messageId }: { messageId: string }) =>
      aliyun.outcomeOf({ phone: NUMBER, messageId, sentAt: now() });
    expect(await outcome(lost)).toEqual({ status: 'unknown' });
    await aliyun.send(sent);
    expect(await outcome(sent)).toEqual({ status: 'onItsWay' });
    await emulator.control.advance(60);
    expect(await outcome(sent)).toEqual({ status: 'delivered' });
    await emulator.control.phone(NUMBER).condition('blacklisted');
    await aliyun.send(refused);
    await emulator.control.advance(60);
    expect(await outcome(refused)).toEqual({ status: 'failed', failure: 'optedOut', vendorCode: 'MOBILE_IN_BLACK' });
    await emulator.control.phone(NUMBER).condition('ok');
  });

  test('华为云 has no such question', async () => {
    const outcome = await smsOf('huawei').outcomeOf({ phone: NUMBER, messageId: 'x', sentAt: now() });
    expect(outcome).toEqual({ status: 'onItsWay' });
    expect(smsOf('huawei').answersOutcomes).toBe(false);
  });

  test('a call to 华为云 without an answer waits thirty minutes for its report; then nobody can say, and a person calls', async () => {
    const sentAt = now();
    const connection = { channels: { sms: smsOf('huawei') } } as unknown as StoreConnection;
    const row = { channel: 'sms', recipient: NUMBER, sentAt, createdAt: sentAt, idempotencyKey: 'k', attempts: 1 };
    const after = (minutes: number) =>
      resolveUnanswered(connection, row as unknown as OutboxRow, new Date(sentAt.getTime() + minutes * 60_000));
    const until = new Date(sentAt.getTime() + 30 * 60_000);
    expect(await after(0)).toEqual({ at: until });
    expect(await after(29.9)).toEqual({ at: until });
    expect(await after(30)).toMatchObject({ status: 'failed', action: 'next', isUnresolved: true });
  });
});

describe('what a vendor pushes', () => {
  test('a list of reports and answers of 阿里云', () => {
    const body = JSON.stringify([
      { phone_number: NUMBER, success: true, err_code: 'DELIVERED', biz_id: 'b1', out_id: 'm1' },
      { phone_number: NUMBER, success: false, err_code: 'MOBILE_NOT_ON_SERVICE', biz_id: 'b2', out_id: 'm2' },
      { phone_number: `+86${NUMBER}`, content: 'TD', sequence_id: 1 },
    ]);
    expect(
      smsOf('aliyun')
        .readPush(body)
        .map(({ push }) => push),
    ).toEqual([
      { kind: 'report', platformMessageId: 'b1', messageId: 'm1', outcome: { status: 'delivered' } },
      {
        kind: 'report',
        platformMessageId: 'b2',
        messageId: 'm2',
        outcome: { status: 'failed', failure: 'undelivered', vendorCode: 'MOBILE_NOT_ON_SERVICE' },
      },
      { kind: 'reply', phone: NUMBER, text: 'TD' },
    ]);
  });

  test('a report and an answer of 华为云', () => {
    const [report] = smsOf('huawei').readPush('smsMsgId=h1&status=REJECTD&extend=m1&total=1&sequence=1');
    expect(report?.push).toEqual({
      kind: 'report',
      platformMessageId: 'h1',
      messageId: 'm1',
      outcome: { status: 'failed', failure: 'optedOut', vendorCode: 'REJECTD' },
    });
    const [reply] = smsOf('huawei').readPush(`from=%2B86${NUMBER}&to=10690&smsMsgId=r1&body=%E9%80%80%E8%AE%A2`);
    expect(reply?.push).toEqual({ kind: 'reply', phone: NUMBER, text: '退订' });
  });

  test('the same entry has the same key, another one another', () => {
    const read = (body: string) => smsOf('huawei').readPush(body)[0]?.key;
    expect(read('smsMsgId=h1&status=DELIVRD')).toBe(read('status=DELIVRD&smsMsgId=h1'));
    expect(read('smsMsgId=h1&status=DELIVRD')).not.toBe(read('smsMsgId=h2&status=DELIVRD'));
  });

  test.each([
    ['aliyun', '{"code":0}'],
    ['aliyun', 'status=DELIVRD'],
    ['aliyun', '[1]'],
    ['aliyun', '[{"phone_number":"12345","content":"TD"}]'],
    ['huawei', '[{"biz_id":"1"}]'],
    ['huawei', 'from=1&body=TD'],
  ] as const)('%s: %s is refused', (vendor, body) => {
    expect(() => smsOf(vendor).readPush(body)).toThrow(Error);
  });
});

test('without a vendor each message becomes one line of a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sms-'));
  const file = join(folder, 'out', 'sms.jsonl');
  const sms = smsOf('file', { file });
  expect(sms.templateKeys).toEqual(['inspectionDue']);
  const [first, second] = [message(), message()];
  await sms.send(first);
  await sms.send(second);
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { messageId: string }).messageId)).toEqual([
    first.messageId,
    second.messageId,
  ]);
  expect(await sms.outcomeOf({ phone: NUMBER, messageId: first.messageId, sentAt: now() })).toEqual({
    status: 'delivered',
  });
  await rm(folder, { recursive: true });
});
