import { addDays, type Day, instantAt } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { holidaysFor, leadsOf } from './due-rules.ts';
import { LATE_DAYS, markOf } from './plan-day.ts';
import { dueSelect } from './plan-statement.ts';

/** So far ahead the table of due dates reaches without being computed anew. */
export const TABLE_DAYS = 180;

/** Nothing joins late on days of which no change has come yet: no due day is looked for. */
const NEVER = '1900-01-01';

/**
 * What will be planned on days to come, by what is known now: the same SELECT as the plan and its preview, for each of the
 * days, without what is planned already. A row as the plan will insert it, for a FROM clause. Today counts as long as it is
 * not planned.
 *
 * @param days at most `TABLE_DAYS` ahead
 */
export function plannedAhead(storeId: string, rules: Rules, today: Day, days: { from: Day; to: Day }): Prisma.Sql {
  const leads = leadsOf(rules);
  const lastLead = Math.max(
    0,
    ...leads.filter((lead) => lead.is_last && !lead.is_greeting).map(({ lead }) => lead - 1),
  );
  const listed: { day: Day; changed_from: Date; changed_before: Date; last_due: Day; holidays: object[] }[] = [];
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) {
    listed.push({
      day,
      changed_from: instantAt(addDays(day, -LATE_DAYS)),
      changed_before: instantAt(addDays(day, 1)),
      last_due: day > addDays(today, LATE_DAYS) ? NEVER : addDays(day, lastLead),
      holidays: holidaysFor(day, leads),
    });
  }
  const select = filledIn(
    dueSelect(
      'due_date',
      listed.some(({ holidays }) => holidays.length > 0),
    ),
    [
      Prisma.sql`${storeId}`,
      Prisma.sql`ahead.day`,
      Prisma.sql`${JSON.stringify(leads)}`,
      Prisma.sql`ahead.changed_from`,
      Prisma.sql`ahead.changed_before`,
      Prisma.sql`ahead.last_due`,
      Prisma.sql`ahead.holidays`,
      Prisma.sql`0`,
      Prisma.sql`ahead.after_id`,
    ],
  );
  // Who comes too late is in the plan of each of the next days, until the first of them has told them.
  return Prisma.sql`
    SELECT DISTINCT ON (found.subject_key, found.kind, found.due_on, found.lead_days) found.*
    FROM (SELECT l.*, CASE WHEN l.last_due > ${NEVER}::date
          THEN coalesce((SELECT c.id FROM due_date c WHERE c.changed_at < l.changed_from ORDER BY c.id DESC LIMIT 1), 0)
          ELSE 0 END AS after_id
        FROM jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) AS l(day date, changed_from timestamptz,
          changed_before timestamptz, last_due date, holidays jsonb) LIMIT ${listed.length}) AS ahead
      CROSS JOIN LATERAL (${select}) AS found
    WHERE (ahead.day > ${today}::date OR ahead.day = ${today}::date AND NOT EXISTS (SELECT 1 FROM schedule_slot m
        WHERE m.name = ${markOf(storeId)} AND m.slot_at = ${instantAt(today)}))
      AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.store_id = ${storeId} AND r.subject_key = found.subject_key
        AND r.kind = found.kind AND r.due_on = found.due_on AND r.lead_days = found.lead_days)
    ORDER BY found.subject_key, found.kind, found.due_on, found.lead_days, found.planned_for`;
}

/** A statement with `$1`, `$2` … as a part of a greater one. */
function filledIn(text: string, values: readonly Prisma.Sql[]): Prisma.Sql {
  const parts = text.split(/\$(\d)/);
  const given = parts.filter((_part, index) => index % 2 === 1).map((number) => values[Number(number) - 1]);
  return new Prisma.Sql(
    parts.filter((_part, index) => index % 2 === 0),
    given,
  );
}
