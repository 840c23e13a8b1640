import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, type Day, dateToDay, dayToDate, instantAt } from '../../src/calendar.ts';
import { reportCall } from '../../src/outreach/index.ts';
import { rowIdsOf, runQuery } from '../../src/stats/index.ts';
import { openTicket } from '../../src/tickets/index.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { planWinBackCalls } from '../../src/win-back/index.ts';
import { addCar, addVisit } from '../reports/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';

/** Thursday: October's list of lost cars goes out. Twelve months without a visit, and a car is lost. */
const FIFTH = '2026-11-05';
/** Whoever came last on this day was lost in October. */
const LOST = '2025-10-15';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.database.client.$executeRawUnsafe(
    'TRUNCATE visit, vehicle, customer, call_task, ticket, outbox_message RESTART IDENTITY CASCADE',
  );
  await filesReachOn();
  await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: {} } });
});

const calls = () => desk.database.client.callTask.findMany({ where: { purpose: 'winBack' }, orderBy: { id: 'asc' } });
const plan = (day: Day, time = '07:40') => {
  desk.clock.set(instantAt(day, time).toISOString());
  return planWinBackCalls(desk.as('system'));
};
/** Somebody comes all the time: churn is told as at the newest visit that the archive knows of. */
async function filesReachOn() {
  const { client } = desk.database;
  const common = { id: 9999, storeId: 'main', createdAt: instantAt('2024-01-01'), updatedAt: instantAt('2024-01-01') };
  await client.customer.create({ data: { ...common, name: '常客' } });
  await client.vehicle.create({ data: { ...common, customerId: 9999 } });
  await addVisit(desk, 9999, '2027-12-31', 100);
}
async function addLost(lastOn: Day = LOST) {
  const car = await addCar(desk);
  await addVisit(desk, car.vehicle.id, lastOn, 10_000);
  return car;
}
const set = (rules: object) => desk.database.client.store.update({ where: { id: 'main' }, data: { rules } });

describe('owners of cars that were lost last month', () => {
  test('are called from the day of the churn report on: by their adviser, with what to say', async () => {
    const { customer, vehicle } = await addLost();
    await desk.database.client.customer.update({
      where: { id: customer.id },
      data: { name: '赵样甲', gender: 'male', advisorUserId: 'jiang' },
    });
    await desk.database.client.vehicle.update({ where: { id: vehicle.id }, data: { plateNumber: '沪A12345' } });
    expect(await plan('2026-11-04')).toBe(0);
    expect(await plan(FIFTH)).toBe(1);
    const [call] = await calls();
    expect(call).toMatchObject({
      assigneeUserId: 'jiang',
      customerId: customer.id,
      vehicleId: vehicle.id,
      title: '流失挽回：赵样甲 沪A12345',
      status: 'open',
      dueOn: dayToDate(FIFTH),
    });
    expect(call?.script).toContain(
      '赵先生您好，我是明达汽车（示例）的服务人员。您的爱车明锐（沪A12345）上次进厂是2025年10月15日，已有12个月没有回店',
    );
  });

  test('are those whom the figure counts now and did not count a month before', async () => {
    const lost = await addLost();
    // Lost long ago, and not lost yet.
    await addLost('2025-08-20');
    await addLost('2025-11-20');
    await plan(FIFTH);
    expect((await calls()).map(({ vehicleId }) => vehicleId)).toEqual([lost.vehicle.id]);
  });

  test('are called about once, however often the plan runs; again only when they came and stayed away anew', async () => {
    const { vehicle } = await addLost();
    for (const day of [FIFTH, '2026-11-06', '2026-12-05', '2026-12-07']) await plan(day);
    const [first, ...more] = await calls();
    expect(more).toEqual([]);
    await desk.database.client.callTask.update({ where: { id: first?.id ?? 0 }, data: { status: 'done' } });
    await addVisit(desk, vehicle.id, '2026-12-10', 10_000);
    // 5 January 2028 is a Wednesday.
    await plan('2028-01-05');
    expect((await calls()).map(({ status }) => status)).toEqual(['done', 'open']);
  });

  test('so many a day as the rule allows, on working days alone, those who came last before the others', async () => {
    await set({ churn: { winBackPerDay: 2 } });
    const cars: number[] = [];
    for (const day of ['2025-10-02', '2025-10-30', '2025-10-10', '2025-10-20', '2025-10-15']) {
      cars.push((await addLost(day)).vehicle.id);
    }
    const order = [1, 3, 4, 2, 0].map((index) => cars[index]);
    expect(await plan(FIFTH)).toBe(2);
    expect(await plan(FIFTH, '09:00')).toBe(0);
    // Sunday.
    expect(await plan('2026-11-08')).toBe(0);
    expect(await plan('2026-11-09')).toBe(2);
    expect(await plan('2026-11-10')).toBe(1);
    expect(await plan('2026-11-11')).toBe(0);
    expect((await calls()).map(({ vehicleId }) => vehicleId)).toEqual(order);
  });

  test('nobody is called who wants no contact, has died, has no number, sold the car, complains, came or booked since', async () => {
    const { client } = desk.database;
    const owners: ((customerId: number, vehicleId: number) => Promise<unknown>)[] = [
      (id) => client.customer.update({ where: { id }, data: { optedOutAt: desk.clock.now() } }),
      (id) => client.customer.update({ where: { id }, data: { isDeceased: true } }),
      (id) => client.customer.update({ where: { id }, data: { mobiles: [] } }),
      (_, id) => client.vehicle.update({ where: { id }, data: { status: 'sold' } }),
      (_, id) => client.vehicle.update({ where: { id }, data: { status: 'totalLoss' } }),
      (_, id) => addVisit(desk, id, '2026-11-03', 100),
      (customerId) => complain(customerId),
      (customerId) =>
        client.callTask.create({
          data: {
            storeId: 'main',
            customerId,
            dedupeKey: 'b',
            purpose: 'booking',
            title: '预约',
            script: '',
            dueOn: dayToDate(FIFTH),
            createdAt: desk.clock.now(),
          },
        }),
    ];
    desk.clock.set(instantAt('2026-11-04', '10:00').toISOString());
    for (const change of owners) {
      const { customer, vehicle } = await addLost();
      await change(customer.id, vehicle.id);
    }
    const wanted = await addLost();
    expect(await plan(FIFTH)).toBe(1);
    expect((await calls())[0]?.vehicleId).toBe(wanted.vehicle.id);
  });

  test('a call that nobody needs any more is taken back, with the reason', async () => {
    const { client } = desk.database;
    const cars = [];
    for (let nth = 0; nth < 5; nth += 1) cars.push(await addLost());
    await plan(FIFTH);
    const [came, optedOut, sold, complains] = cars;
    await addVisit(desk, came?.vehicle.id ?? 0, '2026-11-05', 100);
    await client.customer.update({ where: { id: optedOut?.customer.id ?? 0 }, data: { optedOutAt: desk.clock.now() } });
    await client.vehicle.update({ where: { id: sold?.vehicle.id ?? 0 }, data: { status: 'sold' } });
    await complain(complains?.customer.id ?? 0);
    await plan('2026-11-06');
    expect((await calls()).map(({ status, result }) => [status, result])).toEqual([
      ['cancelled', '车主已回厂'],
      ['cancelled', '车主已退订'],
      ['cancelled', '车辆已不在车主名下'],
      ['cancelled', '投诉处理中，先把投诉处理好'],
      ['open', null],
    ]);
  });

  test('are nobody where the rule says so', async () => {
    await set({ churn: { winBack: false } });
    await addLost();
    expect(await plan(FIFTH)).toBe(0);
  });

  test('the calls are figures: by what they are for, how many are open, done and reached', async () => {
    const { customer } = await addLost();
    await addLost();
    await desk.database.client.customer.update({ where: { id: customer.id }, data: { advisorUserId: 'jiang' } });
    await plan(FIFTH);
    const [first] = await calls();
    await desk.run('jiang', (context, tx) =>
      reportCall(context, tx, { callTaskId: first?.id ?? 0, result: 'booked', words: '周六来' }),
    );
    const ask = (metric: 'callsDone' | 'callTasksOpen' | 'callReachRate') =>
      runQuery(
        { db: desk.database.client, storeId: 'main', now: desk.clock.now() },
        { metric, filters: { purpose: ['winBack'] }, wantList: false },
      );
    expect((await ask('callsDone')).value).toBe(1);
    expect((await ask('callTasksOpen')).value).toBe(1);
    expect((await ask('callReachRate')).value).toBe(1);
  });

  test('who is not reached after so many tries as the rule says is not called again', async () => {
    await addLost();
    await plan(FIFTH);
    for (const day of [0, 1, 2].map((days) => addDays(FIFTH, days))) {
      desk.clock.set(instantAt(day, '10:00').toISOString());
      const [call] = await calls();
      await desk.run('lin', (context, tx) =>
        reportCall(context, tx, { callTaskId: call?.id ?? 0, result: 'noAnswer' }),
      );
    }
    expect((await calls())[0]).toMatchObject({ status: 'done', attempts: 3 });
  });
});

