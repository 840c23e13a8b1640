import * as fc from '../support/property.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dateToDay, dayToDate, instantAt } from '../../src/calendar.ts';
import type { Prisma } from '../../src/database/generated/client.ts';
import {
  type OwnerFacts,
  ownerOccurrences,
  planDay,
  refreshDueDates,
  type VehicleFacts,
  vehicleOccurrences,
} from '../../src/reminders/index.ts';
import { ownerFacts, vehicleFacts } from '../../src/reminders/facts.ts';
import { enabledKinds, leadsOf } from '../../src/reminders/due-rules.ts';
import { defaultRules, getStore, type Rules, rulesOf } from '../../src/stores/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { anyOwner, anyVehicle } from './any-facts.ts';
import { empty, reminders } from './support.ts';

const TODAY = '2026-11-23';
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let nth = 0;
const date = (day: string | null) => (day === null ? null : dayToDate(day));

/** Puts an owner with a car into the archive, or new facts in place of the old ones. */
async function keep(owner: OwnerFacts, car: VehicleFacts, id?: number): Promise<number> {
  const { client } = desk.database;
  const now = desk.clock.now();
  const { visits, brand, series, model, energyType, usageType, vehicleClass, ...rest } = car;
  // The owner's word stands on a reminder; what becomes of it is tested by itself.
  const { odometerKm, warrantyEndsKm, nextMaintenanceKm, toldDone: _word, ...days } = rest;
  const columns = {
    brand,
    series,
    model,
    energyType,
    usageType,
    vehicleClass,
    odometerKm,
    warrantyEndsKm,
    nextMaintenanceKm,
    ...Object.fromEntries(Object.entries(days).map(([name, day]) => [name, date(day)])),
    updatedAt: now,
  } satisfies Prisma.VehicleUncheckedUpdateInput;
  const person = { ...owner, licenceExpiresOn: date(owner.licenceExpiresOn), updatedAt: now };
  nth += 1;
  if (id === undefined) {
    const created = { storeId: 'main', createdAt: now };
    const customer = await client.customer.create({ data: { ...created, name: '赵样甲', ...person } });
    const vehicle = await client.vehicle.create({ data: { ...created, customerId: customer.id, ...columns } });
    id = vehicle.id;
  } else {
    const { customerId } = await client.vehicle.update({ where: { id }, data: columns });
    await client.customer.update({ where: { id: customerId }, data: person });
    await client.visit.deleteMany({ where: { vehicleId: id } });
  }
  for (const [index, { enteredOn, ...visit }] of visits.entries()) {
    const repairOrderNo = `RO${nth}-${index}`;
    await client.visit.create({
      data: { ...visit, storeId: 'main', vehicleId: id, repairOrderNo, enteredOn: dayToDate(enteredOn) },
    });
  }
  return id;
}

/** The table, and what the pure functions say for the same days. */
async function tableAndFunctions(rules: Rules): Promise<{ table: string[]; functions: string[] }> {
  const { client } = desk.database;
  const rows = await client.dueDate.findMany();
  const states = await client.dueDateState.findMany();
  const kinds = new Set<string>(enabledKinds(rules));
  const functions: string[] = [];
  for (const { subject, recordId, fromOn, toOn } of states) {
    const window = { from: dateToDay(fromOn), to: dateToDay(toOn) };
    const found =
      subject === 'vehicle'
        ? (await vehicleFacts(client, 'main', [recordId])).flatMap((car) => vehicleOccurrences(car, window, rules))
        : (await ownerFacts(client, 'main', [recordId])).flatMap((owner) => ownerOccurrences(owner, window));
    for (const one of found) {
      if (kinds.has(one.kind))
        functions.push(`${subject}:${recordId} ${one.kind} ${one.item} ${one.dueOn} ${one.reason}`);
    }
  }
  const table = rows.map((row) => `${row.subjectKey} ${row.kind} ${row.item} ${dateToDay(row.dueOn)} ${row.reason}`);
  return { table: table.toSorted(), functions: functions.toSorted() };
}

async function setRules(rules: object): Promise<Rules> {
  const { client } = desk.database;
  await client.store.update({ where: { id: 'main' }, data: { rules } });
  return rulesOf(await getStore(client, 'main'));
}

test(
  'after any changes of facts, rules and days the table is what the functions say',
  { timeout: 120_000 },
  async () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('add' as const), owner: anyOwner, car: anyVehicle }),
      fc.record({ what: fc.constant('change' as const), owner: anyOwner, car: anyVehicle, which: fc.nat() }),
      fc.record({ what: fc.constant('days' as const), days: fc.integer({ min: 1, max: 400 }) }),
      fc.record({
        what: fc.constant('rules' as const),
        rules: fc.constantFrom<object>(
          {},
          { maintenance: { regular: { months: 6, km: 5000 } } },
          { reminders: { vehicleTax: { enabled: true }, birthday: { enabled: false } } },
          { reminders: { warrantyEnd: { leadDays: [300, 10] } } },
        ),
      }),
      fc.record({ what: fc.constant('erase' as const), which: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        await empty(desk);
        desk.clock.set(instantAt(TODAY, '07:30'));
        let rules = await setRules({});
        let today = TODAY;
        const ids: number[] = [];
        for (const one of steps) {
          desk.clock.advance(60);
          if (one.what === 'add') ids.push(await keep(one.owner, one.car));
          else if (one.what === 'change' && ids.length > 0) await keep(one.owner, one.car, ids[one.which % ids.length]);
          else if (one.what === 'rules') rules = await setRules(one.rules);
          else if (one.what === 'erase' && ids.length > 0) {
            const [id = 0] = ids.splice(one.which % ids.length, 1);
            await desk.database.client.visit.deleteMany({ where: { vehicleId: id } });
            await desk.database.client.dueDate.deleteMany({ where: { vehicleId: id } });
            await desk.database.client.vehicle.delete({ where: { id } });
          } else if (one.what === 'days') {
            today = addDays(today, one.days);
            desk.clock.set(instantAt(today, '07:30'));
          }
          await refreshDueDates(desk.as('system'), rules, today);
          const { table, functions } = await tableAndFunctions(rules);
          expect(table).toEqual(functions);
          const known = await desk.database.client.dueDateState.findMany({ where: { subject: 'vehicle' } });
          const living = new Set(ids);
          for (const state of known.filter(({ recordId }) => living.has(recordId))) {
            expect(dateToDay(state.toOn) >= addDays(today, 90) && dateToDay(state.fromOn) <= today).toBe(true);
          }
        }
      }),
      { numRuns: 12 },
    );
  },
);

