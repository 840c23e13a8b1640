import { addDays, dateToDay, type Day, dayOf, dayToDate, daysBetween, instantAt } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { stopLeads } from './stop-leads.ts';

/**
 * "下周再说": the next reminder of this due day goes out on the day that the owner named, at the latest on the day before it
 * is due; what would go out earlier does not.
 *
 * @returns the day; undefined when there is none left before the due day
 */
export async function putOff(
  context: Context,
  tx: Transaction,
  { reminder, day }: { reminder: Reminder; day: Day },
): Promise<Day | undefined> {
  const { storeId, clock } = context;
  const last = addDays(dateToDay(reminder.dueOn), -1);
  const to = day < last ? day : last;
  if (to <= dayOf(clock.now())) return undefined;
  await stopLeads(context, tx, { reminder, reason: '车主希望稍后再联系', until: to });
  const { quietTo } = rulesOf(await getStore(tx, storeId)).outreach;
  const { subjectKey, kind, dueOn, customerId, vehicleId, priority, detail, occurrence, reason, rulesVersion } =
    reminder;
  const key = { storeId, subjectKey, kind, dueOn, leadDays: daysBetween(to, dateToDay(dueOn)), occurrence };
  const planned = {
    status: 'planned',
    plannedFor: dayToDate(to),
    notBeforeAt: instantAt(to, quietTo),
    skipReason: null,
  };
  const about = { customerId, vehicleId, priority, reason, rulesVersion, detail: detail ?? {}, createdAt: clock.now() };
  await tx.reminder.upsert({
    where: { storeId_subjectKey_kind_dueOn_leadDays_occurrence: key },
    create: { ...key, ...about, ...planned },
    update: planned,
  });
  return to;
}
