import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, instantAt } from '../../src/calendar.ts';
import type { Prisma } from '../../src/database/generated/client.ts';
import { planDay } from '../../src/reminders/index.ts';
import { empty, type Owned, reminders } from '../reminders/support.ts';
import { type Desk, openDesk, withTemplates } from '../support/desk.ts';
import { due, NOON, only, outbox, send, settle, TODAY } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ connected: { ...withTemplates, smsTemplateKeys: ['maintenanceDue'] } });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.database.client.subscriptionConsent.deleteMany();
  await desk.database.client.consent.deleteMany();
  await empty(desk);
  desk.clock.set(NOON);
});

const reasons = async () =>
  ((await only(desk)).passedRungs as { channel: string; reason: string }[]).map(({ channel, reason }) => [
    channel,
    reason,
  ]);
/** Somebody who accepted notices on a page, and does not follow. */
async function accepted(owned: Owned, remaining: number): Promise<number> {
  const identity = await desk.database.client.channelIdentity.findFirstOrThrow({
    where: { customerId: owned.customer.id, channel: 'officialAccount' },
  });
  await desk.database.client.subscriptionConsent.create({
    data: { storeId: 'main', identityId: identity.id, templateKey: 'maintenanceDue', remaining, acceptedAt: NOON },
  });
  return identity.id;
}
const left = async () => (await desk.database.client.subscriptionConsent.findFirstOrThrow()).remaining;
const change = (owned: Owned, data: Prisma.CustomerUncheckedUpdateInput) =>
  desk.database.client.customer.update({ where: { id: owned.customer.id }, data });

describe('a subscription notice', () => {
  test('reaches somebody who does not follow, and uses exactly one consent', async () => {
    await accepted(await due(desk, { follows: false }), 2);
    await send(desk);
    expect(await only(desk)).toMatchObject({ channel: 'subscriptionNotice', status: 'sending' });
    expect(await outbox(desk)).toMatchObject([
      { channel: 'subscriptionNotice', payload: { templateKey: 'maintenanceDue' } },
    ]);
    expect(await left()).toBe(1);
  });

  test('carries one of two reminders when one consent is left; the other goes on', async () => {
    const owned = await due(desk, { follows: false });
    await desk.database.client.vehicle.create({
      data: {
        storeId: 'main',
        customerId: owned.customer.id,
        plateNumber: '沪B00001',
        deliveredOn: owned.vehicle.deliveredOn,
        createdAt: NOON,
        updatedAt: NOON,
      },
    });
    await planDay(desk.as('system'), TODAY);
    await accepted(owned, 1);
    await Promise.all([send(desk), send(desk)]);
    expect((await reminders(desk)).map(({ channel }) => channel ?? '').toSorted()).toEqual([
      'sms',
      'subscriptionNotice',
    ]);
    expect(await left()).toBe(0);
  });

  test('is not tried without a consent, nor after it was refused', async () => {
    const owned = await due(desk, { follows: false });
    await accepted(owned, 0);
    await send(desk);
    expect(await reasons()).toContainEqual(['subscriptionNotice', '订阅次数已用完']);
  });
});

test('a template that the store has not set, or that the owner refuses, is never tried', async () => {
  const owned = await due(desk, { follows: true });
  await desk.database.client.channelIdentity.updateMany({
    where: { customerId: owned.customer.id },
    data: { refusedTemplates: ['maintenanceDue'] },
  });
  await send(desk);
  expect(await reasons()).toContainEqual(['officialAccountTemplate', '车主拒收此类服务号通知']);
});

test('notices that an owner switched off are tried again after a month; what the account chat said does not count', async () => {
  const owned = await due(desk, { follows: true });
  const mark = (unreachableAt: Date, lastErrorCode: number) =>
    desk.database.client.channelIdentity.updateMany({
      where: { customerId: owned.customer.id },
      data: { unreachableAt, lastErrorCode },
    });
  const channelWith = async (unreachableAt: Date, code: number) => {
    await mark(unreachableAt, code);
    await desk.database.client.reminder.updateMany({ data: { status: 'planned', passedRungs: [], outboxId: null } });
    await desk.database.client.outboxMessage.deleteMany();
    await send(desk);
    return (await only(desk)).channel;
  };
  expect(await channelWith(instantAt(addDays(TODAY, -29), '12:00'), 1)).toBe('sms');
  expect(await channelWith(instantAt(addDays(TODAY, -31), '12:00'), 1)).toBe('officialAccountTemplate');
  expect(await channelWith(NOON, 43_004)).toBe('sms');
  expect(await channelWith(NOON, 45_015)).toBe('officialAccountTemplate');
});

describe('a short message', () => {
  test('goes to the first number that is not wrong, with nothing personal but the plate', async () => {
    const owned = await due(desk);
    await change(owned, { mobiles: ['15400000001', '15400000002'], wrongMobiles: ['15400000001'] });
    await send(desk);
    const [message] = await outbox(desk);
    expect(message).toMatchObject({
      channel: 'sms',
      recipient: '15400000002',
      payload: { templateKey: 'maintenanceDue' },
    });
    expect(message?.preview).toContain(owned.vehicle.plateNumber);
    expect(JSON.stringify(message?.payload)).not.toContain('赵');
    expect(message?.preview.length).toBeLessThanOrEqual(70);
  });

  test('waits for its hours', async () => {
    await due(desk, { follows: true });
    await send(desk);
    desk.clock.set(instantAt(TODAY, '21:30'));
    await settle(desk, await only(desk), 'failed', 43_004);
    expect((await outbox(desk)).at(-1)).toMatchObject({
      channel: 'sms',
      notBeforeAt: instantAt(addDays(TODAY, 1), '09:00'),
    });
  });

  test.each<[string, (owned: Owned) => Promise<unknown>, string]>([
    ['without a number', (owned) => change(owned, { mobiles: [] }), '没有可用的手机号'],
    ['to a wrong number', (owned) => change(owned, { wrongMobiles: owned.customer.mobiles }), '没有可用的手机号'],
    [
      'to somebody who refuses them',
      (owned) =>
        desk.database.client.consent.create({
          data: {
            storeId: 'main',
            customerId: owned.customer.id,
            kind: 'sms',
            state: 'withdrawn',
            via: 'sms',
            recordedBy: 'system',
            at: NOON,
          },
        }),
      '车主拒收短信',
    ],
    ['beyond the cap of a day', sentToday(3), '一天内短信已达上限 3 条'],
  ])('%s is not sent', async (_, arrange, reason) => {
    const owned = await due(desk);
    await arrange(owned);
    await send(desk);
    expect(await only(desk)).toMatchObject({ status: 'callTask' });
    expect(await reasons()).toContainEqual(['sms', reason]);
  });

  test('of yesterday does not count', async () => {
    await sentToday(3, -25)(await due(desk));
    await send(desk);
    expect((await only(desk)).channel).toBe('sms');
  });
});

function sentToday(count: number, hours = -1) {
  return (owned: Owned) =>
    desk.database.client.outboxMessage.createMany({
      data: Array.from({ length: count }, (_, index) => ({
        storeId: 'main',
        channel: 'sms',
        recipient: owned.customer.mobiles[0] ?? '',
        orderKey: `main:sms::${owned.customer.mobiles[0]}`,
        idempotencyKey: `earlier-${owned.customer.id}-${index}`,
        payload: {},
        status: 'sent',
        createdAt: NOON,
        sentAt: new Date(NOON.getTime() + hours * 3_600_000),
      })),
    });
}
