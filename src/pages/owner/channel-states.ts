import { formatInstant } from '../../calendar.ts';
import type { ChannelIdentity, ContactRelation, SubscriptionConsent } from '../../database/generated/client.ts';
import type { Rules } from '../../stores/index.ts';

/** How an owner can be reached on one channel, in words. */
export interface ChannelState {
  label: string;
  /** `open`: a message may go this way now. */
  state: 'open' | 'limited' | 'closed';
  text: string;
  /** More of it, one line each. */
  notes: string[];
}

export interface ChannelFacts {
  identities: readonly (ChannelIdentity & {
    isWithPerson: boolean;
    subscriptions: readonly SubscriptionConsent[];
    contacts: readonly ContactRelation[];
  })[];
  mobiles: readonly string[];
  wrongMobiles: readonly string[];
  smsToday: number;
  rules: Rules;
  now: Date;
  nameOf: (userId: string) => string;
  subscriptionTitle: (templateKey: string) => string;
}

const HOUR_MS = 3_600_000;

/** Every channel with its state and budget, in the order in which the ladder is built. Pure. */
export function channelStates(facts: ChannelFacts): ChannelState[] {
  return [...accountStates(facts), ...kfStates(facts), ...contactStates(facts), smsState(facts)];
}

const of = (facts: ChannelFacts, channel: string) => facts.identities.filter((one) => one.channel === channel);

function accountStates(facts: ChannelFacts): ChannelState[] {
  const accounts = of(facts, 'officialAccount');
  const notices = accounts.flatMap(({ subscriptions }) => subscriptions);
  const left = notices.reduce((sum, { remaining }) => sum + remaining, 0);
  const [account] = accounts.toSorted((a, b) => Number(b.isSubscribed) - Number(a.isSubscribed));
  return [
    {
      label: '服务号',
      ...(account === undefined || !account.isSubscribed
        ? { state: 'closed' as const, text: account === undefined ? '未关注' : '已取消关注或尚未关注' }
        : account.unreachableAt === null
          ? { state: 'open' as const, text: '已关注' }
          : { state: 'closed' as const, text: '已关注，但消息无法送达' }),
      notes: account === undefined ? [] : troubleOf(account),
    },
    {
      label: '订阅通知',
      state: left > 0 ? 'open' : 'closed',
      text: left > 0 ? `剩余${left}次` : notices.some(({ refusedAt }) => refusedAt !== null) ? '已拒绝' : '未订阅',
      notes: notices.map((notice) => `${facts.subscriptionTitle(notice.templateKey)}：${noticeWords(notice)}`),
    },
  ];
}

function noticeWords({ remaining, acceptedAt, refusedAt }: SubscriptionConsent): string {
  if (remaining > 0) return `剩余${remaining}次${acceptedAt === null ? '' : `，${formatInstant(acceptedAt)}同意`}`;
  return refusedAt === null ? '已用完' : `${formatInstant(refusedAt)}拒绝`;
}

/** Chats of the customer service account. The platform allows five messages within the hours after each of the owner's. */
const KF_BUDGET = 5;

function kfStates(facts: ChannelFacts): ChannelState[] {
  const chats = of(facts, 'kf');
  if (chats.length === 0) return [{ label: '微信客服', state: 'closed', text: '未联系过', notes: [] }];
  return chats.map((chat) => ({ label: '微信客服', ...kfBudget(chat, facts), notes: troubleOf(chat) }));
}

function kfBudget(
  { windowOpenedAt, windowLeft, unreachableAt, isWithPerson }: ChannelFacts['identities'][number],
  { rules: { outreach }, now }: ChannelFacts,
): Pick<ChannelState, 'state' | 'text'> {
  if (unreachableAt !== null) return { state: 'closed', text: '消息无法送达，等车主再次来信' };
  if (windowOpenedAt === null) return { state: 'closed', text: '车主还没有来信' };
  const closesAt = windowOpenedAt.getTime() + outreach.kfWindowHours * HOUR_MS - outreach.kfMarginSeconds * 1000;
  const minutes = Math.floor((closesAt - now.getTime()) / 60_000);
  if (minutes <= 0) return { state: 'closed', text: `已关闭，车主${formatInstant(windowOpenedAt)}最后来信` };
  const time = minutes < 60 ? `${minutes}分钟` : `${Math.floor(minutes / 60)}小时`;
  const budget = `还可发${Math.max(0, windowLeft)}条（共${KF_BUDGET}条），${time}后关闭`;
  if (isWithPerson) return { state: 'limited', text: `人工接待中，${budget}` };
  return { state: windowLeft > outreach.kfReserve ? 'open' : windowLeft > 0 ? 'limited' : 'closed', text: budget };
}

function contactStates(facts: ChannelFacts): ChannelState[] {
  const relations = of(facts, 'wecomContact').flatMap(({ contacts }) => contacts);
  const live = relations.filter(({ endedAt, removedByOwnerAt }) => endedAt === null && removedByOwnerAt === null);
  return [
    {
      label: '企业微信',
      state: live.length > 0 ? 'open' : 'closed',
      text:
        live.length > 0
          ? `${live.map(({ userId }) => facts.nameOf(userId)).join('、')}的客户`
          : relations.length > 0
            ? '已不是好友'
            : '未添加',
      notes: relations.flatMap(({ userId, endedAt, removedByOwnerAt }) => {
        const name = facts.nameOf(userId);
        if (endedAt !== null) return [`${formatInstant(endedAt)}${name}删除了车主`];
        return removedByOwnerAt === null ? [] : [`${formatInstant(removedByOwnerAt)}车主删除了${name}`];
      }),
    },
  ];
}

function smsState({ mobiles, wrongMobiles, smsToday, rules }: ChannelFacts): ChannelState {
  const good = mobiles.filter((mobile) => !wrongMobiles.includes(mobile));
  const isSpent = smsToday >= rules.sms.perNumberPerDay;
  return {
    label: '短信与电话',
    state: good.length === 0 ? 'closed' : isSpent ? 'limited' : 'open',
    text: good.length > 0 ? `${good.length}个有效号码` : mobiles.length > 0 ? '号码有误' : '没有手机号',
    notes: smsToday > 0 ? [`今天已发短信${smsToday}条（每个号码每天最多${rules.sms.perNumberPerDay}条）`] : [],
  };
}

function troubleOf({ lastErrorCode, unreachableAt }: ChannelIdentity): string[] {
  const trouble = [
    unreachableAt === null ? '' : `${formatInstant(unreachableAt)}起无法送达`,
    lastErrorCode === null || lastErrorCode === 0 ? '' : `最近一次错误：${lastErrorCode}`,
  ].filter((line) => line !== '');
  return trouble.length === 0 ? [] : [trouble.join('，')];
}
