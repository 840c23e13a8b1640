import { addDays, type Day } from '../calendar.ts';
import { datedReminderKinds, type Rules } from '../stores/index.ts';
import type { OutreachContext } from './dispatch.ts';
import { greetingKinds } from './kinds.ts';

/** "昨天是您的生日" is still kind, later it is odd. */
const GREETING_DAYS = 1;
/** What is about one day alone. */
const OF_THE_DAY = ['badWeather', 'promotion'];

/** The last lead of each kind: no later one makes up for it. */
const lastLeads = ({ reminders }: Rules): string =>
  JSON.stringify(Object.fromEntries(datedReminderKinds.map((kind) => [kind, Math.min(...reminders[kind].leadDays)])));

/**
 * Drops what is too late to be of use, with the reason: the planned day (or the day it was put off to) is long over, what a
 * greeting was about is, or a later lead of the same due day goes out now and says it all. A service reminder that is a
 * little late still helps, and its words say how late it is; the last one of a due day helps as long as that day is not over.
 */
export async function dropStale(context: OutreachContext, rules: Rules, today: Day): Promise<number> {
  const { staleAfterDays } = rules.outreach;
  const db = context.database.client;
  const repeated = await db.$executeRaw`
    UPDATE reminder early SET status = 'dropped', skip_reason = '同一到期日有更近的一次提醒，不重复发送'
    FROM reminder late
    WHERE early.store_id = ${context.storeId} AND early.status = 'planned' AND early.planned_for < ${today}::date
      AND late.store_id = early.store_id AND late.subject_key = early.subject_key AND late.kind = early.kind
      AND late.due_on = early.due_on AND late.occurrence = early.occurrence AND late.lead_days < early.lead_days
      AND late.planned_for <= ${today}::date AND late.status IN ('planned', 'sending', 'sent', 'delivered', 'callTask')`;
  const late = await db.$executeRaw`
    UPDATE reminder SET status = 'dropped', skip_reason = ${`错过计划发送日超过 ${staleAfterDays} 天，不再发送`}
    WHERE store_id = ${context.storeId} AND status = 'planned'
      AND greatest(planned_for, coalesce((not_before_at AT TIME ZONE 'Asia/Shanghai')::date, planned_for))
        < ${addDays(today, -staleAfterDays)}::date
      AND NOT (due_on >= ${addDays(today, -staleAfterDays)}::date AND kind <> ALL(${greetingKinds}::text[])
        AND lead_days <= coalesce((${lastLeads(rules)}::jsonb ->> kind)::int, -1))`;
  const greetings = greetingKinds.filter((kind) => !OF_THE_DAY.includes(kind));
  const over = await db.$executeRaw`
    UPDATE reminder SET status = 'dropped', skip_reason = '到期日已过，不再发送'
    WHERE store_id = ${context.storeId} AND status = 'planned'
      AND (due_on < ${addDays(today, -GREETING_DAYS)}::date AND kind = ANY(${greetings}::text[])
        OR due_on < ${today}::date AND kind = ANY(${OF_THE_DAY}::text[]))`;
  return repeated + late + over;
}
