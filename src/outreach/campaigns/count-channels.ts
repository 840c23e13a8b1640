import { addDays } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../database/database.ts';
import { type OutreachChannel, outreachChannels, rulesOf, type Store } from '../../stores/index.ts';
import { rungFor } from '../rung-for.ts';
import { type CampaignPlan, USEFUL_DAYS } from './schemas.ts';
import { targetsQuery } from './targets.ts';

export interface ChannelCount {
  /** Null: no channel may carry it to them. */
  channel: OutreachChannel | null;
  count: number;
}

/** Of more owners a sample is looked at. */
const MOST = 1000;
const PAGE = 200;

/**
 * By which channel how many owners would be told if it went out now, in the order of the ladder; changes nothing.
 *
 * @param targets how many owners are told in all
 * @returns `isEstimate`: counted on a sample and scaled
 */
export async function countChannels(
  context: Context,
  db: Db,
  store: Store,
  { plan, targets }: { plan: CampaignPlan; targets: number },
): Promise<{ channels: ChannelCount[]; isEstimate: boolean }> {
  const query = targetsQuery(plan, 2);
  const people = await db.$queryRawUnsafe<{ id: number }[]>(
    `SELECT id FROM (${query.sql}) q WHERE skip_reason IS NULL ORDER BY md5(id::text) LIMIT ${MOST}`,
    context.storeId,
    ...query.values,
  );
  const setting = { store, rules: rulesOf(store) };
  const dueOn = addDays(plan.plannedFor, USEFUL_DAYS[plan.kind]);
  const counts = new Map<OutreachChannel | null, number>();
  for (let from = 0; from < people.length; from += PAGE) {
    const drafts = people.slice(from, from + PAGE).map(({ id: customerId }) => ({
      customerId,
      vehicleId: null,
      kind: plan.kind,
      dueOn,
      reason: '',
      detail: { text: plan.text },
    }));
    for (const rung of await rungFor(context, db, setting, drafts)) {
      if (rung !== undefined) counts.set(rung.channel, (counts.get(rung.channel) ?? 0) + 1);
    }
  }
  const scale = people.length === 0 ? 1 : targets / people.length;
  const channels = [...outreachChannels, null].flatMap((channel) => {
    const count = counts.get(channel) ?? 0;
    return count === 0 ? [] : [{ channel, count: Math.round(count * scale) }];
  });
  return { channels, isEstimate: targets > people.length };
}
