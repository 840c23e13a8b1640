import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../src/database/database.ts';
import type { PrismaClient } from '../../src/database/generated/client.ts';
import { recordLateOutcome, recordSmsReport, recordSubscriptionReceipt } from '../../src/outbox/index.ts';
import type { SmsOutcome } from '../../src/ports.ts';
import { type Bench, FOLLOWER, OA, PHONE, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.emulator.control.phone(PHONE).condition('ok');
  // Noon in Shanghai: short messages may go out.
  await bench.advance(24 * 3600);
});

const statusOf = async (id: number) => (await bench.row(id)).status;
/** What a tick does: looks for what is overdue, then gives its turn. */
async function sweep(): Promise<void> {
  await bench.sender.sweep();
  await bench.sender.turn(`main:sms::${PHONE}`);
}
const smsReport = (id: string, outcome: SmsOutcome) =>
  bench.database.transaction((tx) =>
    recordSmsReport(tx, [], { storeId: 'main', kind: 'report', platformMessageId: id, messageId: id, outcome }),
  );
const smsCalls = async (api: string) => (await bench.emulator.control.record({ api: `sms:aliyun/${api}` })).length;

test('a receipt counts although the answer to its message is written down while it is looked for', async () => {
  const id = await bench.put({ channel: 'officialAccountTemplate' });
  const data = { status: 'sending', platformMessageId: 'our-key', sentAt: bench.clock.now() };
  await bench.database.client.outboxMessage.update({ where: { id }, data });
  const client = bench.database.client as PrismaClient;
  const slow = client.$extends({
    query: {
      outboxMessage: {
        async findMany({ args, query }) {
          await client.outboxMessage.update({ where: { id }, data: { status: 'sent', platformMessageId: '7001' } });
          return query(args);
        },
      },
    },
  });
  const receipt = { storeId: 'main', channel: 'officialAccountTemplate', platformMessageId: '7001' } as const;
  const { recipient, accountId } = await bench.row(id);
  expect(
    await recordLateOutcome(slow as unknown as Transaction, [], {
      ...receipt,
      recipient,
      accountId,
      at: bench.clock.now(),
      outcome: { status: 'delivered' },
    }),
  ).toBe(true);
  expect(await statusOf(id)).toBe('delivered');
});

describe('a short message whose call gets no answer', () => {
  test('is asked about before anything else, and found: it is not sent again', async () => {
    const sends = await smsCalls('SendSms');
    await bench.emulator.control.fault({ api: 'sms:aliyun/SendSms', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'sms' });
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    expect(await smsCalls('QuerySendDetails')).toBe(0);
    await bench.advance(121);
    expect(await bench.send(id)).toMatchObject({ status: 'delivered' });
    expect((await smsCalls('SendSms')) - sends).toBe(1);
    const { preview } = await bench.row(id);
    expect((await bench.phoneGot()).filter((text) => text.includes(preview))).toHaveLength(1);
  });

  test('and of which the vendor never heard is sent again, once it would surely be listed', async () => {
    await bench.emulator.control.fault({ api: 'sms:aliyun/SendSms', kind: 'status', status: 502 });
    const id = await bench.put({ channel: 'sms' });
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(121);
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(181);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    const { preview } = await bench.row(id);
    expect((await bench.phoneGot()).filter((text) => text.includes(preview))).toHaveLength(1);
  });

  test('waits while the vendor can not be asked', async () => {
    await bench.emulator.control.fault({ api: 'sms:aliyun/SendSms', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'sms' });
    await bench.send(id);
    await bench.emulator.control.fault({ api: 'sms:aliyun/QuerySendDetails', kind: 'status', status: 502 });
    await bench.advance(121);
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(121);
    expect(await bench.send(id)).toMatchObject({ status: 'delivered' });
  });
});

