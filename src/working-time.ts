import {
  addDays,
  type Day,
  dayOf,
  daysBetween,
  instantAt,
  isDay,
  isMakeUpDay,
  isPublicHoliday,
  isWeekend,
  weekdayOf,
} from './calendar.ts';
import { CareError } from './errors.ts';

export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From … to, `HH:mm`; the end may be `24:00`. */
export type Block = [from: string, to: string];

/** When a house works. */
export interface WorkingTime {
  /** An ordinary day's blocks, in order; at least one. */
  blocks: Block[];
  /** Weekdays that differ; an empty list: closed. A weekend day that is named here is worked. */
  byWeekday: Partial<Record<Weekday, Block[]>>;
  /** Weekends and public holidays are worked like any other day. */
  sevenDays: boolean;
  /** Own days off: `2027-02-10`, or `2027-02-10/2027-02-16` with both ends. */
  closedOn: string[];
  /** Own days of work; they win over everything else. */
  openOn: string[];
}

/** However a calendar is set, nothing is looked for longer than this. */
const LONGEST_CLOSURE_DAYS = 366;
const LONGEST_DEADLINE_DAYS = 3660;

/** The blocks worked on one day; empty when the house is closed. */
export function blocksOn(day: Day, hours: WorkingTime): readonly Block[] {
  const own = hours.byWeekday[WEEKDAYS[weekdayOf(day)] ?? 'sunday'];
  const ifOpen = own === undefined || own.length === 0 ? hours.blocks : own;
  if (includesDay(hours.openOn, day)) return ifOpen;
  if (includesDay(hours.closedOn, day)) return [];
  if (isMakeUpDay(day)) return ifOpen;
  if (isPublicHoliday(day) && !hours.sevenDays) return [];
  if (own !== undefined) return own;
  return isWeekend(day) && !hours.sevenDays ? [] : hours.blocks;
}

function includesDay(ranges: readonly string[], day: Day): boolean {
  return ranges.some((range) => {
    const [from = range, to = from] = range.split('/');
    return from <= day && day <= to;
  });
}

/** When a day's work ends; undefined when the house is closed. */
export function closingOn(day: Day, hours: WorkingTime): Date | undefined {
  const last = blocksOn(day, hours).at(-1);
  return last === undefined ? undefined : instantAt(day, last[1]);
}

/** The first working day after `day`. @throws {CareError} `VALIDATION` when there is none within a year */
export function nextWorkingDay(day: Day, hours: WorkingTime): Day {
  for (let ahead = 1; ahead <= LONGEST_CLOSURE_DAYS; ahead += 1) {
    const next = addDays(day, ahead);
    if (blocksOn(next, hours).length > 0) return next;
  }
  throw neverOpen(day);
}

/**
 * The instant at which `minutes` of working time have passed since `start`. Nothing to wait for ends at `start` itself,
 * be it open or not.
 *
 * @throws {CareError} `VALIDATION` when the calendar has no such time: closed for a year, or ten years are not enough
 */
export function addWorkingMinutes(start: Date, minutes: number, hours: WorkingTime): Date {
  let left = Math.round(minutes * 60_000);
  if (left <= 0) return start;
  const first = dayOf(start);
  for (let day = first; daysBetween(first, day) <= LONGEST_DEADLINE_DAYS; day = nextWorkingDay(day, hours)) {
    for (const [begin, end] of openingsOn(day, start, hours)) {
      if (left <= end - begin) return new Date(begin + left);
      left -= end - begin;
    }
  }
  throw neverOpen(first);
}

/** Minutes of working time between two instants; 0 when `end` is not after `start`. */
export function workingMinutesBetween(start: Date, end: Date, hours: WorkingTime): number {
  let sum = 0;
  for (let day = dayOf(start); day <= dayOf(end); day = addDays(day, 1)) {
    for (const [begin, close] of openingsOn(day, start, hours)) {
      sum += Math.max(0, Math.min(close, end.getTime()) - begin);
    }
  }
  return sum / 60_000;
}

/** The openings of a day in milliseconds, as far as they lie after `since`. */
function openingsOn(day: Day, since: Date, hours: WorkingTime): [begin: number, end: number][] {
  return blocksOn(day, hours)
    .map(([from, to]): [number, number] => [
      Math.max(since.getTime(), instantAt(day, from).getTime()),
      instantAt(day, to).getTime(),
    ])
    .filter(([begin, end]) => end > begin);
}

/** What is wrong with a calendar, in words for its administrator; undefined when nothing is. */
export function faultOf(hours: WorkingTime): string | undefined {
  for (const blocks of [hours.blocks, ...Object.values(hours.byWeekday)]) {
    const fault = faultOfBlocks(blocks);
    if (fault !== undefined) return fault;
  }
  for (const range of [...hours.closedOn, ...hours.openOn]) {
    const [from = '', to = from] = range.split('/');
    if (!isDay(from) || !isDay(to)) return `"${range}" is no day or from/to`;
    if (from > to) return `"${range}" ends before it starts`;
  }
  const isOpen = WEEKDAYS.some(
    (name, index) =>
      (hours.byWeekday[name]?.length ?? 0) > 0 ||
      (hours.byWeekday[name] === undefined && (hours.sevenDays || (index > 0 && index < 6))),
  );
  if (!isOpen) return 'no day of the week is open';
  const closedFor = hours.closedOn.find((range) => isClosedForAYear(range.slice(0, 10), hours));
  return closedFor === undefined ? undefined : `closed for a year from ${closedFor.slice(0, 10)} on`;
}

function faultOfBlocks(blocks: readonly Block[]): string | undefined {
  for (const [index, [from, to]] of blocks.entries()) {
    if (from >= to) return `working time ${from}–${to} ends before it starts`;
    const before = blocks[index - 1];
    if (before !== undefined && from < before[1]) return `${from}–${to} overlaps ${before[0]}–${before[1]}`;
  }
  return undefined;
}

function isClosedForAYear(from: Day, hours: WorkingTime): boolean {
  try {
    nextWorkingDay(from, hours);
    return false;
  } catch {
    // The only thing it throws: see there.
    return true;
  }
}

function neverOpen(day: Day): CareError {
  return new CareError('VALIDATION', `the store's calendar has no working time from ${day} on`, {
    userMessage: '门店的工作时间设置里找不到可用的工作日，请在门店规则中核对。',
  });
}
