import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, addMonths, type Day, dateToDay, dayToDate, instantAt } from '../../src/calendar.ts';
import { coverageOf, sendDueReminders } from '../../src/outreach/index.ts';
import { outcomesOf, planDay, planDueDays, prepareDueDates, watchUnplanned } from '../../src/reminders/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { addOwner, addVisit, deliveredFor, empty, reminders } from './support.ts';

const TODAY = '2026-11-23';
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: {} } });
  desk.clock.set(instantAt(TODAY, '07:30'));
});

const planOn = async (day: Day) => {
  desk.clock.set(instantAt(day, '07:30'));
  return planDueDays(desk.as('system'));
};
const rows = async () =>
  (await reminders(desk)).map(
    (row) => `${dateToDay(row.plannedFor)} ${row.kind} ${dateToDay(row.dueOn)} ${row.leadDays} ${row.status}`,
  );

test('kilometres that a monthly file shows as driven are told the next morning, though the day is over', async () => {
  const { vehicle } = await addOwner(desk, {}, { deliveredOn: dayToDate('2023-06-01') });
  await addVisit(desk, vehicle, '2026-04-01', 20_000);
  await planOn(TODAY);
  expect(await rows()).toEqual([]);
  // On 1 December the file of November: a repair of the 10th, at 31 000.
  desk.clock.set(instantAt('2026-12-01', '10:00'));
  await addVisit(desk, vehicle, '2026-11-10', 31_000, 'repair');
  await planOn('2026-12-02');
  await planOn('2026-12-03');
  expect((await rows()).filter((row) => row.includes('2026-11-10'))).toEqual([
    '2026-12-02 regularMaintenance 2026-11-10 3 planned',
  ]);
  desk.clock.set(instantAt('2026-12-03', '10:00'));
  await sendDueReminders(desk.as('system'));
  const call = await desk.database.client.callTask.findFirstOrThrow();
  expect(call.script).toContain('的定期保养时间（2026年11月10日）已到');
});

test('a policy that ends tomorrow and comes after today’s plan is told today', async () => {
  await planOn(TODAY);
  desk.clock.set(instantAt(TODAY, '10:00'));
  await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 1)) });
  desk.clock.set(instantAt(TODAY, '10:05'));
  await prepareDueDates(desk.as('system'));
  await sendDueReminders(desk.as('system'));
  expect(await rows()).toEqual([`${TODAY} insuranceRenewal 2026-11-24 7 callTask`]);
  expect((await desk.database.client.callTask.findFirstOrThrow()).script).toContain('明天（2026年11月24日）到期');
  await planOn(addDays(TODAY, 1));
  expect(await rows()).toHaveLength(1);
});

test('before the day’s plan has run, what comes in waits for it', async () => {
  desk.clock.set(instantAt(TODAY, '06:00'));
  await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 1)) });
  await prepareDueDates(desk.as('system'));
  expect(await rows()).toEqual([]);
});

test.each([0, -1, -7])(
  'a policy that ended %i days from the plan that first knows it is told at once',
  async (days) => {
    await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, days)) });
    await planOn(TODAY);
    await planOn(addDays(TODAY, 1));
    expect(await rows()).toEqual([`${TODAY} insuranceRenewal ${addDays(TODAY, days)} 7 planned`]);
  },
);

test.each([
  ['a first maintenance', { deliveredOn: deliveredFor(addDays(TODAY, -36)) }, 'firstMaintenance'],
  ['a policy', { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, -8)) }, 'insuranceRenewal'],
  ['an inspection', { inspectionDueOn: dayToDate(addDays(TODAY, -15)) }, 'annualInspection'],
  ['a warranty', { warrantyEndsOn: dayToDate(addDays(TODAY, -1)) }, 'warrantyEnd'],
])('%s that was over for too long when it became known is not told, and coverage says why', async (_, car, kind) => {
  await addOwner(desk, {}, car);
  await planOn(TODAY);
  expect(await reminders(desk)).toMatchObject([{ kind, status: 'skipped', skipReason: '得知时已过到期日，不再提醒' }]);
  const coverage = await coverageOf(desk.as('system'), desk.database.client, TODAY);
  expect(coverage).toMatchObject({
    due: 1,
    counts: { explained: 1, unexplained: 0 },
    reasons: { '得知时已过到期日，不再提醒': 1 },
  });
  await planOn(addDays(TODAY, 1));
  expect(await reminders(desk)).toHaveLength(1);
  const span = { from: addDays(TODAY, -100), to: TODAY };
  expect(await outcomesOf(desk.database.client, 'main', span, TODAY)).toEqual([]);
});

