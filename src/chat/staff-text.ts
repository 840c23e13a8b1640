import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Staff, Ticket } from '../database/generated/client.ts';
import { NotFoundError } from '../errors.ts';
import {
  awaitsResult,
  findTicketByNumber,
  listAwaitingResult,
  listTicketsOf,
  listWaitingFor,
  resolveTicket,
  TICKET_STATUSES,
  ticketNumberIn,
  type TicketStatus,
  trackTicket,
  verifyTicket,
  withoutTicketNumber,
} from '../tickets/index.ts';
import { answerCallWords, isCallWork } from './call-words.ts';
import { answerCampaignWords, isCampaignWork } from './campaign-words.ts';
import { readComplaintEntry } from './complaint-entry.ts';
import { answerEventWords, isEventWork } from './event-words.ts';
import { asksForPhone } from './owner-contact.ts';
import { answerReportWords, isReportWork } from './report-words.ts';
import { answerWishWords, isWishWork } from './wish-words.ts';
import { answerRectification, isRectificationWork } from './rectification-words.ts';
import { HELP, MORE_HELP } from './staff-help.ts';
import { obey } from './ticket-commands.ts';
import { showUnreadResults } from './unread-results.ts';

/** 处理完毕 is the button's own word; looser ones count only when they stand alone: "完成了一半" is progress. */
const DONE = /^(?:已经?)?(?:处理完毕了?[:：,，。!！\s]*|(?:处理完成|处理好|解决|完成|搞定)了?(?:[:：,，。!！\s]+|$))/;
const VERDICT = /^(?:(?:车主|客户)(?:表示)?)?(不满意|满意)(?:[:：,，。!！\s]+|$)(.*)$/s;
/** 进展 in front makes a note of anything, also of a question. */
const NOTE = /^进展[:：,，\s]+/;
const QUESTION = /[?？]\s*$|^(?:请问|怎么|如何|为什么|什么|哪|多少|谁)|(?:吗|呢|多少|怎么办|怎么弄)[。.!！~～]?$/;
const COURTESY =
  /^(?:(?:好|好的|收到|嗯|行|ok|okay|谢谢|感谢|辛苦|辛苦了|知道|明白|在吗|你好|您好|早|早上好|下午好)[了啦的哦呢吧,，。.!！~～\s]*)+$/i;

const HELP_WORDS = /^(?:帮助|使用说明|help|\?|？)$/i;
const MORE_WORDS = /^(?:更多|更多用法|更多帮助)$/;
const MINE = /^(?:我的工单|工单列表)/;
const ACKNOWLEDGE = /^签收[了。!！]?$/;
const UNREAD = /^(?:查看|看)?未读(?:处理)?结果/;

/** Words that are about tickets, although some could be read as a question about figures. */
export function isTicketWork(text: string): boolean {
  return (
    [HELP_WORDS, MORE_WORDS, MINE, ACKNOWLEDGE, UNREAD].some((words) => words.test(text)) ||
    ticketNumberIn(text) !== undefined ||
    asksForPhone(text) ||
    isRectificationWork(text) ||
    isCallWork(text) ||
    isCampaignWork(text) ||
    isEventWork(text) ||
    isWishWork(text) ||
    isReportWork(text) ||
    readComplaintEntry(text) !== undefined
  );
}

/**
 * What a member of staff writes to the app, apart from questions about figures.
 *
 * @returns the answer to send back; '' when the change itself already answers
 */
export async function answerStaffText(context: Context, tx: Transaction, staff: Staff, text: string): Promise<string> {
  const aboutRectification = await answerRectification(context, tx, staff, text);
  if (aboutRectification !== undefined) return aboutRectification;
  const aboutCall = await answerCallWords(context, tx, staff, text);
  if (aboutCall !== undefined) return aboutCall;
  const number = ticketNumberIn(text);
  if (number !== undefined) {
    const ticket = await findTicketByNumber(tx, context.storeId, number);
    if (ticket === undefined) throw new NotFoundError(`ticket ${number}`, `没有找到工单 ${number}，请核对单号。`);
    return actOn(context, tx, staff, ticket, withoutTicketNumber(text));
  }
  // With a ticket's number the same words belong to the ticket.
  const told =
    (await answerEventWords(context, tx, text)) ??
    (await answerWishWords(context, tx, text)) ??
    (await answerCampaignWords(context, tx, text)) ??
    (await answerReportWords(context, tx, staff, text));
  if (told !== undefined) return told;
  if (HELP_WORDS.test(text)) return HELP;
  if (MORE_WORDS.test(text)) return MORE_HELP;
  if (UNREAD.test(text)) return showUnreadResults(context, tx);
  if (ACKNOWLEDGE.test(text)) return acknowledgeOnly(context, tx, staff);
  const mine = await listTicketsOf(tx, context.storeId, staff.userId);
  if (MINE.test(text)) return listAll(mine, await listWaitingFor(tx, context.storeId, staff.userId));
  const meant = await meantWithoutNumber(context, tx, staff, mine);
  const [only] = meant;
  if (meant.length === 1 && only !== undefined) return actOn(context, tx, staff, only, text);
  if (meant.length > 1) return `您名下有${meant.length}张工单，请在内容前写上单号：\n${listOf(meant)}`;
  return `您名下暂时没有待处理的工单。\n${HELP}`;
}

