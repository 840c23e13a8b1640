import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate, formatDayChinese } from '../../src/calendar.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';

/** A Sunday; the house is open. */
describe('an owner asks when something is due', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ rules: { workingTime: { sevenDays: true } } });
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  const db = () => house.database.client;
  const today = () => dayOf(house.clock.now());
  const inDays = (days: number) => dayToDate(addDays(today(), days));
  const said = (days: number) => formatDayChinese(addDays(today(), days));

  const used: number[] = [];
  /** An owner we know, of so many cars whose days are known: maintenance in 40 days, insurance in 50, inspection in 60. */
  async function bound(cars = 1) {
    const personId =
      house.sample.people.map((person) => person.personId).filter((id) => /^owner-0\d{3}$/.test(id))[used.length] ?? '';
    const externalId = `wmSampleOwner${personId.slice(-4)}`;
    const customer = await db().customer.findFirstOrThrow({
      where: {
        id: { notIn: used },
        identities: { none: { channel: 'kf' } },
        optedOutAt: null,
        vehicles: { some: { status: 'active' } },
      },
      orderBy: { id: 'asc' },
    });
    used.push(customer.id);
    await db().vehicle.updateMany({ where: { customerId: customer.id }, data: { status: 'sold' } });
    const vehicles = await Promise.all(
      Array.from({ length: cars }, (_, nth) =>
        db().vehicle.create({
          data: {
            storeId: 'main',
            customerId: customer.id,
            plateNumber: `苏E${String(used.length).padStart(2, '0')}X${nth}Z`,
            energyType: 'fuel',
            usageType: 'private',
            deliveredOn: dayToDate('2025-11-03'),
            nextMaintenanceOn: inDays(40 + nth),
            compulsoryInsuranceExpiresOn: inDays(50),
            commercialInsuranceExpiresOn: inDays(50),
            inspectionDueOn: inDays(60),
            createdAt: house.clock.now(),
            updatedAt: house.clock.now(),
          },
        }),
      ),
    );
    const key = { storeId: 'main', channel: 'kf', accountId: sampleAccounts.openKfId, externalId };
    await db().channelIdentity.upsert({
      where: { storeId_channel_accountId_externalId: key },
      create: { ...key, createdAt: house.clock.now(), customerId: customer.id },
      update: { customerId: customer.id },
    });
    const plates = vehicles.map(({ plateNumber }) => plateNumber ?? '');
    return { owner: ownerPhone(house, personId), customer, vehicles, plates };
  }
  const tasksOf = (customerId: number) => db().callTask.findMany({ where: { customerId }, orderBy: { id: 'asc' } });

  test('the day and how it was found, at once; a yes books, and its day completes the same task', async () => {
    const { owner, customer, plates } = await bound();
    await owner.say('请问下次保养是什么时候');
    const answer = await owner.reads(`${plates[0]} 的首次保养是${said(40)}`);
    expect(answer.text).toBe(
      `${plates[0]} 的首次保养是${said(40)}（2025年11月3日交车，系统登记的下次保养日期为${said(40)}）。\n需要帮您预约吗？`,
    );
    expect(await tasksOf(customer.id)).toEqual([]);
    await owner.say('好的');
    await owner.reads('请问您哪天方便到店');
    expect(await tasksOf(customer.id)).toMatchObject([{ purpose: 'booking', wishedFor: null }]);
    await owner.say('周三下午');
    await owner.reads('（周三）下午到店');
    const [task, ...others] = await tasksOf(customer.id);
    expect(others).toEqual([]);
    expect(task?.wishedFor).toContain('原话：周三下午');
    await staffPhone(house, task?.assigneeUserId ?? '').reads(
      `${plates[0]}问了${plates[0]}首次保养的日期，随后回复：好的`,
    );
    await owner.say('好的谢谢');
    await owner.reads('有需要随时联系我们');
    expect(await tasksOf(customer.id)).toHaveLength(1);
  });

  test('a yes with a reminder of that day books in its name, so that it is not sent any more', async () => {
    const { owner, customer, vehicles } = await bound();
    const planned = await db().reminder.create({
      data: {
        storeId: 'main',
        subjectKey: `vehicle:${vehicles[0]?.id ?? 0}`,
        customerId: customer.id,
        vehicleId: vehicles[0]?.id ?? null,
        kind: 'firstMaintenance',
        dueOn: inDays(40),
        leadDays: 14,
        plannedFor: inDays(26),
        reason: '测试',
        createdAt: house.clock.now(),
      },
    });
    await owner.say('该保养了吗');
    await owner.reads('需要帮您预约吗');
    await owner.say('需要，后天上午十点过来');
    await owner.reads('上午10:00到店');
    expect(await tasksOf(customer.id)).toMatchObject([{ purpose: 'booking', reminderId: planned.id }]);
    expect((await db().reminder.findUniqueOrThrow({ where: { id: planned.id } })).bookedAt).not.toBeNull();
  });

  test('insurance: both policies in a line, and a yes goes to the insurance department', async () => {
    const { owner, customer, plates } = await bound();
    await owner.say('我的保险什么时候到期');
    await owner.reads(`${plates[0]} 的交强险和商业险续保是${said(50)}`);
    await owner.say('需要');
    await owner.reads('保险专员会联系您');
    expect(await tasksOf(customer.id)).toMatchObject([{ purpose: 'callback', assigneeUserId: 'ding' }]);
  });

  test('no is no booking, and neither is what is said after other talk', async () => {
    const { owner, customer } = await bound();
    await owner.say('年检到什么时候');
    await owner.reads(`年检是${said(60)}`);
    await owner.say('不用了，谢谢');
    await house.advance(61);
    await owner.say('你们周末营业吗');
    await owner.reads('已转给同事');
    await owner.say('好的');
    await owner.reads('有需要随时联系我们');
    expect((await tasksOf(customer.id)).filter(({ purpose }) => purpose === 'booking')).toEqual([]);
  });

  test('each of several cars has its line, three at most; a plate names one', async () => {
    const { owner, plates } = await bound(4);
    await owner.say('下次保养是什么时候');
    const { text } = await owner.reads('其他车辆请发一下车牌号');
    expect(plates.map((plate) => text.includes(`${plate} 的首次保养`))).toEqual([true, true, true, false]);
    await owner.say(`${plates[3]}下次保养几号`);
    const one = await owner.reads(`${plates[3]} 的首次保养是${said(43)}`);
    expect(one.text).not.toContain(plates[0]);
  });

  test('what the archive can’t tell goes to a person, who reads what is missing', async () => {
    const { owner, customer, vehicles, plates } = await bound();
    const unknown = { compulsoryInsuranceExpiresOn: null, commercialInsuranceExpiresOn: null };
    await db().vehicle.updateMany({ where: { id: vehicles[0]?.id ?? 0 }, data: unknown });
    await owner.say('车险哪天到期');
    await owner.reads('已转给同事');
    const [task] = await tasksOf(customer.id);
    expect(task?.script).toContain(`档案里缺${plates[0]}保险到期日，没法直接答复`);
  });

  test('an owner we do not know is asked for plate and number; a complaint stays one', async () => {
    const stranger = ownerPhone(house, 'owner-0061');
    await stranger.say('年检到什么时候');
    await stranger.reads('请把车牌号和在店里登记的手机号发给我们');
    const { owner, customer } = await bound();
    await owner.say('保养说好提醒没人提醒，你们怎么回事');
    await owner.reads('工单号');
    expect(await db().ticket.count({ where: { customerId: customer.id } })).toBe(1);
  });
});
