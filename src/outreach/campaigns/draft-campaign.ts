import { dayToDate } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Campaign } from '../../database/generated/client.ts';
import { createCampaign } from './create-campaign.ts';
import { type CampaignPreview, previewCampaign } from './preview-campaign.ts';
import type { CampaignInput } from './schemas.ts';

/** Who confirms later has forgotten what the preview said. */
const DRAFT_MINUTES = 30;

/** Previews a campaign and keeps it until the same member confirms it; a newer one takes its place. */
export async function draftCampaign(context: Context, tx: Transaction, input: CampaignInput): Promise<CampaignPreview> {
  const preview = await previewCampaign(context, tx, input);
  const { plan } = preview;
  await dropDraft(context, tx);
  await tx.campaign.create({
    data: {
      storeId: context.storeId,
      kind: plan.kind,
      title: plan.title,
      text: plan.text,
      audience: plan.audience,
      plannedFor: dayToDate(plan.plannedFor),
      status: 'draft',
      targets: preview.targets,
      createdBy: context.actor.id,
      createdAt: context.clock.now(),
    },
  });
  return preview;
}

/** The member's own draft; undefined when there is none, or it is too old. */
export async function findDraft(context: Context, tx: Transaction): Promise<Campaign | undefined> {
  const draft = await tx.campaign.findFirst({
    where: {
      storeId: context.storeId,
      status: 'draft',
      createdBy: context.actor.id,
      createdAt: { gte: new Date(context.clock.now().getTime() - DRAFT_MINUTES * 60_000) },
    },
    orderBy: { id: 'desc' },
  });
  return draft ?? undefined;
}

/** @throws what `createCampaign` throws; the draft is gone then too */
export async function confirmDraft(context: Context, tx: Transaction, draft: Campaign): Promise<Campaign> {
  await dropDraft(context, tx);
  return createCampaign(context, tx, {
    kind: draft.kind as CampaignInput['kind'],
    title: draft.title,
    text: draft.text,
    plannedFor: draft.plannedFor.toISOString().slice(0, 10),
    audience: draft.audience as CampaignInput['audience'],
  });
}

/** @returns false when there was none */
export async function dropDraft(context: Context, tx: Transaction): Promise<boolean> {
  const { count } = await tx.campaign.deleteMany({
    where: { storeId: context.storeId, status: 'draft', createdBy: context.actor.id },
  });
  return count > 0;
}
