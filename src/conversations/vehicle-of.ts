import { listVehicles } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Vehicle } from '../database/generated/client.ts';
import type { Heard } from './heard.ts';

/** The cars that an owner still drives. */
export async function carsOf(tx: Transaction, customerId: number): Promise<Vehicle[]> {
  return (await listVehicles(tx, customerId)).filter((vehicle) => vehicle.status === 'active');
}

/** The car the owner names, or the only one they have. One that they name and do not have is none of theirs. */
export async function vehicleOf(tx: Transaction, heard: Heard): Promise<Vehicle | undefined> {
  const { customerId } = heard.identity;
  if (customerId === null) return undefined;
  const cars = await carsOf(tx, customerId);
  const { plates } = heard.decision.entities;
  const named = cars.find((vehicle) => plates.includes(vehicle.plateNumber ?? ''));
  if (named !== undefined || plates.length > 0) return named;
  return cars.length === 1 ? cars[0] : undefined;
}
