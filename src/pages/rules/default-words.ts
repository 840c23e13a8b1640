import { addDays, type Day } from '../../calendar.ts';
import { type ReminderKindKey, reminderKinds, wordReminder } from '../../outreach/index.ts';
import { datedReminderKinds } from '../../stores/index.ts';

/** So far ahead is the day in the example. */
const AHEAD_DAYS = 14;

/**
 * What owners read while a store has no words of its own, for an owner who does not exist.
 *
 * @returns undefined for a rule that is no wording, and for kinds whose words are made of what happened
 */
export function defaultWords(path: readonly string[], today: Day): string | undefined {
  const [root, kind = '', rule] = path;
  if (root !== 'reminders' || rule !== 'wording' || !Object.hasOwn(reminderKinds, kind)) return undefined;
  if (!(datedReminderKinds as readonly string[]).includes(kind)) return undefined;
  return wordReminder({
    kind: kind as ReminderKindKey,
    dueOn: addDays(today, AHEAD_DAYS),
    today,
    reason: '',
    store: { name: '', phone: '' },
    customer: { name: '王', gender: 'male' },
    vehicle: { plateNumber: '沪A12345', vin: null, series: null },
  }).body;
}
