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
 * comes first. The day on which the kilometres will be reached is projected from the readings at its visits. The last one
 * is a visit, or what the owner told us of. Depends on the past only, never on today.
 *
 * @returns undefined when neither a visit nor a delivery day is known
 */
export function maintenanceDue(car: VehicleFacts, rules: Rules['maintenance']): MaintenanceDue | undefined {
  const last = lastMaintenance(car);
  const deliveredOn = car.deliveredOn ?? car.invoicedOn ?? car.registeredOn;
  const since = last?.on ?? deliveredOn;
  if (since === null) return undefined;
  const kind = last === undefined ? 'firstMaintenance' : 'regularMaintenance';
  const interval = intervalOf(car, kind, rules);

  const told = toldNext(car, since, last?.settlesUntil);
  const byDate = told?.on ?? addMonths(since, interval.months);
  const dateText =
    told?.on === undefined ? `满 ${interval.months} 个月为 ${byDate}` : `系统登记的下次保养日期为 ${byDate}`;
  const startText = last === undefined ? `${since} 交车` : last.text;

  const start = { on: since, km: last === undefined ? 0 : last.km };
  const projected = byKm(car, start, interval.km, told?.km ?? null);
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

/** A file that names a next maintenance no later than this after the one that the owner has done means that one. */
const SAME_MAINTENANCE_DAYS = 60;

interface LastMaintenance {
  on: Day;
  km: number | null;
  text: string;
  /** A next date that a file gives up to this day is that of the maintenance which is done; absent: a visit, whose day says it. */
  settlesUntil?: Day;
}

function lastMaintenance({ visits, toldDone }: VehicleFacts): LastMaintenance | undefined {
  const visit = visits
    .filter(({ type }) => type === 'firstMaintenance' || type === 'regularMaintenance')
    .toSorted((a, b) => (a.enteredOn < b.enteredOn ? 1 : -1))[0];
  if (toldDone !== null && (visit === undefined || toldDone.on > visit.enteredOn)) {
    const settled = toldDone.on > toldDone.dueOn ? toldDone.on : toldDone.dueOn;
    const settlesUntil = addDays(settled, SAME_MAINTENANCE_DAYS);
    // Nobody read the instrument.
    return { on: toldDone.on, km: null, text: `车主告知 ${toldDone.on} 已保养`, settlesUntil };
  }
  if (visit === undefined) return undefined;
  const { enteredOn, odometerKm } = visit;
  return { on: enteredOn, km: odometerKm, text: `上次保养 ${enteredOn}${kmText(odometerKm)}` };
}

/** What a file says of the next maintenance, unless it is over: kilometres that came with a date are over with it. */
function toldNext(
  { nextMaintenanceOn: on, nextMaintenanceKm: km }: VehicleFacts,
  since: Day,
  settlesUntil: Day | undefined,
): { on: Day | undefined; km: number | null } {
  if (on !== null) return on > (settlesUntil ?? since) ? { on, km } : { on: undefined, km: null };
  // Kilometres without a date cannot be told from those of the maintenance that the owner has done.
  return { on: undefined, km: settlesUntil === undefined ? km : null };
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
  // What the car had on the day it counts from, or before, is no target any more.
  const readBefore = driving.readings.findLast(({ on }) => on <= start.on)?.km ?? 0;
  if (toldKm !== null && toldKm > Math.max(start.km ?? 0, readBefore) && !isSwapped) return atKm(driving, toldKm);
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
