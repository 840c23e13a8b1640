import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dateToDay, dayToDate, instantAt } from '../../src/calendar.ts';
import { getCareCalendar, planDay, previewDay, replay } from '../../src/reminders/index.ts';
import { buildSampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { rulesOf } from '../../src/stores/index.ts';
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
  await setRules({});
  desk.clock.set(instantAt(TODAY, '07:30'));
});
const setRules = (rules: object) => desk.database.client.store.update({ where: { id: 'main' }, data: { rules } });
const own = (rules: object) => rulesOf({ id: 'main', rules });
const planned = async () =>
  (await reminders(desk)).map(
    (row) => `${row.subjectKey} ${row.kind} ${dateToDay(row.dueOn)} ${row.leadDays} ${row.status}`,
  );

test('a preview shows what the plan then plans, from the table and from the facts alike, and writes nothing', async () => {
  await seedSampleStore(desk.database, desk.clock, buildSampleStore({ seed: 7, today: TODAY }));
  const lines = (rows: Awaited<ReturnType<typeof previewDay>>) =>
    rows
      .map((row) => {
        const subject = row.vehicleId === null ? `customer:${row.customerId}` : `vehicle:${row.vehicleId}`;
        return `${subject} ${row.kind} ${row.dueOn} ${row.leadDays} ${row.status}`;
      })
      .toSorted();
  const day = addDays(TODAY, 9);
  const fromTable = await previewDay(desk.as('system'), day);
  const fromFacts = await previewDay(desk.as('system'), day, { rules: own({}) });
  expect(fromTable.length).toBeGreaterThan(5);
  expect(lines(fromFacts)).toEqual(lines(fromTable));
  expect(await reminders(desk)).toEqual([]);
  expect(fromTable.every(({ isPlanned }) => !isPlanned)).toBe(true);
  // Nothing is connected here: a person calls.
  expect(fromTable.find(({ status }) => status === 'planned')).toMatchObject({ channel: 'callTask' });

  await planDay(desk.as('system'), day);
  expect((await planned()).toSorted()).toEqual(lines(fromTable));
  expect((await previewDay(desk.as('system'), day)).every(({ isPlanned }) => isPlanned)).toBe(true);
});

test('a preview under other rules shows those, and changes neither rules nor due dates', async () => {
  await addOwner(desk, {}, { deliveredOn: dayToDate('2026-09-07') });
  const rules = own({ maintenance: { first: { months: 3, km: 5000 } } });
  expect(await previewDay(desk.as('system'), TODAY)).toEqual([]);
  expect(await previewDay(desk.as('system'), TODAY, { rules })).toMatchObject([
    { kind: 'firstMaintenance', dueOn: '2026-12-07', leadDays: 14, status: 'planned' },
  ]);
  await planDay(desk.as('system'), TODAY);
  expect(await planned()).toEqual([]);
});

test('greetings on a holiday go to everybody where a store wants them', async () => {
  await addOwner(desk);
  await addOwner(desk, { optedOutAt: desk.clock.now() });
  await planDay(desk.as('system'), '2027-02-06');
  expect(await planned()).toEqual([]);
  await setRules({ reminders: { holiday: { enabled: true } } });
  // 2027 is not announced by the State Council.
  expect(await previewDay(desk.as('system'), '2027-02-06')).toMatchObject([
    { kind: 'holiday', reason: '春节', status: 'planned', priority: 8 },
    { kind: 'holiday', status: 'skipped', skipReason: '车主已退订' },
  ]);
  await planDay(desk.as('system'), '2027-02-06');
  expect(await planned()).toEqual([
    'customer:1 holiday 2027-02-06 0 planned',
    'customer:2 holiday 2027-02-06 0 skipped',
  ]);
});

test('a share of the owners is held out, the same for every lead, and shown as such', async () => {
  await setRules({ reminders: { insuranceRenewal: { holdOutPercent: 40 } } });
  for (let index = 0; index < 40; index += 1) {
    await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 60)) });
  }
  const first = await planDay(desk.as('system'), TODAY);
  const second = await planDay(desk.as('system'), addDays(TODAY, 30));
  expect(first.planned + first.heldOut).toBe(40);
  expect(first.heldOut).toBeGreaterThan(5);
  expect(first.heldOut).toBeLessThan(30);
  expect(second).toMatchObject({ planned: first.planned, heldOut: first.heldOut });
  const rows = await reminders(desk);
  const held = (lead: number) => rows.filter((row) => row.leadDays === lead && row.status === 'heldOut');
  expect(held(30).map(({ customerId }) => customerId)).toEqual(held(60).map(({ customerId }) => customerId));
  expect(held(60)[0]?.skipReason).toBe('对照组');
});

