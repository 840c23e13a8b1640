import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { hasPlanRun, planDay } from './plan-day.ts';
import { refreshDueDates } from './refresh-due-dates.ts';

/** Far enough that the plans of tomorrow and of a day after a night without this find nothing that ends too soon. */
const SPARE_DAYS = 3;
/** Earlier than the plan would do it, so that the plan does not. */
const CHECK_ALL_DAYS = 6;

/**
 * Brings the due dates of a store up to date ahead of its plans. Runs all day: what a file or a person changes is taken up
 * within minutes, and the plan in the morning finds next to nothing left to compute. What a file brings after that plan is
 * planned at once: a policy that ends tomorrow cannot wait for the next morning.
 *
 * @returns how many records were computed
 */
export async function prepareDueDates(context: Context): Promise<number> {
  const rules = rulesOf(await getStore(context.database.client, context.storeId));
  const today = dayOf(context.clock.now());
  const computed = await refreshDueDates(context, rules, today, {
    spareDays: SPARE_DAYS,
    checkAllDays: CHECK_ALL_DAYS,
  });
  if (computed === 0) return 0;
  context.logger.info({ storeId: context.storeId, computed }, 'due dates computed');
  if (await hasPlanRun(context.database.client, context.storeId, today)) await planDay(context, today);
  return computed;
}
