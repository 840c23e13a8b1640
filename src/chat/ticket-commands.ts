import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Staff, Ticket } from '../database/generated/client.ts';
import { CareError, NotFoundError } from '../errors.ts';
import {
  acknowledgeTicket,
  assignTicket,
  bindReporter,
  commentTicket,
  dismissTicket,
  findTicketByNumber,
  handOverTicket,
  mergeTickets,
  noteToOwner,
  pauseTicket,
  recategorizeTicket,
  resumeTicket,
  splitTicket,
  takeBackTicket,
  ticketNumberIn,
} from '../tickets/index.ts';
import { CATEGORIES, extractEntities, SEVERITIES, SEVERITY_KEYS } from '../understanding/index.ts';
import { asksForPhone, ownerContact } from './owner-contact.ts';
import { colleagueByName, departmentByName, dismissedKindByName, mustBeCategory } from './staff-names.ts';
import { untilDayIn } from './until-day.ts';

interface Order {
  context: Context;
  tx: Transaction;
  staff: Staff;
  ticket: Ticket;
  /** What follows the command. */
  rest: string;
}

/** What can be ordered about a ticket, by the words it starts with. The first that fits is done. */
const COMMANDS: readonly (readonly [RegExp, (order: Order) => Promise<string>])[] = [
  [/^签收[了。!！]?$/, acknowledge],
  [/^(?:改派给?|指派给?|派给)[:：\s]*(?=\S)/, assign],
  [/^转(?:派|给)[:：给到\s]*(?=\S)/, handOver],
  [/^(?:收回|撤回)(?:转派|工单)?[了。!！]?$/, takeBack],
  [/^(?:合并|并入|并)[到入进至]?[:：\s]*(?=TS)/i, merge],
  [/^拆分[:：成出\s]*(?=\S)/, split],
  [/^(?:这个?)?(?:不是|非)投诉[:：,，是\s]*/, dismiss],
  [/^(?:内部)?备注[:：,，\s]+/, comment],
  [/^(?:给车主|车主)?留言[:：,，\s]+/, tellOwner],
  [/^绑定(?:车主|车辆)?[:：,，\s]*/, bind],
  [/^(?:改分类|改类别|分类改[成为]?)[:：为成\s]*(?=\S)/, recategorize],
  [/^(?:升级[为到成]?|等级[改为成升到]*)[:：\s]*(?=重大|升级|一般|P[0-2])/i, raise],
  [/^(?:暂停[:：,，\s]*)?等(?:待)?(?:车主|客户)(?:回复|答复|确认)?(?:[:：,，\s]+|$)/, waitForOwner],
  [/^(?:暂停[:：,，\s]*)?等(?:待)?(?:配件|到货|件)(?:到货)?(?:[:：,，\s]+|$)/, waitForParts],
  [/^(?:继续|恢复)(?:处理|计时)?[。!！]?$/, resume],
];

/** Does what the words order. @returns undefined when they order nothing */
export async function obey(
  context: Context,
  tx: Transaction,
  { staff, ticket, words }: { staff: Staff; ticket: Ticket; words: string },
): Promise<string | undefined> {
  if (asksForPhone(words)) return ownerContact(context, tx, staff, ticket);
  for (const [pattern, run] of COMMANDS) {
    const match = pattern.exec(words);
    if (match !== null) return run({ context, tx, staff, ticket, rest: words.slice(match[0].length).trim() });
  }
  return undefined;
}

async function acknowledge({ context, tx, ticket }: Order): Promise<string> {
  await acknowledgeTicket(context, tx, { ticketId: ticket.id });
  return `已签收工单 ${ticket.number}，请尽快联系车主。`;
}

async function assign({ context, tx, ticket, rest }: Order): Promise<string> {
  const colleague = await colleagueByName(tx, ticket, rest);
  await assignTicket(context, tx, { ticketId: ticket.id, userId: colleague.userId });
  return `工单 ${ticket.number} 已改派给${colleague.name}。`;
}

async function handOver({ context, tx, ticket, rest }: Order): Promise<string> {
  const department = await departmentByName(tx, context.storeId, rest);
  await handOverTicket(context, tx, { ticketId: ticket.id, department });
  return `工单 ${ticket.number} 已转派。`;
}

async function takeBack({ context, tx, ticket }: Order): Promise<string> {
  await takeBackTicket(context, tx, { ticketId: ticket.id });
  return `工单 ${ticket.number} 已收回。`;
}

