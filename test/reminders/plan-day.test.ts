import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import { CareError } from '../../src/errors.ts';
import { planDay, planDueDays } from '../../src/reminders/index.ts';
import { buildSampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { addOwner, addVisit, deliveredFor, empty, reminders } from './support.ts';

const TODAY = '2026-11-23';

describe.each(databaseKinds)('planning a day on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await empty(desk);
      desk.clock.set(instantAt(TODAY, '07:30'));
    });
    const plan = (day = TODAY) => planDay(desk.as('system'), day);
    /** Kind, lead and status of what is planned. */
    const planned = async () => (await reminders(desk)).map((row) => `${row.kind} ${row.leadDays} ${row.status}`);

    test('too early, too late and due: only what is due is planned, with its reason', async () => {
      await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 15)) });
      await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 13)) });
      await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, -200)) });
      const due = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      expect(await plan()).toEqual({ day: TODAY, planned: 1, skipped: 0, heldOut: 0 });
      expect(await reminders(desk)).toMatchObject([
        {
          kind: 'firstMaintenance',
          vehicleId: due.vehicle.id,
          customerId: due.customer.id,
          leadDays: 14,
          dueOn: dayToDate('2026-12-07'),
          plannedFor: dayToDate(TODAY),
          status: 'planned',
          reason: '2026-06-07 交车，满 6 个月为 2026-12-07',
        },
      ]);
    });

    test('a plan that runs twice plans once', async () => {
      await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      await plan();
      const before = await reminders(desk);
      expect(await plan()).toEqual({ day: TODAY, planned: 0, skipped: 0, heldOut: 0 });
      expect(await reminders(desk)).toEqual(before);
    });

    test('two plans at once plan once', async () => {
      await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      await Promise.all([plan(), plan(), plan()]);
      expect(await reminders(desk)).toHaveLength(1);
    });

    test.each([
      ['firstMaintenance', [14, 3, 0]],
      ['insuranceRenewal', [90, 60, 30, 7]],
      ['annualInspection', [90, 30, 7]],
      ['licenceRenewal', [90, 30]],
      ['warrantyEnd', [60, 15]],
      ['birthday', [3, 0]],
    ])('%s comes %j days before', async (expected, leads) => {
      const dueOn = addDays(TODAY, 100);
      await addOwner(
        desk,
        {
          ...(expected === 'licenceRenewal' ? { licenceExpiresOn: dayToDate(dueOn) } : {}),
          ...(expected === 'birthday' ? { birthday: `1990-${dueOn.slice(5)}` } : {}),
        },
        {
          ...(expected === 'firstMaintenance' ? { deliveredOn: deliveredFor(dueOn) } : {}),
          ...(expected === 'insuranceRenewal' ? { compulsoryInsuranceExpiresOn: dayToDate(dueOn) } : {}),
          ...(expected === 'annualInspection' ? { inspectionDueOn: dayToDate(dueOn) } : {}),
          ...(expected === 'warrantyEnd' ? { warrantyEndsOn: dayToDate(dueOn) } : {}),
        },
      );
      const around = new Set([100, 0, -1, ...leads.flatMap((lead) => [lead + 1, lead, lead - 1])]);
      for (const lead of [...around].toSorted((a, b) => b - a)) await plan(addDays(dueOn, -lead));
      expect(await planned()).toEqual(leads.map((lead) => `${expected} ${lead} planned`));
    });

    test('an inspection is computed from the registration, to the end of the month', async () => {
      await addOwner(desk, {}, { registeredOn: dayToDate('2022-12-05') });
      await addOwner(desk, {}, { registeredOn: dayToDate('2023-12-05') });
      await addOwner(desk, {}, { registeredOn: dayToDate('2022-06-05') });
      await plan('2026-12-24');
      expect(await reminders(desk)).toMatchObject([
        { kind: 'annualInspection', dueOn: dayToDate('2026-12-31'), leadDays: 7, vehicleId: 1 },
      ]);
    });

    test('an inspection date that a file gave long ago gives way to the computed one', async () => {
      await addOwner(desk, {}, { registeredOn: dayToDate('2016-12-05'), inspectionDueOn: dayToDate('2024-12-31') });
      await plan('2026-12-01');
      expect(await reminders(desk)).toMatchObject([{ dueOn: dayToDate('2026-12-31'), leadDays: 30 }]);
    });

    test('a truck is inspected every six months after ten years', async () => {
      await addOwner(desk, {}, { registeredOn: dayToDate('2014-06-05'), vehicleClass: 'truck' });
      await plan('2026-12-24');
      expect(await planned()).toEqual(['annualInspection 7 planned']);
    });

    test('both insurances on one day are one reminder, on two days two', async () => {
      await addOwner(
        desk,
        {},
        {
          compulsoryInsuranceExpiresOn: dayToDate('2026-12-23'),
          commercialInsuranceExpiresOn: dayToDate('2026-12-23'),
        },
      );
      await addOwner(
        desk,
        {},
        {
          compulsoryInsuranceExpiresOn: dayToDate('2026-12-23'),
          commercialInsuranceExpiresOn: dayToDate('2026-11-30'),
        },
      );
      await plan();
      expect((await reminders(desk)).map((row) => row.reason).toSorted()).toEqual([
        '交强险于 2026-12-23 到期',
        '交强险和商业险于 2026-12-23 到期',
        '商业险于 2026-11-30 到期',
      ]);
    });

    test('lunar birthdays and 29 February come on the right day', async () => {
      await addOwner(desk, { birthday: '1990-08-15', birthdayCalendar: 'lunar' });
      await addOwner(desk, { birthday: '1988-02-29' });
      await plan('2026-09-25');
      await plan('2027-02-28');
      expect((await reminders(desk)).map((row) => row.reason)).toEqual([
        '农历生日 8 月 15 日，今年为公历 9 月 25 日',
        '生日 2 月 29 日（今年没有 2 月 29 日，提前一天）',
      ]);
    });

    test('who is not told has a row that says why', async () => {
      const birthday = `1990-${TODAY.slice(5)}`;
      await addOwner(desk, { birthday, optedOutAt: desk.clock.now() });
      await addOwner(desk, { birthday, isDeceased: true });
      await addOwner(desk, { birthday }, { status: 'sold' });
      const { customer } = await addOwner(desk, { birthday });
      const ticket = await desk.open('空调不凉，麻烦处理');
      await desk.database.client.ticket.update({ where: { id: ticket.id }, data: { customerId: customer.id } });
      expect(await plan()).toMatchObject({ planned: 0, skipped: 4 });
      expect((await reminders(desk)).map((row) => row.skipReason)).toEqual([
        '车主已退订',
        '车主已故',
        '车辆已转让或报废',
        '车主有未关闭的投诉，暂不问候',
      ]);
    });

    test('an open complaint does not stop a service reminder', async () => {
      const { customer } = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      const ticket = await desk.open('空调不凉，麻烦处理');
      await desk.database.client.ticket.update({ where: { id: ticket.id }, data: { customerId: customer.id } });
      await plan();
      expect(await planned()).toEqual(['firstMaintenance 14 planned']);
    });

    test('a visit moves the next maintenance', async () => {
      const { vehicle } = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      desk.clock.advance(60);
      await addVisit(desk, vehicle, addDays(TODAY, -1), 3000, 'firstMaintenance');
      await plan();
      expect(await planned()).toEqual([]);
      desk.clock.set(instantAt('2027-11-08', '07:30'));
      await plan('2027-11-08');
      expect(await planned()).toEqual(['regularMaintenance 14 planned']);
    });

    test('a due day that moves by some weeks is not reminded of twice', async () => {
      const { vehicle } = await addOwner(desk, {}, { deliveredOn: dayToDate('2024-01-01') });
      await addVisit(desk, vehicle, '2025-12-07', 5000);
      await plan();
      expect(await planned()).toEqual(['regularMaintenance 14 planned']);
      desk.clock.advance(60);
      // The file of another system says a week later: lead 14 falls on another day.
      await desk.database.client.vehicle.update({
        where: { id: vehicle.id },
        data: { nextMaintenanceOn: dayToDate(addDays(TODAY, 21)), updatedAt: desk.clock.now() },
      });
      await plan(addDays(TODAY, 7));
      expect(await planned()).toEqual(['regularMaintenance 14 planned']);
    });

    test('a change of the store’s interval is taken up', async () => {
      await addOwner(desk, {}, { deliveredOn: dayToDate('2026-09-07') });
      await plan();
      expect(await planned()).toEqual([]);
      const rules = { maintenance: { first: { months: 3, km: 5000 } } };
      await desk.database.client.store.update({ where: { id: 'main' }, data: { rules } });
      await plan();
      await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: {} } });
      expect(await planned()).toEqual(['firstMaintenance 14 planned']);
    });

    test('a car that comes into the archive after its last lead day is reminded of at once, and once', async () => {
      await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 4)) });
      await plan();
      await plan(addDays(TODAY, 1));
      expect(await planned()).toEqual(['insuranceRenewal 7 planned']);
    });

    test('a kind that is switched off plans nothing', async () => {
      await addOwner(desk, { birthday: `1990-${TODAY.slice(5)}` });
      const rules = { reminders: { birthday: { enabled: false } } };
      await desk.database.client.store.update({ where: { id: 'main' }, data: { rules } });
      await plan();
      await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: {} } });
      expect(await planned()).toEqual([]);
    });

    test('missed days are caught up, each once', async () => {
      for (const offset of [14, 15, 16, 17]) {
        await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, offset)) });
      }
      await planDueDays(desk.as('system'));
      desk.clock.set(instantAt(addDays(TODAY, 3), '07:30'));
      const results = await planDueDays(desk.as('system'));
      expect(results.map(({ day, planned }) => [day, planned])).toEqual([
        ['2026-11-24', 1],
        ['2026-11-25', 1],
        ['2026-11-26', 1],
      ]);
      expect((await planDueDays(desk.as('system'))).map(({ planned }) => planned)).toEqual([0]);
    });

    test('other stores’ owners are left alone', async () => {
      await desk.database.client.store.create({ data: { id: 'second', name: '二店', createdAt: desk.clock.now() } });
      await addOwner(desk, { storeId: 'second' }, { storeId: 'second', deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      await plan();
      await desk.database.client.$executeRawUnsafe(`DELETE FROM vehicle; `);
      expect(await planned()).toEqual([]);
    });

    test('a text that is no day is refused', async () => {
      await expect(plan('2026-02-30')).rejects.toThrow(CareError);
    });
  });
});

test('every day of the next month has reminders of several kinds in the sample store', async () => {
  const desk = await openDesk();
  await seedSampleStore(desk.database, desk.clock, buildSampleStore({ seed: 5, today: TODAY }));
  for (let offset = 0; offset <= 31; offset += 1) await planDay(desk.as('system'), addDays(TODAY, offset));
  const days = await desk.database.client.$queryRaw<{ kinds: string[] }[]>`
    SELECT array_agg(DISTINCT kind) AS kinds FROM reminder WHERE status = 'planned' GROUP BY planned_for`;
  await desk.close();
  expect(days).toHaveLength(32);
  const always = ['birthday', 'firstMaintenance', 'regularMaintenance'];
  for (const { kinds } of days) expect(kinds).toEqual(expect.arrayContaining(always));
  // Inspections end with a month, so their leads fall on some days only.
  expect(days.flatMap(({ kinds }) => kinds)).toContain('annualInspection');
});
