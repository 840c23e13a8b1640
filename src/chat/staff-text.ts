import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Staff, Ticket } from '../database/generated/client.ts';
import { NotFoundError } from '../errors.ts';
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
  '· 直接回复文字：记录您名下工单的进展',
  '· “TS-单号 内容”：给指定工单记进展',
  '· “TS-单号 处理完毕 结果”：处理完毕',
  '· “TS-单号 转派 部门”：转给其他部门',
  '· “我的工单”：查看待处理工单',
  '· 也可以问数据，如“今天有多少投诉”',
].join('\n');

const DONE = /^(?:已)?(?:处理完毕|处理完成|处理好了|已解决|完成)(?:了)?[:：,，。\s]*/;

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
    return actOn(context, tx, staff, ticket, withoutTicketNumber(text));
  }
  if (/^(帮助|help|\?|？)$/i.test(text)) return HELP;
  const mine = await listTicketsOf(tx, context.storeId, staff.userId);
  if (/^我的工单|^工单列表/.test(text)) return listOf(mine);
  const [only] = mine;
  const done = await findTicketAwaitingResult(tx, context.storeId, staff.userId);
  // Just after 处理完毕 the next words are the result that was asked for.
  if (done !== undefined && isFresh(context, done)) return actOn(context, tx, staff, done, text);
  if (mine.length === 1 && only !== undefined) return actOn(context, tx, staff, only, text);
  if (mine.length > 1) return `您名下有${mine.length}张工单，请在内容前写上单号：\n${listOf(mine)}`;
  return `您名下暂时没有待处理的工单。\n${HELP}`;
}

/** Within this time after 处理完毕 a text without a number is taken as the result. */
const RESULT_MINUTES = 30;

function isFresh(context: Context, ticket: Ticket): boolean {
  const age = context.clock.now().getTime() - (ticket.resolvedAt?.getTime() ?? 0);
  return age < RESULT_MINUTES * 60_000;
}

async function actOn(context: Context, tx: Transaction, staff: Staff, ticket: Ticket, words: string): Promise<string> {
  if (words === '') return statusOf(tx, ticket);
  if (words === '签收') {
    await acknowledgeTicket(context, tx, { ticketId: ticket.id });
    return `已签收工单 ${ticket.number}，请尽快联系车主。`;
  }
  const handOver = /^转派[:：给到\s]*(.+)$/.exec(words);
  if (handOver?.[1] !== undefined) {
    const department = await departmentByName(tx, context.storeId, handOver[1].trim());
    await handOverTicket(context, tx, { ticketId: ticket.id, department });
    return `工单 ${ticket.number} 已转派。`;
  }
  const isCare = staff.departmentKey === 'customerCare' || staff.role === 'director';
  const verdict = /^(不满意|满意)[:：,，。\s]*(.*)$/s.exec(words);
  if (isCare && ticket.status === 'resolved' && verdict !== null) {
    const isSatisfied = verdict[1] === '满意';
    await verifyTicket(context, tx, {
      ticketId: ticket.id,
      isSatisfied,
      words: verdict[2] === '' ? words : (verdict[2] ?? words),
    });
    return isSatisfied ? `工单 ${ticket.number} 已关闭。` : `工单 ${ticket.number} 已重开。`;
  }
  const done = DONE.exec(words);
  if (done !== null && ticket.status !== 'resolved') {
    await resolveTicket(context, tx, { ticketId: ticket.id, result: words.slice(done[0].length) });
    return `工单 ${ticket.number} 已标记处理完毕，客户关爱部将回访车主。`;
  }
  await trackTicket(context, tx, { ticketId: ticket.id, note: words });
  return ticket.status === 'resolved'
    ? `已把处理结果记入工单 ${ticket.number}。`
    : `已记录工单 ${ticket.number} 的进展，并告知车主。`;
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

async function departmentByName(tx: Transaction, storeId: string, name: string): Promise<string> {
  const names = Object.entries(await departmentNames(tx, storeId));
  const wanted = name.replace(/部门?$/, '');
  return names.find(([key, label]) => key === name || label.includes(wanted) || wanted.includes(label))?.[0] ?? '';
}
