import { addDays, addMonths, type Day, daysBetween } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';

/** What the next maintenance of one car is computed from. */
export interface MaintenanceInput {
  series: string | null;
  model: string | null;
  deliveredOn: Day | null;
  invoicedOn: Day | null;
  registeredOn: Day | null;
  odometerKm: number | null;
  odometerReadOn: Day | null;
  /** As a file gave them; they hold until the next maintenance visit. */
  nextMaintenanceOn: Day | null;
  nextMaintenanceKm: number | null;
  visits: readonly { enteredOn: Day; odometerKm: number | null; type: string }[];
}

export interface MaintenanceDue {
  kind: 'firstMaintenance' | 'regularMaintenance';
  dueOn: Day;
  /** How it was found, in Chinese. */
  reason: string;
}

interface Reading {
  on: Day;
  km: number;
}

/** Below this distance in time two readings say nothing about the use of the car. */
const MIN_DAYS = 14;
/** Readings older than this say nothing about how the car is driven now. */
const RECENT_DAYS = 730;
/** No private car drives more on average; a higher rate is a slip of the pen. */
const MAX_KM_PER_DAY = 600;

/**
 * When a car's next maintenance is due: months after the last one (first: after delivery) or kilometres, whichever
 * comes first. The day on which the kilometres will be reached is projected from the readings at its visits.
 * Depends on the past only, never on today.
 *
 * @returns undefined when neither a visit nor a delivery day is known
 */
export function maintenanceDue(car: MaintenanceInput, rules: Rules['maintenance']): MaintenanceDue | undefined {
  const last = car.visits
    .filter((visit) => visit.type === 'firstMaintenance' || visit.type === 'regularMaintenance')
    .toSorted((a, b) => (a.enteredOn < b.enteredOn ? 1 : -1))[0];
  const deliveredOn = car.deliveredOn ?? car.invoicedOn ?? car.registeredOn;
  const startOn = last?.enteredOn ?? deliveredOn;
  if (startOn === null) return undefined;
  const kind = last === undefined ? 'firstMaintenance' : 'regularMaintenance';
  const own = rules.byModel[car.model ?? ''] ?? rules.byModel[car.series ?? ''];
  const interval = kind === 'firstMaintenance' ? (own?.first ?? rules.first) : (own?.regular ?? rules.regular);

  const told = car.nextMaintenanceOn !== null && car.nextMaintenanceOn > startOn ? car.nextMaintenanceOn : undefined;
  const byDate = told ?? addMonths(startOn, interval.months);
  const startText = last === undefined ? `${startOn} 交车` : `上次保养 ${startOn}${kmText(last.odometerKm)}`;
  const dateText = told === undefined ? `满 ${interval.months} 个月为 ${byDate}` : `系统登记的下次保养日期为 ${byDate}`;

  const startKm = last === undefined ? 0 : last.odometerKm;
  // Kilometres that came with a date which is over are over too.
  const isTold = car.nextMaintenanceOn === null || told !== undefined;
  const toldKm =
    isTold && (car.nextMaintenanceKm ?? 0) > (startKm ?? 0) ? (car.nextMaintenanceKm ?? undefined) : undefined;
  const targetKm = toldKm ?? (startKm === null ? undefined : startKm + interval.km);
  const readings = readingsOf(car, deliveredOn);
  const projected = targetKm === undefined ? undefined : projectKm(readings, targetKm);
  if (projected === undefined || projected.on >= byDate) {
    const also = projected === undefined ? '' : `；里程预计 ${projected.on} 到 ${targetKm} 公里，按日期先到`;
    return { kind, dueOn: byDate, reason: `${startText}，${dateText}${also}` };
  }
  const how = projected.isReached
    ? `里程已到 ${targetKm} 公里`
    : `按日均 ${Math.round(projected.kmPerDay)} 公里推算，${projected.on} 到 ${targetKm} 公里`;
  return { kind, dueOn: projected.on, reason: `${startText}，${how}，早于${dateText.replace('为', '的')}` };
}

/** Odometer readings in order of time; a reading lower than one before it (new instrument, slip) starts anew. */
function readingsOf(car: MaintenanceInput, deliveredOn: Day | null): Reading[] {
  const all: Reading[] = car.visits.flatMap(({ enteredOn, odometerKm }) =>
    odometerKm === null ? [] : [{ on: enteredOn, km: odometerKm }],
  );
  if (car.odometerKm !== null && car.odometerReadOn !== null) all.push({ on: car.odometerReadOn, km: car.odometerKm });
  if (deliveredOn !== null) all.push({ on: deliveredOn, km: 0 });
  const ordered = all.toSorted((a, b) => (a.on === b.on ? a.km - b.km : a.on < b.on ? -1 : 1));
  let start = 0;
  for (const [index, reading] of ordered.entries()) {
    if (reading.km < (ordered[index - 1]?.km ?? 0)) start = index;
  }
  return ordered.slice(start);
}

/** The day on which the car reaches `targetKm`, by its average since the earliest recent reading. */
function projectKm(
  readings: readonly Reading[],
  targetKm: number,
): { on: Day; kmPerDay: number; isReached: boolean } | undefined {
  const newest = readings.at(-1);
  if (newest === undefined) return undefined;
  const reached = readings.find((reading) => reading.km >= targetKm);
  const recent = readings.find((reading) => daysBetween(reading.on, newest.on) <= RECENT_DAYS) ?? newest;
  const days = daysBetween(recent.on, newest.on);
  const kmPerDay = days === 0 ? 0 : (newest.km - recent.km) / days;
  if (reached !== undefined) return { on: reached.on, kmPerDay, isReached: true };
  if (days < MIN_DAYS || kmPerDay < 1 || kmPerDay > MAX_KM_PER_DAY) return undefined;
  return { on: addDays(newest.on, Math.ceil((targetKm - newest.km) / kmPerDay)), kmPerDay, isReached: false };
}

function kmText(km: number | null): string {
  return km === null ? '' : `（${km} 公里）`;
}
