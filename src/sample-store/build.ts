import { type Day } from '../calendar.ts';
import { buildCustomers } from './customers.ts';
import { sampleStoreDefinition } from './definition.ts';
import { buildPeople } from './people.ts';
import { Random } from './random.ts';
import type { SampleStore } from './types.ts';
import { buildVehicles } from './vehicles.ts';

const CUSTOMERS = 300;
const VEHICLES = 340;

/**
 * Invents a dealership around `today`: 12 staff, 300 owners, 340 vehicles, their visits. Pure: the same seed and day
 * give the same store. Names, plates, VINs and phone numbers depend on neither.
 *
 * @param options.today day in Asia/Shanghai; due dates are laid around it
 */
export function buildSampleStore(options: { seed: number; today: Day }): SampleStore {
  const { seed, today } = options;
  const random = new Random(seed);
  const customers = buildCustomers(random, today, CUSTOMERS);
  // The last 40 cars are second cars.
  const customerOf = Array.from({ length: VEHICLES }, (_, index) =>
    index < CUSTOMERS ? index : 5 + (index - CUSTOMERS) * 7,
  );
  const { vehicles, visits } = buildVehicles(random, today, customerOf);
  return {
    seed,
    today,
    definition: sampleStoreDefinition,
    customers,
    vehicles,
    visits,
    ...buildPeople(customers, vehicles),
  };
}
