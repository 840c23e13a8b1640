import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Staff, Ticket } from '../database/generated/client.ts';
import { CareError, NotFoundError } from '../errors.ts';
import { departmentNames } from '../stores/index.ts';
import {
  acknowledgeTicket,
  findTicketAwaitingResult,
  findTicketByNumber,
  handOverTicket,
  listTicketsOf,
  resolveTicket,
  TICKET_STATUSES,
  ticketNumberIn,
  type TicketStatus,
  trackTicket,
  verifyTicket,
  withoutTicketNumber,
} from '../tickets/index.ts';

export const HELP = [
  '您可以这样用：',
  '· 直接回复一句话：给您名下的工单记进展，会告知车主',
  '· “TS-单号 进展内容”：给指定工单记进展',
  '· “TS-单号 签收”：签收工单',
  '· “TS-单号 处理完毕 处理结果”：标记处理完毕',
  '· “TS-单号 转派 部门”：转给其他部门',
  '· “我的工单”：查看您名下的工单',
  '· 也可以问数据，如“今天有多少投诉”',
].join('\n');

/** 处理完毕 is the button's own word; looser ones count only when they stand alone: "完成了一半" is progress. */
const DONE = /^(?:已经?)?(?:处理完毕了?[:：,，。!！\s]*|(?:处理完成|处理好|解决|完成|搞定)了?(?:[:：,，。!！\s]+|$))/;
const VERDICT = /^(?:(?:车主|客户)(?:表示)?)?(不满意|满意)(?:[:：,，。!！\s]+|$)(.*)$/s;
/** 进展 in front makes a note of anything, also of a question. */
const NOTE = /^(?:进展|备注)[:：,，\s]+/;
const QUESTION = /[?？]\s*$|^(?:请问|怎么|如何|为什么|什么|哪|多少|谁)|(?:吗|呢|多少|怎么办|怎么弄)[。.!！~～]?$/;
const COURTESY =
  /^(?:(?:好|好的|收到|嗯|行|ok|okay|谢谢|感谢|辛苦|辛苦了|知道|明白|在吗|你好|您好|早|早上好|下午好)[了啦的哦呢吧,，。.!！~～\s]*)+$/i;

/**
 * What a member of staff writes to the app, apart from questions about figures.
 *
 * @returns the answer to send back; '' when the change itself already answers
 */
export async function answerStaffText(context: Context, tx: Transaction, staff: Staff, text: string): Promise<string> {
  const number = ticketNumberIn(text);
  if (number !== undefined) {
    const ticket = await findTicketByNumber(tx, context.storeId, number);
    if (ticket === undefined) throw new NotFoundError(`ticket ${number}`, `没有找到工单 ${number}，请核对单号。`);
    return actOn(context, tx, ticket, withoutTicketNumber(text));
  }
  if (/^(帮助|使用说明|help|\?|？)$/i.test(text)) return HELP;
  const mine = await listTicketsOf(tx, context.storeId, staff.userId);
  if (/^我的工单|^工单列表/.test(text)) return listOf(mine);
  const [only] = mine;
  const done = await findTicketAwaitingResult(tx, context.storeId, staff.userId);
  // Just after 处理完毕 the next words are the result that was asked for.
  if (done !== undefined && isFresh(context, done)) return actOn(context, tx, done, text);
  if (mine.length === 1 && only !== undefined) return actOn(context, tx, only, text);
  if (mine.length > 1) return `您名下有${mine.length}张工单，请在内容前写上单号：\n${listOf(mine)}`;
  return `您名下暂时没有待处理的工单。\n${HELP}`;
}

/** Within this time after 处理完毕 a text without a number is taken as the result. */
const RESULT_MINUTES = 30;

function isFresh(context: Context, ticket: Ticket): boolean {
  const age = context.clock.now().getTime() - (ticket.resolvedAt?.getTime() ?? 0);
  return age < RESULT_MINUTES * 60_000;
}

async function actOn(context: Context, tx: Transaction, ticket: Ticket, words: string): Promise<string> {
  if (words === '') return statusOf(tx, ticket);
  if (/^签收[了。!！]?$/.test(words)) {
    await acknowledgeTicket(context, tx, { ticketId: ticket.id });
    return `已签收工单 ${ticket.number}，请尽快联系车主。`;
  }
  const handOver = /^转(?:派|给)[:：给到\s]*(.+)$/.exec(words);
  if (handOver?.[1] !== undefined) {
    const department = await departmentByName(tx, context.storeId, handOver[1].trim());
    await handOverTicket(context, tx, { ticketId: ticket.id, department });
    return `工单 ${ticket.number} 已转派。`;
  }
  const verdict = VERDICT.exec(words);
  if (verdict !== null && ticket.status === 'resolved') {
    const isSatisfied = verdict[1] === '满意';
    await verifyTicket(context, tx, { ticketId: ticket.id, isSatisfied, words: verdict[2] || words });
    return isSatisfied ? `工单 ${ticket.number} 已关闭。` : `工单 ${ticket.number} 已重开。`;
  }
  const done = DONE.exec(words);
  if (done !== null && ticket.status !== 'resolved') {
    await resolveTicket(context, tx, { ticketId: ticket.id, result: words.slice(done[0].length) });
    return `工单 ${ticket.number} 已标记处理完毕，客户关爱部将回访车主。`;
  }
  const note = words.replace(NOTE, '');
  // The owner reads every note, so what is none must not become one.
  if (note === words && (QUESTION.test(words) || COURTESY.test(words))) return notANote(ticket, words);
  await trackTicket(context, tx, { ticketId: ticket.id, note });
  return ticket.status === 'resolved'
    ? `已把处理结果记入工单 ${ticket.number}。`
    : `已记录工单 ${ticket.number} 的进展，并告知车主。`;
}

function notANote(ticket: Ticket, words: string): string {
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

/** @throws {CareError} `VALIDATION` naming the departments when the name fits none, or several */
async function departmentByName(tx: Transaction, storeId: string, name: string): Promise<string> {
  const names = Object.entries(await departmentNames(tx, storeId)).filter(([key]) => key !== 'triage');
  const wanted = name.replace(/[。.!！\s]+$/, '').replace(/(?:部门|部|组|处)$/, '');
  const exact = names.find(([key, label]) => key === name || label === name);
  const alike = wanted === '' ? [] : names.filter(([, label]) => label.includes(wanted));
  const found = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (found !== undefined) return found[0];
  const choice = (alike.length > 1 ? alike : names).map(([, label]) => label).join('、');
  throw new CareError('VALIDATION', `"${name}" names ${alike.length} departments`, {
    userMessage: alike.length > 1 ? `请写明转给哪个部门：${choice}。` : `没有“${name}”这个部门，可以转派：${choice}。`,
  });
}