test('a short message of which the vendor can not be asked for six hours is unresolved', async () => {
  await bench.emulator.control.fault({ api: 'sms:aliyun/SendSms', kind: 'lostAnswer' });
  const id = await bench.put({ channel: 'sms' });
  await bench.send(id);
  await bench.emulator.control.fault({ api: 'sms:aliyun/QuerySendDetails', kind: 'status', status: 502, times: 9 });
  await bench.advance(5 * 3600);
  expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
  await bench.advance(3601);
  expect(await bench.send(id)).toMatchObject({ status: 'failed' });
  expect(bench.outcomes.at(-1)).toMatchObject({ id, outcome: { isUnresolved: true } });
});

describe('the report of a short message', () => {
  test('makes it delivered; a repeat and a contrary one change nothing', async () => {
    const id = await bench.put({ channel: 'sms' });
    await bench.send(id);
    const vendorId = (await bench.row(id)).platformMessageId ?? '';
    expect(await smsReport(vendorId, { status: 'onItsWay' })).toBe(true);
    expect(await statusOf(id)).toBe('sent');
    await smsReport(vendorId, { status: 'delivered' });
    await smsReport(vendorId, { status: 'delivered' });
    await smsReport(vendorId, { status: 'failed', failure: 'undelivered', vendorCode: 'X' });
    expect(await statusOf(id)).toBe('delivered');
    expect(await smsReport('of-somebody-else', { status: 'delivered' })).toBe(false);
  });

  test('that never comes is asked for after half an hour', async () => {
    const id = await bench.put({ channel: 'sms' });
    await bench.send(id);
    await bench.advance(29 * 60);
    await sweep();
    expect(await statusOf(id)).toBe('sent');
    await bench.advance(2 * 60);
    await sweep();
    expect(await statusOf(id)).toBe('delivered');
  });

  test('and that the vendor does not know either leaves it unconfirmed after a day', async () => {
    await bench.emulator.control.phone(PHONE).condition('silent');
    const id = await bench.put({ channel: 'sms' });
    await bench.send(id);
    await bench.advance(31 * 60);
    await sweep();
    expect(await statusOf(id)).toBe('sent');
    await bench.advance(24 * 3600);
    await sweep();
    expect(await statusOf(id)).toBe('unconfirmed');
    await smsReport((await bench.row(id)).platformMessageId ?? '', { status: 'delivered' });
    expect(await statusOf(id)).toBe('delivered');
  });

  test('that says "not delivered" sends it once more after ten minutes, and no third time', async () => {
    await bench.emulator.control.phone(PHONE).condition('off');
    const id = await bench.put({ channel: 'sms' });
    await bench.send(id);
    await bench.advance(31 * 60);
    await sweep();
    expect(await statusOf(id)).toBe('failed');
    const again = await bench.database.client.outboxMessage.findFirstOrThrow({
      where: { id: { gt: id }, channel: 'sms' },
    });
    expect(again.notBeforeAt).toEqual(new Date(bench.clock.now().getTime() + 10 * 60_000));
    await bench.advance(10 * 60);
    await bench.send();
    await bench.advance(31 * 60);
    await sweep();
    expect(await statusOf(again.id)).toBe('failed');
    expect(await bench.database.client.outboxMessage.count({ where: { id: { gt: again.id }, channel: 'sms' } })).toBe(
      0,
    );
  });

  test('that comes in the evening leads to the next channel instead', async () => {
    const id = await bench.put({ channel: 'sms' });
    await bench.send(id);
    // 20:55 in Shanghai: ten minutes later is too late.
    bench.clock.set(new Date(`${bench.clock.now().toISOString().slice(0, 10)}T12:55:00.000Z`));
    const outcome = { status: 'failed', errorCode: 0, action: 'again', reason: 'undelivered' } as const;
    await bench.late('sms', (await bench.row(id)).platformMessageId ?? '', outcome);
    expect(await statusOf(id)).toBe('failed');
    expect(await bench.database.client.outboxMessage.count({ where: { id: { gt: id }, channel: 'sms' } })).toBe(0);
  });
});

