import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import { offerNextNotices, sendDueReminders, tellPlateReady } from '../../src/outreach/index.ts';
import { addOwner, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const TODAY = '2026-11-23';
const NOON = instantAt(TODAY, '12:00');

describe('after a visit or a delivery', () => {
  let desk: Desk;
  beforeAll(async () => {
    const subscribePageOf = (customerId: number) => `https://care.example.com/subscribe/main/${customerId}`;
    desk = await openDesk({
      connected: {
        appId: 'wx1',
        templateKeys: ['serviceDone'],
        subscriptionKeys: ['maintenanceDue'],
        contacts: false,
        smsTemplateKeys: [],
        subscribePageOf,
      },
      startAt: NOON.toISOString(),
    });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await desk.database.client.$executeRawUnsafe(
      `TRUNCATE customer, vehicle, visit, channel_identity, reminder, outbox_message, call_task RESTART IDENTITY CASCADE`,
    );
    desk.clock.set(NOON);
  });
  const identityOf = (customerId: number, data: object) =>
    desk.database.client.channelIdentity.create({
      data: {
        storeId: 'main',
        channel: 'officialAccount',
        accountId: 'wx1',
        externalId: `o${customerId}`,
        customerId,
        createdAt: NOON,
        ...data,
      },
    });
  const visited = async (handedBackOn: string, customer = {}) => {
    const owned = await addOwner(desk, customer);
    await desk.database.client.visit.create({
      data: {
        storeId: 'main',
        vehicleId: owned.vehicle.id,
        repairOrderNo: `V${owned.vehicle.id}`,
        enteredOn: dayToDate(handedBackOn),
        handedBackOn: dayToDate(handedBackOn),
      },
    });
    return owned;
  };
  const offer = () => offerNextNotices(desk.as('system'));

  test('a follower is invited once, by a notice that opens their page; without a link nobody is called', async () => {
    const { customer, vehicle } = await visited(addDays(TODAY, -1));
    await identityOf(customer.id, { isSubscribed: true });
    await visited(addDays(TODAY, -1));
    expect(await offer()).toBe(1);
    await sendDueReminders(desk.as('system'));
    expect(await offer()).toBe(0);
    desk.clock.set(instantAt(addDays(TODAY, 1), '12:00'));
    expect(await offer()).toBe(0);
    const messages = await desk.database.client.outboxMessage.findMany();
    expect(messages.map((row) => row.payload)).toEqual([
      {
        templateKey: 'serviceDone',
        url: `https://care.example.com/subscribe/main/${customer.id}`,
        data: {
          car_number1: { value: vehicle.plateNumber },
          date2: { value: '2026年11月22日' },
          thing3: { value: '点此一键预约下次到期提醒' },
        },
      },
    ]);
    expect(await desk.database.client.callTask.count()).toBe(0);
  });

  test('in an open chat the link stands in the message', async () => {
    const { customer } = await visited(TODAY);
    await identityOf(customer.id, { channel: 'kf', accountId: 'wk1', windowOpenedAt: NOON, windowLeft: 5 });
    await offer();
    await sendDueReminders(desk.as('system'));
    const [message] = await desk.database.client.outboxMessage.findMany();
    expect(message?.preview).toContain(`一键预约下次提醒：https://care.example.com/subscribe/main/${customer.id}`);
    expect(message?.preview).not.toContain('退订');
  });

  test('a new car’s owner is invited after the delivery', async () => {
    const { customer } = await addOwner(desk, {}, { deliveredOn: dayToDate(TODAY) });
    await identityOf(customer.id, { isSubscribed: true });
    expect(await offer()).toBe(1);
    expect(await reminders(desk)).toMatchObject([{ kind: 'serviceDone', detail: { what: 'delivery', on: TODAY } }]);
  });

  test('a visit that a weekly file brings is offered the next notice too', async () => {
    const { customer } = await visited(addDays(TODAY, -8));
    await identityOf(customer.id, { isSubscribed: true });
    expect(await offer()).toBe(1);
    await sendDueReminders(desk.as('system'));
    expect(await desk.database.client.outboxMessage.count()).toBe(1);
  });

  test('who read “牌照办好了” with the link is not thanked for the delivery with the same link', async () => {
    const { customer, vehicle } = await addOwner(desk, {}, { deliveredOn: dayToDate(addDays(TODAY, -2)) });
    await identityOf(customer.id, { channel: 'kf', accountId: 'wk1', windowOpenedAt: NOON, windowLeft: 5 });
    const { text } = await desk.run('lin', (context, tx) =>
      tellPlateReady(context, tx, { vehicle: { ...vehicle, customer }, note: '' }),
    );
    expect(text).toContain('牌照手续已经办好');
    const [message] = await desk.database.client.outboxMessage.findMany();
    expect(message?.preview).toContain(`一键预约下次提醒：https://care.example.com/subscribe/main/${customer.id}`);
    expect(await offer()).toBe(0);
  });

  test.each([
    ['a visit of a fortnight ago', async () => visited(addDays(TODAY, -14))],
    ['an owner who opted out', async () => visited(TODAY, { optedOutAt: NOON })],
    [
      'whoever read “可以取车” with the link already',
      async () => {
        const owned = await visited(TODAY);
        await desk.database.client.reminder.create({
          data: {
            storeId: 'main',
            subjectKey: `vehicle:${owned.vehicle.id}`,
            customerId: owned.customer.id,
            vehicleId: owned.vehicle.id,
            kind: 'repairProgress',
            dueOn: dayToDate(TODAY),
            leadDays: 0,
            plannedFor: dayToDate(TODAY),
            reason: '',
            detail: { text: '', isReady: true },
            status: 'delivered',
            channel: 'officialAccountTemplate',
            createdAt: NOON,
          },
        });
        return owned;
      },
    ],
  ] as const)('%s is not invited', async (_, make) => {
    const { customer } = await make();
    await identityOf(customer.id, { isSubscribed: true });
    expect(await offer()).toBe(0);
  });
});
