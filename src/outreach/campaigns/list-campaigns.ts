import type { Db } from '../../database/database.ts';
import type { Campaign } from '../../database/generated/client.ts';

export interface ListedCampaign extends Campaign {
  /** Reminders by their status. */
  counts: Partial<Record<string, number>>;
}

/** The newest first, with how far each has come. */
export async function listCampaigns(db: Db, storeId: string, limit = 50): Promise<ListedCampaign[]> {
  const campaigns = await db.campaign.findMany({
    where: { storeId, status: { not: 'draft' } },
    orderBy: { id: 'desc' },
    take: limit,
  });
  const groups = await db.reminder.groupBy({
    by: ['campaignId', 'status'],
    where: { storeId, campaignId: { in: campaigns.map(({ id }) => id) } },
    _count: { _all: true },
  });
  return campaigns.map((campaign) => ({
    ...campaign,
    counts: Object.fromEntries(
      groups.filter((group) => group.campaignId === campaign.id).map((group) => [group.status, group._count._all]),
    ),
  }));
}
