import { addDays, dayOf, formatDayChinese } from '../calendar.ts';
import type { Context } from '../context.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import { askDueFollowUps } from './ask.ts';
import { type FollowUpCoverage, followUpCoverageOf } from './coverage.ts';
import { planFollowUps } from './plan.ts';
import { FOLLOW_UP_ROUNDS } from './rounds.ts';

/** Owners who should have been asked so long ago are looked at again every morning. */
const DAYS_BACK = 21;
const MOST_LINES = 10;

/**
 * Each morning: is there a visit or a delivery without a follow-up or a reason? The director hears of it, once a day.
 *
 * @returns what nothing explains
 */
export async function watchFollowUpCoverage(context: Context): Promise<FollowUpCoverage['unexplained']> {
  const { storeId, clock, database, logger } = context;
  // A file may have been taken since the plan, or the service may have stood still for days: what is simply new, or about
  // to be asked, is no omission.
  await planFollowUps(context);
  await askDueFollowUps(context, { waits: true });
  const today = dayOf(clock.now());
  const { unexplained } = await followUpCoverageOf(context, database.client, {
    fromOn: addDays(today, -DAYS_BACK),
    toOn: addDays(today, 1),
  });
  if (unexplained.length === 0) return unexplained;
  logger.error({ storeId, count: unexplained.length }, 'visits or deliveries without a follow-up');
  await database.transaction(async (tx) => {
    await tellStaff(context, tx, {
      userIds: await leadersOf(tx, storeId, ['director']),
      text: `有${unexplained.length}次维修交车或新车交车没有安排回访，也没有原因，请联系管理员核查：\n${linesOf(unexplained)}`,
      key: `follow-up-coverage-${storeId}-${today}`,
    });
  });
  return unexplained;
}

function linesOf(unexplained: FollowUpCoverage['unexplained']): string {
  const byDay = Map.groupBy(unexplained, ({ round, basisOn }) => `${basisOn}|${round}`);
  const lines = [...byDay.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined
      ? []
      : [`${formatDayChinese(first.basisOn)} ${FOLLOW_UP_ROUNDS[first.round]} ${same.length}位`];
  });
  const rest = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(rest > 0 ? [`另有${rest}项`] : [])].join('\n');
}