/** 签收 without a number means the only one that waits with this person. */
async function acknowledgeOnly(context: Context, tx: Transaction, staff: Staff): Promise<string> {
  const waiting = await listWaitingFor(tx, context.storeId, staff.userId);
  const [only] = waiting;
  if (only === undefined) return '您名下没有待签收的工单。';
  if (waiting.length === 1) return actOn(context, tx, staff, only, '签收');
  return `有${waiting.length}张工单待您签收，请写上单号，例如“${only.number} 签收”：\n${listOf(waiting)}`;
}

/** What waits for 签收 stands apart. */
function listAll(mine: readonly Ticket[], waiting: readonly Ticket[]): string {
  if (waiting.length === 0) return listOf(mine);
  const taken = mine.filter((ticket) => !waiting.some(({ id }) => id === ticket.id));
  return [...(taken.length === 0 ? [] : [listOf(taken)]), `待签收（${waiting.length}张）：\n${listOf(waiting)}`].join(
    '\n',
  );
}

const MINUTE_MS = 60_000;
/** Within this time after 处理完毕 a text without a number is the result that was asked for, whatever else they have. */
const RESULT_MS = 30 * MINUTE_MS;
/** Within this time it still may be. */
const LATE_RESULT_MS = 24 * 60 * MINUTE_MS;

/** What a text without a number can be about. @param mine their open tickets */
async function meantWithoutNumber(
  context: Context,
  tx: Transaction,
  { userId }: Staff,
  mine: readonly Ticket[],
): Promise<readonly Ticket[]> {
  const now = context.clock.now().getTime();
  const since = new Date(now - LATE_RESULT_MS);
  const awaiting = await listAwaitingResult(tx, { storeId: context.storeId, userId, since });
  const fresh = awaiting.filter((ticket) => now - (ticket.resolvedAt?.getTime() ?? 0) < RESULT_MS);
  return fresh.length === 1 ? fresh : [...mine, ...awaiting];
}

async function actOn(context: Context, tx: Transaction, staff: Staff, ticket: Ticket, words: string): Promise<string> {
  if (words === '') return statusOf(tx, ticket);
  const obeyed = await obey(context, tx, { staff, ticket, words });
  if (obeyed !== undefined) return obeyed;
  const verdict = VERDICT.exec(words);
  if (verdict !== null && ticket.status === 'resolved') {
    const isSatisfied = verdict[1] === '满意';
    await verifyTicket(context, tx, { ticketId: ticket.id, isSatisfied, words: verdict[2] || words });
    return isSatisfied ? `工单 ${ticket.number} 已关闭。` : `工单 ${ticket.number} 已重开。`;
  }
  const done = DONE.exec(words);
  if (done?.[0] === words && ticket.status === 'resolved') {
    return ticket.result === null
      ? `工单 ${ticket.number} 已经处理完毕，还差一句处理结果（原因和措施），直接回复就行。`
      : `工单 ${ticket.number} 已经处理完毕，正在等车主确认，不用重复提交。`;
  }
  if (done !== null && ticket.status !== 'resolved') {
    const resolved = await resolveTicket(context, tx, { ticketId: ticket.id, result: words.slice(done[0].length) });
    // Who gave no result is asked for it, which says the rest.
    return awaitsResult(resolved) ? '' : `工单 ${ticket.number} 已标记处理完毕，客户关爱部将回访车主。`;
  }
  const note = words.replace(ticket.status === 'resolved' ? (done?.[0] ?? NOTE) : NOTE, '');
  // The owner reads every note, so what is none must not become one.
  if (note === words && (QUESTION.test(words) || COURTESY.test(words))) return notANote(ticket, words);
  await trackTicket(context, tx, { ticketId: ticket.id, note });
  if (awaitsResult(ticket)) return `已把处理结果记入工单 ${ticket.number}，并请车主确认。`;
  return ticket.status === 'resolved' || ticket.status === 'closed'
    ? `已把处理结果记入工单 ${ticket.number}。`
    : `已记录工单 ${ticket.number} 的进展，并告知车主。`;
}

function notANote(ticket: Ticket, words: string): string {
  if (COURTESY.test(words) && ticket.status === 'resolved') {
    return `好的。工单 ${ticket.number} 的处理结果，直接回复一句话就行。`;
  }
  if (COURTESY.test(words)) return `好的。工单 ${ticket.number} 有进展时，直接回复一句话就行。`;
  return `这句话像是提问，没有记入工单。要给车主记进展，请回复“${ticket.number} 进展 内容”。\n${HELP}`;
}

async function statusOf(tx: Transaction, ticket: Ticket): Promise<string> {
  const events = await tx.ticketEvent.count({ where: { ticketId: ticket.id } });
  return `工单 ${ticket.number}：${TICKET_STATUSES[ticket.status as TicketStatus]}\n${ticket.summary}\n共${events}条记录`;
}

function listOf(tickets: readonly Ticket[]): string {
  if (tickets.length === 0) return '您名下暂时没有待处理的工单。';
  return tickets
    .slice(0, 10)
    .map((ticket) => `${ticket.number} ${TICKET_STATUSES[ticket.status as TicketStatus]} ${ticket.summary}`)
    .join('\n');
}
