import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, addMonths, dayToDate, instantAt } from '../../src/calendar.ts';
import { planFollowUps } from '../../src/follow-ups/index.ts';
import { addOwner } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { calls, empty, followUps, handBack, ownerOf, passDay, TODAY } from './support.ts';

describe('planning follow-ups', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await empty(desk);
    desk.clock.set(instantAt(TODAY, '07:35'));
  });

  const plan = () => planFollowUps(desk.as('system'));

  test('every hand-back gets one from day 3 to day 5, however often it is planned', async () => {
    const { vehicle } = await ownerOf(desk, addDays(TODAY, -1));
    expect(await plan()).toEqual({ planned: 1, skipped: 0 });
    expect(await plan()).toEqual({ planned: 0, skipped: 0 });
    expect(await followUps(desk)).toMatchObject([
      {
        round: 'threeDay',
        vehicleId: vehicle.id,
        advisorName: '江顾问',
        basisOn: dayToDate('2026-11-22'),
        fromOn: dayToDate('2026-11-25'),
        dueOn: dayToDate('2026-11-27'),
        status: 'planned',
      },
    ]);
  });

  test('a visit that is still in the workshop has none', async () => {
    const { vehicle } = await ownerOf(desk, addDays(TODAY, -2));
    await handBack(desk, vehicle, TODAY, { handedBackOn: null });
    expect(await plan()).toEqual({ planned: 1, skipped: 0 });
  });

  test('where no file names a day of hand-back, the day of the visit stands for it', async () => {
    const { vehicle } = await addOwner(desk);
    await handBack(desk, vehicle, TODAY, { handedBackOn: null });
    await plan();
    expect(await followUps(desk)).toMatchObject([{ basisOn: dayToDate(TODAY), fromOn: dayToDate('2026-11-26') }]);
  });

  test('a delivery is asked about on day 7, after a month and after a year; a secondary outlet’s on day 10 from the invoice', async () => {
    await addOwner(desk, {}, { deliveredOn: dayToDate(addDays(TODAY, -7)) });
    await addOwner(
      desk,
      {},
      {
        deliveredOn: dayToDate(addDays(TODAY, -3)),
        invoicedOn: dayToDate(addDays(TODAY, -5)),
        saleChannel: '二级网点（示例）',
      },
    );
    await addOwner(desk, {}, { deliveredOn: dayToDate(addMonths(TODAY, -1)) });
    await addOwner(desk, {}, { deliveredOn: dayToDate('2025-11-23') });
    await plan();
    const rows = await followUps(desk);
    const days = rows.map(({ round, fromOn, dueOn }) => [round, fromOn, dueOn]);
    // The month's car also had a 7DC that this archive brought too late.
    expect(days).toContainEqual(['sevenDay', dayToDate(TODAY), dayToDate(TODAY)]);
    expect(days).toContainEqual(['sevenDay', dayToDate(addDays(TODAY, 5)), dayToDate(addDays(TODAY, 5))]);
    expect(days).toContainEqual(['oneMonth', dayToDate(TODAY), dayToDate(addDays(TODAY, 3))]);
    expect(days).toContainEqual(['oneYear', dayToDate(TODAY), dayToDate(addDays(TODAY, 7))]);
    expect(rows.filter(({ status }) => status === 'skipped')).toMatchObject([
      { round: 'sevenDay', skipReason: '资料录入时已过回访期限' },
    ]);
    expect(rows).toHaveLength(5);
  });

  test('years of history are not entered; what comes a few weeks late says that it is too late', async () => {
    await ownerOf(desk, addDays(TODAY, -400));
    await ownerOf(desk, addDays(TODAY, -20));
    expect(await plan()).toEqual({ planned: 1, skipped: 1 });
    expect(await followUps(desk)).toMatchObject([{ status: 'skipped', skipReason: '资料录入时已过回访期限' }]);
  });

  test('of two hand-backs of one car within the days the later one is asked, and the earlier says so', async () => {
    const { vehicle } = await ownerOf(desk, addDays(TODAY, -5));
    await handBack(desk, vehicle, addDays(TODAY, -2));
    await plan();
    expect(await followUps(desk)).toMatchObject([
      { status: 'skipped', skipReason: '同一车辆11月21日再次交车，合并到那次回访' },
      { status: 'planned', basisOn: dayToDate('2026-11-21') },
    ]);
  });

  test('a call that is open when the car comes back again is taken back', async () => {
    const { vehicle } = await ownerOf(desk, addDays(TODAY, -4));
    await passDay(desk, TODAY);
    expect(await calls(desk)).toMatchObject([{ status: 'open' }]);
    await handBack(desk, vehicle, TODAY);
    await passDay(desk, addDays(TODAY, 1), ['07:35']);
    expect(await calls(desk)).toMatchObject([{ status: 'cancelled' }]);
    expect(await followUps(desk)).toMatchObject([{ status: 'skipped' }, { status: 'planned' }]);
  });

  test('two hand-backs that lie far apart are two follow-ups', async () => {
    const { vehicle } = await ownerOf(desk, addDays(TODAY, -8));
    await handBack(desk, vehicle, addDays(TODAY, -1));
    await plan();
    expect(await followUps(desk)).toMatchObject([{ status: 'planned' }, { status: 'planned' }]);
  });

  test.each([
    ['车主已故', { isDeceased: true }, {}],
    ['车主已退订', { optedOutAt: new Date('2026-11-01T02:00:00Z') }, {}],
    ['车辆已转让', {}, { status: 'sold' }],
    ['车辆已报废', {}, { status: 'totalLoss' }],
  ])('%s: nobody asks, and the reason stands there', async (reason, customer, vehicle) => {
    const owned = await ownerOf(desk, addDays(TODAY, -4), { customer });
    await desk.database.client.vehicle.update({ where: { id: owned.vehicle.id }, data: vehicle });
    await passDay(desk, TODAY);
    expect(await followUps(desk)).toMatchObject([{ status: 'skipped', skipReason: reason }]);
    expect(await calls(desk)).toEqual([]);
  });

  test('an open complaint about the car asks by itself; one about the other car does not', async () => {
    const owned = await ownerOf(desk, addDays(TODAY, -4));
    const other = await addOwner(desk);
    const { client } = desk.database;
    await client.vehicle.update({ where: { id: other.vehicle.id }, data: { customerId: owned.customer.id } });
    await handBack(desk, other.vehicle, addDays(TODAY, -4));
    const ticket = await desk.open('发动机异响，修了还响');
    await client.ticket.update({
      where: { id: ticket.id },
      data: { customerId: owned.customer.id, vehicleId: owned.vehicle.id },
    });
    await passDay(desk, TODAY);
    expect(await followUps(desk)).toMatchObject([
      { status: 'skipped', skipReason: '投诉处理中，由投诉回访一并确认' },
      { status: 'callTask' },
    ]);
  });

  test('a day that the next file corrects moves what was not asked yet', async () => {
    await ownerOf(desk, addDays(TODAY, -1));
    await plan();
    await desk.database.client.visit.updateMany({ data: { handedBackOn: dayToDate(TODAY) } });
    await plan();
    expect(await followUps(desk)).toMatchObject([
      { basisOn: dayToDate(TODAY), fromOn: dayToDate('2026-11-26'), dueOn: dayToDate('2026-11-28') },
    ]);
  });

  test('a round that the store has switched off is not planned, and what was planned says so', async () => {
    await ownerOf(desk, addDays(TODAY, -1));
    await plan();
    const { client } = desk.database;
    await client.store.updateMany({ data: { rules: { followUps: { threeDay: { enabled: false } } } } });
    await ownerOf(desk, addDays(TODAY, -1));
    await plan();
    expect(await followUps(desk)).toMatchObject([{ status: 'skipped', skipReason: '门店已停用这一轮回访' }]);
    await client.store.updateMany({ data: { rules: {} } });
  });
});
