import { addDays, type Day, dayOf, instantAt, isWorkingDay } from '../calendar.ts';

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

/** The instant at which `minutes` of working time have passed since `start`. */
export function addWorkingMinutes(start: Date, minutes: number, hours: WorkingTime): Date {
  let day = dayOf(start);
  let left = minutes * 60_000;
  let from = start.getTime();
  for (;;) {
    if (isOpenOn(day, hours)) {
      const begin = Math.max(from, instantAt(day, hours.startsAt).getTime());
      const end = instantAt(day, hours.endsAt).getTime();
      if (end > begin) {
        if (left <= end - begin) return new Date(begin + left);
        left -= end - begin;
      }
    }
    day = addDays(day, 1);
    from = instantAt(day).getTime();
  }
}
