import { type Day, dayToDate } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import type { OutreachChannel, Rules, Store } from '../stores/index.ts';
import { isNeverCalled, type ReminderKindKey } from './kinds.ts';
import { chooseRung, type PassedRung } from './ladder.ts';
import { wordReminder } from './messages.ts';
import { orderFor } from './order-for.ts';
import type { OutreachContext, Want } from './rungs/index.ts';
import { loadSubjects } from './subjects.ts';

/** A reminder that is not planned yet, as far as the ladder depends on it. */
export interface ReminderDraft {
  customerId: number;
  vehicleId: number | null;
  kind: ReminderKindKey;
  dueOn: Day;
  reason: string;
  /** As on the reminder. */
  detail?: object;
}

export interface RungNow {
  /** Null: none may carry it, and nobody is called for such a thing. */
  channel: OutreachChannel | null;
  passed: PassedRung[];
}

/**
 * The rung that each reminder would take if it went out now, by the same choice as when it does. Changes nothing and
 * asks nobody. In the order of the drafts; undefined where the owner's record is gone.
 */
export async function rungFor(
  context: OutreachContext,
  db: Db,
  { store, rules }: { store: Store; rules: Rules },
  drafts: readonly ReminderDraft[],
): Promise<(RungNow | undefined)[]> {
  // The ladder looks at whom it is for, never at the row itself.
  const rows = drafts.map(
    (draft, index) =>
      ({
        ...draft,
        storeId: store.id,
        id: index,
        dueOn: dayToDate(draft.dueOn),
        passedRungs: [],
        detail: draft.detail ?? {},
      }) as unknown as Reminder,
  );
  const rungs: (RungNow | undefined)[] = drafts.map(() => undefined);
  for (const { reminder, customer, vehicle, reach } of await loadSubjects(db, rows)) {
    const draft = drafts[reminder.id];
    if (draft === undefined) continue;
    const { kind, dueOn, reason } = draft;
    const { detail } = reminder;
    const wording = wordReminder({ kind, dueOn, today: dueOn, reason, detail, store, customer, vehicle });
    const want: Want = { kind, dueOn, wording, rules, connected: context.connected, now: context.clock.now() };
    const { channel, passed } = chooseRung(orderFor(kind, rules, customer.preferredChannel), reach, want);
    rungs[reminder.id] = { channel: channel === 'callTask' && isNeverCalled(kind) ? null : channel, passed };
  }
  return rungs;
}
