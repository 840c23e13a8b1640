import { formatDayChinese, formatInstant } from '../calendar.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CLOCK_NAMES, type ClockName } from './deadline.ts';
import { clip, quote, toStaff } from './messages.ts';
import { PAUSE_REASONS, type PauseReason } from './standstill.ts';

/** Why a person calls for the verdict. */
export type CallReason = 'noChannel' | 'silent' | 'unclear';
const CALL_REASONS: Record<CallReason, string> = {
  noChannel: '没法在微信里询问车主',
  silent: '车主还没有答复',
  unclear: '车主还没有明确答复',
};

/** A ticket that nobody has taken. */
export interface Unacknowledged {
  ticket: Ticket;
  department: string;
  /** Whom it waits for, when that is one person. */
  assignee: string | undefined;
  /** How long it has been overdue, in words. */
  late: string;
}

/** A list names so many tickets; the rest are counted. */
const LISTED = 8;

/** Wording about time: pauses, paging, deadlines of several tickets. */
export const clockTexts = {
  paused: (ticket: Ticket, reason: PauseReason, endsAt: Date) =>
    `工单 ${ticket.number} 已暂停计时（${PAUSE_REASONS[reason]}），最晚${formatInstant(endsAt)}恢复。`,
  waitingForParts(ticket: Ticket, untilOn: string | undefined): string {
    const when = untilOn === undefined ? '到货后' : `预计${formatDayChinese(untilOn).slice(5)}到货，到货后`;
    return `您好，您反映的问题（${ticket.number}）需要更换的配件正在调货，${when}我们第一时间联系您，请您谅解。`;
  },
  resumed(
    ticket: Ticket,
    how: { reasons: readonly PauseReason[]; by: 'owner' | 'expired'; clock?: ClockName; dueAt?: string },
  ): string {
    const why = how.reasons.map((reason) => PAUSE_REASONS[reason]).join('、');
    const what = how.by === 'owner' ? '车主已有消息，恢复计时' : `${why}已到最长期限，恢复计时`;
    const next =
      how.clock === undefined || how.dueAt === undefined ? '' : `，${CLOCK_NAMES[how.clock]}${how.dueAt}到期`;
    return `【恢复计时】工单 ${ticket.number}${quote(ticket)}${what}${next}。`;
  },
  /** @param before names of those who were paged and did not answer; empty when nobody could be */
  paged(ticket: Ticket, before: readonly string[], minutes: number): string {
    const who = before.length === 0 ? '本部门无人值班' : `已呼叫${before.join('、')}，${minutes}分钟无人签收`;
    return `【重大·呼叫】工单 ${ticket.number}：${clip(ticket.description, 200)}\n${who}，请您立即签收并联系车主。`;
  },
  pagedAll: (ticket: Ticket) =>
    `【重大·再次呼叫】工单 ${ticket.number}${quote(ticket)}首次联系时限已到，仍无人签收，请立即签收并联系车主。`,
  /** @param nudges one line each, soonest first */
  nudges(nudges: readonly { ticket: Ticket; clock: ClockName; left: string }[]): string {
    const [only] = nudges;
    if (nudges.length === 1 && only !== undefined) return toStaff.nudge(only.ticket, only.clock, only.left);
    const lines = nudges
      .slice(0, LISTED)
      .map(({ ticket, clock, left }) => `· ${ticket.number}${quote(ticket)}${CLOCK_NAMES[clock]}还剩${left}`);
    const rest = nudges.length > LISTED ? [`……等共${nudges.length}张`] : [];
    return [`【催办】${nudges.length}张工单快到时限，请尽快处理：`, ...lines, ...rest].join('\n');
  },
  /** @param waiting longest overdue first */
  unacknowledged(waiting: readonly Unacknowledged[]): string {
    const lines = waiting.slice(0, LISTED).map(({ ticket, department, assignee, late }) => {
      const whom = assignee === undefined ? department : `${department}，待${assignee}签收`;
      return `· ${ticket.number}${quote(ticket)}（${whom}）已超时${late}`;
    });
    const rest = waiting.length > LISTED ? [`……等共${waiting.length}件`] : [];
    return [`【催签收】还有${waiting.length}件没人签收，请今天签收并联系车主：`, ...lines, ...rest].join('\n');
  },
  /** @param dueAt in words; absent when it is over */
  callForVerdict: (ticket: Ticket, why: CallReason, dueAt?: string) =>
    `【回访】工单 ${ticket.number}${quote(ticket)}已处理完毕，${CALL_REASONS[why]}，请${dueAt === undefined ? '尽快' : `在${dueAt}前`}电话回访。结果请回复“${ticket.number} 满意”或“${ticket.number} 不满意 车主原话”。`,
  assigneeLeft: (ticket: Ticket, name: string) =>
    `【重新签收】工单 ${ticket.number}${quote(ticket)}原责任人${name}已不在岗，请尽快签收并跟进，时限照常计算。`,
};
