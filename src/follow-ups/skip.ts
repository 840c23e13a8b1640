import { addDays, dayOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { followUpRounds } from './rounds.ts';

/** The store's own omission, not the owner's wish: the file came after the days of the follow-up. */
export const LATE_FILE = '资料录入时已过回访期限';

/** What speaks for good against asking an owner `c` about a car `v`; null: nothing. */
export const LASTING_REASON = Prisma.sql`(CASE
          WHEN c.is_deceased THEN '车主已故'
          WHEN v.status = 'totalLoss' THEN '车辆已报废'
          WHEN v.status <> 'active' THEN '车辆已转让'
          WHEN c.opted_out_at IS NOT NULL THEN '车主已退订' END)`;

/**
 * Whom nobody asks, and why: the car is gone, the owner has died or wants no contact, a complaint about the car is being
 * handled (its own verification asks), the same car was handed back again (that one is asked), or it is too late. Also ends
 * what is under way, with the call that nobody needs to make any more.
 *
 * @returns how many got a reason
 */
export async function skipFollowUps(
  tx: Transaction,
  { storeId, rules, now }: { storeId: string; rules: Rules['followUps']; now: Date },
): Promise<number> {
  const today = dayOf(now);
  const enabled = followUpRounds.filter((round) => rules[round].enabled);
  // By the owner alone: a server without statistics of a table that was just filled would believe in the store's other indexes.
  const count = await tx.$executeRaw`
    WITH judged AS (
      SELECT f.id, CASE
        WHEN c.id IS NULL OR v.id IS NULL THEN '车主或车辆档案已删除'
        WHEN f.status = 'planned' AND f.round <> ALL(${enabled}::text[]) THEN '门店已停用这一轮回访'
        WHEN ${LASTING_REASON} IS NOT NULL THEN ${LASTING_REASON}
        WHEN later.basis_on IS NOT NULL THEN '同一车辆' || to_char(later.basis_on, 'FMMM月FMDD日') || '再次交车，合并到那次回访'
        WHEN f.status = 'planned' AND f.due_on < ${addDays(today, -rules.lateDays)}::date THEN ${LATE_FILE}::text
        WHEN f.from_on <= ${today}::date AND complaint.id IS NOT NULL THEN '投诉处理中，由投诉回访一并确认'
      END AS reason
      FROM follow_up f
        LEFT JOIN customer c ON c.id = f.customer_id
        LEFT JOIN vehicle v ON v.id = f.vehicle_id
        LEFT JOIN LATERAL (
          SELECT l.basis_on FROM follow_up l
          WHERE f.round = 'threeDay' AND l.customer_id = f.customer_id AND l.vehicle_id = f.vehicle_id AND l.visit_id IS NOT NULL
            AND (l.basis_on, l.visit_id) > (f.basis_on, f.visit_id) AND l.basis_on <= f.due_on
            AND (l.status <> 'skipped' OR l.skip_reason LIKE '同一车辆%')
          ORDER BY l.basis_on DESC, l.visit_id DESC LIMIT 1) later ON TRUE
        LEFT JOIN LATERAL (
          SELECT t.id FROM ticket t
          WHERE t.customer_id = f.customer_id
            AND (t.vehicle_id = f.vehicle_id OR t.vehicle_id IS NULL) AND t.status NOT IN ('closed', 'merged', 'dismissed')
          LIMIT 1) complaint ON TRUE
      WHERE f.store_id = ${storeId} AND f.status IN ('planned', 'asking', 'callTask'))
    UPDATE follow_up f SET status = 'skipped', skip_reason = judged.reason
    FROM judged WHERE judged.id = f.id AND judged.reason IS NOT NULL`;
  if (count === 0) return 0;
  await tx.$executeRaw`
    UPDATE call_task t SET status = 'cancelled', done_at = ${now}
    FROM follow_up f
    WHERE f.call_task_id = t.id AND f.store_id = ${storeId} AND f.status = 'skipped' AND t.status = 'open'
      AND t.purpose = 'followUp'`;
  return count;
}
