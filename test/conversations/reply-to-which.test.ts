import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate } from '../../src/calendar.ts';
import type { Reminder, Vehicle } from '../../src/database/generated/client.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type GroupSendDesk, groupSendDesk, RULES } from '../outreach/group-send-support.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const HOUR_MS = 3_600_000;

describe('which reminder an owner answers, and about which car', { timeout: 120_000 }, () => {
  let house: House;
  let desk: GroupSendDesk;
  let contacts: { customerId: number; personId: string }[];
  beforeAll(async () => {
    house = await startHouse({ rules: { ...RULES, workingTime: { sevenDays: true } }, withContacts: true });
    desk = groupSendDesk(house);
    const all = (await Promise.all(['su', 'jiang'].map((userId) => desk.ownersOf(userId)))).flat();
    // Nobody is a contact of two members here.
    const known = await db().channelIdentity.findMany({ where: { channel: { not: 'wecomContact' } } });
    contacts = all.filter(
      (one, at) =>
        !known.some(({ customerId }) => customerId === one.customerId) &&
        all.findIndex(({ customerId }) => customerId === one.customerId) === at,
    );
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  const db = () => house.database.client;
  const now = ({ id }: Reminder) => db().reminder.findUniqueOrThrow({ where: { id } });

  const used: number[] = [];
  /** An owner with so many cars, who writes in 微信客服. */
  async function owner(cars = 1) {
    const personId =
      house.sample.people.map((person) => person.personId).filter((id) => /^owner-0\d{3}$/.test(id))[used.length] ?? '';
    const customer = await db().customer.findFirstOrThrow({
      where: {
        id: { notIn: used },
        identities: { none: {} },
        optedOutAt: null,
        vehicles: { some: { status: 'active' } },
      },
      include: { vehicles: { where: { status: 'active' }, orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    });
    used.push(customer.id);
    const [first] = customer.vehicles;
    if (first === undefined) throw new Error('no car');
    const vehicles: Vehicle[] = [first];
    const others = customer.vehicles.slice(1).map(({ id }) => id);
    await db().vehicle.updateMany({ where: { id: { in: others } }, data: { status: 'sold' } });
    while (vehicles.length < cars) {
      const { id: _, ...copy } = first;
      const nth = vehicles.length;
      const data = { ...copy, vin: `LTESTVIN${customer.id}N${nth}`, plateNumber: `沪T${customer.id}${nth}` };
      vehicles.push(await db().vehicle.create({ data: data as never }));
    }
    const key = {
      storeId: 'main',
      channel: 'kf',
      accountId: sampleAccounts.openKfId,
      externalId: `wmSampleOwner${personId.slice(-4)}`,
    };
    await db().channelIdentity.upsert({
      where: { storeId_channel_accountId_externalId: key },
      create: { ...key, customerId: customer.id, createdAt: house.clock.now() },
      update: { customerId: customer.id },
    });
    return { customer, vehicles, phone: ownerPhone(house, personId) };
  }
  const told = (
    customerId: number,
    kind: string,
    { vehicle, hoursAgo = 1, ...rest }: { vehicle?: Vehicle | undefined; hoursAgo?: number; channel?: string } = {},
  ) =>
    db().reminder.create({
      data: {
        storeId: 'main',
        createdAt: house.clock.now(),
        subjectKey: vehicle === undefined ? `customer:${customerId}` : `vehicle:${vehicle.id}`,
        customerId,
        vehicleId: vehicle?.id ?? null,
        kind,
        dueOn: dayToDate(addDays(dayOf(house.clock.now()), 14)),
        leadDays: 14,
        plannedFor: dayToDate(dayOf(house.clock.now())),
        reason: '测试',
        status: 'sent',
        channel: 'groupSend',
        sentAt: new Date(house.clock.now().getTime() - hoursAgo * HOUR_MS),
        ...rest,
      },
    });
  const tasks = (customerId: number) => db().callTask.findMany({ where: { customerId }, orderBy: { id: 'asc' } });
  const statusOf = async ({ id }: Vehicle) => (await db().vehicle.findUniqueOrThrow({ where: { id } })).status;

  test.each([true, false])('a yes in 微信客服 answers a 企业群发 (asked how it went: %s)', async (isPolled) => {
    const contact = contacts.shift();
    if (contact === undefined) throw new Error('no contact left');
    const { customerId, personId } = contact;
    used.push(customerId);
    await desk.plan([customerId]);
    const group = await desk.ask([customerId]);
    await house.emulator.control.member(group.senderUserId).confirmGroupSend(String(group.msgId));
    if (isPolled) {
      await desk.passUntil(async () =>
        (await desk.reminders([customerId])).every(({ status }) => status === 'delivered') ? true : undefined,
      );
    }
    const phone = ownerPhone(house, personId);
    await phone.say('好的明天上午');
    await phone.reads('上午到店');
    const [reminder] = await desk.reminders([customerId]);
    expect(reminder).toMatchObject({ replyMeaning: 'book', bookedAt: expect.any(Date), outboxId: null });
    expect(await tasks(customerId)).toMatchObject([{ purpose: 'booking', reminderId: reminder?.id }]);
  });

  test.each(['officialAccountTemplate', 'subscriptionNotice', 'kf', 'groupSend', 'sms'])(
    'a yes with a day books what went by %s, also after a greeting in between and a call that was booked',
    async (channel) => {
      const { customer, vehicles, phone } = await owner();
      const [vehicle] = vehicles;
      const called = await told(customer.id, 'insuranceRenewal', { vehicle, hoursAgo: 3, channel: 'callTask' });
      const { repliedAt, bookedAt } = { repliedAt: house.clock.now(), bookedAt: house.clock.now() };
      await db().reminder.update({ where: { id: called.id }, data: { status: 'callTask', repliedAt, bookedAt } });
      const reminder = await told(customer.id, 'regularMaintenance', { vehicle, channel });
      await phone.say('你好');
      await phone.reads('请问有什么可以帮您');
      await phone.say('好的明天上午');
      await phone.reads('上午到店');
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'book', bookedAt: expect.any(Date) });
    },
  );

  test.each(['licenceRenewal', 'birthday', 'holiday', 'badWeather', 'trafficViolation', 'vehicleTax'])(
    'a yes to %s is thanked for and books nothing',
    async (kind) => {
      const { customer, phone } = await owner();
      const reminder = await told(customer.id, kind);
      await phone.say('好的明天上午');
      await phone.reads('好的，需要协助随时告诉我们。');
      expect(await now(reminder)).toMatchObject({ bookedAt: null, repliedAt: expect.any(Date) });
      expect(await tasks(customer.id)).toEqual([]);
    },
  );

  test('beside a licence reminder, words of a visit are a wish of their own', async () => {
    const { customer, phone } = await owner();
    const reminder = await told(customer.id, 'licenceRenewal');
    await phone.say('好的，明天上午到店顺便做保养');
    await phone.reads('预约需求收到了');
    expect((await now(reminder)).bookedAt).toBeNull();
    expect(await tasks(customer.id)).toMatchObject([{ purpose: 'booking', reminderId: null }]);
  });

  test('a renewal is a call of the insurance department, no visit', async () => {
    const { customer, vehicles, phone } = await owner();
    const reminder = await told(customer.id, 'insuranceRenewal', { vehicle: vehicles[0] });
    await phone.say('好的');
    await phone.reads('好的，保险专员会联系您。');
    const [task, ...others] = await tasks(customer.id);
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      purpose: 'callback',
      title: `续保联系：${customer.name} ${vehicles[0]?.plateNumber ?? ''}`,
      reminderId: reminder.id,
    });
    const staff = await db().staff.findFirstOrThrow({ where: { userId: task?.assigneeUserId ?? '' } });
    expect(staff.departmentKey).toBe('insurance');
  });

  test('a plate that is ready is fetched: the adviser reads when', async () => {
    const { customer, vehicles, phone } = await owner();
    await told(customer.id, 'plateReady', { vehicle: vehicles[0] });
    await phone.say('好的，明天下午');
    await phone.reads('下午来取');
    const [task] = await tasks(customer.id);
    expect(task).toMatchObject({
      wishedFor: expect.stringContaining('下午'),
      title: expect.stringContaining('到店领取：'),
    });
  });

  test('of several of one morning the yes books the one that is done here, and staff read of all', async () => {
    const { customer, vehicles, phone } = await owner();
    const [vehicle] = vehicles;
    const maintenance = await told(customer.id, 'regularMaintenance', { vehicle, hoursAgo: 2 });
    const insurance = await told(customer.id, 'insuranceRenewal', { vehicle, hoursAgo: 2 });
    const licence = await told(customer.id, 'licenceRenewal', { hoursAgo: 1 });
    await phone.say('好的明天上午');
    await phone.reads('上午到店');
    expect((await now(maintenance)).bookedAt).not.toBeNull();
    expect([(await now(insurance)).bookedAt, (await now(licence)).bookedAt]).toEqual([null, null]);
    const [task, ...others] = await tasks(customer.id);
    expect(others).toEqual([]);
    expect(task?.script).toContain('定期保养、驾驶证换证、续保提醒');
    await phone.say('改周三下午吧');
    await phone.reads('已改为');
    expect(await tasks(customer.id)).toHaveLength(1);
  });

  test('the only car is sold, though the last that was sent names none', async () => {
    const { customer, vehicles, phone } = await owner();
    const [vehicle] = vehicles;
    if (vehicle === undefined) throw new Error('no car');
    await told(customer.id, 'birthday');
    await phone.say('车卖了');
    await phone.reads(`好的，已记下${vehicle.plateNumber ?? ''}不再由您使用`);
    expect(await statusOf(vehicle)).toBe('sold');
    const [task] = await tasks(customer.id);
    expect(task).toMatchObject({
      title: `核对转让：${customer.name} ${vehicle.plateNumber ?? ''}`,
      vehicleId: vehicle.id,
      script: expect.stringContaining('属实的登记“已联系”'),
    });
  });

  test('of two cars it is the one that was last spoken of', async () => {
    const { customer, vehicles, phone } = await owner(2);
    const [kept, sold] = vehicles;
    if (kept === undefined || sold === undefined) throw new Error('no cars');
    await told(customer.id, 'annualInspection', { vehicle: kept, hoursAgo: 72 });
    await told(customer.id, 'regularMaintenance', { vehicle: sold, hoursAgo: 30 });
    await told(customer.id, 'birthday');
    await phone.say('车卖了');
    await phone.reads(sold.plateNumber ?? '?');
    expect([await statusOf(kept), await statusOf(sold)]).toEqual(['active', 'sold']);
  });

  test('when two cars were spoken of the owner is asked, and nothing is marked before they say', async () => {
    const { customer, vehicles, phone } = await owner(2);
    const [kept, sold] = vehicles;
    if (kept === undefined || sold === undefined) throw new Error('no cars');
    await told(customer.id, 'annualInspection', { vehicle: kept });
    await told(customer.id, 'regularMaintenance', { vehicle: sold });
    await phone.say('车报废了');
    const question = await waitFor(async () =>
      (await phone.chat()).find(({ text }) => text.includes('请问是您的哪辆车不再使用了')),
    );
    expect(JSON.stringify(question)).toContain(kept.plateNumber);
    expect((await phone.chat()).some(({ text }) => text.includes('已记下'))).toBe(false);
    expect([await statusOf(kept), await statusOf(sold)]).toEqual(['active', 'active']);
    await phone.tap(`sold-${sold.id}`);
    await phone.reads(`已记下${sold.plateNumber ?? ''}不再由您使用`);
    expect([await statusOf(kept), await statusOf(sold)]).toEqual(['active', 'totalLoss']);
    const [task, ...others] = await tasks(customer.id);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ title: `核对报废：${customer.name} ${sold.plateNumber ?? ''}`, vehicleId: sold.id });
    await staffPhone(house, task?.assigneeUserId ?? '').reads('已标记为“已报废”');
  });

  test('the plate may be written as well', async () => {
    const { customer, vehicles, phone } = await owner(2);
    const [kept, sold] = vehicles;
    if (kept === undefined || sold === undefined) throw new Error('no cars');
    await told(customer.id, 'birthday');
    await phone.say('车卖了');
    await phone.reads('请问是您的哪辆车不再使用了');
    await phone.say(sold.plateNumber ?? '');
    await phone.reads(`已记下${sold.plateNumber ?? ''}不再由您使用`);
    await waitUntil(async () => (await statusOf(sold)) === 'sold');
    expect(await statusOf(kept)).toBe('active');
  });
});
