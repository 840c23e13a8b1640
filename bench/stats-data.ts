import type { Client } from 'pg';
import type { Day } from '../src/calendar.ts';

/** The sizes that belong to a number of tickets: five events and four clocks each. */
export interface StatsSize {
  tickets: number;
  /** Owners with one car each. */
  vehicles: number;
}

export const TODAY: Day = '2026-11-22';
/** Two years of records. */
const SPAN_DAYS = 730;
const START = `timestamptz '2024-11-23 00:00+08'`;

const DEPARTMENTS = `ARRAY['aftersalesTechnical', 'workshop', 'serviceReception', 'warranty', 'parts', 'sales', 'insurance', 'customerCare']`;
const STAFF = `ARRAY['qin', 'ma', 'su', 'jiang', 'luo', 'wei', 'shen', 'ding', 'xu', 'he']`;
/** Evenly spread and without order, the same in every run. */
const spread = (row: string, prime: number, size: number) => `((${row})::bigint * ${prime} % ${size})::int`;

const FILLED_TABLES = [
  'visit',
  'ticket',
  'ticket_event',
  'ticket_clock',
  'reminder',
  'due_date',
  'follow_up',
  'call_task',
];
/** How they are dropped and made again. */
const SET_ASIDE = `
  SELECT format('DROP INDEX %I', c.relname) AS away, pg_get_indexdef(i.indexrelid) AS back
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = ANY ($1::regclass[]) AND NOT i.indisunique
  UNION ALL SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1::regclass[])
  UNION ALL SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
    format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname)
  FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ANY ($1::regclass[])`;

/** Fills an empty store named `main`. Indexes, foreign keys and triggers are set aside meanwhile: millions of rows come in. */
export async function fillStats(client: Client, size: StatsSize, progress: (text: string) => void): Promise<void> {
  await client.query('SET synchronous_commit = off');
  const { rows: asides } = await client.query<{ away: string; back: string }>(SET_ASIDE, [FILLED_TABLES]);
  for (const { away } of asides) await client.query(away);
  const steps = [
    ...statsData(size),
    ...asides.map(({ back }) => ({ label: 'indexes', sql: back })),
    { label: 'statistics', sql: 'VACUUM ANALYZE' },
  ];
  for (const { label, sql } of steps) {
    progress(`${size.tickets} tickets: ${label}`);
    await client.query(sql);
  }
}

