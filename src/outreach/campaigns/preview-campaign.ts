import { addDays, dayOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../database/database.ts';
import { getStore } from '../../stores/index.ts';
import { wordReminder } from '../wording/index.ts';
import { type ChannelCount, countChannels } from './count-channels.ts';
import { mustRunCampaigns } from './may-run-campaigns.ts';
import { type CampaignInput, type CampaignPlan, parseCampaign, USEFUL_DAYS } from './schemas.ts';
import { countTargets, targetsQuery } from './targets.ts';

export interface CampaignPreview {
  plan: CampaignPlan;
  /** Owners who are told. */
  targets: number;
  /** Owners of the audience who are not told, by reason, the most frequent first. */
  skipped: { reason: string; count: number }[];
  /** By which channel how many of them would be told now. */
  channels: readonly ChannelCount[];
  /** The channels were counted on a sample. */
  isEstimate: boolean;
  /** What the first few of them would read. */
  sample: { customerId: number; name: string; text: string }[];
}

const SAMPLE = 3;

/**
 * Who would be told, who not and why, and what they would read; changes nothing.
 *
 * @throws {CareError} `VALIDATION` with the fault in Chinese; `FORBIDDEN`
 */
export async function previewCampaign(context: Context, db: Db, input: CampaignInput): Promise<CampaignPreview> {
  await mustRunCampaigns(context, db);
  const plan = parseCampaign(input);
  const query = targetsQuery(plan, 2);
  const people = await db.$queryRawUnsafe<{ id: number; name: string; gender: string | null }[]>(
    `SELECT id, name, gender FROM (${query.sql}) q WHERE skip_reason IS NULL ORDER BY id LIMIT ${SAMPLE}`,
    context.storeId,
    ...query.values,
  );
  const store = await getStore(db, context.storeId);
  const sample = people.map((customer) => {
    const { text, groupText } = wordReminder({
      kind: plan.kind,
      dueOn: addDays(plan.plannedFor, USEFUL_DAYS[plan.kind]),
      today: dayOf(context.clock.now()),
      reason: '',
      detail: { text: plan.text },
      store,
      customer,
      vehicle: null,
    });
    return { customerId: customer.id, name: customer.name, text: plan.kind === 'promotion' ? groupText : text };
  });
  const counted = await countTargets(db, context.storeId, plan);
  const byChannel = await countChannels(context, db, store, { plan, targets: counted.targets });
  return { plan, ...counted, ...byChannel, sample };
}
