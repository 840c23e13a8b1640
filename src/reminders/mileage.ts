import { addDays, type Day, daysBetween } from '../calendar.ts';
import type { VehicleFacts } from './occurrence.ts';

export interface Reading {
  on: Day;
  km: number;
}

/** How a car is driven, from its odometer readings. */
export interface Driving {
  /** Readings that can be trusted, of the instrument that is in the car now, oldest first. */
  readings: readonly Reading[];
  /** Undefined when the readings say too little. */
  kmPerDay: number | undefined;
  /** How many readings the rate rests on. */
  used: number;
  /** Readings left out as slips of the pen. */
  slips: number;
  /** First reading of a new instrument, when it was changed. */
  swappedOn: Day | undefined;
}

/** Below this distance in time two readings say nothing about the use of the car. */
const MIN_DAYS = 14;
/** Readings older than this, counted from the newest, say nothing about how the car is driven now. Two years hold each season twice. */
const RECENT_DAYS = 730;
/** No private car drives more on average; a higher rate is a slip of the pen. */
const MAX_KM_PER_DAY = 600;
/** A long journey may lie between two visits that are close together. */
const JOURNEY_DAYS = 5;
/** A newest reading this many times above the habit, and this fast, waits for one that confirms it. */
const DOUBTFUL_FACTOR = 5;
const DOUBTFUL_KM_PER_DAY = 200;

/**
 * Reads how a car is driven from its visits. The rate is the median of the slopes between all pairs of recent readings
 * (Theil–Sen), each weighted by the days it spans: one wrong reading does not move it, nor does one long journey, and
 * pairs a year apart outweigh those within one season.
 */
export function readDriving(car: VehicleFacts): Driving {
  const { readings, slips, swappedOn } = trusted(allReadings(car));
  const newest = readings.at(-1);
  const rate = newest === undefined ? undefined : medianSlope(recentOf(readings, newest));
  const isPlausible = rate !== undefined && rate.kmPerDay >= 1 && rate.kmPerDay <= MAX_KM_PER_DAY;
  return {
    readings,
    kmPerDay: isPlausible ? rate.kmPerDay : undefined,
    used: isPlausible ? rate.used : 0,
    slips,
    swappedOn,
  };
}

/** The day on which the car reaches a reading: that of the first reading that shows it, else projected from the newest. */
export function dayOfKm(driving: Driving, km: number): { on: Day; isReached: boolean } | undefined {
  const reached = driving.readings.find((reading) => reading.km >= km);
  if (reached !== undefined) return { on: reached.on, isReached: true };
  const newest = driving.readings.at(-1);
  if (newest === undefined || driving.kmPerDay === undefined) return undefined;
  return { on: addDays(newest.on, Math.ceil((km - newest.km) / driving.kmPerDay)), isReached: false };
}

/** `按近 4 次里程记录日均 38 公里推算`, with what was left out. */
export function drivingText({ kmPerDay, used, slips, swappedOn }: Driving): string {
  const left = slips === 0 ? '' : `，已剔除 ${slips} 次异常读数`;
  const swapped = swappedOn === undefined ? '' : `，${swappedOn} 起换表`;
  return `按 ${used} 次里程记录日均 ${Math.round(kmPerDay ?? 0)} 公里推算${left}${swapped}`;
}

function allReadings(car: VehicleFacts): Reading[] {
  const all: Reading[] = car.visits.flatMap(({ enteredOn, odometerKm }) =>
    odometerKm === null ? [] : [{ on: enteredOn, km: odometerKm }],
  );
  if (car.odometerKm !== null && car.odometerReadOn !== null) all.push({ on: car.odometerReadOn, km: car.odometerKm });
  const deliveredOn = car.deliveredOn ?? car.invoicedOn ?? car.registeredOn;
  if (deliveredOn !== null) all.push({ on: deliveredOn, km: 0 });
  const ordered = all.toSorted((a, b) => (a.on === b.on ? a.km - b.km : a.on < b.on ? -1 : 1));
  // Of one day the highest counts.
  return ordered.filter((reading, index) => reading.on !== ordered[index + 1]?.on);
}

/** Leaves out slips of the pen, and what was read on an instrument that is gone. */
function trusted(all: readonly Reading[]): Pick<Driving, 'readings' | 'slips' | 'swappedOn'> {
  let kept: Reading[] = [];
  let slips = 0;
  let swappedOn: Day | undefined;
  for (const [index, reading] of all.entries()) {
    const last = kept.at(-1);
    const next = all[index + 1];
    if (last === undefined || (reading.km >= last.km && !isTooFast(last, reading))) {
      kept.push(reading);
      continue;
    }
    if (reading.km >= last.km) {
      // A leap that the next reading takes back, or that nothing confirms, is a slip; one that lasts is a new start.
      if (next === undefined || next.km < reading.km) slips += 1;
      else kept = [reading];
      continue;
    }
    const before = kept.at(-2);
    const isLastConfirmed = next !== undefined && next.km >= last.km && !isTooFast(last, next);
    if (isLastConfirmed) {
      slips += 1;
    } else if (before !== undefined && reading.km > before.km && !isTooFast(before, reading)) {
      kept = [...kept.slice(0, -1), reading];
      slips += 1;
    } else {
      kept = [reading];
      swappedOn = reading.on;
    }
  }
  return isDoubtful(kept)
    ? { readings: kept.slice(0, -1), slips: slips + 1, swappedOn }
    : { readings: kept, slips, swappedOn };
}

function isTooFast(from: Reading, to: Reading): boolean {
  return to.km - from.km > MAX_KM_PER_DAY * Math.max(daysBetween(from.on, to.on), JOURNEY_DAYS);
}

function isDoubtful(readings: readonly Reading[]): boolean {
  const [last, newest] = readings.slice(-2);
  if (readings.length < 4 || last === undefined || newest === undefined) return false;
  const habit = medianSlope(readings.slice(0, -1))?.kmPerDay;
  const latest = (newest.km - last.km) / Math.max(1, daysBetween(last.on, newest.on));
  return habit !== undefined && latest > DOUBTFUL_KM_PER_DAY && latest > DOUBTFUL_FACTOR * habit;
}

/** After a long gap the reading before it is better than none. */
function recentOf(readings: readonly Reading[], newest: Reading): readonly Reading[] {
  const recent = readings.filter((reading) => daysBetween(reading.on, newest.on) <= RECENT_DAYS);
  return recent.length > 1 ? recent : readings.slice(-2);
}

function medianSlope(readings: readonly Reading[]): { kmPerDay: number; used: number } | undefined {
  const slopes: { slope: number; days: number }[] = [];
  for (const [index, from] of readings.entries()) {
    for (const to of readings.slice(index + 1)) {
      const days = daysBetween(from.on, to.on);
      if (days >= MIN_DAYS) slopes.push({ slope: (to.km - from.km) / days, days });
    }
  }
  const half = slopes.reduce((sum, { days }) => sum + days, 0) / 2;
  let passed = 0;
  for (const { slope, days } of slopes.toSorted((a, b) => a.slope - b.slope)) {
    passed += days;
    if (passed >= half) return { kmPerDay: slope, used: readings.length };
  }
  return undefined;
}
