import { addDays, dateToDay, type Day, dayOf, instantAt } from '../../calendar.ts';
import type { Rules } from '../../stores/index.ts';
import { isAwaited, reminderKinds, type ReminderKindKey } from '../kinds.ts';

const HOUR_MS = 60 * 60 * 1000;
/** A member needs at least so long to see a task and confirm it. */
const SHORTEST_MS = HOUR_MS;

/**
 * How long a group send of this kind may wait for its member. What is about the owner's own car must still be told in time
 * on the next rung; a wish must not come after its day.
 *
 * @returns undefined when it would be too late in any case
 */
export function latestFor(rules: Rules, kind: ReminderKindKey, dueOn: Day, now: Date): Date | undefined {
  if (isAwaited(kind)) return undefined;
  const full = now.getTime() + rules.groupSend.deadlineHours * HOUR_MS;
  const { class: kindClass } = reminderKinds[kind];
  if (kindClass === 'promotion') return new Date(full);
  const isToday = dueOn <= dayOf(now);
  if (kindClass === 'service') {
    const dayIsOver = instantAt(addDays(dueOn, 1));
    return full <= dayIsOver.getTime() ? dayIsOver : undefined;
  }
  // "将至" is wrong on the day itself, and one text is for everybody.
  if (isToday && kind !== 'holiday') return undefined;
  const wishIsOver = isToday ? instantAt(dayOf(now), rules.outreach.quietFrom) : instantAt(dueOn);
  return wishIsOver.getTime() - now.getTime() >= SHORTEST_MS ? wishIsOver : undefined;
}

export const dueDayOf = (reminder: { dueOn: Date }): Day => dateToDay(reminder.dueOn);