async function merge({ context, tx, ticket, rest }: Order): Promise<string> {
  const number = ticketNumberIn(rest) ?? '';
  const into = await findTicketByNumber(tx, context.storeId, number);
  if (into === undefined) throw new NotFoundError(`ticket ${number}`, `没有找到工单 ${rest}，请核对单号。`);
  await mergeTickets(context, tx, { ticketId: ticket.id, intoTicketId: into.id });
  return `工单 ${ticket.number} 已合并到 ${into.number}。`;
}

async function split({ context, tx, ticket, rest }: Order): Promise<string> {
  const [name = '', ...words] = rest.split(/[:：,，\s]+/);
  const category = mustBeCategory(name);
  const second = await splitTicket(context, tx, { ticketId: ticket.id, category, words: words.join('，') });
  return `已从工单 ${ticket.number} 拆分出 ${second.number}（${CATEGORIES[category].label}）。`;
}

async function dismiss({ context, tx, ticket, rest }: Order): Promise<string> {
  const kind = dismissedKindByName(rest);
  await dismissTicket(context, tx, { ticketId: ticket.id, ...(kind === undefined ? {} : { kind }) });
  return `工单 ${ticket.number} 已按非投诉处理，车主的需求已转给同事跟进。`;
}

async function comment({ context, tx, ticket, rest }: Order): Promise<string> {
  await commentTicket(context, tx, { ticketId: ticket.id, text: rest });
  return `已记入工单 ${ticket.number} 的内部备注，不会发给车主。`;
}

async function tellOwner({ context, tx, ticket, rest }: Order): Promise<string> {
  await noteToOwner(context, tx, { ticketId: ticket.id, text: rest });
  return `已给工单 ${ticket.number} 的车主留言。`;
}

async function bind({ context, tx, ticket, rest }: Order): Promise<string> {
  const { plates, phones } = extractEntities(rest);
  const [plate] = plates;
  const [phone] = phones;
  if (plate === undefined || phone === undefined) {
    throw new CareError('VALIDATION', 'a binding without plate or phone', {
      userMessage: `请写上车牌号和登记的手机号：“${ticket.number} 绑定 车牌 手机号”。`,
    });
  }
  await bindReporter(context, tx, { ticketId: ticket.id, plate, phone });
  return `工单 ${ticket.number} 已关联车主档案。`;
}

async function recategorize({ context, tx, ticket, rest }: Order): Promise<string> {
  const names = rest.split(/[、,，\s]+/).filter((name) => name !== '');
  const categories = names.map(mustBeCategory);
  await recategorizeTicket(context, tx, { ticketId: ticket.id, categories });
  return `工单 ${ticket.number} 的类别已改为${categories.map((key) => CATEGORIES[key].label).join('、')}。`;
}

async function raise({ context, tx, ticket, rest }: Order): Promise<string> {
  const severity = SEVERITY_KEYS.find(
    (key) => rest.toUpperCase().startsWith(key) || rest.startsWith(SEVERITIES[key].label),
  );
  const raised = await recategorizeTicket(context, tx, {
    ticketId: ticket.id,
    ...(severity === undefined ? {} : { severity }),
  });
  if (raised.severity === ticket.severity) {
    throw new CareError('VALIDATION', `ticket ${ticket.number} is not raised to ${severity ?? rest}`, {
      userMessage: '等级只能往上调，不能调低。',
    });
  }
  return `工单 ${ticket.number} 已升为${SEVERITIES[severity ?? 'P2'].label}。`;
}

async function wait(order: Order, reason: 'waitingOwner' | 'waitingParts', what: string): Promise<string> {
  const { context, tx, ticket, rest } = order;
  const untilOn = untilDayIn(rest, context.clock.now());
  await pauseTicket(context, tx, {
    ticketId: ticket.id,
    reason,
    note: rest === '' ? what : rest,
    ...(untilOn === undefined ? {} : { untilOn }),
  });
  return `工单 ${ticket.number} 已暂停计时（${what}）。恢复请回复“${ticket.number} 继续”。`;
}

function waitForOwner(order: Order): Promise<string> {
  return wait(order, 'waitingOwner', '等待车主');
}

function waitForParts(order: Order): Promise<string> {
  return wait(order, 'waitingParts', '等待配件');
}

async function resume({ context, tx, ticket }: Order): Promise<string> {
  await resumeTicket(context, tx, { ticketId: ticket.id });
  return `工单 ${ticket.number} 已恢复计时。`;
}
