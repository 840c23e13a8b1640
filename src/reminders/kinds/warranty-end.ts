import type { Day } from '../../calendar.ts';
import { dayOfKm, drivingText, readDriving } from '../mileage.ts';
import { isWithin, type Occurrence, type VehicleFacts, type Window } from '../occurrence.ts';

/** The warranty's end in a window: its day or its kilometres, whichever comes first by the projection. */
export function warrantyEnd(car: VehicleFacts, window: Window): Occurrence[] {
  const end = endOf(car);
  if (end === undefined || !isWithin(end.dueOn, window)) return [];
  return [{ kind: 'warrantyEnd', item: '', dueOn: end.dueOn, reason: end.reason, detail: { what: end.what } }];
}

function endOf(car: VehicleFacts): { dueOn: Day; reason: string; what: 'date' | 'km' } | undefined {
  const byDate = car.warrantyEndsOn;
  const km = car.warrantyEndsKm;
  // After a change of the instrument the kilometres driven are not what it shows.
  const driving = km === null ? undefined : readDriving(car);
  const byKm =
    driving === undefined || km === null || driving.swappedOn !== undefined ? undefined : dayOfKm(driving, km);
  if (byKm === undefined || driving === undefined || (byDate !== null && byKm.on >= byDate)) {
    return byDate === null ? undefined : { dueOn: byDate, reason: `质保于 ${byDate} 到期`, what: 'date' };
  }
  const how = byKm.isReached ? `里程已到 ${km} 公里` : `${drivingText(driving)}，${byKm.on} 到 ${km} 公里`;
  const also = byDate === null ? '' : `，早于质保日期 ${byDate}`;
  return { dueOn: byKm.on, reason: `质保里程 ${km} 公里，${how}${also}`, what: 'km' };
}
