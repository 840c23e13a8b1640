import type { Db } from '../database/database.ts';
import type { Customer, Vehicle } from '../database/generated/client.ts';
import { parseMobile, parsePlate, parseVin } from './formats.ts';

export type { Customer, Vehicle };
export type VehicleWithOwner = Vehicle & { customer: Customer };

/** The car with this plate and its owner; `plate` in any spelling. */
export async function findByPlate(db: Db, storeId: string, plate: string): Promise<VehicleWithOwner | undefined> {
  const plateNumber = parsePlate(plate);
  if (plateNumber === undefined) return undefined;
  const vehicle = await db.vehicle.findUnique({
    where: { storeId_plateNumber: { storeId, plateNumber } },
    include: { customer: true },
  });
  return vehicle ?? undefined;
}

/** The car with this VIN and its owner. */
export async function findByVin(db: Db, storeId: string, text: string): Promise<VehicleWithOwner | undefined> {
  const vin = parseVin(text);
  if (vin === undefined) return undefined;
  const vehicle = await db.vehicle.findUnique({
    where: { storeId_vin: { storeId, vin } },
    include: { customer: true },
  });
  return vehicle ?? undefined;
}

/** Everybody who gave this mobile number: families and companies share one. */
export async function listByMobile(db: Db, storeId: string, phone: string): Promise<Customer[]> {
  const mobile = parseMobile(phone);
  if (mobile === undefined) return [];
  return db.customer.findMany({ where: { storeId, mobiles: { has: mobile } }, orderBy: { id: 'asc' } });
}

/** An owner's cars, those still driven first. */
export async function listVehicles(db: Db, customerId: number): Promise<Vehicle[]> {
  return db.vehicle.findMany({ where: { customerId }, orderBy: [{ status: 'asc' }, { id: 'asc' }] });
}
