import { addDays, dayOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import { getStore, rulesOf } from '../../stores/index.ts';

/** The archive is refreshed weekly, so that visits are known up to a week late, and then some; thanks for one long past are odd. */
const NEW_DAYS = 10;
/** “可以取车” goes out on the day of the hand-back or shortly before. */
const READY_BEFORE_DAYS = 3;
const PRIORITY = 6;

/**
 * After each visit and each delivery invites the owner to book the next notices with one tap: once for each, only where a
 * notice or a chat may carry it, and not after a “可以取车” or “牌照办好了” that held the link already. Planned in one
 * statement, for the next run.
 *
 * @returns how many are invited
 */
export async function offerNextNotices(context: Context): Promise<number> {
  const { storeId, clock, connected } = context;
  const db = context.database.client;
  if (connected.subscribePageOf === undefined) return 0;
  if (!rulesOf(await getStore(db, storeId)).outreach.offerNextNotices) return 0;
  const today = dayOf(clock.now());
  return db.$executeRaw`
    INSERT INTO reminder (store_id, subject_key, customer_id, vehicle_id, kind, due_on, lead_days, occurrence, planned_for,
      priority, reason, detail, passed_rungs, created_at)
    SELECT ${storeId}, 'vehicle:' || n.vehicle_id, n.customer_id, n.vehicle_id, 'serviceDone', n.on_day + ${NEW_DAYS}::int, 0,
      n.occurrence, ${today}::date, ${PRIORITY}::int, n.reason,
      jsonb_build_object('what', n.what, 'on', to_char(n.on_day, 'YYYY-MM-DD')), '[]'::jsonb, ${clock.now()}::timestamptz
    FROM (
      SELECT v.id AS vehicle_id, v.customer_id, max(w.handed_back_on) AS on_day, 'visit' AS what,
        'visit:' || to_char(max(w.handed_back_on), 'YYYY-MM-DD') AS occurrence, '维修交车' AS reason
      FROM visit w JOIN vehicle v ON v.id = w.vehicle_id
      WHERE w.store_id = ${storeId} AND w.handed_back_on BETWEEN ${addDays(today, -NEW_DAYS)}::date AND ${today}::date
        AND v.status = 'active'
      GROUP BY v.id, v.customer_id
      UNION ALL
      SELECT v.id, v.customer_id, v.delivered_on, 'delivery', 'delivery', '新车交付'
      FROM vehicle v
      WHERE v.store_id = ${storeId} AND v.delivered_on BETWEEN ${addDays(today, -NEW_DAYS)}::date AND ${today}::date
        AND v.status = 'active'
    ) n
    JOIN customer c ON c.id = n.customer_id AND NOT c.is_deceased AND c.opted_out_at IS NULL
    WHERE EXISTS (
        SELECT 1 FROM channel_identity i WHERE i.customer_id = c.id AND i.unreachable_at IS NULL
          AND ((i.channel = 'officialAccount' AND i.is_subscribed)
            OR (i.channel = 'kf' AND i.window_left > 0 AND i.window_opened_at > ${clock.now()}::timestamptz - interval '48 hours')))
      AND NOT EXISTS (
        SELECT 1 FROM reminder r WHERE r.vehicle_id = n.vehicle_id
          AND (r.kind = 'repairProgress' AND (r.detail->>'isReady')::boolean OR r.kind = 'plateReady')
          AND r.channel IN ('officialAccountTemplate', 'kf', 'subscriptionNotice')
          AND r.planned_for >= n.on_day - ${READY_BEFORE_DAYS}::int)
      AND NOT EXISTS (
        SELECT 1 FROM reminder r WHERE r.vehicle_id = n.vehicle_id AND r.kind = 'serviceDone'
          AND r.occurrence = n.occurrence)
    ON CONFLICT DO NOTHING`;
}
