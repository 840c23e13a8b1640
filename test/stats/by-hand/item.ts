import { dayOf } from '../../../src/calendar.ts';
import type { Rules } from '../../../src/stores/index.ts';
import type { Grouping, Period } from '../../../src/stats/index.ts';
import type { Rows } from '../generated.ts';
import { NOW } from '../generated-archive.ts';
import { STAFF } from '../write-store.ts';

export const TODAY = dayOf(NOW);

/** What is counted: one row with the values that filters and groupings look at. */
export interface Item {
  /** Told apart in lists: the ticket's number; absent where each row is an entry of its own. */
  number?: string;
  values: Partial<Record<Grouping, string[]>>;
  isHit: boolean;
  isCounted: boolean;
  isAside: boolean;
  isPart: boolean;
  /** What counts once, however many items it has. */
  once?: string;
  /** Minutes or points. */
  measure: number;
  /** For figures by day, week and month. */
  day?: string;
}

/** A store's rows and rules, and what is asked about. */
export interface Asked {
  rows: Rows;
  rules: Rules;
  period: Period | undefined;
}

export type ByHand = (asked: Asked) => Item[];

export function item(values: Item['values'], more: Partial<Omit<Item, 'values'>> = {}): Item {
  return { values, isHit: true, isCounted: true, isAside: false, isPart: false, measure: 0, ...more };
}

export const isIn = (instant: Date | null | undefined, period: Period | undefined): boolean =>
  instant !== null && instant !== undefined && isDayIn(dayOf(instant), period);
export const isDayIn = (day: string, period: Period | undefined): boolean =>
  period === undefined || (day >= period.from && day <= period.to);

export const minutesBetween = (from: Date, to: Date): number => Math.max(0, to.getTime() - from.getTime()) / 60_000;

export const person = (userId: string | null | undefined): string => userId?.toLowerCase() ?? '';
export const departmentOf = (userId: string | null | undefined): string | undefined =>
  STAFF.find((staff) => staff.userId === person(userId))?.departmentKey;

export const ofStore = <T extends { storeId: string }>(rows: readonly T[]): T[] =>
  rows.filter(({ storeId }) => storeId === 'main');

/** Values by the car, and by the owner's own adviser. */
export function carValues(rows: Rows, vehicleId: number | null | undefined) {
  const car = rows.vehicles.find(({ id }) => id === vehicleId);
  return { series: [car?.series ?? ''], vehicle: [car?.plateNumber ?? ''], adviser: [person(car?.advisorUserId)] };
}

/** Items of one thing as one. */
export function eachOnce(items: readonly Item[]): Item[] {
  const groups = Map.groupBy(items, ({ once }) => once);
  const whole = groups.get(undefined) ?? [];
  groups.delete(undefined);
  const merged = [...groups.values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({ ...first, isAside: same.some(({ isAside }) => isAside) })),
  );
  return [...whole, ...merged];
}

/** The newest visit that a file brought, and that day or today, whichever is first. */
export function archiveTo(rows: Rows): string | undefined {
  return ofStore(rows.visits)
    .map(({ enteredOn }) => enteredOn)
    .toSorted()
    .at(-1);
}
export const lastKnown = (rows: Rows): string => {
  const last = archiveTo(rows);
  return last !== undefined && last < TODAY ? last : TODAY;
};
/** Over, and told of by the archive. */
export const isOverAndKnown = (rows: Rows, day: string): boolean => day < TODAY && day <= lastKnown(rows);
