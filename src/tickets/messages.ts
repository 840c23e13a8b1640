import type { Ticket } from '../database/generated/client.ts';
import {
  CATEGORIES,
  type Category,
  MESSAGE_KINDS,
  type MessageKind,
  SEVERITIES,
  type Severity,
} from '../understanding/index.ts';

/** All wording about tickets. Short, polite, natural. */

const quote = (ticket: Ticket) => `「${ticket.summary}」`;

export const toOwner = {
  opened(ticket: Ticket, department: string, rescuePhone: string): string {
    if (ticket.severity === 'P0') {
      const line = rescuePhone === '' ? '' : `如需救援请立即拨打 ${rescuePhone}。`;
      return `您的情况我们非常重视，请先确保人身安全，如车辆异常请勿继续行驶。${line}我们已通知值班负责人，15分钟内与您电话联系。工单号 ${ticket.number}。`;
    }
    const promise = ticket.severity === 'P1' ? '30分钟内' : '尽快';
    if (ticket.status === 'triage') {
      return `您好，您反映的情况我们已经收到，给您添麻烦了。工单号 ${ticket.number}，正在由客户关爱部为您安排负责的同事，${promise}与您联系。`;
    }
    return `您好，您反映的情况我们已经收到，给您添麻烦了。工单号 ${ticket.number}，已转${department}处理，会${promise}与您联系。`;
  },
  added: (ticket: Ticket) => `好的，已补充到工单 ${ticket.number}，会一并转告负责的同事。`,
  acknowledged: (ticket: Ticket, department: string, name: string) =>
    `您好，您的问题（${ticket.number}）由${department}${name}负责，会马上与您联系，请留意来电。`,
  tracked: (ticket: Ticket, note: string) => `您反映的问题（${ticket.number}）有新进展：${note}`,
  handedOver: (ticket: Ticket, department: string) =>
    `您好，为了更快解决您的问题（${ticket.number}），现由${department}跟进，稍后与您联系。`,
  resolved: (ticket: Ticket, result: string) =>
    `您好，这里是客户关爱部。您反映的问题（${ticket.number}）已处理：${result}\n请问您对处理结果满意吗？也欢迎直接告诉我们您的感受。`,
  closed: (ticket: Ticket) => `感谢您的反馈！工单 ${ticket.number} 已为您关闭。今后用车有任何问题，随时找我们。`,
  reopened: (ticket: Ticket, department: string) =>
    `非常抱歉没能让您满意。工单 ${ticket.number} 已重新打开，由${department}负责人继续跟进，会尽快与您联系。`,
  askAgain: (ticket: Ticket) =>
    `请问工单 ${ticket.number} 的处理结果您满意吗？回复“满意”或“不满意”即可，有意见请直接告诉我们。`,
  menu: (ticket: Ticket) => [
    { id: `verify-${ticket.id}-yes`, text: '满意' },
    { id: `verify-${ticket.id}-no`, text: '不满意' },
  ],
};

export const toStaff = {
  nudge: (ticket: Ticket, clock: string, left: string) =>
    `【催办】工单 ${ticket.number}${quote(ticket)}距「${clock}」时限还有${left}，请尽快处理。`,
  overdue: (ticket: Ticket, clock: string, who: string) =>
    `【超时】工单 ${ticket.number}${quote(ticket)}已超过「${clock}」时限，目前由${who}负责，请督促处理。`,
  askResult: (ticket: Ticket) =>
    `工单 ${ticket.number} 已标记处理完毕，客户关爱部将回访车主。请直接回复一句处理结果（原因和措施），会记入工单。`,
  newMessage: (ticket: Ticket, text: string) => `【车主补充】工单 ${ticket.number}：${text}`,
  reopened: (ticket: Ticket, words: string) =>
    `【不满意】工单 ${ticket.number}${quote(ticket)}车主表示：“${words}”，工单已重开，请继续处理。`,
  closed: (ticket: Ticket, words: string) =>
    `【已关闭】工单 ${ticket.number}${quote(ticket)}车主确认满意：“${words}”。`,
  result: (ticket: Ticket, result: string) => `【处理结果】工单 ${ticket.number}${quote(ticket)}：${result}`,
  critical: (ticket: Ticket, description: string) =>
    `【重大】工单 ${ticket.number}：${description}\n请立即联系车主，不受免打扰时间限制。`,
  unverified: (ticket: Ticket) =>
    `【回访】工单 ${ticket.number}${quote(ticket)}车主尚未回复处理结果，请电话回访，然后回复“${ticket.number} 满意”或“${ticket.number} 不满意 原话”。`,
  undelivered: (ticket: Ticket, text: string) =>
    `【未送达】工单 ${ticket.number} 的这条消息没能发给车主，请电话告知：${text}`,
};

export function severityLabel(ticket: Ticket): string {
  return SEVERITIES[ticket.severity as Severity].label;
}

export function kindLabel(ticket: Ticket): string {
  return MESSAGE_KINDS[ticket.kind as MessageKind].label;
}

export function categoryLabels(ticket: Ticket): string {
  return ticket.categories.map((category) => CATEGORIES[category as Category].label).join('、');
}
