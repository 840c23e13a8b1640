import { addDays, type Day, dayOf, instantAt, isDay } from '../calendar.ts';
import type { Context } from '../context.ts';
import { insertRows } from '../customers/index.ts';
import { CareError } from '../errors.ts';
import { type DatedReminderKind, datedReminderKinds, getStore, type Rules, rulesOf } from '../stores/index.ts';
import { type DueSubject, dueSubjects, type Window } from './candidates.ts';
import { refreshMaintenanceDue } from './maintenance-due.ts';

export interface PlanResult {
  day: Day;
  /** New rows that will go out. */
  planned: number;
  /** New rows that say why nothing goes out. */
  skipped: number;
}

/** Owners and cars that changed within this time may have come too late for their lead days. */
const LATE_DAYS = 3;

/**
 * Plans one day's reminders of a store: for every kind and lead, everybody whose due day lies that many days ahead.
 * Who came into the archive after their last lead day, and before the due day, gets that last reminder at once. Nothing
 * is planned twice: a row is unique by subject, kind, due day and lead. Each row says how its due day was found; who is
 * not told has a row that says why.
 *
 * @param day calendar day in Asia/Shanghai, today or a day that was missed
 * @throws {CareError} `VALIDATION` when `day` is no real day
 */
export async function planDay(context: Context, day: Day): Promise<PlanResult> {
  if (!isDay(day)) throw new CareError('VALIDATION', `"${day}" is no day`);
  const db = context.database.client;
  const rules = rulesOf(await getStore(db, context.storeId));
  await refreshMaintenanceDue(context, rules.maintenance);
  const result: PlanResult = { day, planned: 0, skipped: 0 };
  for (const kind of datedReminderKinds) {
    if (!rules.reminders[kind].enabled) continue;
    for (const { window, leadDays } of windowsOf(kind, day, rules)) {
      for await (const subjects of dueSubjects(db, context.storeId, kind, window, rules)) {
        await insertReminders(context, { kind, day, leadDays }, subjects, result);
      }
    }
  }
  await db.scheduleSlot.createMany({
    data: [{ name: markOf(context.storeId), slotAt: instantAt(day), claimedAt: context.clock.now() }],
    skipDuplicates: true,
  });
  context.logger.info({ storeId: context.storeId, ...result }, 'reminders planned');
  return result;
}

/**
 * Plans today and every day missed since the last plan, oldest first; at most as many days back as the store's rules
 * say. What is too late by then is dropped, with the reason, when it would be sent.
 */
export async function planDueDays(context: Context): Promise<PlanResult[]> {
  const today = dayOf(context.clock.now());
  const db = context.database.client;
  const rules = rulesOf(await getStore(db, context.storeId));
  const last = await db.scheduleSlot.findFirst({
    where: { name: markOf(context.storeId), slotAt: { lt: instantAt(today) } },
    orderBy: { slotAt: 'desc' },
  });
  const earliest = addDays(today, -rules.outreach.catchUpDays);
  const next = last === null ? today : addDays(dayOf(last.slotAt), 1);
  const results: PlanResult[] = [];
  for (let day = next < earliest ? earliest : next; day <= today; day = addDays(day, 1)) {
    results.push(await planDay(context, day));
  }
  return results;
}

function markOf(storeId: string): string {
  return `reminders.planned:${storeId}`;
}

function windowsOf(kind: DatedReminderKind, day: Day, rules: Rules): { window: Window; leadDays: number }[] {
  const leads = rules.reminders[kind].leadDays;
  const windows: { window: Window; leadDays: number }[] = leads.map((lead) => ({
    window: { from: addDays(day, lead), to: addDays(day, lead) },
    leadDays: lead,
  }));
  const last = Math.min(...leads);
  if (kind !== 'birthday' && leads.length > 0 && last > 1) {
    const changedSince = instantAt(addDays(day, -LATE_DAYS));
    windows.push({ window: { from: addDays(day, 1), to: addDays(day, last - 1), changedSince }, leadDays: last });
  }
  return windows;
}

async function insertReminders(
  context: Context,
  { kind, day, leadDays }: { kind: DatedReminderKind; day: Day; leadDays: number },
  subjects: readonly DueSubject[],
  result: PlanResult,
): Promise<void> {
  const db = context.database.client;
  const fresh = kind.endsWith('Maintenance') ? await withoutMoved(context, kind, leadDays, subjects) : subjects;
  const rowOf = (subject: DueSubject) => ({
    store_id: context.storeId,
    subject_key: subject.subjectKey,
    customer_id: subject.customerId,
    vehicle_id: subject.vehicleId,
    kind,
    due_on: subject.dueOn,
    lead_days: leadDays,
    planned_for: day,
    reason: subject.reason,
    status: subject.skipReason === null ? 'planned' : 'skipped',
    passed_rungs: [],
    skip_reason: subject.skipReason,
    created_at: context.clock.now(),
  });
  result.planned += await insertRows(db, 'reminder', fresh.filter((subject) => subject.skipReason === null).map(rowOf));
  result.skipped += await insertRows(db, 'reminder', fresh.filter((subject) => subject.skipReason !== null).map(rowOf));
}

/** A maintenance that moved by a few weeks, because the car was driven more or less, is the same one. */
const SAME_WITHIN_DAYS = 60;

async function withoutMoved(
  context: Context,
  kind: DatedReminderKind,
  leadDays: number,
  subjects: readonly DueSubject[],
): Promise<DueSubject[]> {
  const known = await context.database.client.$queryRawUnsafe<{ key: string; on: Day }[]>(
    `SELECT subject_key AS key, to_char(due_on, 'YYYY-MM-DD') AS "on" FROM reminder
     WHERE store_id = $1 AND kind = $2 AND lead_days = $3 AND status NOT IN ('skipped', 'dropped')
       AND subject_key = ANY($4::text[])`,
    context.storeId,
    kind,
    leadDays,
    subjects.map((subject) => subject.subjectKey),
  );
  const days = new Map<string, Day[]>();
  for (const { key, on } of known) days.set(key, [...(days.get(key) ?? []), on]);
  return subjects.filter(
    ({ subjectKey, dueOn }) =>
      !(days.get(subjectKey) ?? []).some(
        (on) => on > addDays(dueOn, -SAME_WITHIN_DAYS) && on < addDays(dueOn, SAME_WITHIN_DAYS),
      ),
  );
}
