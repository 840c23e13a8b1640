import type { ChannelIdentity } from '../database/generated/client.ts';
import type { OutreachChannel, Rules } from '../stores/index.ts';

/** A rung that was passed over, and why. */
export interface PassedRung {
  channel: OutreachChannel;
  reason: string;
}

/** An owner's identity with what the conversation adds to it. */
export interface Reachable extends ChannelIdentity {
  /** A person talks with the owner in this chat: the platform lets nobody else write. */
  isWithPerson: boolean;
  /** A complaint of theirs is being handled in this chat: its few messages belong to it. */
  hasOpenTicket: boolean;
  /** Messages in the outbox that will use up the window too. */
  waiting: number;
}

export interface Choice {
  channel: OutreachChannel;
  /** Absent for a call. */
  identity?: Reachable;
  passed: PassedRung[];
}

/**
 * Chooses the channel from the state, in the store's order; a call by a person is always the last rung, so that nobody
 * is forgotten. Pure.
 *
 * @param after continue below this rung: it was tried and failed
 */
export function chooseRung(
  order: readonly OutreachChannel[],
  identities: readonly Reachable[],
  rules: Rules['outreach'],
  now: Date,
  after?: OutreachChannel,
): Choice {
  // A rung that the store has taken out of its order since: what stood below it is unknown, so a person calls.
  const start = after === undefined ? 0 : order.includes(after) ? order.indexOf(after) + 1 : order.length;
  const passed: PassedRung[] = [];
  for (const channel of order.slice(start)) {
    if (channel === 'callTask') break;
    const verdicts = identities
      .filter((identity) => identity.channel === (channel === 'kf' ? 'kf' : 'officialAccount'))
      .map((identity) => ({ identity, reason: obstacle(channel, identity, rules, now) }));
    const open = verdicts.find(({ reason }) => reason === undefined);
    if (open !== undefined) return { channel, identity: open.identity, passed };
    const reason = verdicts[0]?.reason ?? (channel === 'kf' ? '未在微信客服联系过' : '未关注服务号');
    passed.push({ channel, reason });
  }
  return { channel: 'callTask', passed };
}

/** Why a channel can't carry a message to this identity now; undefined when it can. */
function obstacle(
  channel: Exclude<OutreachChannel, 'callTask'>,
  identity: Reachable,
  rules: Rules['outreach'],
  now: Date,
): string | undefined {
  if (channel === 'officialAccountTemplate') {
    if (!identity.isSubscribed) return '未关注服务号';
    return identity.unreachableAt === null ? undefined : '服务号消息此前无法送达';
  }
  if (identity.unreachableAt !== null) return '微信客服消息此前无法送达';
  if (identity.isWithPerson) return '正由人工接待';
  if (identity.hasOpenTicket) return '投诉处理中，可发条数留给工单沟通';
  if (identity.windowOpenedAt === null) return '未在微信客服联系过';
  const closesAt = identity.windowOpenedAt.getTime() + rules.kfWindowHours * 3_600_000 - rules.kfMarginSeconds * 1000;
  if (now.getTime() >= closesAt) return `距车主上次来信已超过 ${rules.kfWindowHours} 小时`;
  const left = identity.windowLeft - identity.waiting;
  if (left <= 0) return '微信客服可发条数已用完';
  return left > rules.kfReserve ? undefined : '剩余可发条数留给对话';
}
