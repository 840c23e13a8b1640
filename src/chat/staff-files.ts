import {
  attachStaffFile,
  attachWaitingStaffFiles,
  FILE_KINDS,
  fileKindOf,
  NAMED_WITHIN_MS,
} from '../attachments/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent, Staff, Ticket } from '../database/generated/client.ts';
import { parseXml, type XmlFields, xmlText } from '../platform/callback.ts';
import {
  findTicketByNumber,
  listAwaitingResult,
  listTicketsOf,
  isInvolved,
  ticketNumberIn,
  ticketThatGoesOn,
  withoutTicketNumber,
} from '../tickets/index.ts';

/** What a member may send that is neither words nor a file. */
const NO_FILES = ['location', 'link'];
/** A picture sent this soon after 处理完毕 shows the result. */
const RESULT_MS = 30 * 60_000;

/**
 * A picture, voice message, video or file that a member has sent to the app: it goes to the ticket they are working on.
 *
 * @returns the answer; '' when none is needed
 */
export async function takeStaffFile(
  context: Context,
  tx: Transaction,
  input: { staff: Staff | undefined; event: InboxEvent; fields: XmlFields },
): Promise<string> {
  const { staff, fields } = input;
  const msgType = xmlText(fields, 'MsgType');
  const kind = fileKindOf(msgType);
  const mediaId = xmlText(fields, 'MediaId');
  if (kind === undefined || mediaId === '') {
    return NO_FILES.includes(msgType) ? '位置和链接不能存入工单，请用文字说明一下。' : '';
  }
  if (staff === undefined) return '您还没有登记为门店员工，请联系管理员在系统中添加。';
  const mine = await listTicketsOf(tx, context.storeId, staff.userId);
  const ticket =
    (await namedLately(context, tx, input.event, staff)) ??
    (await justResolved(context, tx, staff)) ??
    (mine.length === 1 ? mine[0] : undefined);
  const sentAt = new Date(Number(xmlText(fields, 'CreateTime')) * 1000);
  const { isAnswered } = await attachStaffFile(context, tx, { mediaId, msgType, sentAt, ticket });
  if (isAnswered) return '';
  const { label } = FILE_KINDS[kind];
  if (ticket !== undefined) return `${label}已存入工单 ${ticket.number}，可以继续发送。`;
  const numbers = mine.slice(0, 10).map((one) => `${one.number} ${one.summary}`);
  return [`${label}收到了，要存到哪张工单？请回复单号。`, ...numbers].join('\n');
}

/** The ticket of theirs whose number this member wrote last, a short while ago. */
async function namedLately(
  context: Context,
  tx: Transaction,
  event: InboxEvent,
  staff: Staff,
): Promise<Ticket | undefined> {
  const since = new Date(context.clock.now().getTime() - NAMED_WITHIN_MS);
  const said = await tx.inboxEvent.findMany({
    where: { orderKey: event.orderKey, id: { lt: event.id }, receivedAt: { gt: since } },
    orderBy: { id: 'desc' },
    select: { payload: true },
    take: 50,
  });
  for (const { payload } of said) {
    const fields = parseXml(payload);
    const number = xmlText(fields, 'MsgType') === 'text' ? ticketNumberIn(xmlText(fields, 'Content')) : undefined;
    const ticket = number === undefined ? undefined : await findTicketByNumber(tx, context.storeId, number);
    const going = ticket === undefined ? undefined : await ticketThatGoesOn(tx, ticket);
    if (going !== undefined && (await isInvolved(tx, going, staff))) return going;
  }
  return undefined;
}

async function justResolved(context: Context, tx: Transaction, staff: Staff): Promise<Ticket | undefined> {
  const since = new Date(context.clock.now().getTime() - RESULT_MS);
  const [ticket, another] = await listAwaitingResult(tx, { storeId: context.storeId, userId: staff.userId, since });
  return another === undefined ? ticket : undefined;
}

/**
 * Words that name a ticket: files that waited for the number go there.
 *
 * @param answer to the words themselves
 * @returns the whole answer
 */
export async function withWaitingFiles(
  context: Context,
  tx: Transaction,
  text: string,
  answer: string,
): Promise<string> {
  const number = ticketNumberIn(text);
  const ticket = number === undefined ? undefined : await findTicketByNumber(tx, context.storeId, number);
  if (ticket === undefined) return answer;
  const files = await attachWaitingStaffFiles(context, tx, await ticketThatGoesOn(tx, ticket));
  if (files === '') return answer;
  const said = `${files}已存入工单 ${ticket.number}，可以继续发送。`;
  // The number alone was the answer to our question, not a question of its own.
  return withoutTicketNumber(text) === '' || answer === '' ? said : `${answer}\n${said}`;
}
