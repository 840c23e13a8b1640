import { type Day } from '../calendar.ts';
import { buildCustomers } from './customers.ts';
import { sampleStoreDefinition } from './definition.ts';
import { buildPeople } from './people.ts';
import { Random } from './random.ts';
import { buildRecent } from './recent.ts';
import type { SampleStore } from './types.ts';
import { buildVehicles } from './vehicles.ts';

const CUSTOMERS = 300;
const OLDER_VEHICLES = 340;

/**
 * Invents a dealership around `today`: 12 staff, 300 owners, 355 vehicles, their visits. Pure: the same seed and day
 * give the same store. Names, plates, VINs and phone numbers depend on neither.
 *
 * @param options.today day in Asia/Shanghai; due dates are laid around it
 */
export function buildSampleStore(options: { seed: number; today: Day }): SampleStore {
  const { seed, today } = options;
  const random = new Random(seed);
  const customers = buildCustomers(random, today, CUSTOMERS);
  // The last 40 cars are second cars; those delivered of late come after them.
  const customerOf = Array.from({ length: OLDER_VEHICLES }, (_, index) =>
    index < CUSTOMERS ? index : 5 + (index - CUSTOMERS) * 7,
  );
  const old = buildVehicles(random, today, customerOf);
  const recent = buildRecent(today, old);
  const vehicles = [...old.vehicles, ...recent.vehicles];
  const visits = [...old.visits, ...recent.visits];
  return {
    seed,
    today,
    // One of its own: whoever plays with the store changes its rules.
    definition: structuredClone(sampleStoreDefinition),
    customers,
    vehicles,
    visits,
    ...buildPeople(customers, vehicles),
  };
}