describe('a subscription notice', () => {
  const account = () => bench.emulator.control.person('p1').officialAccount(OA);
  const receipt = (platformMessageId: string, errorCode = '0') =>
    bench.database.transaction((tx) =>
      recordSubscriptionReceipt(tx, [], {
        storeId: 'main',
        openId: FOLLOWER,
        templateKey: 'maintenance',
        platformMessageId,
        outcome:
          errorCode === '0'
            ? { status: 'delivered' }
            : { status: 'failed', errorCode: Number(errorCode), action: 'next', reason: 'user block' },
      }),
    );

  test('is told by its sent event, although the call names no id; each event belongs to one message', async () => {
    await account().acceptNotice('SUB');
    await account().acceptNotice('SUB');
    const first = await bench.put({ channel: 'subscriptionNotice' });
    const second = await bench.put({ channel: 'subscriptionNotice' });
    await bench.send();
    expect([await statusOf(first), await statusOf(second)]).toEqual(['sent', 'sent']);
    expect(await receipt('101')).toBe(true);
    expect(await receipt('101')).toBe(true);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['delivered', 'sent']);
    await receipt('102', '1003');
    expect([await statusOf(first), await statusOf(second)]).toEqual(['delivered', 'failed']);
    expect(await receipt('103')).toBe(false);
  });

  test('whose answer is lost is never repeated; its sent event tells that it arrived', async () => {
    const calls = (await bench.calls('message/subscribe/bizsend')).length;
    await account().acceptNotice('SUB');
    await bench.emulator.control.fault({ api: 'message/subscribe/bizsend', kind: 'lostAnswer' });
    const id = await bench.put({ channel: 'subscriptionNotice' });
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(10 * 60);
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await receipt('201');
    expect(await statusOf(id)).toBe('delivered');
    await bench.advance(30 * 60);
    await bench.send(id);
    expect((await bench.calls('message/subscribe/bizsend')).length).toBe(calls + 1);
  });

  test('whose answer is lost and whose event does not come is unresolved after half an hour', async () => {
    await bench.emulator.control.fault({ api: 'message/subscribe/bizsend', kind: 'status', status: 502 });
    const id = await bench.put({ channel: 'subscriptionNotice' });
    await bench.send(id);
    await bench.advance(29 * 60);
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(2 * 60);
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorText: expect.stringContaining('no answer') });
    expect(bench.outcomes.at(-1)).toMatchObject({ id, outcome: { isUnresolved: true } });
  });
});

test('a template message without a receipt is unconfirmed after half an hour, is not repeated, and may still be delivered', async () => {
  const calls = (await bench.calls('message/template/send')).length;
  const id = await bench.put({ channel: 'officialAccountTemplate' });
  await bench.send(id);
  await bench.advance(31 * 60);
  await bench.sender.sweep();
  expect(await statusOf(id)).toBe('unconfirmed');
  await bench.send();
  expect((await bench.calls('message/template/send')).length).toBe(calls + 1);
  const { platformMessageId } = await bench.row(id);
  expect(await bench.late('officialAccountTemplate', platformMessageId ?? '', { status: 'delivered' })).toBe(true);
  expect(await statusOf(id)).toBe('delivered');
});

test('a template message that the platform lost is sent once more, under a key of its own', async () => {
  const id = await bench.put({ channel: 'officialAccountTemplate' });
  await bench.send(id);
  const lost = { status: 'failed', errorCode: 2, action: 'again', reason: 'failed: system failed' } as const;
  await bench.late('officialAccountTemplate', (await bench.row(id)).platformMessageId ?? '', lost);
  await bench.send();
  const [again, ...more] = await bench.database.client.outboxMessage.findMany({
    where: { id: { gt: id }, channel: 'officialAccountTemplate' },
  });
  expect(again).toMatchObject({ status: 'sent', preview: (await bench.row(id)).preview });
  await bench.late('officialAccountTemplate', again?.platformMessageId ?? '', lost);
  expect(more).toEqual([]);
  expect(
    await bench.database.client.outboxMessage.count({
      where: { id: { gt: again?.id ?? 0 }, channel: 'officialAccountTemplate' },
    }),
  ).toBe(0);
});
