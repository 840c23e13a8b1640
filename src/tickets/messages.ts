import type { Ticket } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import {
  CATEGORIES,
  type Category,
  MESSAGE_KINDS,
  type MessageKind,
  SEVERITIES,
  type Severity,
} from '../understanding/index.ts';
import type { ClockName } from './clocks.ts';
import { isDanger } from './danger.ts';
import type { DismissedKind } from './dismissed-kinds.ts';
import { wordsForOwner } from './words-for-owner.ts';

/** All wording about tickets. Short, polite, natural. */

/** The owner's own words, short enough to stand in a sentence. */
export const quote = (ticket: Ticket) => `「${clip(ticket.description.replaceAll(/\s+/g, ' ').trim(), 24)}」`;

/** A result stands in a menu's head, which the platform cuts at 1,024 bytes. */
const RESULT_CHARS = 200;

export function clip(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

const withoutFullStop = (text: string) => text.replace(/[。.!！\s]+$/, '');

/** What a store may promise an owner in trouble. */
export interface Promises {
  rescuePhone: string;
  firstContact: Pick<Rules['firstContact'], 'P0Minutes' | 'P1Minutes'>;
}

export const toOwner = {
  opened(ticket: Ticket, department: string, promises: Promises): string {
    if (ticket.severity === 'P0') return critical(ticket, promises);
    const soon = soonOf(ticket, promises);
    const start = '您好，您反映的情况我们收到了，给您添麻烦了，非常抱歉。';
    if (ticket.status === 'triage') {
      return `${start}客户关爱部正在为您安排负责的同事，会${soon}与您联系。工单号 ${ticket.number}。`;
    }
    return `${start}已转${department}处理，同事会${soon}与您联系。工单号 ${ticket.number}。`;
  },
  added: (ticket: Ticket) => `好的，已补充到工单 ${ticket.number}，会一起转告负责的同事。`,
  acknowledged: (ticket: Ticket, department: string, name: string) =>
    `您好，您的问题（${ticket.number}）由${department}${name}负责，稍后会与您电话联系，请留意来电。`,
  tracked: (ticket: Ticket, note: string) => `您好，您反映的问题（${ticket.number}）有新进展：${wordsForOwner(note)}`,
  handedOver: (ticket: Ticket, department: string) =>
    `您好，您的问题（${ticket.number}）现转由${department}跟进，同事会尽快与您联系，您不用再重复说明情况。`,
  resolved(ticket: Ticket, result: string): string {
    const what = result === '' ? '负责的同事已经处理完毕。' : `已处理：${clip(wordsForOwner(result), RESULT_CHARS)}`;
    return `您好，这里是客户关爱部。您反映的问题（${ticket.number}）${what}\n请问您对处理结果满意吗？有什么意见也可以直接告诉我们。`;
  },
  closed(ticket: Ticket): string {
    const measure =
      ticket.result === null ? '' : `处理措施：${clip(wordsForOwner(withoutFullStop(ticket.result)), RESULT_CHARS)}。`;
    return `感谢您的反馈！工单 ${ticket.number} 已为您关闭。${measure}今后用车有任何问题，随时联系我们。`;
  },
  reopened(ticket: Ticket, department: string, promises: Promises): string {
    const sorry = `非常抱歉这次没能让您满意。`;
    if (ticket.severity === 'P0') return `${sorry}${critical(ticket, promises)}`;
    const soon = soonOf(ticket, promises);
    return `${sorry}工单 ${ticket.number} 已重新打开，由${department}负责人跟进，会${soon}与您联系。`;
  },
  askAgain: (ticket: Ticket) =>
    `您反映的问题（${ticket.number}），处理结果您满意吗？回复“满意”或“不满意”就可以，有意见也请直接告诉我们。`,
  willCall: (ticket: Ticket) => `好的，客户关爱部稍后给您打个电话，了解工单 ${ticket.number} 的处理情况，请留意来电。`,
  merged: (from: Ticket, into: Ticket) =>
    `您好，您反映的情况（${from.number}）已和工单 ${into.number} 合并，由同一位同事一起跟进，您不用重复说明。`,
  split: (ticket: Ticket, department: string) =>
    `您好，您提到的另一件事已单独登记，由${department}跟进，工单号 ${ticket.number}。`,
  note: (ticket: Ticket, text: string) =>
    `您好，这里是客户关爱部。关于您反映的问题（${ticket.number}）：${wordsForOwner(text)}`,
  /** To an owner whose words were no complaint. */
  dismissed: {
    question: '您好，您的问题已转给同事，会尽快给您答复。',
    booking: '您好，您的预约需求已转给服务顾问，会尽快打电话和您确认时间。',
    progress: '您好，已请服务顾问为您核实进度，会尽快回复您。',
    human: '您好，已通知同事，会尽快与您联系。',
    suggestion: '谢谢您的建议，我们会认真研究改进。',
    praise: '谢谢您的认可！我们会转告同事，继续努力把服务做好。',
    optOut: '好的，今后不再给您发送提醒和活动消息。维修进度等服务通知还会照常告诉您。',
    other: '您好，您发来的内容我们看过了。有需要处理的问题，请直接告诉我们，马上为您安排。',
  } satisfies Record<DismissedKind, string>,
  menu: (ticket: Ticket) => [
    { id: `verify-${ticket.id}-yes`, text: '满意' },
    { id: `verify-${ticket.id}-no`, text: '不满意' },
  ],
};

const soonOf = ({ severity }: Ticket, { firstContact }: Promises): string =>
  severity === 'P1' ? `${firstContact.P1Minutes}分钟内` : '尽快';

/** Whoever is in danger is told how to be safe; whoever is angry is not told to drive carefully. */
function critical(ticket: Ticket, { rescuePhone, firstContact }: Promises): string {
  const soon = `${firstContact.P0Minutes}分钟内`;
  if (!isDanger(ticket)) {
    return `您反映的问题我们高度重视，已报告门店负责人，${soon}给您打电话。工单号 ${ticket.number}。`;
  }
  const line = rescuePhone === '' ? '' : `如需救援请立即拨打 ${rescuePhone}。`;
  return `您的情况我们高度重视！请先确保人身安全，车辆有异常请不要继续行驶。${line}我们已通知值班负责人，${soon}给您打电话。工单号 ${ticket.number}。`;
}

/** What a ticket is about, or what was added that made it graver. */
const laterWords = (ticket: Ticket, words?: string): string =>
  words === undefined ? `：${clip(ticket.description, 300)}` : `${quote(ticket)}车主又说：${clip(words, 300)}`;

const TO_DO: Record<ClockName, string> = {
  route: '请尽快签收并联系车主',
  track: '请联系车主，并回复一句进展',
  resolve: '请抓紧处理',
  verify: '请电话回访',
};
const OVERDUE: Record<ClockName, string> = {
  route: '超时未签收',
  track: '超时没有进展',
  resolve: '超时未处理完毕',
  verify: '超时未回访确认',
};

export const toStaff = {
  nudge: (ticket: Ticket, clock: ClockName, left: string) =>
    `【催办】工单 ${ticket.number}${quote(ticket)}还剩${left}，${TO_DO[clock]}。`,
  overdue(ticket: Ticket, clock: ClockName, assignee: string | undefined): string {
    const who = clock === 'verify' || assignee === undefined ? '' : `责任人：${assignee}，`;
    return `【超时】工单 ${ticket.number}${quote(ticket)}${OVERDUE[clock]}，${who}${TO_DO[clock]}。`;
  },
  /** To whoever is above those who have it. @param late in words; empty when it has only just passed */
  supervise(
    ticket: Ticket,
    clock: ClockName,
    { department, assignee, late }: { department: string; assignee: string | undefined; late: string },
  ): string {
    const who = assignee === undefined ? '无人签收' : `责任人：${assignee}`;
    const long = late === '' ? '' : `已超时${late}，`;
    return `【超时】工单 ${ticket.number}${quote(ticket)}（${department}，${who}）${OVERDUE[clock]}，${long}请督促${TO_DO[clock].replace(/^请/, '')}。`;
  },
  /** @param minutes after which the owner is asked all the same */
  askResult(ticket: Ticket, minutes: number): string {
    const then = minutes === 0 ? '' : `；${minutes}分钟内没有收到，会先询问车主是否满意`;
    return `工单 ${ticket.number} 已标记处理完毕。请回复一句处理结果（原因和措施），收到后转告车主并请车主确认${then}。`;
  },
  newMessage: (ticket: Ticket, text: string) => `【车主补充】工单 ${ticket.number}：${text}`,
  reopened: (ticket: Ticket, words: string) =>
    `【不满意】工单 ${ticket.number}${quote(ticket)}车主说：“${words}”。工单已重开，请尽快联系车主。`,
  closed: (ticket: Ticket, words: string) =>
    `【已关闭】工单 ${ticket.number}${quote(ticket)}车主确认满意：“${words}”。`,
  result: (ticket: Ticket, result: string) => `【处理结果】工单 ${ticket.number}${quote(ticket)}：${result}`,
  /** @param about whose it is, and where to read on */
  critical: (
    ticket: Ticket,
    minutes: number,
    about: { owner: string; department: string; url: string; words?: string; isReopened: boolean },
  ) =>
    `【${about.isReopened ? '重大·重开' : '重大'}】工单 ${ticket.number}${laterWords(ticket, about.words)}\n车主：${about.owner}\n部门：${about.department}\n详情：${about.url}\n请立即联系车主，${minutes}分钟内完成首次联系，不分昼夜；请客户关爱总监同时上报厂家。`,
  escalated: (ticket: Ticket, minutes: number, words?: string) =>
    `【升级】工单 ${ticket.number}${laterWords(ticket, words)}\n请关注，${minutes}分钟内要和车主联系上。`,
  forYourAttention: (ticket: Ticket) =>
    `【请关注】工单 ${ticket.number} 涉及${categoryLabels(ticket)}：${clip(ticket.description, 300)}`,
  aboutYourPerson: (ticket: Ticket, name: string) =>
    `【请关注】工单 ${ticket.number} 中车主提到您部门的${name}（服务态度）：${clip(ticket.description, 300)}\n由客户关爱部处理，请配合了解情况。`,
  unverified: (ticket: Ticket) =>
    `【回访】工单 ${ticket.number}${quote(ticket)}已处理完毕，车主还没有明确答复，请电话回访。结果请回复“${ticket.number} 满意”或“${ticket.number} 不满意 车主原话”。`,
  verificationScript: (ticket: Ticket) =>
    `您好，这里是客户关爱部。您之前反映的问题，同事说已经处理好了，想跟您确认一下是否满意？\n车主原话：${clip(ticket.description, 200)}\n处理结果：${clip(ticket.result ?? '未填写', RESULT_CHARS)}`,
  merged: (from: Ticket, into: Ticket) =>
    `【合并】工单 ${from.number}${quote(from)}已合并到 ${into.number}，请在 ${into.number} 上一起处理。`,
  takenBack: (ticket: Ticket, by: string) =>
    `【收回】工单 ${ticket.number}${quote(ticket)}已由${by}收回，您不用再跟进。`,
  commented: (ticket: Ticket, by: string, text: string) => `【内部备注】工单 ${ticket.number}，${by}：${text}`,
  joined: (ticket: Ticket, source: string, text: string) =>
    `【同一问题】工单 ${ticket.number}${quote(ticket)}又收到${source}反映：${clip(text, 300)}\n${
      ticket.status === 'resolved' ? '部门已处理完毕，请电话回访车主。' : '已并入这张工单，请一起处理。'
    }`,
  bound: (ticket: Ticket, owner: string) => `【已绑定】工单 ${ticket.number} 的车主是${owner}。`,
  wishTitle: (ticket: Ticket, kind: DismissedKind) =>
    `${kind === 'booking' ? '预约' : kind === 'progress' ? '问进度' : kind === 'human' ? '要求人工联系' : '咨询'}（${ticket.number}）`,
  wish: (ticket: Ticket, kind: DismissedKind) =>
    `【${kind === 'booking' ? '预约' : kind === 'progress' ? '问进度' : kind === 'human' ? '转人工' : '咨询'}】${clip(ticket.description, 300)}\n${
      kind === 'booking' ? '请电话确认到店时间。' : '请尽快回复车主。'
    }（${ticket.number}，非投诉）`,
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
