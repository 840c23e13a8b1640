import { addDays } from '../../calendar.ts';
import type { Rules } from '../../stores/index.ts';
import { isWithin, type Occurrence, type VehicleFacts, type Window } from '../occurrence.ts';
import { nextInspection } from './inspection-cycle.ts';

/** Two inspections are at least six months apart: what the rule computes nearer to a file's date than half of that is the same one. */
const SAME_WITHIN_DAYS = 91;

/**
 * Inspections in a window: the date that a file gave, and after it those that the rule in force gives. Without a file's
 * date the rule alone. Never two dates for one inspection.
 */
export function annualInspection(car: VehicleFacts, window: Window, rules: Rules): Occurrence[] {
  const given = car.inspectionDueOn;
  const found: Occurrence[] = [];
  if (isWithin(given, window)) {
    found.push({ kind: 'annualInspection', item: '', dueOn: given, ...wordsOfGiven(car, rules) });
  }
  if (car.registeredOn === null) return found;
  const input = { registeredOn: car.registeredOn, vehicleClass: car.vehicleClass, usageType: car.usageType };
  const start = given === null ? window.from : addDays(given, SAME_WITHIN_DAYS + 1);
  let after = start > window.from ? start : window.from;
  while (after <= window.to) {
    const due = nextInspection(input, after, rules.inspection.validToMonthEnd);
    if (due === undefined || due.dueOn > window.to) break;
    const detail = { what: due.what, ageMonths: due.ageMonths };
    found.push({ kind: 'annualInspection', item: '', dueOn: due.dueOn, reason: due.reason, detail });
    after = addDays(due.dueOn, 1);
  }
  return found;
}

/** Where the rule knows an inspection near the file's date, it tells what is to be done. */
function wordsOfGiven(car: VehicleFacts, rules: Rules): Pick<Occurrence, 'reason' | 'detail'> {
  const given = car.inspectionDueOn ?? '';
  const reason = `档案登记的年检到期日为 ${given}`;
  if (car.registeredOn === null) return { reason, detail: {} };
  const input = { registeredOn: car.registeredOn, vehicleClass: car.vehicleClass, usageType: car.usageType };
  const same = nextInspection(input, addDays(given, -SAME_WITHIN_DAYS), rules.inspection.validToMonthEnd);
  if (same === undefined || same.dueOn > addDays(given, SAME_WITHIN_DAYS)) return { reason, detail: {} };
  const todo = same.what === 'mark' ? '可线上申领检验标志，不用上线检测' : '需要上线检测';
  return { reason: `${reason}，${todo}`, detail: { what: same.what, ageMonths: same.ageMonths } };
}
