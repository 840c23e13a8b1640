import { KNOWN_BACK_DAYS } from './due-rules.ts';

/** Why nobody is told of a day that was over for too long when it became known. */
export const TOO_LATE = '得知时已过到期日，不再提醒';
/** A fixed day that is over and moves by less was only corrected: who was told of it is not told again. */
const CORRECTED_DAYS = 31;

/**
 * Who is to be told on a day: due dates × leads, with what speaks against it, the priority and the hold-out. The one
 * place that decides it; the plan inserts what it finds, the preview shows it.
 *
 * `$1` store · `$2` day · `$3` leads (see `Lead`) · `$4`, `$5` due dates that changed from/before are late joiners ·
 * `$6` last due day that a late joiner may have · `$7` holidays of the day · `$8` version of the rules · `$9` late joiners
 * have an id above this one
 *
 * @param source `due_date`, or a subquery with its columns
 * @param hasHolidays a holiday is everybody's: where the day has none, the server must not reckon with the whole archive
 */
export function dueSelect(source: string, hasHolidays: boolean): string {
  return `
    WITH lead AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($3::jsonb) AS l(kind text, lead int, is_last boolean, is_greeting boolean,
        hold_out numeric, same_days int, urgent_days int, useful_days int)
      -- All of them: the server reckons with as many, and not with a hundred.
      LIMIT jsonb_array_length($3::jsonb)
    ), due AS (
      SELECT d.subject_key, d.customer_id, d.vehicle_id, d.kind, d.item, d.due_on, d.reason, d.detail, l.lead
      FROM lead l JOIN ${source} d ON d.store_id = $1 AND d.kind = l.kind AND d.due_on = $2::date + l.lead
      UNION ALL
      SELECT d.subject_key, d.customer_id, d.vehicle_id, d.kind, d.item, d.due_on, d.reason, d.detail, l.lead
      FROM lead l JOIN ${source} d ON d.store_id = $1 AND d.kind = l.kind
        AND d.due_on >= $2::date - ${KNOWN_BACK_DAYS} AND d.due_on <= $6::date AND d.due_on < $2::date + l.lead
        AND d.id > $9::int AND d.changed_at >= $4::timestamptz AND d.changed_at < $5::timestamptz
      WHERE l.is_last AND NOT l.is_greeting
      ${hasHolidays ? HOLIDAYS : ''}
    ), judged AS (
      SELECT due.*, l.is_greeting, l.urgent_days,
        CASE
          WHEN c.is_deceased THEN '车主已故'
          WHEN c.opted_out_at IS NOT NULL THEN '车主已退订'
          WHEN v.status <> 'active' THEN '车辆已转让或报废'
          WHEN g.is_gone THEN '车辆已转让或报废'
          WHEN l.is_greeting AND EXISTS (SELECT 1 FROM ticket p WHERE p.store_id = $1 AND p.customer_id = c.id
            AND p.status NOT IN ('closed', 'merged', 'dismissed')) THEN '车主有未关闭的投诉，暂不问候'
          WHEN due.due_on < $2::date - l.useful_days THEN '${TOO_LATE}'
        END AS obstacle,
        ('x' || substr(md5(c.id || ':' || due.kind || ':' || extract(year FROM due.due_on)), 1, 8))::bit(32)::bigint
          % 10000 < l.hold_out * 100 AS is_held_out
      FROM due
        JOIN lead l ON l.kind = due.kind AND l.lead = due.lead
        JOIN customer c ON c.id = due.customer_id
        LEFT JOIN vehicle v ON v.id = due.vehicle_id
        LEFT JOIN LATERAL (
          SELECT bool_and(o.status <> 'active') AS is_gone FROM vehicle o
          WHERE o.customer_id = c.id AND l.is_greeting
        ) g ON TRUE
      WHERE NOT EXISTS (
        SELECT 1 FROM reminder r
        WHERE r.store_id = $1 AND r.subject_key = due.subject_key AND r.kind = due.kind AND r.due_on <> due.due_on
          AND abs(r.due_on - due.due_on)
            < CASE WHEN due.due_on < $2::date THEN greatest(l.same_days, ${CORRECTED_DAYS}) ELSE l.same_days END
          AND (r.fulfilment IS NOT NULL OR r.lead_days = due.lead
            AND (r.status NOT IN ('skipped', 'dropped') OR due.due_on < $2::date - l.useful_days))
          AND coalesce(r.detail->>'item', due.item) = due.item
          AND coalesce(r.detail->>'since', '') = coalesce(due.detail->>'since', ''))
    )
    SELECT $1 AS store_id, subject_key, customer_id, vehicle_id, kind, due_on, lead AS lead_days,
      $2::date AS planned_for,
      CASE WHEN is_greeting THEN 8 WHEN due_on - $2::date <= urgent_days THEN 3 ELSE 5 END AS priority,
      reason, detail || jsonb_build_object('item', item) AS detail, $8::int AS rules_version,
      CASE WHEN obstacle IS NOT NULL THEN 'skipped' WHEN is_held_out THEN 'heldOut' ELSE 'planned' END AS status,
      CASE WHEN obstacle IS NOT NULL THEN obstacle WHEN is_held_out THEN '对照组' END AS skip_reason
    FROM judged WHERE $7::jsonb IS NOT NULL`;
}

const COLUMNS = `store_id, subject_key, customer_id, vehicle_id, kind, due_on, lead_days, planned_for, priority, reason,
  detail, rules_version, status, skip_reason`;

const HOLIDAYS = `UNION ALL
      SELECT 'customer:' || c.id, c.id, NULL, 'holiday', h.item, h.due_on, h.reason, '{}'::jsonb, h.lead
      FROM jsonb_to_recordset($7::jsonb) AS h(lead int, due_on date, reason text, item text)
        JOIN customer c ON c.store_id = $1`;

/**
 * Plans a store's day: one statement, whole or not at all. Unique by subject, kind, due day, lead, so that a repeat plans
 * nothing. `$10`: now. Answers how many rows of each status are new.
 */
export function planStatement(hasHolidays: boolean): string {
  return `
  WITH put AS (
    INSERT INTO reminder (${COLUMNS}, created_at)
    SELECT ${COLUMNS}, $10::timestamptz FROM (${dueSelect('due_date', hasHolidays)}) AS found ORDER BY customer_id, due_on, kind
    ON CONFLICT DO NOTHING RETURNING status
  )
  SELECT status, count(*)::int AS rows FROM put GROUP BY status`;
}