/** Statements with what each of them makes. */
function statsData({ tickets, vehicles }: StatsSize): { label: string; sql: string }[] {
  const minutes = SPAN_DAYS * 1440;
  // Late records are open: the last two weeks' tickets are on their way.
  const opened = `${START} + make_interval(mins => (i::bigint * ${minutes} / ${tickets})::int)`;
  return [
    {
      label: 'owners, cars and visits',
      sql: `
        INSERT INTO customer (id, store_id, name, advisor_user_id, created_at, updated_at)
        SELECT i, 'main', '车主' || i, (${STAFF})[${spread('i', 7, 10)} + 1], now(), now() FROM generate_series(1, ${vehicles}) i;
        INSERT INTO visit (store_id, vehicle_id, repair_order_no, entered_on, handed_back_on, type, advisor_name)
        SELECT 'main', car, 'RO' || i, day, day + 1,
          (ARRAY['repair', 'regularMaintenance', 'firstMaintenance', 'accident', 'warranty'])[i % 5 + 1],
          (ARRAY['江顾问', '苏主管', '徐专员'])[i % 3 + 1]
        FROM (SELECT i, date '2024-11-23' + (i::bigint * ${SPAN_DAYS} / ${vehicles * 4})::int AS day,
            -- One car in seven does not come any more.
            CASE WHEN i <= ${vehicles * 2} THEN ${spread('i', 7919, vehicles)} ELSE ${spread('i', 7919, Math.floor((vehicles * 6) / 7))} END + 1 AS car
          FROM generate_series(1, ${vehicles * 4}) i) v;
        INSERT INTO vehicle (id, store_id, customer_id, plate_number, brand, series, delivered_on, referred_by, last_visit_on, created_at, updated_at)
        SELECT i, 'main', i, '沪X' || lpad(to_hex(i), 6, '0'), '斯柯达', (ARRAY['明锐', '速派', '柯迪亚克', '柯珞克'])[i % 4 + 1],
          date '2018-01-01' + ${spread('i', 7919, 3200)}, CASE WHEN i % 7 = 0 THEN '老客户' END, w.day, now(), now()
        FROM generate_series(1, ${vehicles}) i
        LEFT JOIN (SELECT vehicle_id, max(entered_on) AS day FROM visit GROUP BY vehicle_id) w ON w.vehicle_id = i`,
    },
    {
      label: 'tickets',
      sql: `
        INSERT INTO ticket (id, store_id, number, status, source, kind, categories, severity, responsible_department, assignee_user_id,
          customer_id, vehicle_id, summary, description, opened_at, opened_on, routed_at, acknowledged_at, tracked_at, resolved_at,
          closed_at, vehicle_systems, is_satisfied, verified_at, reopen_count, first_verdict_at, first_satisfied)
        SELECT i, 'main', 'TS' || i, status, (ARRAY['chat', 'chat', 'hotline', 'manufacturer'])[i % 4 + 1],
          (ARRAY['complaint', 'complaint', 'complaint', 'grumble', 'rescue', 'question'])[i % 6 + 1],
          ARRAY[(ARRAY['Q1', 'Q2', 'R1', 'R2', 'P1', 'S1', 'C1', 'F1'])[${spread('i', 31, 8)} + 1]], (ARRAY['P2', 'P2', 'P1', 'P3', 'P0'])[i % 5 + 1],
          (${DEPARTMENTS})[${spread('i', 13, 8)} + 1], (${STAFF})[${spread('i', 17, 10)} + 1],
          vehicle, vehicle, '客户反映车辆问题，要求尽快处理并给出答复', repeat('车辆行驶中出现异常，多次到店未能解决。', 4), at, (at AT TIME ZONE 'Asia/Shanghai')::date,
          at + interval '20 minutes', at + interval '50 minutes', at + interval '5 hours', CASE WHEN done THEN at + interval '2 days' END,
          CASE WHEN status = 'closed' THEN at + interval '3 days' END, ARRAY[(ARRAY['engine', 'brakes', 'gearbox'])[i % 3 + 1]],
          CASE WHEN status = 'closed' THEN TRUE WHEN i % 29 = 0 THEN FALSE END,
          CASE WHEN status = 'closed' OR i % 29 = 0 THEN at + interval '3 days' END, (i % 29 = 0)::int,
          -- As its events tell it.
          at + 5 * interval '9 hours', i % 29 > 0
        FROM (SELECT i, ${opened} AS at, ${spread('i', 104729, vehicles)} + 1 AS vehicle, i < ${tickets} * 0.98 AS done,
            CASE WHEN i % 50 = 0 THEN 'merged' WHEN i % 51 = 0 THEN 'dismissed' WHEN i < ${tickets} * 0.98 THEN 'closed'
              ELSE (ARRAY['routed', 'acknowledged', 'tracking', 'resolved'])[i % 4 + 1] END AS status
          FROM generate_series(1, ${tickets}) i) t`,
    },
    {
      label: 'events',
      sql: `
        INSERT INTO ticket_event (store_id, ticket_id, type, at, actor_kind, actor_id, actor_name, data)
        SELECT 'main', t.id, CASE WHEN n = 5 AND t.reopen_count > 0 THEN 'reopened'
            ELSE (ARRAY['opened', 'acknowledged', 'tracked', 'resolved', 'closed'])[n] END,
          t.opened_at + n * interval '9 hours', 'staff', 'ma', '马主管', '{"note": "已与客户联系"}'
        FROM ticket t CROSS JOIN generate_series(1, 5) n`,
    },
    {
      label: 'clocks',
      sql: `
        INSERT INTO ticket_clock (store_id, ticket_id, name, started_at, warn_at, due_at, stopped_at)
        SELECT 'main', t.id, c.name, began, began, began + c.allowed,
          CASE WHEN t.resolved_at IS NOT NULL OR c.name = 'route'
            THEN began + c.allowed * (0.1 + ${spread('t.id + c.n', 7919, 1000)} / 950.0) END
        FROM ticket t CROSS JOIN (VALUES (1, 'route', interval '2 hours'), (2, 'track', interval '24 hours'),
          (3, 'resolve', interval '3 days'), (4, 'verify', interval '24 hours')) c (n, name, allowed)
        CROSS JOIN LATERAL (SELECT CASE c.name WHEN 'verify' THEN t.resolved_at ELSE t.opened_at END AS began) b
        WHERE began IS NOT NULL`,
    },
    {
      label: 'reminders',
      sql: `
        INSERT INTO reminder (store_id, subject_key, customer_id, vehicle_id, kind, due_on, lead_days, planned_for, reason, status, channel,
          created_at, sent_at, replied_at, booked_at, fulfilment)
        SELECT 'main', 'vehicle:' || car, car, car, (ARRAY['insuranceRenewal', 'regularMaintenance', 'annualInspection', 'firstMaintenance'])[i % 4 + 1],
          due, lead, due - lead, '到期', CASE WHEN due - lead > date '${TODAY}' THEN 'planned' WHEN i % 7 = 0 THEN 'callTask' ELSE 'delivered' END,
          (ARRAY['officialAccountTemplate', 'kf', 'sms'])[i % 3 + 1], now(), (due - lead)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '10 hours',
          CASE WHEN i % 5 = 0 THEN now() END, CASE WHEN i % 9 = 0 THEN now() END,
          CASE i % 4 WHEN 0 THEN CASE WHEN i % 3 > 0 THEN 'renewed' END WHEN 1 THEN CASE WHEN i % 3 = 0 THEN 'cameIn' END END
        FROM (SELECT i, ${spread('i', 7919, vehicles)} + 1 AS car, date '2024-11-23' + (i::bigint * ${SPAN_DAYS + 60} / ${tickets / 4})::int AS due
          FROM generate_series(1, ${tickets / 4}) i) r CROSS JOIN (VALUES (30), (7)) leads (lead)
        ON CONFLICT DO NOTHING`,
    },
    {
      label: 'due dates ahead',
      sql: `
        INSERT INTO due_date (store_id, subject_key, customer_id, vehicle_id, kind, due_on, reason, changed_at)
        SELECT 'main', 'vehicle:' || car, car, car, kind, date '${TODAY}' + ${spread('car * 4 + n', 7919, 365)}, '到期', now()
        FROM generate_series(1, ${vehicles}) car
          CROSS JOIN (VALUES (1, 'insuranceRenewal'), (2, 'regularMaintenance'), (3, 'annualInspection'), (4, 'vehicleTax')) k (n, kind)`,
    },
    {
      label: 'follow-ups, calls and rectifications',
      sql: `
        INSERT INTO follow_up (store_id, round, subject_key, customer_id, vehicle_id, basis_on, from_on, due_on, status, assignee_user_id,
          advisor_name, channel, score, is_satisfied, is_fixed, created_at, done_at, done_on, done_by)
        SELECT 'main', (ARRAY['threeDay', 'threeDay', 'threeDay', 'sevenDay', 'oneMonth', 'oneYear'])[i % 6 + 1], 'visit:' || i, car, car, due - 5, due - 2, due,
          status, (ARRAY['xu', 'he'])[i % 2 + 1], (ARRAY['江顾问', '苏主管'])[i % 2 + 1], (ARRAY['kf', 'call'])[i % 2 + 1],
          CASE WHEN status = 'done' THEN 5 + i % 6 END, CASE WHEN status = 'done' THEN i % 8 > 0 END, CASE WHEN status = 'done' THEN i % 11 > 0 END,
          now(), CASE WHEN status = 'done' THEN (due - 1)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '11 hours' END,
          CASE WHEN status = 'done' THEN due - 1 END, CASE WHEN status = 'done' AND i % 2 = 1 THEN 'xu' END
        FROM (SELECT i, car, due, CASE WHEN due > date '${TODAY}' THEN 'planned' WHEN i % 40 = 0 THEN 'skipped' WHEN i % 41 = 0 THEN 'closed' ELSE 'done' END AS status
          FROM (SELECT i, ${spread('i', 7919, vehicles)} + 1 AS car, date '2024-11-23' + (i::bigint * ${SPAN_DAYS + 10} / ${tickets / 2})::int AS due
            FROM generate_series(1, ${tickets / 2}) i) f) f;
        INSERT INTO call_task (store_id, dedupe_key, purpose, assignee_user_id, customer_id, vehicle_id, title, script, due_on, status, outcome, created_at, done_at)
        SELECT 'main', 'bench:' || i, (ARRAY['reminder', 'booking', 'verification', 'callback', 'followUp'])[i % 5 + 1], (${STAFF})[i % 10 + 1], car, car,
          '联系车主', '您好', day, CASE WHEN day >= date '${TODAY}' - 1 THEN 'open' ELSE 'done' END, (ARRAY['reached', 'booked', 'noAnswer'])[i % 3 + 1],
          day::timestamp AT TIME ZONE 'Asia/Shanghai', CASE WHEN day < date '${TODAY}' - 1 THEN day::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '12 hours' END
        FROM (SELECT i, ${spread('i', 7919, vehicles)} + 1 AS car, date '2024-11-23' + (i::bigint * ${SPAN_DAYS + 5} / ${tickets / 4})::int AS day
          FROM generate_series(1, ${tickets / 4}) i) k;
        INSERT INTO rectification (store_id, number, kind, cause_key, title, reason, department, vehicle_id, week_on, status, head_user_id, measure_due_on, created_at)
        SELECT 'main', 'ZG' || i, 'sameVehicle', 'x', '重复投诉', '', (${DEPARTMENTS})[i % 8 + 1], i, date '2024-11-23' + i % ${SPAN_DAYS},
          CASE WHEN i % 9 = 0 THEN 'open' ELSE 'closed' END, 'ma', date '2024-11-26' + i % ${SPAN_DAYS},
          (date '2024-11-23' + i % ${SPAN_DAYS})::timestamp AT TIME ZONE 'Asia/Shanghai' FROM generate_series(1, ${Math.min(5000, vehicles)}) i`,
    },
  ];
}
