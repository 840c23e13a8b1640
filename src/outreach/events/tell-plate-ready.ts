import type { Context } from '../../context.ts';
import type { VehicleWithOwner } from '../../customers/index.ts';
import type { Transaction } from '../../database/database.ts';
import { mustTell } from './may-tell.ts';
import { raiseEvent, type Told } from './raise-event.ts';

const USEFUL_DAYS = 7;

/**
 * Tells the owner of a new car that plates and papers are ready to be fetched.
 *
 * @param input.note anything to add; '' for nothing
 * @throws {CareError} `FORBIDDEN` for whoever does not deliver cars
 */
export async function tellPlateReady(
  context: Context,
  tx: Transaction,
  input: { vehicle: VehicleWithOwner; note: string },
): Promise<Told> {
  const staff = await mustTell(context, tx, 'plateReady');
  return raiseEvent(context, tx, {
    vehicle: input.vehicle,
    kind: 'plateReady',
    detail: { text: input.note.trim() },
    reason: `${staff.name}告知牌照办妥`,
    usefulDays: USEFUL_DAYS,
    priority: 1,
  });
}
