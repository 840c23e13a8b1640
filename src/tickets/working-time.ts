import { addDays, type Day, dayOf, instantAt, isWorkingDay } from '../calendar.ts';
import { CareError } from '../errors.ts';

/** One block of working hours a day. `sevenDays`: the house works on weekends and holidays too. */
export interface WorkingTime {
  startsAt: string;
  endsAt: string;
  sevenDays: boolean;
}

function isOpenOn(day: Day, hours: WorkingTime): boolean {
  return hours.sevenDays || isWorkingDay(day);
}

/** The first working day after `day`. Holidays and make-up days 调休 count as the State Council announced them. */
export function nextWorkingDay(day: Day, hours: WorkingTime): Day {
  let next = addDays(day, 1);
  while (!isOpenOn(next, hours)) next = addDays(next, 1);
  return next;
}

/**
 * The instant at which `minutes` of working time have passed since `start`.
 *
 * @throws {CareError} `VALIDATION` for a day that ends before it starts: no time would ever pass
 */
export function addWorkingMinutes(start: Date, minutes: number, hours: WorkingTime): Date {
  mustBeOpen(hours);
  let day = dayOf(start);
  let left = minutes * 60_000;
  for (;;) {
    const [begin, end] = openingOn(day, start, hours);
    if (end > begin) {
      if (left <= end - begin) return new Date(begin + left);
      left -= end - begin;
    }
    day = addDays(day, 1);
  }
}

/** Minutes of working time between two instants; 0 when `end` is not after `start`. */
export function workingMinutesBetween(start: Date, end: Date, hours: WorkingTime): number {
  mustBeOpen(hours);
  let sum = 0;
  for (let day = dayOf(start); day <= dayOf(end); day = addDays(day, 1)) {
    const [begin, close] = openingOn(day, start, hours);
    sum += Math.max(0, Math.min(close, end.getTime()) - begin);
  }
  return sum / 60_000;
}

/** Opening and closing of a day in milliseconds, no earlier than `since`; equal when it is closed. */
function openingOn(day: Day, since: Date, hours: WorkingTime): [number, number] {
  const begin = Math.max(since.getTime(), instantAt(day, hours.startsAt).getTime());
  return [begin, isOpenOn(day, hours) ? instantAt(day, hours.endsAt).getTime() : begin];
}

function mustBeOpen(hours: WorkingTime): void {
  if (hours.startsAt < hours.endsAt) return;
  throw new CareError('VALIDATION', `working time ends at ${hours.endsAt}, before it starts at ${hours.startsAt}`, {
    userMessage: '下班时间必须晚于上班时间，请在门店规则中核对。',
  });
}
