import { addDays, type Day, dayOf, isDay } from '../calendar.ts';
import type { Context } from '../context.ts';
import { CareError } from '../errors.ts';
import { type PassedRung, rungFor } from '../outreach/index.ts';
import { type DatedReminderKind, getStore, type OutreachChannel, type Rules, rulesOf } from '../stores/index.ts';
import { type DueRow, dueRowsOf } from './compute-due-dates.ts';
import { leadsOf, longestLead } from './due-rules.ts';
import { recordPages } from './facts.ts';
import { hasHolidays, planParameters } from './plan-day.ts';
import { dueSelect } from './plan-statement.ts';
import { TABLE_DAYS } from './planned-ahead.ts';
import { refreshDueDates } from './refresh-due-dates.ts';

/** Who would get what. */
export interface PreviewRow {
  customerId: number;
  customerName: string;
  vehicleId: number | null;
  plateNumber: string | null;
  kind: DatedReminderKind;
  dueOn: Day;
  leadDays: number;
  status: 'planned' | 'skipped' | 'heldOut';
  skipReason: string | null;
  /** Lower goes first. */
  priority: number;
  reason: string;
  /** A reminder of this subject, kind, due day and lead is there already. */
  isPlanned: boolean;
  /** The rung it would take now; null where nothing goes out. */
  channel: OutreachChannel | null;
  passed: readonly PassedRung[];
}

export interface PreviewOptions {
  /** Other rules than those in force. */
  rules?: Rules | undefined;
  /** Also the channel each would take now; default true. */
  withRungs?: boolean;
}

const RUNG_PAGE = 200;

/**
 * Who would get what on a day, and over which channel by what is known now: the dry run. Plans nothing. The same SELECT as
 * the plan, over the table of due dates; with other rules, or for days that the table does not hold, over due days that
 * are computed for it page by page (then late joiners are not told apart).
 *
 * @throws {CareError} `VALIDATION` when `day` is no real day
 */
export async function previewDay(context: Context, day: Day, options: PreviewOptions = {}): Promise<PreviewRow[]> {
  if (!isDay(day)) {
    const userMessage = `“${day}”不是有效日期，请写成 2026-12-01 这样。`;
    throw new CareError('VALIDATION', `"${day}" is no day`, { userMessage });
  }
  const db = context.database.client;
  const store = await getStore(db, context.storeId);
  const rules = options.rules ?? rulesOf(store);
  const today = dayOf(context.clock.now());
  const isInTable = options.rules === undefined && day >= today && day <= addDays(today, TABLE_DAYS);
  const found = isInTable ? await fromTable(context, day, rules) : await fromFacts(context, day, rules);
  found.sort((a, b) => a.priority - b.priority || a.customerId - b.customerId || (a.kind < b.kind ? -1 : 1));
  if (options.withRungs === false) return found;
  for (let start = 0; start < found.length; start += RUNG_PAGE) {
    const page = found.slice(start, start + RUNG_PAGE).filter((row) => row.status === 'planned');
    const rungs = await rungFor(context, db, { store, rules }, page);
    for (const [index, row] of page.entries()) {
      row.channel = rungs[index]?.channel ?? null;
      row.passed = rungs[index]?.passed ?? [];
    }
  }
  return found;
}

async function fromTable(context: Context, day: Day, rules: Rules): Promise<PreviewRow[]> {
  const db = context.database.client;
  await refreshDueDates(context, rules, day);
  const parameters = await planParameters(db, context.storeId, day, rules);
  return db.$queryRawUnsafe<PreviewRow[]>(previewSelect('due_date', hasHolidays(parameters)), ...parameters);
}

async function fromFacts(context: Context, day: Day, rules: Rules): Promise<PreviewRow[]> {
  const { storeId } = context;
  const db = context.database.client;
  const parameters = await planParameters(db, storeId, day, rules);
  const select = (rows: readonly DueRow[], withHolidays: boolean): Promise<PreviewRow[]> =>
    db.$queryRawUnsafe<PreviewRow[]>(previewSelect(GIVEN, withHolidays), ...parameters, JSON.stringify(rows));
  const wanted = new Set(leadsOf(rules).map(({ kind, lead }) => `${kind} ${addDays(day, lead)}`));
  const window = { from: day, to: addDays(day, longestLead(rules)) };
  const found = await select([], hasHolidays(parameters));
  for (const subject of ['vehicle', 'customer'] as const) {
    for await (const records of recordPages(db, storeId, subject)) {
      const rows = dueRowsOf(subject, records, rules, () => window);
      const due = rows.filter((row) => wanted.has(`${row.kind} ${row.due_on}`));
      if (due.length > 0) found.push(...(await select(due, false)));
    }
  }
  return found;
}

/** Due days that are given with the statement. */
const GIVEN = `(SELECT 0 AS id, $1 AS store_id, g.*, NULL::timestamptz AS changed_at FROM jsonb_to_recordset($10::jsonb)
  AS g(subject_key text, customer_id int, vehicle_id int, kind text, item text, due_on date, reason text, detail jsonb))`;

function previewSelect(source: string, withHolidays: boolean): string {
  return `
    SELECT f.customer_id AS "customerId", c.name AS "customerName", f.vehicle_id AS "vehicleId",
      v.plate_number AS "plateNumber", f.kind, to_char(f.due_on, 'YYYY-MM-DD') AS "dueOn", f.lead_days AS "leadDays",
      f.status, f.skip_reason AS "skipReason", f.priority, f.reason, NULL AS channel, '[]'::jsonb AS passed,
      EXISTS (SELECT 1 FROM reminder r WHERE r.store_id = f.store_id AND r.subject_key = f.subject_key
        AND r.kind = f.kind AND r.due_on = f.due_on AND r.lead_days = f.lead_days) AS "isPlanned"
    FROM (${dueSelect(source, withHolidays)}) AS f
      JOIN customer c ON c.id = f.customer_id LEFT JOIN vehicle v ON v.id = f.vehicle_id`;
}
