import { addDays, type Day, daysBetween } from '../calendar.ts';
import { extractEntities } from '../understanding/index.ts';

/** A repair order of the period. */
export interface Repair {
  enteredOn: Day;
  /** Absent: the car is still there. */
  handedBackOn?: Day;
  faultText: string;
}

/** A complaint of the period, as far as it tells of faults. */
export interface FaultReport {
  openedOn: Day;
  vehicleSystems: readonly string[];
  /** How often it was repaired, in the owner's own words. */
  repairCount?: number;
}

/** A ticket so many days before the car came in is about what it came in for. */
const TICKET_BEFORE_DAYS = 7;
/** What such an order was for is no fault. */
const NO_FAULT = /保养|机滤|加装|贴膜|洗车|美容/;

/**
 * Days off the road: each day once, however many orders were open on it, and a broken day as a whole one; an open order up
 * to today.
 *
 * @param countHandBackDay false: from the day in to the day out are so many nights, at least one
 */
export function daysOffRoad(repairs: readonly Repair[], today: Day, countHandBackDay: boolean): number {
  const days = new Set<Day>();
  for (const { enteredOn, handedBackOn } of repairs) {
    const last = handedBackOn === undefined || handedBackOn > today ? today : handedBackOn;
    const length = Math.max(1, daysBetween(enteredOn, last) + (countHandBackDay || handedBackOn === undefined ? 1 : 0));
    for (let day = 0; day < length; day += 1) days.add(addDays(enteredOn, day));
  }
  return days.size;
}

/**
 * Faults of one repair: the parts of the car that its text names, else its words; without words, the parts that the owner
 * complained of just before. Empty for maintenance, and where nobody wrote anything.
 */
export function faultsOf(repair: Repair, reports: readonly FaultReport[]): string[] {
  const text = repair.faultText.trim();
  if (text === '') {
    const from = addDays(repair.enteredOn, -TICKET_BEFORE_DAYS);
    const until = repair.handedBackOn ?? repair.enteredOn;
    return [
      ...new Set(
        reports
          .filter(({ openedOn }) => openedOn >= from && openedOn <= until)
          .flatMap(({ vehicleSystems }) => [...vehicleSystems]),
      ),
    ];
  }
  if (NO_FAULT.test(text)) return [];
  const systems = extractEntities(text).vehicleSystems;
  if (systems.length > 0) return systems;
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}]/gu, '');
  return bare === '' ? [] : [Array.from(bare).slice(0, 40).join('')];
}

/** Repairs by fault. Orders of one stay are one repair: the same day in, or in while the car is still there. */
export function repairsByFault(
  repairs: readonly Repair[],
  reports: readonly FaultReport[],
): Map<string, readonly Repair[]> {
  const byFault = new Map<string, Repair[]>();
  const inOrder = repairs.toSorted((left, right) => (left.enteredOn < right.enteredOn ? -1 : 1));
  for (const repair of inOrder) {
    for (const fault of faultsOf(repair, reports)) {
      const known = byFault.get(fault) ?? [];
      const isSameStay = known.some(
        (earlier) =>
          earlier.enteredOn === repair.enteredOn ||
          earlier.handedBackOn === undefined ||
          repair.enteredOn < earlier.handedBackOn,
      );
      if (!isSameStay) known.push(repair);
      byFault.set(fault, known);
    }
  }
  return byFault;
}
