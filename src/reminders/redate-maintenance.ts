import { addMonths, type Day, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { vehicleFacts } from './facts.ts';
import { maintenanceDue } from './kinds/maintenance.ts';

/**
 * An owner says that the maintenance was done, perhaps elsewhere: the next one counts from that day. It stands in the
 * archive like a date from a file and holds until the next maintenance visit or a file says otherwise. The kilometres
 * move on by one interval, for nobody has read them.
 *
 * @returns the new due day; undefined when nothing is known of the car's maintenance
 */
export async function redateMaintenance(
  context: Context,
  tx: Transaction,
  { vehicleId, doneOn }: { vehicleId: number; doneOn: Day },
): Promise<Day | undefined> {
  const rules = rulesOf(await getStore(tx, context.storeId));
  const [facts] = await vehicleFacts(tx, context.storeId, [vehicleId]);
  const due = facts === undefined ? undefined : maintenanceDue(facts, rules.maintenance);
  if (facts === undefined || due === undefined) return undefined;
  const nextOn = addMonths(doneOn, Math.max(due.interval.months, rules.maintenance.regular.months));
  const last = facts.visits.findLast((visit) => visit.enteredOn === due.since)?.odometerKm ?? 0;
  const dueKm = facts.nextMaintenanceKm ?? last + due.interval.km;
  await tx.vehicle.update({
    where: { id: vehicleId },
    data: {
      nextMaintenanceOn: dayToDate(nextOn),
      nextMaintenanceKm: dueKm + rules.maintenance.regular.km,
      updatedAt: context.clock.now(),
    },
  });
  return nextOn;
}
