import { addDays, type Day } from '../calendar.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { LASTING_REASON } from './skip.ts';
import { AHEAD_DAYS, followUpSource } from './source.ts';

/** Follow-ups whose latest day comes no later than this are entered already, as far as anything is known of them. */
export const lastEnteredDay = (today: Day): Day => addDays(today, AHEAD_DAYS);

/**
 * Follow-ups of what was handed back or delivered by now that are not entered yet, because their first day is far ahead: a
 * row as it will be entered, for a FROM clause. What nobody will be asked about is skipped already.
 *
 * @param until last day that the latest day of a follow-up may be
 */
export function followUpsAhead(storeId: string, { followUps }: Rules, today: Day, until: Day): Prisma.Sql {
  const { threeDay, sevenDay } = followUps;
  const isEntered = ({ enabled }: { enabled: boolean }, ...days: number[]) => enabled && Math.max(...days) > AHEAD_DAYS;
  const later = {
    ...followUps,
    threeDay: { ...threeDay, enabled: isEntered(threeDay, threeDay.fromDays) },
    sevenDay: { ...sevenDay, enabled: isEntered(sevenDay, sevenDay.days, sevenDay.secondaryDays) },
  };
  return Prisma.sql`
    SELECT NULL::int AS id, ${storeId}::text AS store_id, s.round, s.customer_id, s.vehicle_id, s.advisor_name, s.basis_on,
      s.from_on, s.due_on, CASE WHEN ${LASTING_REASON} IS NULL THEN 'planned' ELSE 'skipped' END AS status,
      ${LASTING_REASON} AS skip_reason
    FROM ${followUpSource(storeId, later)}
      JOIN customer c ON c.id = s.customer_id JOIN vehicle v ON v.id = s.vehicle_id
    WHERE s.from_on > ${lastEnteredDay(today)}::date AND s.due_on <= ${until}::date AND s.basis_on <= ${today}::date
      AND NOT EXISTS (SELECT 1 FROM follow_up e
        WHERE e.store_id = ${storeId} AND e.round = s.round AND e.subject_key = s.subject_key)`;
}
