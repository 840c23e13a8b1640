import { addDays, type Day, dateToDay, dayOf, formatDayChinese, instantAt } from '../calendar.ts';
import type { Context } from '../context.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { reminderKinds, tellDirector } from '../outreach/index.ts';
import { type DatedReminderKind, getStore, rulesOf } from '../stores/index.ts';
import { KNOWN_BACK_DAYS, leadsOf } from './due-rules.ts';
import { hasPlanRun, lastIdBefore } from './plan-day.ts';

/** Days before today that are looked at; a morning that was missed is made up for. */
const DAYS_BACK = 3;
/** Reminders of a day that has moved by less are of the same thing. */
const MOVED_DAYS = 60;

interface Unplanned {
  day: Date;
  kind: DatedReminderKind;
  count: number;
  subjects: string[];
}

/**
 * Each morning, after the plan: does everything that the archive knows to be due have a row? Coverage proves what was planned,
 * this that nothing was left out of the plan. The director is told, once a day.
 *
 * @returns how many due dates nobody planned
 */
export async function watchUnplanned(context: Context): Promise<number> {
  const { storeId, clock, database } = context;
  const db = database.client;
  const today = dayOf(clock.now());
  if (!(await hasPlanRun(db, storeId, today))) return 0;
  const found = await findUnplanned(context, { from: addDays(today, -DAYS_BACK), to: addDays(today, -1) });
  const count = found.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return 0;
  const subjects = found.flatMap((one) => one.subjects).slice(0, 20);
  context.logger.error({ storeId, count, subjects }, 'due dates without a reminder');
  const lines = [...Map.groupBy(found, ({ day }) => dateToDay(day))].map(
    ([day, own]) =>
      `${formatDayChinese(day)} ${own.map(({ kind, count: of }) => `${reminderKinds[kind].label}${of}`).join('、')}`,
  );
  const text = `有到期事项没有安排提醒，请联系管理员核查：\n${lines.join('\n')}`;
  await tellDirector(context, { key: idempotencyKeyOf('unplanned', storeId, today), text });
  return count;
}

/**
 * By the day on which each should have been planned at the latest: the last lead day, or the day on which it became known. What
 * other rules were in force for is not judged by those of today. Greetings that come too late are left out on purpose.
 */
async function findUnplanned(
  { storeId, database }: Pick<Context, 'storeId' | 'database'>,
  days: { from: Day; to: Day },
): Promise<Unplanned[]> {
  const db = database.client;
  const leads = leadsOf(rulesOf(await getStore(db, storeId))).filter((lead) => lead.is_last && !lead.is_greeting);
  const changed = await db.rulesVersion.findFirst({
    where: { storeId },
    orderBy: { version: 'desc' },
    select: { changedAt: true },
  });
  const afterRules = changed === null ? days.from : addDays(dayOf(changed.changedAt), 1);
  const from = afterRules > days.from ? afterRules : days.from;
  const until = instantAt(addDays(days.to, 1));
  return db.$queryRaw<Unplanned[]>`
    WITH lead AS (SELECT kind, lead FROM jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) AS l(kind text, lead int)),
    due AS (
      SELECT subject_key, d.kind, item, due_on, due_on - l.lead AS plan_on
      FROM lead l JOIN due_date d ON d.store_id = ${storeId} AND d.kind = l.kind
        AND due_on BETWEEN ${from}::date + l.lead AND ${days.to}::date + l.lead AND changed_at < ${until}
      UNION ALL
      SELECT subject_key, d.kind, item, due_on, (changed_at AT TIME ZONE 'Asia/Shanghai')::date
      FROM lead l JOIN due_date d ON d.store_id = ${storeId} AND d.kind = l.kind
        AND id > ${await lastIdBefore(db, instantAt(from))} AND changed_at >= ${instantAt(from)} AND changed_at < ${until}
        AND due_on BETWEEN ${addDays(days.to, -KNOWN_BACK_DAYS)}::date AND ${days.to}::date + l.lead
    ), missing AS (
      SELECT subject_key, kind, max(plan_on) AS day FROM due WHERE NOT EXISTS (
        SELECT 1 FROM reminder r WHERE r.store_id = ${storeId} AND r.subject_key = due.subject_key AND r.kind = due.kind
          AND abs(r.due_on - due.due_on) < ${MOVED_DAYS}::int AND coalesce(r.detail->>'item', due.item) = due.item)
      GROUP BY subject_key, kind, item, due_on
    )
    SELECT day, kind, count(*)::int AS count, (array_agg(subject_key ORDER BY subject_key))[1:20] AS subjects
    FROM missing GROUP BY 1, 2 ORDER BY 1, 2`;
}
