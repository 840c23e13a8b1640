import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { addDays, type Day, instantAt } from '../src/calendar.ts';
import { systemClock } from '../src/clock.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import { planStatement } from '../src/reminders/plan-statement.ts';
import { hasHolidays, planParameters } from '../src/reminders/plan-day.ts';
import { sampleStoreDefinition } from '../src/sample-store/definition.ts';
import { getStore, rulesOf, upsertStore } from '../src/stores/index.ts';
import { createBenchDatabase } from './databases.ts';
import { median } from './load.ts';
import type { PlanningOrder, PlanningReport } from './planning-process.ts';

export interface PlanningResult {
  vehicles: number;
  /** Filling the table of due dates for the whole archive, once after installation or a change of the rules. */
  first: PlanningReport & { perSecond: number };
  /** Due dates of an ordinary day: yesterday's changes and what the year moves on. */
  changes: PlanningReport;
  /** Planning the day, when its due dates are there. */
  day: PlanningReport;
  /** The same INSERT … SELECT run alone. */
  aloneMs: number;
  /** Median of the rounds: the day by the statement alone. */
  ratio: number;
}

const FIRST_DAY: Day = '2026-11-23';
/** Cars that came to the workshop yesterday, for each million. */
const CHANGED_PER_MILLION = 3000;
/** Due dates are computed for so many; all further vehicles get copies of them, which costs the plan the same. */
const COMPUTED = 100_000;

/** Planning one day for a whole archive, on PostgreSQL. */
export async function measurePlanning(options: {
  server: string;
  vehicles: number;
  rounds: number;
  progress: (text: string) => void;
}): Promise<PlanningResult> {
  const { vehicles, rounds, progress } = options;
  progress(`${vehicles} vehicles are made up`);
  const computed = Math.min(vehicles, COMPUTED);
  const bench = await createBenchDatabase(options.server, (database) => fill(database, 1, computed));
  const url = 'url' in bench.location ? bench.location.url : '';
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    progress(`due dates of ${computed} vehicles and owners are computed for the first time`);
    const first = await inProcess({ url, day: FIRST_DAY, work: 'computeDueDates' });
    progress(`${vehicles - computed} more are made up, with the same due dates`);
    await addCopies(client, computed, vehicles);
    const changes: PlanningReport[] = [];
    const days: PlanningReport[] = [];
    const alone: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const day = addDays(FIRST_DAY, round + 1);
      await passDay(client, day, vehicles);
      changes.push(await inProcess({ url, day, work: 'computeDueDates' }));
      // Once unmeasured, so that neither finds the day's pages cold; then in turns who comes first.
      await clear(client);
      await statementAlone(client, url, day);
      const turns = round % 2 === 0 ? (['day', 'alone'] as const) : (['alone', 'day'] as const);
      for (const run of turns) {
        await clear(client);
        if (run === 'day') days.push(await inProcess({ url, day, work: 'planDay' }));
        else alone.push(await statementAlone(client, url, day));
      }
      progress(
        `round ${round + 1}/${rounds}: ${Math.round(days.at(-1)?.ms ?? 0)} ms, alone ${Math.round(alone.at(-1) ?? 0)} ms`,
      );
    }
    return {
      vehicles,
      first: { ...first, perSecond: first.rows / (first.ms / 1000) },
      changes: middle(changes),
      day: middle(days),
      aloneMs: median(alone),
      ratio: median(days.map(({ ms }, index) => ms / (alone[index] ?? Infinity))),
    };
  } finally {
    await client.end();
    await bench.drop();
  }
}

function middle(reports: readonly PlanningReport[]): PlanningReport {
  return {
    ms: median(reports.map(({ ms }) => ms)),
    residentMb: Math.max(...reports.map(({ residentMb }) => residentMb)),
    rows: median(reports.map(({ rows }) => rows)),
  };
}

/** As `npm start` does: a page of due dates is soon garbage, and new space that grows without need is most of the peak. */
const AS_STARTED = ['--max-semi-space-size=8'];

async function inProcess(order: PlanningOrder): Promise<PlanningReport> {
  const child = fork(new URL('planning-process.ts', import.meta.url), [JSON.stringify(order)], {
    execArgv: AS_STARTED,
  });
  const aborted = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', { signal: aborted.signal }).then(([report]) => report as PlanningReport),
      once(child, 'exit', { signal: aborted.signal }).then(([code]) => {
        throw new Error(`planning ended with ${String(code)}`);
      }),
    ]);
  } finally {
    aborted.abort();
  }
}

async function clear(client: Client): Promise<void> {
  await client.query('TRUNCATE reminder');
  await client.query('CHECKPOINT');
}

/** With a plain driver, on the same rows. */
async function statementAlone(client: Client, url: string, day: Day): Promise<number> {
  const database = await openDatabase({ url, poolSize: 1 });
  const rules = rulesOf(await getStore(database.client, 'main'));
  const parameters = await planParameters(database.client, 'main', day, rules);
  await database.close();
  await client.query('SET jit = off');
  const startedAt = performance.now();
  await client.query(planStatement(hasHolidays(parameters)), [...parameters, instantAt(day, '07:30')]);
  return performance.now() - startedAt;
}

