import type { Day } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { vehicleFacts } from './facts.ts';
import { maintenanceDue } from './kinds/maintenance.ts';

/**
 * An owner's word that the maintenance was done, perhaps elsewhere, has been noted on its reminder: the next one counts
 * from the day they named, until a maintenance visit or a file tells of a later one.
 *
 * @returns the new due day; undefined when nothing is known of the car's maintenance
 */
export async function redateMaintenance(
  context: Context,
  tx: Transaction,
  { vehicleId }: { vehicleId: number },
): Promise<Day | undefined> {
  const rules = rulesOf(await getStore(tx, context.storeId));
  await tx.vehicle.update({ where: { id: vehicleId }, data: { updatedAt: context.clock.now() } });
  const [facts] = await vehicleFacts(tx, context.storeId, [vehicleId]);
  return facts === undefined ? undefined : maintenanceDue(facts, rules.maintenance)?.dueOn;
}