test('what did not change is not computed again', async () => {
  await empty(desk);
  await setRules({});
  desk.clock.set(instantAt(TODAY, '07:30'));
  const [owner, car] = [fc.sample(anyOwner, 3), fc.sample(anyVehicle, 3)];
  const ids: number[] = [];
  for (const index of [0, 1, 2]) {
    const [person, vehicle] = [owner[index], car[index]];
    if (person !== undefined && vehicle !== undefined) ids.push(await keep(person, vehicle));
  }
  const refresh = (day: string) => refreshDueDates(desk.as('system'), defaultRules, day);
  expect(await refresh(TODAY)).toBe(6);
  expect(await refresh(TODAY)).toBe(0);
  desk.clock.set(instantAt(addDays(TODAY, 1), '07:30'));
  expect(await refresh(addDays(TODAY, 1))).toBe(0);
  await desk.database.client.vehicle.update({ where: { id: ids[0] ?? 0 }, data: { updatedAt: desk.clock.now() } });
  desk.clock.set(instantAt(addDays(TODAY, 2), '07:30'));
  expect(await refresh(addDays(TODAY, 2))).toBe(1);
});

test('the days of a season, in any order, some twice, plan each thing once', { timeout: 180_000 }, async () => {
  const order = fc.tuple(
    fc.array(fc.tuple(anyOwner, anyVehicle), { minLength: 4, maxLength: 8 }),
    fc.infiniteStream(fc.nat()),
  );
  const DAYS = 40;
  await fc.assert(
    fc.asyncProperty(order, async ([archive, random]) => {
      await empty(desk);
      desk.clock.set(instantAt('2026-06-01', '07:30'));
      const rules = await setRules({});
      for (const [owner, car] of archive) await keep(owner, car);
      // Known long before, so that nobody comes too late for a lead day.
      desk.clock.set(instantAt('2026-10-01', '07:30'));
      await refreshDueDates(desk.as('system'), rules, '2026-10-01');
      await desk.database.client.$executeRawUnsafe(`UPDATE due_date SET changed_at = '2026-06-01+08'`);
      desk.clock.set(instantAt(TODAY, '07:30'));
      const days = Array.from({ length: DAYS }, (_, index) => addDays(TODAY, index))
        .map((day) => ({ day, at: random.next().value }))
        .toSorted((a, b) => a.at - b.at)
        .flatMap(({ day, at }) => (at % 5 === 0 ? [day, day] : [day]));
      for (const day of days) await planDay(desk.as('system'), day);

      const rows = await reminders(desk);
      const planned = rows.map((row) => `${row.subjectKey} ${row.kind} ${dateToDay(row.dueOn)} ${row.leadDays}`);
      expect(new Set(planned).size).toBe(planned.length);
      for (const row of rows) {
        expect(dateToDay(row.plannedFor)).toBe(addDays(dateToDay(row.dueOn), -row.leadDays));
      }
      expect(planned.toSorted()).toEqual((await expected(rules, DAYS)).toSorted());
    }),
    { numRuns: 4 },
  );
});

/** By brute force: what falls due, each lead day that lies in the season. */
async function expected(rules: Rules, days: number): Promise<string[]> {
  const { client } = desk.database;
  const window = { from: TODAY, to: addDays(TODAY, days + 366) };
  const kinds = new Set<string>(enabledKinds(rules));
  const subjects = [
    ...(await client.vehicle.findMany()).map(({ id }) => ['vehicle', id] as const),
    ...(await client.customer.findMany()).map(({ id }) => ['customer', id] as const),
  ];
  const found = new Set<string>();
  for (const [subject, id] of subjects) {
    const occurrences =
      subject === 'vehicle'
        ? (await vehicleFacts(client, 'main', [id])).flatMap((car) => vehicleOccurrences(car, window, rules))
        : (await ownerFacts(client, 'main', [id])).flatMap((owner) => ownerOccurrences(owner, window));
    for (const { kind, dueOn } of occurrences) {
      for (const { kind: of, lead } of leadsOf(rules)) {
        const day = addDays(dueOn, -lead);
        if (of === kind && kinds.has(kind) && day >= TODAY && day < addDays(TODAY, days)) {
          found.add(`${subject}:${id} ${kind} ${dueOn} ${lead}`);
        }
      }
    }
  }
  return [...found];
}
