import type { OutreachChannel } from '../../stores/index.ts';
import type { CampaignPreview } from './preview-campaign.ts';

const LABELS: Record<OutreachChannel, string> = {
  officialAccountTemplate: '服务号',
  subscriptionNotice: '订阅通知',
  kf: '微信客服',
  groupSend: '企业群发',
  sms: '短信',
  callTask: '电话',
};

/** `企业群发 89、短信 148，无法送达 12`; '' when nobody is told. */
export function wordChannels({ channels, isEstimate }: Pick<CampaignPreview, 'channels' | 'isEstimate'>): string {
  const open = channels.flatMap(({ channel, count }) => (channel === null ? [] : [`${LABELS[channel]} ${count}`]));
  const closed = channels.flatMap(({ channel, count }) => (channel === null ? [`无法送达 ${count}`] : []));
  const words = [...(open.length === 0 ? [] : [open.join('、')]), ...closed].join('，');
  return words !== '' && isEstimate ? `约${words}` : words;
}
