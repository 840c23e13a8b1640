import { CronExpressionParser } from 'cron-parser';

/** Jobs by the clock. `catchUp`: a slot missed while nothing ran is still run, once, when something runs again. */
export interface TimetableEntry {
  name: string;
  /** Cron in Asia/Shanghai. */
  cron: string;
}

export const TIME_ZONE = 'Asia/Shanghai';

/** Everything that happens by the clock, in one place. */
export const timetable = [
  { name: 'reminders.plan', cron: '30 7 * * *' },
  { name: 'reminders.send', cron: '*/5 * * * *' },
  { name: 'tickets.deadlines', cron: '* * * * *' },
  { name: 'kf.reconcile', cron: '*/2 * * * *' },
  { name: 'slots.prune', cron: '15 3 * * *' },
] as const satisfies readonly TimetableEntry[];
export type ScheduledName = (typeof timetable)[number]['name'];

/** The newest slot of a cron expression that is not after `now`. */
export function lastSlot(cron: string, now: Date): Date {
  // prev() is strictly before; a slot counts from its first millisecond on.
  return CronExpressionParser.parse(cron, { tz: TIME_ZONE, currentDate: new Date(now.getTime() + 1) })
    .prev()
    .toDate();
}

/** The next slot after `now`. */
export function nextSlot(cron: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: TIME_ZONE, currentDate: now }).next().toDate();
}