test('a licence that ended last week is told, a birthday of last week is not', async () => {
  const past = addDays(TODAY, -7);
  await addOwner(desk, { licenceExpiresOn: dayToDate(past), birthday: `1990-${past.slice(5)}` });
  await planOn(TODAY);
  expect(await rows()).toEqual([`${TODAY} licenceRenewal ${past} 30 planned`]);
});

test('who was told of a policy is not told again when its end, over by now, is corrected', async () => {
  const { vehicle } = await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 7)) });
  await planOn(TODAY);
  desk.clock.set(instantAt(addDays(TODAY, 9), '12:00'));
  await desk.database.client.vehicle.update({
    where: { id: vehicle.id },
    data: { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 5)), updatedAt: desk.clock.now() },
  });
  await planOn(addDays(TODAY, 10));
  expect(await rows()).toEqual([`${TODAY} insuranceRenewal ${addDays(TODAY, 7)} 7 planned`]);
});

test('what was known in time is not a late joiner when only other facts of the record change', async () => {
  const dueOn = addDays(TODAY, 2);
  const { vehicle } = await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(dueOn) });
  await planOn(TODAY);
  await desk.database.client.reminder.deleteMany();
  desk.clock.set(instantAt(addDays(TODAY, 20), '12:00'));
  await desk.database.client.vehicle.update({
    where: { id: vehicle.id },
    data: { brand: '斯柯达', updatedAt: desk.clock.now() },
  });
  await planDay(desk.as('system'), addDays(TODAY, 21));
  expect(await rows()).toEqual([]);
});

test('what was overdue for more than half a year is no news and has no row', async () => {
  await addOwner(desk, {}, { deliveredOn: dayToDate(addMonths(TODAY, -13)) });
  await planOn(TODAY);
  expect(await rows()).toEqual([]);
});

describe('the watch over the plan', () => {
  const told = async () => {
    const director = await desk.database.client.staff.findFirstOrThrow({ where: { role: 'director' } });
    return (await desk.texts(director.userId)).filter((text) => text.includes('没有安排提醒'));
  };

  test('finds nothing where every due date has its row, whatever came late', async () => {
    await planOn(TODAY);
    desk.clock.set(instantAt(TODAY, '10:00'));
    for (const days of [-100, -20, -3, 0, 2, 7, 8]) {
      await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, days)) });
    }
    for (const offset of [1, 2]) {
      await planOn(addDays(TODAY, offset));
      desk.clock.set(instantAt(addDays(TODAY, offset), '08:50'));
      expect(await watchUnplanned(desk.as('system'))).toBe(0);
    }
    expect(await told()).toEqual([]);
  });

  test('tells the director once what the plan has left out, in time or late', async () => {
    await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 7)) });
    await addOwner(desk, {}, { inspectionDueOn: dayToDate(addDays(TODAY, -5)) });
    await planOn(TODAY);
    await desk.database.client.reminder.deleteMany();
    await desk.database.client.$executeRawUnsafe(`UPDATE due_date SET changed_at = '2026-11-23 12:00+08'`);
    desk.clock.set(instantAt(addDays(TODAY, 1), '08:50'));
    expect(await watchUnplanned(desk.as('system'))).toBe(0);
    await desk.database.client.scheduleSlot.create({
      data: { name: 'reminders.planned:main', slotAt: instantAt(addDays(TODAY, 1)), claimedAt: desk.clock.now() },
    });
    expect(await watchUnplanned(desk.as('system'))).toBe(2);
    await watchUnplanned(desk.as('system'));
    expect(await told()).toEqual(['有到期事项没有安排提醒，请联系管理员核查：\n2026年11月23日 年检1、续保1']);
  });
});
