import { addDays, addMonths, type Day } from '../../calendar.ts';
import type { Rules } from '../../stores/index.ts';
import { dayOfKm, type Driving, drivingText, readDriving } from '../mileage.ts';
import { isWithin, type Occurrence, type VehicleFacts, type Window } from '../occurrence.ts';

export interface MaintenanceDue {
  kind: 'firstMaintenance' | 'regularMaintenance';
  dueOn: Day;
  /** The last maintenance, or the delivery: from where it counts. */
  since: Day;
  interval: { months: number; km: number };
  /** How it was found, in Chinese. */
  reason: string;
}

/** First and regular maintenance of a car in a window. */
export function maintenance(car: VehicleFacts, window: Window, rules: Rules): Occurrence[] {
  const due = maintenanceDue(car, rules.maintenance);
  if (due === undefined || !isWithin(due.dueOn, window)) return [];
  return [{ kind: due.kind, item: '', dueOn: due.dueOn, reason: due.reason, detail: { since: due.since } }];
}

/**
 * When a car's next maintenance is due: months after the last one (first: after delivery) or kilometres, whichever
 * comes first. The day on which the kilometres will be reached is projected from the readings at its visits. Depends on
 * the past only, never on today.
 *
 * @returns undefined when neither a visit nor a delivery day is known
 */
export function maintenanceDue(car: VehicleFacts, rules: Rules['maintenance']): MaintenanceDue | undefined {
  const last = car.visits
    .filter((visit) => visit.type === 'firstMaintenance' || visit.type === 'regularMaintenance')
    .toSorted((a, b) => (a.enteredOn < b.enteredOn ? 1 : -1))[0];
  const deliveredOn = car.deliveredOn ?? car.invoicedOn ?? car.registeredOn;
  const since = last?.enteredOn ?? deliveredOn;
  if (since === null) return undefined;
  const kind = last === undefined ? 'firstMaintenance' : 'regularMaintenance';
  const interval = intervalOf(car, kind, rules);

  const told = car.nextMaintenanceOn !== null && car.nextMaintenanceOn > since ? car.nextMaintenanceOn : undefined;
  const byDate = told ?? addMonths(since, interval.months);
  const dateText = told === undefined ? `满 ${interval.months} 个月为 ${byDate}` : `系统登记的下次保养日期为 ${byDate}`;
  const startText = last === undefined ? `${since} 交车` : `上次保养 ${since}${kmText(last.odometerKm)}`;

  // Kilometres that came with a date which is over are over too.
  const isTold = car.nextMaintenanceOn === null || told !== undefined;
  const start = { on: since, km: last === undefined ? 0 : last.odometerKm };
  const projected = byKm(car, start, interval.km, isTold ? car.nextMaintenanceKm : null);
  const due = { kind, since, interval } as const;
  if (projected === undefined || projected.on >= byDate) {
    const also = projected === undefined ? '' : `；里程预计 ${projected.on} 到 ${projected.target}，按日期先到`;
    return { ...due, dueOn: byDate, reason: `${startText}，${dateText}${also}` };
  }
  return {
    ...due,
    dueOn: projected.on,
    reason: `${startText}，${projected.how}，早于${dateText.replace('为', '的')}`,
  };
}

/** By model, series or brand; the most particular one that says something about this kind. */
function intervalOf(
  { brand, series, model }: VehicleFacts,
  kind: MaintenanceDue['kind'],
  rules: Rules['maintenance'],
): { months: number; km: number } {
  const which = kind === 'firstMaintenance' ? 'first' : 'regular';
  for (const name of [model, series, brand]) {
    const own = name === null || !Object.hasOwn(rules.byModel, name) ? undefined : rules.byModel[name]?.[which];
    if (own !== undefined) return own;
  }
  return rules[which];
}

interface ByKm {
  on: Day;
  /** `15000 公里` */
  target: string;
  how: string;
}

function byKm(
  car: VehicleFacts,
  start: { on: Day; km: number | null },
  intervalKm: number,
  toldKm: number | null,
): ByKm | undefined {
  const driving = readDriving(car);
  const isSwapped = driving.swappedOn !== undefined && driving.swappedOn > start.on;
  const isTrusted = driving.readings.some(({ on, km }) => on === start.on && km === start.km);
  if (toldKm !== null && toldKm > (start.km ?? 0) && !isSwapped) return atKm(driving, toldKm);
  if (start.km !== null && isTrusted) return atKm(driving, start.km + intervalKm);
  // The reading of the start is missing, a slip, or of another instrument: the rate alone tells how long the interval lasts.
  if (driving.kmPerDay === undefined) return undefined;
  const on = addDays(start.on, Math.ceil(intervalKm / driving.kmPerDay));
  const target = `再行驶 ${intervalKm} 公里`;
  return { on, target, how: `${drivingText(driving)}，${on} ${target}` };
}

function atKm(driving: Driving, km: number): ByKm | undefined {
  const reached = dayOfKm(driving, km);
  if (reached === undefined) return undefined;
  const target = `${km} 公里`;
  const how = reached.isReached ? `里程已到 ${target}` : `${drivingText(driving)}，${reached.on} 到 ${target}`;
  return { on: reached.on, target, how };
}

function kmText(km: number | null): string {
  return km === null ? '' : `（${km} 公里）`;
}