/** Some cars were at the workshop, and for one record in 365 the computed days end. */
async function passDay(client: Client, day: Day, vehicles: number): Promise<void> {
  const changed = Math.round((vehicles * CHANGED_PER_MILLION) / 1_000_000);
  const turn = Number(day.slice(8));
  await client.query(
    `UPDATE vehicle SET updated_at = $1 WHERE id IN (SELECT ($2 + n * 331) % $3 + 1 FROM generate_series(1, $4::int) n)`,
    [instantAt(addDays(day, -1), '12:00'), turn * 7, vehicles, changed],
  );
  await client.query(`UPDATE due_date_state SET to_on = $1::date WHERE record_id % 365 = $2`, [day, turn]);
}

async function fill(database: Database, from: number, to: number): Promise<void> {
  await database.transaction((tx) => upsertStore(tx, systemClock, { ...sampleStoreDefinition, rules: {} }));
  await database.execute(archive(from, to));
}

/** Owners and cars, one each, with two visits; everything spread evenly over the days. */
function archive(from: number, to: number): string {
  return `
    INSERT INTO customer (id, store_id, name, mobiles, birthday, birthday_calendar, licence_expires_on, created_at, updated_at)
    SELECT i, 'main', '样车主' || i, ARRAY['154' || lpad(i::text, 8, '0')],
      to_char(date '1955-01-01' + (i * 37) % 18000, 'YYYY-MM-DD'), CASE WHEN i % 5 = 0 THEN 'lunar' ELSE 'solar' END,
      date '${FIRST_DAY}' + (i * 53) % 2190, '2026-10-01+08', '2026-10-01+08'
    FROM generate_series(${from}, ${to}) i;
    INSERT INTO vehicle (id, store_id, customer_id, plate_number, brand, series, usage_type, vehicle_class, registered_on,
      delivered_on, odometer_km, odometer_read_on, warranty_ends_on, warranty_ends_km, compulsory_insurance_expires_on,
      commercial_insurance_expires_on, last_visit_on, created_at, updated_at)
    SELECT i, 'main', i, '沪X' || lpad(to_hex(i), 6, '0'), '斯柯达', (ARRAY['明锐', '速派', '柯迪亚克'])[i % 3 + 1],
      'private', CASE WHEN i % 20 = 0 THEN 'van' ELSE 'smallPassenger' END, bought, bought,
      3000 + (date '${FIRST_DAY}' - bought) * (15 + i % 60), date '${FIRST_DAY}' - 20 - i % 60,
      (bought + interval '3 years')::date, 100000, date '${FIRST_DAY}' + i * 31 % 365,
      date '${FIRST_DAY}' + i * 31 % 365 + CASE WHEN i % 6 = 0 THEN 20 ELSE 0 END,
      date '${FIRST_DAY}' - i % 340 - 1, '2026-10-01+08', '2026-10-01+08'
    FROM (SELECT i, date '2014-01-01' + (i::bigint * 7919 % 4500)::int AS bought
      FROM generate_series(${from}, ${to}) i) cars;
    ALTER TABLE visit DISABLE TRIGGER USER;
    INSERT INTO visit (store_id, vehicle_id, repair_order_no, entered_on, odometer_km, type)
    SELECT 'main', v.id, 'RO' || v.id || '-' || n, day, 3000 + greatest(0, day - v.delivered_on) * (15 + v.id % 60),
      (ARRAY['repair', 'regularMaintenance'])[n % 2 + 1]
    FROM (SELECT v.id, v.delivered_on, n, date '${FIRST_DAY}' - v.id % 340 - 1 - (2 - n) * 170 AS day
      FROM vehicle v CROSS JOIN generate_series(1, 2) n WHERE v.id BETWEEN ${from} AND ${to}) v;
    ALTER TABLE visit ENABLE TRIGGER USER;`;
}

async function addCopies(client: Client, computed: number, vehicles: number): Promise<void> {
  if (vehicles > computed) await client.query(archive(computed + 1, vehicles));
  for (let start = computed; start < vehicles; start += computed) {
    const shift = `id + ${start} <= ${vehicles}`;
    await client.query(
      `INSERT INTO due_date (store_id, subject_key, customer_id, vehicle_id, kind, item, due_on, reason, detail, changed_at)
       SELECT store_id, split_part(subject_key, ':', 1) || ':' || customer_id + ${start}, customer_id + ${start},
         vehicle_id + ${start}, kind, item, due_on, reason, detail, '2026-10-01+08'
       FROM due_date WHERE customer_id <= ${computed} AND customer_${shift}`,
    );
    await client.query(
      `INSERT INTO due_date_state (store_id, subject, record_id, rules_hash, computed_at, from_on, to_on)
       SELECT store_id, subject, record_id + ${start}, rules_hash, computed_at, from_on, to_on
       FROM due_date_state WHERE record_id <= ${computed} AND record_${shift}`,
    );
  }
  // As if they had become known long ago.
  await client.query(`UPDATE due_date SET changed_at = '2026-10-01+08' WHERE customer_id <= ${computed}`);
  await client.query('VACUUM ANALYZE');
}
