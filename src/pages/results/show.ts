import type { RouterContext } from '@koa/router';
import { addDays, addMonths, dayOf } from '../../calendar.ts';
import { outcomesOf } from '../../reminders/index.ts';
import { rulesOf } from '../../stores/index.ts';
import { askedMonth } from '../asked-day.ts';
import { mustSeeAll } from '../coverage/show.ts';
import type { Visit } from '../visit.ts';
import { resultsPage } from './results-page.ts';

/** `GET /reminders/results?month=YYYY-MM`: what became of all that fell due in a month, kind by kind. */
export async function showResults(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context } = visit;
  const today = dayOf(context.clock.now());
  const month = askedMonth(ctx, today);
  const from = `${month}-01`;
  const to = addDays(addMonths(from, 1), -1);
  ctx.body = await context.database.transaction(async (tx) => {
    await mustSeeAll(tx, visit);
    return resultsPage(visit, {
      month,
      isOver: to < today,
      outcomes: await outcomesOf(tx, context.storeId, { from, to }, today),
      renewalTarget: rulesOf(visit.store).outreach.renewalPercent,
    });
  });
}
