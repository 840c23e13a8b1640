import { addDays, dateToDay, type Day, dayOf, daysBetween, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { Rules } from '../stores/index.ts';
import { computeDueDates } from './compute-due-dates.ts';
import { dueRulesHash, KNOWN_BACK_DAYS, longestLead } from './due-rules.ts';
import { findStale, type Subject } from './stale-records.ts';

/** Small, so that a process that plans stays small: the texts of a page are garbage that only a full collection takes. */
const PAGE = 100;
/** The embedded database never looks by itself how large its tables have become, a server only after a while. */
const ANALYZE_FROM = 2000;
/** A record that changes while it is computed is computed again, at most so often; the next refresh takes the rest. */
const ROUNDS = 3;
/** A change may be committed this long after the time it carries: so far back changes are looked at twice. */
const OVERLAP_MS = 24 * 3600 * 1000;
/** So far back what is over still matters. Of owners only a licence: nobody is wished a happy birthday of last month. */
const BACK_DAYS = { vehicle: KNOWN_BACK_DAYS, customer: 31 } as const;
/** So often every record is looked at, whatever the times of change say. */
const CHECK_ALL_DAYS = 7;

export interface RefreshOptions {
  /** Days to be known beyond those that the day's plan needs, so that later plans find everything done; default 0. */
  spareDays?: number;
  /** Every record is looked at when it was not for so many days; default 7. */
  checkAllDays?: number;
}

/**
 * Brings the table of due dates up to date for planning a day: records that changed since the last time, all after a
 * change of the rules they depend on, and those whose computed days end too soon. In pages, so memory stays flat.
 *
 * @returns how many records were computed
 */
export async function refreshDueDates(
  context: Pick<Context, 'database' | 'clock' | 'storeId'>,
  rules: Rules,
  day: Day,
  options: RefreshOptions = {},
): Promise<number> {
  const { storeId, database } = context;
  const db = database.client;
  const now = context.clock.now();
  const today = dayOf(now);
  const rulesHash = dueRulesHash(rules);
  const need = { from: day, to: addDays(day, longestLead(rules) + (options.spareDays ?? 0)) };
  const progress = await db.dueDateProgress.findUnique({ where: { storeId } });
  const known =
    progress !== null &&
    progress.rulesHash === rulesHash &&
    progress.changedThroughAt <= now &&
    dateToDay(progress.fromOn) <= need.from &&
    daysBetween(dateToDay(progress.checkedOn), today) < (options.checkAllDays ?? CHECK_ALL_DAYS)
      ? progress
      : undefined;
  const changedSince = known === undefined ? undefined : new Date(known.changedThroughAt.getTime() - OVERLAP_MS);

  // Missed days are planned after the downtime, so the days before are kept.
  const fromOf = (subject: Subject) =>
    addDays(need.from < today ? need.from : today, -Math.max(rules.outreach.catchUpDays, BACK_DAYS[subject]));
  let computed = 0;
  let analyzeAt = ANALYZE_FROM;
  for (const subject of ['vehicle', 'customer'] as const) {
    const window = { from: fromOf(subject), to: need.to };
    for (let round = 1; round <= ROUNDS; round += 1) {
      const ids = await findStale(database, { storeId, subject, rulesHash, need, changedSince });
      let settled = 0;
      for (let start = 0; start < ids.length; start += PAGE) {
        const page = ids.slice(start, start + PAGE);
        settled += await computeDueDates(context, subject, page, { rules, window });
        computed += page.length;
        // While the tables grow from nothing, what the planner believes of them must grow too.
        if (computed < analyzeAt) continue;
        await refreshStatistics(db);
        analyzeAt = computed * 4;
      }
      if (settled === ids.length) break;
    }
  }
  if (computed >= ANALYZE_FROM) await refreshStatistics(db);

  const from = fromOf('customer');
  const latestFrom = known === undefined ? await latestFromOn(db, storeId, from) : dateToDay(known.fromOn);
  const reached = {
    rulesHash,
    changedThroughAt: now,
    checkedOn: known?.checkedOn ?? dayToDate(today),
    fromOn: dayToDate(latestFrom > from ? latestFrom : from),
  };
  await db.dueDateProgress.upsert({ where: { storeId }, create: { storeId, ...reached }, update: reached });
  return computed;
}

async function latestFromOn(db: Db, storeId: string, otherwise: Day): Promise<Day> {
  const { _max } = await db.dueDateState.aggregate({ where: { storeId }, _max: { fromOn: true } });
  return _max.fromOn === null ? otherwise : dateToDay(_max.fromOn);
}

async function refreshStatistics(db: Db): Promise<void> {
  await db.$executeRawUnsafe('ANALYZE due_date, due_date_state');
}
