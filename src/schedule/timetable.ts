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
  // Due days of what changed, in a queue of its own; the last time before the plan at 7:25.
  { name: 'reminders.prepare', cron: '5-59/10 * * * *' },
  { name: 'reminders.plan', cron: '30 7 * * *' },
  { name: 'reminders.send', cron: '* * * * *' },
  { name: 'group-sends.watch', cron: '* * * * *' },
  { name: 'contacts.reconcile', cron: '20 4 * * *' },
  { name: 'identities.reconcile', cron: '40 4 * * *' },
  // Before the morning's call lists; at nine whoever has a chat open is asked, at two who has not answered on the last day is called.
  { name: 'follow-ups.plan', cron: '35 7 * * *' },
  { name: 'follow-ups.ask', cron: '5 9,14 * * *' },
  { name: 'follow-ups.coverage', cron: '55 8 * * *' },
  // After the reminders and follow-ups of the day, before the call lists: they have calls of their own.
  { name: 'win-back.plan', cron: '40 7 * * *' },
  // Who came in or renewed, by what the archive says now; a file may have been taken since.
  { name: 'reminders.outcomes', cron: '20 * * * *' },
  { name: 'reminders.coverage', cron: '50 8 * * *' },
  { name: 'tickets.deadlines', cron: '* * * * *' },
  // Their times are the store's rules; what was missed is made up for.
  { name: 'reports.make', cron: '* * * * *' },
  { name: 'conversations.return', cron: '* * * * *' },
  { name: 'kf.reconcile', cron: '*/2 * * * *' },
  // Reviews a week on its Monday; every other day it makes up for a missed one and nudges.
  { name: 'rectifications.watch', cron: '30 8 * * *' },
  { name: 'warranty.watch', cron: '40 8 * * *' },
  { name: 'classifier.train', cron: '40 3 * * 0' },
  // How names sound, of owners who came by other ways than a file.
  { name: 'names.sound', cron: '25 * * * *' },
  { name: 'slots.prune', cron: '15 3 * * *' },
] as const satisfies readonly TimetableEntry[];
export type ScheduledName = (typeof timetable)[number]['name'];

/** From one slot to the next, by expression. Asked every second, in which hardly any of them has changed. */
const spans = new Map<string, { from: number; until: number }>();

/** The newest slot of a cron expression that is not after `now`. */
export function lastSlot(cron: string, now: Date): Date {
  const at = now.getTime();
  let span = spans.get(cron);
  if (span === undefined || at < span.from || at >= span.until) {
    // prev() is strictly before; a slot counts from its first millisecond on.
    const parsed = CronExpressionParser.parse(cron, { tz: TIME_ZONE, currentDate: new Date(at + 1) });
    span = { from: parsed.prev().getTime(), until: nextSlot(cron, now).getTime() };
    spans.set(cron, span);
  }
  return new Date(span.from);
}

/** The next slot after `now`. */
export function nextSlot(cron: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: TIME_ZONE, currentDate: now }).next().toDate();
}
