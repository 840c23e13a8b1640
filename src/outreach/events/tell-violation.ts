import type { Context } from '../../context.ts';
import type { VehicleWithOwner } from '../../customers/index.ts';
import type { Transaction } from '../../database/database.ts';
import { mustHaveWords } from './must-have-words.ts';
import { mustTell } from './may-tell.ts';
import { raiseEvent, type Told } from './raise-event.ts';

/** Days within which an owner still has use of it: a fine is to be settled within fifteen. */
export const VIOLATION_USEFUL_DAYS = 15;
export const VIOLATION_PRIORITY = 5;

/**
 * Tells the owner of a traffic violation of their car.
 *
 * @param input.note what and when, as the source says it
 * @throws {CareError} `FORBIDDEN` for anybody but customer care and the leaders, `VALIDATION` without words
 */
export async function tellViolation(
  context: Context,
  tx: Transaction,
  input: { vehicle: VehicleWithOwner; note: string },
): Promise<Told> {
  const staff = await mustTell(context, tx, 'trafficViolation');
  const note = input.note.trim();
  mustHaveWords(note, '请写上违章情况，如“违章 沪A12345 11月20日闯红灯 记6分”。');
  return raiseEvent(context, tx, {
    vehicle: input.vehicle,
    kind: 'trafficViolation',
    detail: { text: note },
    reason: `${staff.name}告知违章`,
    usefulDays: VIOLATION_USEFUL_DAYS,
    priority: VIOLATION_PRIORITY,
  });
}
