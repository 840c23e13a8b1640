import { addDays, type Day, dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import type { FollowUpRound } from './rounds.ts';
import { AHEAD_DAYS, followUpSource } from './source.ts';

/** How the follow-up of a visit or a delivery stands: each is exactly one of these. */
export const FOLLOW_UP_COVERAGE = {
  done: '已回访',
  asked: '已发问卷',
  callOpen: '待打电话',
  waiting: '未到日期',
  explained: '不回访，有原因',
  old: '历史资料，未安排',
  unexplained: '无法说明',
} as const;
export type FollowUpCoverageKey = keyof typeof FOLLOW_UP_COVERAGE;

export interface FollowUpCoverage {
  /** Visits and deliveries that have to be followed up; equals the sum of the counts. */
  due: number;
  counts: Record<FollowUpCoverageKey, number>;
  rounds: { round: FollowUpRound; due: number; counts: Record<FollowUpCoverageKey, number> }[];
  /** Named reasons, with how many. */
  reasons: Record<string, number>;
  /** What nothing explains, at most 50: `visit:12`, `vehicle:5`. */
  unexplained: { round: FollowUpRound; subjectKey: string; basisOn: Day }[];
}

const none = () =>
  Object.fromEntries(Object.keys(FOLLOW_UP_COVERAGE).map((key) => [key, 0])) as Record<FollowUpCoverageKey, number>;

/**
 * Proves that nobody was left out: each visit handed back and each vehicle delivered on that day (for a secondary outlet's
 * 7DC: invoiced) has, for each round, its follow-up that is done or under way, or a named reason. Counted from the archive,
 * not from the follow-ups.
 *
 * @param days `basisOn`: of the hand-back or delivery; `fromOn`: on which the owner is to be asked first
 */
export async function followUpCoverageOf(
  context: Pick<Context, 'storeId' | 'clock'>,
  db: Db,
  days: { basisOn: Day } | { fromOn: Day; toOn: Day },
): Promise<FollowUpCoverage> {
  const { storeId } = context;
  const today = dayOf(context.clock.now());
  const rules = rulesOf(await getStore(db, storeId)).followUps;
  const isOfDays =
    'basisOn' in days
      ? Prisma.sql`s.basis_on = ${days.basisOn}::date`
      : Prisma.sql`s.from_on BETWEEN ${days.fromOn}::date AND ${days.toOn}::date AND s.basis_on <= ${today}::date`;
  const rows = await db.$queryRaw<
    { round: FollowUpRound; key: FollowUpCoverageKey; reason: string | null; count: number; lost: string[] | null }[]
  >`
    SELECT round, key, CASE WHEN key = 'explained' THEN skip_reason END AS reason, count(*)::int AS count,
      (array_agg(subject_key || '|' || basis_on ORDER BY basis_on, subject_key) FILTER (WHERE key = 'unexplained'))[1:50] AS lost
    FROM (
      SELECT s.round, s.subject_key, s.basis_on, f.skip_reason, CASE
        WHEN f.id IS NULL AND s.from_on > ${addDays(today, AHEAD_DAYS)}::date THEN 'waiting'
        WHEN f.id IS NULL AND s.from_on < ${addDays(today, -rules.catchUpDays)}::date THEN 'old'
        WHEN f.status = 'done' THEN 'done'
        WHEN f.status IN ('skipped', 'closed') AND f.skip_reason <> '' THEN 'explained'
        WHEN f.status = 'callTask' AND t.status = 'open' THEN 'callOpen'
        WHEN f.status = 'asking' AND f.due_on >= ${addDays(today, -1)}::date THEN 'asked'
        WHEN f.status = 'planned' AND f.due_on >= ${addDays(today, -1)}::date THEN 'waiting'
        ELSE 'unexplained' END AS key
      FROM ${followUpSource(storeId, rules)}
        LEFT JOIN follow_up f ON f.store_id = ${storeId} AND f.round = s.round AND f.subject_key = s.subject_key
        LEFT JOIN call_task t ON t.id = f.call_task_id
      WHERE ${isOfDays}) AS judged
    GROUP BY 1, 2, 3 ORDER BY 1`;
  const coverage: FollowUpCoverage = { due: 0, counts: none(), rounds: [], reasons: {}, unexplained: [] };
  for (const { round, key, reason, count, lost } of rows) {
    let own = coverage.rounds.find((one) => one.round === round);
    if (own === undefined) coverage.rounds.push((own = { round, due: 0, counts: none() }));
    coverage.due += count;
    own.due += count;
    coverage.counts[key] += count;
    own.counts[key] += count;
    if (reason !== null) coverage.reasons[reason] = (coverage.reasons[reason] ?? 0) + count;
    for (const one of lost ?? []) {
      const [subjectKey = '', basisOn = ''] = one.split('|');
      coverage.unexplained.push({ round, subjectKey, basisOn });
    }
  }
  return coverage;
}
