export { type Audience } from './audience.ts';
export { cancelCampaign } from './cancel-campaign.ts';
export { createCampaign } from './create-campaign.ts';
export { confirmDraft, draftCampaign, dropDraft, findDraft } from './draft-campaign.ts';
export { type ListedCampaign, listCampaigns } from './list-campaigns.ts';
export { mayRunCampaigns } from './may-run-campaigns.ts';
export { type CampaignPreview, previewCampaign } from './preview-campaign.ts';
export { CAMPAIGN_KINDS, type CampaignInput, type CampaignKind } from './schemas.ts';
export { wordChannels } from './word-channels.ts';