test('over any months, no car is called about twice for one absence, none above the day’s number, and each was lost', async () => {
  await set({ churn: { winBackPerDay: 2 } });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.record({ days: fc.integer({ min: 1, max: 25 }), comes: fc.nat({ max: 5 }) }), {
        minLength: 3,
        maxLength: 8,
      }),
      async (cars, steps) => {
        await desk.database.client.$executeRawUnsafe(
          'TRUNCATE visit, vehicle, customer, call_task RESTART IDENTITY CASCADE',
        );
        await filesReachOn();
        const ids: number[] = [];
        for (const days of cars) ids.push((await addLost(addDays('2025-09-01', days))).vehicle.id);
        let day: Day = FIFTH;
        for (const { days, comes } of steps) {
          day = addDays(day, days);
          const count = await plan(day);
          expect(count).toBeLessThanOrEqual(2);
          expect(await plan(day, '11:00')).toBeLessThanOrEqual(2 - count);
          const lost = new Set(
            await rowIdsOf(
              { db: desk.database.client, storeId: 'main', now: desk.clock.now() },
              { metric: 'churned', filters: {} },
            ),
          );
          const open = (await calls()).filter(({ status }) => status === 'open');
          expect(open.filter(({ vehicleId }) => !lost.has(vehicleId ?? 0))).toEqual([]);
          const visitor = ids[comes];
          if (visitor !== undefined && comes % 2 === 0) await addVisit(desk, visitor, day, 100);
        }
        const keys = (await calls()).map(({ dedupeKey }) => dedupeKey);
        expect(keys).toEqual([...new Set(keys)]);
        const byDay = Map.groupBy(await calls(), ({ dueOn }) => dateToDay(dueOn));
        for (const [, same] of byDay) expect(same.length).toBeLessThanOrEqual(2);
      },
    ),
    { numRuns: 8 },
  );
});

function complain(customerId: number) {
  return desk.run('owner', (context, tx) =>
    openTicket(context, tx, {
      decision: understandLocally({ messages: ['配件等了一个月还没到，要投诉'] }),
      decisionId: 1,
      description: '配件等了一个月还没到，要投诉',
      source: 'chat',
      customerId,
    }),
  );
}
