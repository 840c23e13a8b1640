import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf, dayToDate } from '../../src/calendar.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('an owner who wants no more', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  /** Their chat, once they have written, bound to an owner of the archive. */
  async function identityOf(number: string) {
    const { client } = house.database;
    const identity = await waitFor(
      async () =>
        (await client.channelIdentity.findFirst({
          where: { channel: 'kf', externalId: `wmSampleOwner${number}`, windowLeft: { gt: 0 } },
        })) ?? undefined,
    );
    const owner = await client.customer.findFirstOrThrow({
      where: { storeId: 'main', identities: { none: {} }, optedOutAt: null, isDeceased: false },
    });
    return client.channelIdentity.update({
      where: { id: identity.id },
      data: { customerId: identity.customerId ?? owner.id },
    });
  }
  const received = async (personId: string, words: string) =>
    (await ownerPhone(house, personId).received()).filter((item) => (item.text ?? '').includes(words)).length;

  test('gets nothing that waits in the outbox, is told once, and gets reminders again on their word', async () => {
    const { client } = house.database;
    const owner = ownerPhone(house, 'owner-0031');
    await owner.say('你好');
    const identity = await identityOf('0031');
    const customerId = identity.customerId ?? 0;
    const now = house.clock.now();
    const reminder = await client.reminder.create({
      data: {
        storeId: 'main',
        customerId,
        subjectKey: `customer:${customerId}`,
        kind: 'licenceRenewal',
        dueOn: dayToDate('2026-12-22'),
        leadDays: 30,
        plannedFor: dayToDate(dayOf(now)),
        reason: '驾驶证到期',
        status: 'sending',
        channel: 'kf',
        createdAt: now,
      },
    });
    // It waits, as in the quiet hours.
    const waiting = await client.outboxMessage.create({
      data: {
        storeId: 'main',
        channel: 'kfMessage',
        accountId: identity.accountId,
        recipient: identity.externalId,
        orderKey: `main:kf:${identity.accountId}:${identity.externalId}`,
        idempotencyKey: 'waits',
        payload: { msgtype: 'text', text: { content: '不该收到的提醒' } },
        preview: '不该收到的提醒',
        notBeforeAt: new Date(now.getTime() + 3_600_000),
        createdAt: now,
        reminderId: reminder.id,
      },
    });
    await client.reminder.update({ where: { id: reminder.id }, data: { outboxId: waiting.id } });

    await owner.say('退订');
    await waitUntil(
      async () => (await client.customer.findUniqueOrThrow({ where: { id: customerId } })).optedOutAt !== null,
    );
    expect(await client.outboxMessage.findUniqueOrThrow({ where: { id: waiting.id } })).toMatchObject({
      status: 'withdrawn',
    });
    expect(await client.reminder.findUniqueOrThrow({ where: { id: reminder.id } })).toMatchObject({
      status: 'skipped',
      skipReason: '车主已退订',
    });
    const confirmation = await waitFor(async () =>
      (await owner.received()).findLast((item) => (item.text ?? '').includes('提醒')),
    );
    await owner.say('TD');
    await waitUntil(async () => (await client.inboxEvent.count({ where: { status: 'received' } })) === 0);
    expect(await received('owner-0031', confirmation.text ?? '')).toBe(1);
    expect(await client.consent.findMany({ where: { customerId } })).toMatchObject([
      { kind: 'reminders', state: 'withdrawn', words: '退订', via: 'chat' },
    ]);

    await owner.say('恢复提醒');
    await owner.reads('已为您恢复提醒');
    expect((await client.customer.findUniqueOrThrow({ where: { id: customerId } })).optedOutAt).toBeNull();
    expect(await client.consent.findMany({ where: { customerId }, orderBy: { id: 'asc' } })).toMatchObject([
      { state: 'withdrawn' },
      { state: 'given', words: '恢复提醒' },
    ]);
    await house.advance(3700);
    expect(await received('owner-0031', '不该收到的提醒')).toBe(0);
  });

  test('is honoured by the sender itself, whoever wrote it down', async () => {
    const { client } = house.database;
    await ownerPhone(house, 'owner-0033').say('你好');
    const identity = await identityOf('0033');
    const customerId = identity.customerId ?? 0;
    await client.customer.update({ where: { id: customerId }, data: { optedOutAt: house.clock.now() } });
    const now = house.clock.now();
    const reminder = await client.reminder.create({
      data: {
        storeId: 'main',
        customerId,
        subjectKey: `customer:${customerId}`,
        kind: 'licenceRenewal',
        dueOn: dayToDate('2026-12-23'),
        leadDays: 30,
        plannedFor: dayToDate(dayOf(now)),
        reason: '驾驶证到期',
        status: 'sending',
        createdAt: now,
      },
    });
    const row = await client.outboxMessage.create({
      data: {
        storeId: 'main',
        channel: 'kfMessage',
        accountId: identity.accountId,
        recipient: identity.externalId,
        orderKey: `main:kf:${identity.accountId}:${identity.externalId}`,
        idempotencyKey: 'unwanted',
        payload: { msgtype: 'text', text: { content: '不该收到' } },
        createdAt: now,
        notBeforeAt: now,
        reminderId: reminder.id,
      },
    });
    await client.reminder.update({ where: { id: reminder.id }, data: { outboxId: row.id } });
    await waitUntil(async () => {
      await house.service.tick();
      return (await client.outboxMessage.findUniqueOrThrow({ where: { id: row.id } })).status === 'withdrawn';
    });
    expect((await client.reminder.findUniqueOrThrow({ where: { id: reminder.id } })).skipReason).toBe('车主已退订');
    expect(await received('owner-0033', '不该收到')).toBe(0);
  });
});