test('what is due soon goes first, greetings last; each row keeps the rules it was planned under', async () => {
  const { client } = desk.database;
  await client.rulesVersion.create({
    data: { storeId: 'main', version: 3, rules: {}, changedAt: desk.clock.now(), changedBy: 'test' },
  });
  await addOwner(
    desk,
    { birthday: `1990-${TODAY.slice(5)}` },
    {
      compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 60)),
      inspectionDueOn: dayToDate(addDays(TODAY, 7)),
      deliveredOn: deliveredFor(addDays(TODAY, 3)),
    },
  );
  await planDay(desk.as('system'), TODAY);
  const rows = await client.reminder.findMany({ orderBy: [{ priority: 'asc' }, { kind: 'asc' }] });
  expect(rows.map(({ kind, priority, rulesVersion }) => [kind, priority, rulesVersion])).toEqual([
    ['annualInspection', 3, 3],
    ['firstMaintenance', 3, 3],
    ['insuranceRenewal', 5, 3],
    ['birthday', 8, 3],
  ]);
});

test('a maintenance after the next visit is a new one, however soon; one that only moves is not', async () => {
  await setRules({ maintenance: { regular: { months: 1, km: 50_000 } } });
  const { vehicle } = await addOwner(desk, {}, { deliveredOn: dayToDate('2024-01-01') });
  await addVisit(desk, vehicle, '2026-11-07', 5000);
  await planDay(desk.as('system'), TODAY);
  desk.clock.set(instantAt('2026-12-06', '12:00'));
  await addVisit(desk, vehicle, '2026-12-06', 6000);
  desk.clock.set(instantAt('2026-12-23', '07:30'));
  await planDay(desk.as('system'), '2026-12-23');
  expect(await planned()).toEqual([
    'vehicle:1 regularMaintenance 2026-12-07 14 planned',
    'vehicle:1 regularMaintenance 2027-01-06 14 planned',
  ]);
});

test('a replay counts what was known on each day', async () => {
  const { vehicle } = await addOwner(desk, { birthday: '1990-08-15' }, { deliveredOn: dayToDate('2024-01-01') });
  // Due 10 August by the visit before; that of 5 August was not known on 27 July, but was on 7 August.
  await addVisit(desk, vehicle, '2025-08-10', 5000);
  await addVisit(desk, vehicle, '2026-08-05', 7000);
  await desk.database.client.vehicle.update({
    where: { id: vehicle.id },
    data: { compulsoryInsuranceExpiresOn: dayToDate('2027-09-29') },
  });
  const counts = await replay(desk.as('system'), '2026-07-01', '2026-09-30');
  expect(counts.map(({ day, kind, planned }) => `${day} ${kind} ${planned}`)).toEqual([
    '2026-07-01 insuranceRenewal 1',
    '2026-07-27 regularMaintenance 1',
    '2026-07-31 insuranceRenewal 1',
    '2026-08-12 birthday 1',
    '2026-08-15 birthday 1',
    '2026-08-30 insuranceRenewal 1',
    '2026-09-22 insuranceRenewal 1',
  ]);
  const rules = own({ reminders: { insuranceRenewal: { leadDays: [10] }, birthday: { enabled: false } } });
  const other = await replay(desk.as('system'), '2026-07-01', '2026-09-30', { rules });
  expect(other.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
    '2026-07-27 regularMaintenance',
    '2026-09-19 insuranceRenewal',
  ]);
  await expect(replay(desk.as('system'), '2026-09-30', '2026-07-01')).rejects.toThrow('no span');
});

test('a replay of the coming month is what the plans of its days plan', async () => {
  await seedSampleStore(desk.database, desk.clock, buildSampleStore({ seed: 3, today: TODAY }));
  const to = addDays(TODAY, 20);
  const counts = await replay(desk.as('system'), TODAY, to);
  await desk.database.client.$executeRawUnsafe(`TRUNCATE reminder`);
  for (let day = TODAY; day <= to; day = addDays(day, 1)) {
    desk.clock.set(instantAt(day, '07:30'));
    await planDay(desk.as('system'), day);
    // Late joiners are only told apart on the first days after the seeding.
    await desk.database.client.$executeRawUnsafe(`DELETE FROM reminder WHERE due_on - lead_days <> planned_for`);
  }
  const rows = await desk.database.client.$queryRaw<{ line: string }[]>`
    SELECT to_char(planned_for, 'YYYY-MM-DD') || ' ' || kind || ' ' || count(*) FILTER (WHERE status = 'planned') || ' '
      || count(*) FILTER (WHERE status = 'skipped') AS line
    FROM reminder GROUP BY planned_for, kind`;
  expect(counts.map(({ day, kind, planned, skipped }) => `${day} ${kind} ${planned} ${skipped}`).toSorted()).toEqual(
    rows.map(({ line }) => line).toSorted(),
  );
});

test('the care calendar of a vehicle is read from the archive; another store’s is not found', async () => {
  const { vehicle } = await addOwner(
    desk,
    { licenceExpiresOn: dayToDate('2027-05-10') },
    { deliveredOn: dayToDate('2026-09-01') },
  );
  const calendar = await getCareCalendar(desk.database.client, 'main', vehicle.id, TODAY);
  expect(calendar.entries.map(({ dueOn, label }) => `${dueOn} ${label}`).slice(0, 2)).toEqual([
    '2027-03-01 首次保养',
    '2027-05-10 驾驶证换证',
  ]);
  await expect(getCareCalendar(desk.database.client, 'second', vehicle.id, TODAY)).rejects.toThrow('not found');
  await expect(getCareCalendar(desk.database.client, 'main', 999, TODAY)).rejects.toThrow('not found');
});
