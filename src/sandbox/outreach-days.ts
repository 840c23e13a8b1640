import { addDays, dateToDay, type Day, dayOf, instantAt } from '../calendar.ts';
import { type JourneyChannel, journeyChannels, type JourneyDay } from '../console/contract.ts';
import type { Context } from '../context.ts';

const isChannel = (channel: string): channel is JourneyChannel => journeyChannels.some((known) => known === channel);

/**
 * What reminders brought on each day until today, by channel: read from the rows that the service keeps anyway.
 *
 * @param from day in Asia/Shanghai; a day on which nothing happened is in the list too
 */
export async function listOutreachDays(context: Context, from: Day): Promise<JourneyDay[]> {
  const since = instantAt(from);
  const rows = await context.database.client.$queryRaw<{ day: Date; what: string; count: bigint | number }[]>`
    SELECT (sent_at AT TIME ZONE 'Asia/Shanghai')::date AS day, channel AS what, count(*) AS count
      FROM reminder WHERE store_id = ${context.storeId} AND sent_at >= ${since} AND channel <> 'callTask' GROUP BY 1, 2
    UNION ALL
    SELECT (created_at AT TIME ZONE 'Asia/Shanghai')::date, 'callTask', count(*)
      FROM call_task WHERE store_id = ${context.storeId} AND created_at >= ${since} AND purpose = 'reminder' GROUP BY 1
    UNION ALL
    SELECT planned_for, 'skipped', count(*)
      FROM reminder WHERE store_id = ${context.storeId} AND status IN ('skipped', 'dropped', 'heldOut')
        AND planned_for >= ${from}::date GROUP BY 1`;
  const days = new Map<Day, JourneyDay>();
  for (let day = from; day <= dayOf(context.clock.now()); day = addDays(day, 1)) {
    days.set(day, { day, counts: {}, skipped: 0 });
  }
  for (const { day, what, count } of rows) {
    const entry = days.get(dateToDay(day));
    if (entry === undefined) continue;
    if (what === 'skipped') entry.skipped += Number(count);
    else if (isChannel(what)) entry.counts[what] = Number(count);
  }
  return [...days.values()];
}
