import { addDays, dayOf, dayToDate } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Campaign } from '../../database/generated/client.ts';
import { CareError, ConflictError } from '../../errors.ts';
import { sendSoon } from '../send-soon.ts';
import { mustRunCampaigns } from './may-run-campaigns.ts';
import { CAMPAIGN_KINDS, CAMPAIGN_PRIORITY, type CampaignInput, parseCampaign, USEFUL_DAYS } from './schemas.ts';
import { targetsQuery } from './targets.ts';

/** Owners who are warned of every cloud stop reading. */
const WEATHER_A_DAY = 2;

/**
 * Plans one reminder for every owner of the audience, in one statement; who is not told has a row with the reason. What
 * is planned for today leaves with the next run, outside the quiet hours and below the caps.
 *
 * @throws {CareError} `VALIDATION`, `FORBIDDEN`; `CONFLICT` when the same words are planned for that day already;
 *   `LIMIT_EXCEEDED` for a third weather warning on one day
 */
export async function createCampaign(context: Context, tx: Transaction, input: CampaignInput): Promise<Campaign> {
  const staff = await mustRunCampaigns(context, tx);
  const plan = parseCampaign(input);
  const { storeId, clock } = context;
  const now = clock.now();
  const today = dayOf(now);
  if (plan.plannedFor < today) {
    throw new CareError('VALIDATION', 'campaign in the past', { userMessage: '发送日期不能早于今天。' });
  }
  // Two leaders at the same moment come one after the other.
  await tx.$queryRaw`SELECT id FROM store WHERE id = ${storeId} FOR UPDATE`;
  const sameDay = await tx.campaign.findMany({
    where: { storeId, kind: plan.kind, status: 'planned', plannedFor: dayToDate(plan.plannedFor) },
  });
  if (sameDay.some((one) => one.text === plan.text && isSame(one.audience, plan.audience))) {
    throw new ConflictError('the same campaign is planned already', '同样的内容当天已经安排过了，没有重复发送。');
  }
  if (plan.kind === 'badWeather' && sameDay.length >= WEATHER_A_DAY) {
    throw new CareError('LIMIT_EXCEEDED', 'weather warnings of the day are used up', {
      userMessage: `当天已经发过${WEATHER_A_DAY}次天气提醒，为免打扰车主，不能再发。`,
    });
  }
  const campaign = await tx.campaign.create({
    data: {
      storeId,
      kind: plan.kind,
      title: plan.title,
      text: plan.text,
      audience: plan.audience,
      plannedFor: dayToDate(plan.plannedFor),
      createdBy: staff.userId,
      createdAt: now,
    },
  });
  const query = targetsQuery(plan, 10);
  await tx.$executeRawUnsafe(
    `INSERT INTO reminder (store_id, subject_key, customer_id, kind, due_on, lead_days, occurrence, planned_for, priority,
       reason, detail, campaign_id, status, skip_reason, passed_rungs, created_at)
     SELECT $1, 'customer:' || q.id, q.id, $2, $3::date, 0, 'campaign:' || $4::int, $5::date, $6::int,
       $7, jsonb_build_object('text', $8::text), $4::int,
       CASE WHEN q.skip_reason IS NULL THEN 'planned' ELSE 'skipped' END, q.skip_reason, '[]'::jsonb, $9::timestamptz
     FROM (${query.sql}) q ON CONFLICT DO NOTHING`,
    storeId,
    plan.kind,
    addDays(plan.plannedFor, USEFUL_DAYS[plan.kind]),
    campaign.id,
    plan.plannedFor,
    CAMPAIGN_PRIORITY[plan.kind],
    `${CAMPAIGN_KINDS[plan.kind]}“${plan.title}”，由${staff.name}发起`,
    plan.text,
    now,
    ...query.values,
  );
  const targets = await tx.reminder.count({ where: { campaignId: campaign.id, status: 'planned' } });
  if (plan.plannedFor === today) await sendSoon(context, tx);
  return tx.campaign.update({ where: { id: campaign.id }, data: { targets } });
}

function isSame(stored: unknown, audience: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return typeof stored === 'object' && stored !== null && sorted(stored) === sorted(audience);
}
