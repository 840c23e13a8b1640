import type { NewOutboxMessage } from '../../outbox/index.ts';
import { byteLength } from '../../platform/text.ts';
import { greetingKinds } from '../kinds.ts';
import { wordTogether } from '../wording/together.ts';
import { isUrgent } from '../priority.ts';
import { firstOpen, type Reachable, type Rung, type Want } from './rung.ts';

/** The platform's most for a text. */
const TEXT_BYTES = 2048;

/** 微信客服, inside the 48 hours after the owner's last message and while messages are left. */
export const kfRung: Rung = {
  channel: 'kf',
  check: (reach, want) =>
    firstOpen(
      reach.identities.filter((identity) => identity.channel === 'kf'),
      '未在微信客服联系过',
      (identity) => obstacle(identity, want),
    ),
  send(_context, _tx, { store, subject: { reminder, customer }, wording, way, notBeforeAt }) {
    const { identity } = way;
    if (identity?.joinable !== undefined) {
      const { joinable } = identity;
      const bodies = [...joinable.bodies, wording.body];
      const text = wordTogether({ store, customer, bodies });
      if (byteLength(text) > TEXT_BYTES) return { obstacle: '同一条消息写不下，另行联系' };
      joinable.bodies = bodies;
      Object.assign(joinable.message, textOf(text));
      return { message: joinable.message };
    }
    if (identity !== undefined) identity.waiting += 1;
    const message: NewOutboxMessage = {
      channel: 'kfMessage',
      accountId: way.accountId,
      recipient: way.recipient,
      reminderId: reminder.id,
      isBulk: !isUrgent(reminder),
      notBeforeAt,
      idempotencyKey: `rem-${reminder.id}-kf`,
      ...textOf(wording.text),
    };
    if (identity !== undefined && !greetingKinds.includes(reminder.kind)) {
      identity.joinable = { message, bodies: [wording.body] };
    }
    return { message };
  },
};

const textOf = (content: string) => ({ payload: { msgtype: 'text', text: { content } }, preview: content });

function obstacle(identity: Reachable, { kind, rules: { outreach }, now }: Want): string | undefined {
  if (identity.joinable !== undefined) return greetingKinds.includes(kind) ? '今天已有服务提醒' : undefined;
  if (identity.unreachableAt !== null) return '微信客服消息此前无法送达';
  if (identity.isWithPerson) return '正由人工接待';
  if (identity.hasOpenTicket) return '投诉处理中，可发条数留给工单沟通';
  if (identity.windowOpenedAt === null) return '未在微信客服联系过';
  const closesAt =
    identity.windowOpenedAt.getTime() + outreach.kfWindowHours * 3_600_000 - outreach.kfMarginSeconds * 1000;
  if (now.getTime() >= closesAt) return `距车主上次来信已超过 ${outreach.kfWindowHours} 小时`;
  const left = identity.windowLeft - identity.waiting;
  if (left <= 0) return '微信客服可发条数已用完';
  return left > outreach.kfReserve ? undefined : '剩余可发条数留给对话';
}
