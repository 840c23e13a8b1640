import type { Context } from '../../context.ts';
import type { VehicleWithOwner } from '../../customers/index.ts';
import type { Transaction } from '../../database/database.ts';
import { mustHaveWords } from './must-have-words.ts';
import { mustTell } from './may-tell.ts';
import { raiseEvent, type Told } from './raise-event.ts';

/** News of a repair is stale after a day; that a car is ready is worth knowing for longer. */
const NEWS_DAYS = 1;
const READY_DAYS = 7;

/**
 * Tells the owner how far the repair is, or that the car can be fetched. They wait for it: an earlier 退订 does not stop it.
 *
 * @param input.note what happened; may be '' when the car is ready
 * @throws {CareError} `FORBIDDEN` for whoever has nothing to do with repairs, `VALIDATION` without words
 */
export async function tellRepairProgress(
  context: Context,
  tx: Transaction,
  input: { vehicle: VehicleWithOwner; note: string; isReady: boolean },
): Promise<Told> {
  const staff = await mustTell(context, tx, 'repairProgress');
  const { vehicle, isReady } = input;
  const note = input.note.trim();
  if (!isReady) mustHaveWords(note, '请写上进展，如“进度 沪A12345 已拆检，等配件”。');
  return raiseEvent(context, tx, {
    vehicle,
    kind: 'repairProgress',
    detail: { text: note, isReady },
    reason: `${staff.name}告知${isReady ? '修好可取车' : '维修进度'}`,
    usefulDays: isReady ? READY_DAYS : NEWS_DAYS,
    priority: 1,
  });
}
