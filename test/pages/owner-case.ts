import { addDays, dayOf, dayToDate } from '../../src/calendar.ts';
import type { Customer, Prisma, Reminder, Vehicle } from '../../src/database/generated/client.ts';
import type { Site } from './site.ts';

/** An owner of the first store with a car; what is not named is filled in. */
export async function buildOwner(
  site: Site,
  owner: Partial<Prisma.CustomerUncheckedCreateInput> = {},
  car: Partial<Prisma.VehicleUncheckedCreateInput> = {},
): Promise<{ customer: Customer; vehicle: Vehicle }> {
  const { client } = site.desk.database;
  const at = site.desk.clock.now();
  const common = { storeId: 'main', createdAt: at, updatedAt: at };
  const customer = await client.customer.create({
    data: { ...common, name: '郑样本', gender: 'male', mobiles: ['13800001234'], advisorUserId: 'jiang', ...owner },
  });
  const vehicle = await client.vehicle.create({
    data: {
      ...common,
      customerId: customer.id,
      plateNumber: '沪A12345',
      brand: 'SKODA',
      series: '速派',
      registeredOn: dayToDate('2024-03-15'),
      deliveredOn: dayToDate('2024-03-15'),
      compulsoryInsuranceExpiresOn: dayToDate('2027-03-14'),
      odometerKm: 31_000,
      ...car,
    },
  });
  return { customer, vehicle };
}

/** A reminder of an owner that went out some days ago, or is yet to. */
export async function buildReminder(
  site: Site,
  subject: { customer: { id: number }; vehicle: { id: number } },
  data: Partial<Prisma.ReminderUncheckedCreateInput> & { inDays?: number } = {},
): Promise<Reminder> {
  const { inDays = -3, ...rest } = data;
  const day = addDays(dayOf(site.desk.clock.now()), inDays);
  return site.desk.database.client.reminder.create({
    data: {
      storeId: 'main',
      subjectKey: `vehicle:${subject.vehicle.id}`,
      customerId: subject.customer.id,
      vehicleId: subject.vehicle.id,
      kind: 'regularMaintenance',
      dueOn: dayToDate(addDays(day, 14)),
      leadDays: 14,
      plannedFor: dayToDate(day),
      reason: '上次保养2025年12月10日，间隔12个月',
      status: 'delivered',
      channel: 'kf',
      createdAt: site.desk.clock.now(),
      ...rest,
    },
  });
}
