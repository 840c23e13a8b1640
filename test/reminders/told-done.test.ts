import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dateToDay, dayToDate, instantAt } from '../../src/calendar.ts';
import { planDay, redateMaintenance } from '../../src/reminders/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { addOwner, addVisit, deliveredFor, empty, type Owned, reminders } from './support.ts';

const TODAY = '2026-11-23';
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  desk.clock.set(instantAt(TODAY, '07:30'));
});

/** The owner answers the reminder of today: done last week. */
async function doneLastWeek({ vehicle }: Owned) {
  await planDay(desk.as('system'), TODAY);
  desk.clock.set(instantAt(TODAY, '12:00'));
  const { count } = await desk.database.client.reminder.updateMany({
    where: { vehicleId: vehicle.id, kind: { endsWith: 'Maintenance' } },
    data: { status: 'sent', sentAt: desk.clock.now(), fulfilment: 'ownersWord', fulfilledOn: dayToDate('2026-11-16') },
  });
  expect(count).toBe(1);
  return desk.run('system', (context, tx) => redateMaintenance(context, tx, { vehicleId: vehicle.id }));
}
const plansFrom = async (from: string, to: string) => {
  await desk.database.client.reminder.deleteMany({ where: { fulfilment: null } });
  for (let day = from; day <= to; day = addDays(day, 1)) {
    desk.clock.set(instantAt(day, '07:30'));
    await planDay(desk.as('system'), day);
  }
  return (await reminders(desk))
    .filter(({ kind, fulfilment }) => kind.endsWith('Maintenance') && fulfilment === null)
    .map((row) => `${row.kind} ${dateToDay(row.dueOn)} ${row.leadDays} ${row.status}`);
};

test('a first maintenance done elsewhere is followed by a regular one a year later', async () => {
  const owned = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
  expect(await doneLastWeek(owned)).toBe('2027-11-16');
  expect(await plansFrom('2026-11-24', '2026-12-10')).toEqual([]);
  expect(await plansFrom('2027-11-01', '2027-11-03')).toEqual(['regularMaintenance 2027-11-16 14 planned']);
});

test('a car without readings at its maintenance is reminded of the next one, not of a day years ago', async () => {
  const owned = await addOwner(desk, {}, { deliveredOn: dayToDate('2020-01-01'), nextMaintenanceKm: 20_000 });
  await addVisit(desk, owned.vehicle, '2022-06-01', 41_000, 'repair');
  await addVisit(desk, owned.vehicle, '2025-12-07', 60_000);
  await desk.database.client.visit.updateMany({ where: { type: 'regularMaintenance' }, data: { odometerKm: null } });
  const due = await doneLastWeek(owned);
  expect(due !== undefined && due > '2027-01-01' && due <= '2027-11-16').toBe(true);
});

test('a file that still names the maintenance which is done does not bring it back', async () => {
  const owned = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
  await doneLastWeek(owned);
  desk.clock.set(instantAt('2026-12-01', '10:00'));
  await desk.database.client.vehicle.update({
    where: { id: owned.vehicle.id },
    data: { nextMaintenanceOn: dayToDate('2026-12-15'), nextMaintenanceKm: 5000, updatedAt: desk.clock.now() },
  });
  expect(await plansFrom('2026-12-02', '2026-12-16')).toEqual([]);
});
