import { addDays, type Day, dayOf, instantAt, isDay } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { holidaysFor, leadsOf } from './due-rules.ts';
import { planStatement } from './plan-statement.ts';
import { refreshDueDates } from './refresh-due-dates.ts';

export interface PlanResult {
  day: Day;
  /** New rows that will go out. */
  planned: number;
  /** New rows that say why nothing goes out. */
  skipped: number;
  /** New rows of owners who are not told, to see what the reminder brings. */
  heldOut: number;
}

/** Due days that changed within this time may have come too late for their lead days. */
export const LATE_DAYS = 3;
/** A holiday of a very large store plans everybody. */
const PLAN_TIMEOUT_MS = 15 * 60_000;

/**
 * Plans one day's reminders of a store: for every kind and lead, everybody whose due day lies that many days ahead.
 * Whose due day became known after their last lead day gets that last reminder at once, also when the day itself is over
 * by then, as long as it is of use. Nothing is planned twice: a row is unique by subject, kind, due day and lead. Each row
 * says how its due day was found; who is not told has a row that says why.
 *
 * @param day calendar day in Asia/Shanghai, today or a day that was missed
 * @throws {CareError} `VALIDATION` when `day` is no real day
 */
export async function planDay(context: Context, day: Day): Promise<PlanResult> {
  if (!isDay(day)) throw new CareError('VALIDATION', `"${day}" is no day`);
  const db = context.database.client;
  const rules = rulesOf(await getStore(db, context.storeId));
  await refreshDueDates(context, rules, day);
  const parameters = await planParameters(db, context.storeId, day, rules);
  const rows = await context.database.transaction(
    async (tx) => {
      // The statement runs once a day: compiling it costs more than it saves.
      await tx.$executeRawUnsafe('SET LOCAL jit = off');
      return tx.$queryRawUnsafe<{ status: string; rows: number }[]>(
        planStatement(hasHolidays(parameters)),
        ...parameters,
        context.clock.now(),
      );
    },
    { timeoutMs: PLAN_TIMEOUT_MS },
  );
  const count = (status: string) => rows.find((row) => row.status === status)?.rows ?? 0;
  const result = { day, planned: count('planned'), skipped: count('skipped'), heldOut: count('heldOut') };
  await db.scheduleSlot.createMany({
    data: [{ name: markOf(context.storeId), slotAt: instantAt(day), claimedAt: context.clock.now() }],
    skipDuplicates: true,
  });
  context.logger.info({ storeId: context.storeId, ...result }, 'reminders planned');
  return result;
}

/** `$1` to `$9` of the planning statement. */
export async function planParameters(db: Db, storeId: string, day: Day, rules: Rules): Promise<unknown[]> {
  const leads = leadsOf(rules);
  const newest = await db.rulesVersion.findFirst({
    where: { storeId },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  const changedFrom = instantAt(addDays(day, -LATE_DAYS));
  return [
    storeId,
    day,
    JSON.stringify(leads),
    changedFrom,
    instantAt(addDays(day, 1)),
    addDays(day, Math.max(0, ...leads.filter((lead) => lead.is_last && !lead.is_greeting).map(({ lead }) => lead - 1))),
    JSON.stringify(holidaysFor(day, leads)),
    newest?.version ?? 0,
    await lastIdBefore(db, changedFrom),
  ];
}

/**
 * Ids grow with the time of change, so that what is new stands at the end of the table: found from there, late joiners cost
 * what changed, not what there is.
 */
export async function lastIdBefore(db: Db, changedFrom: Date): Promise<number> {
  const row = await db.dueDate.findFirst({
    where: { changedAt: { lt: changedFrom } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row?.id ?? 0;
}

/** The day's plan has run: what becomes known later today is planned when it does. */
export async function hasPlanRun(db: Db, storeId: string, day: Day): Promise<boolean> {
  const mark = await db.scheduleSlot.findFirst({ where: { name: markOf(storeId), slotAt: instantAt(day) } });
  return mark !== null;
}

export function hasHolidays(parameters: readonly unknown[]): boolean {
  return parameters[6] !== '[]';
}

/**
 * Plans today and every day missed since the last plan, oldest first; at most as many days back as the store's rules
 * say. What is too late by then is dropped, with the reason, when it would be sent.
 */
export async function planDueDays(context: Context): Promise<PlanResult[]> {
  const today = dayOf(context.clock.now());
  const db = context.database.client;
  const rules = rulesOf(await getStore(db, context.storeId));
  const last = await db.scheduleSlot.findFirst({
    where: { name: markOf(context.storeId), slotAt: { lt: instantAt(today) } },
    orderBy: { slotAt: 'desc' },
  });
  const earliest = addDays(today, -rules.outreach.catchUpDays);
  const next = last === null ? today : addDays(dayOf(last.slotAt), 1);
  const results: PlanResult[] = [];
  for (let day = next < earliest ? earliest : next; day <= today; day = addDays(day, 1)) {
    results.push(await planDay(context, day));
  }
  return results;
}

/** Under this name it is kept which days are planned. */
export function markOf(storeId: string): string {
  return `reminders.planned:${storeId}`;
}
