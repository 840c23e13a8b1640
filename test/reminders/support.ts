import { addMonths, dayToDate, type Day } from '../../src/calendar.ts';
import type { Customer, Prisma, Reminder, Vehicle } from '../../src/database/generated/client.ts';
import type { Desk } from '../support/desk.ts';

export interface Owned {
  customer: Customer;
  vehicle: Vehicle;
}

let nth = 0;

/** An owner with one car that has nothing due, but for what is named. */
export async function addOwner(
  desk: Desk,
  customer: Partial<Prisma.CustomerUncheckedCreateInput> = {},
  vehicle: Partial<Prisma.VehicleUncheckedCreateInput> = {},
): Promise<Owned> {
  nth += 1;
  const now = desk.clock.now();
  const common = { storeId: 'main', createdAt: now, updatedAt: now };
  const { client } = desk.database;
  const owner = await client.customer.create({
    data: { ...common, name: '赵样甲', gender: 'male', mobiles: [`154${String(nth).padStart(8, '0')}`], ...customer },
  });
  const car = await client.vehicle.create({
    data: { ...common, customerId: owner.id, plateNumber: `沪ACS${String(nth).padStart(3, '0')}`, ...vehicle },
  });
  return { customer: owner, vehicle: car };
}

/** Delivery day of a new car whose first maintenance is due on a day. */
export function deliveredFor(dueOn: Day): Date {
  return dayToDate(addMonths(dueOn, -6));
}

export async function addVisit(
  desk: Desk,
  vehicle: Vehicle,
  enteredOn: Day,
  odometerKm: number,
  type = 'regularMaintenance',
) {
  nth += 1;
  await desk.database.client.visit.create({
    data: {
      storeId: 'main',
      vehicleId: vehicle.id,
      repairOrderNo: `RO${nth}`,
      enteredOn: dayToDate(enteredOn),
      odometerKm,
      type,
    },
  });
  await desk.database.client.vehicle.update({ where: { id: vehicle.id }, data: { updatedAt: desk.clock.now() } });
}

export async function reminders(desk: Desk): Promise<Reminder[]> {
  return desk.database.client.reminder.findMany({ orderBy: { id: 'asc' } });
}

/** Everything but the store and its staff. */
export async function empty(desk: Desk): Promise<void> {
  await desk.database.client.$executeRawUnsafe(
    `TRUNCATE customer, vehicle, visit, channel_identity, conversation, reminder, call_task, outbox_message, due_date, due_date_state, due_date_progress,
       schedule_slot, ticket RESTART IDENTITY CASCADE`,
  );
}
