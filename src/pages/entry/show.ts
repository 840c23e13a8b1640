import type { RouterContext } from '@koa/router';
import { attachFiles } from '../../attachments/index.ts';
import type { Transaction } from '../../database/database.ts';
import type { Ticket } from '../../database/generated/client.ts';
import { CareError } from '../../errors.ts';
import { departmentName } from '../../stores/index.ts';
import {
  ENTRY_SOURCES,
  enterComplaint,
  type EntrySource,
  findOwner,
  findTicketByNumber,
  understandEntry,
} from '../../tickets/index.ts';
import type { Department } from '../../understanding/index.ts';
import { accessOf } from '../access.ts';
import type { Form } from '../form.ts';
import { seeOther } from '../login.ts';
import { STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { entryPage } from './entry-page.ts';
import { cluesOf, findMatch } from './find-match.ts';

/** What an owner says on the phone, written down: more than a chat's message may hold. */
const LONGEST_TEXT = 600;
/** The same words from the same member within this time are the same form sent twice. */
const SAME_FORM_MS = 10 * 60_000;

/** `GET /tickets/new`: the empty form, under what was entered just now. */
export async function showEntry(ctx: RouterContext, visit: Visit): Promise<void> {
  const number = queryOf(ctx, 'entered');
  const { context, staff } = visit;
  const entered = await context.database.transaction(async (tx) => {
    const ticket = await findTicketByNumber(tx, context.storeId, number);
    if (ticket === undefined) return undefined;
    const own = await tx.ticketEvent.findFirst({
      where: { ...ownEntries(visit), ticketId: ticket.id },
      orderBy: { id: 'desc' },
    });
    if (own === null) return undefined;
    const department = await departmentName(tx, context.storeId, ticket.responsibleDepartment as Department);
    const isReadable = (await accessOf(tx, ticket, staff)) !== undefined;
    const text =
      own.type === 'joined'
        ? `同一件事正在处理，已并入 ${number}（${department}）。`
        : `已登记，工单号 ${number}，由${department}处理。`;
    return { number, isReadable, text };
  });
  ctx.body = entryPage(visit, entered === undefined ? {} : { entered, flash: { text: entered.text } });
}

/** `POST /tickets/new`: asks the archive, or enters the complaint. */
export async function submitEntry(ctx: RouterContext, visit: Visit, form: Form): Promise<void> {
  const { context } = visit;
  const typed = (name: string) => form.field(name);
  if (form.field('action') === 'lookUp') {
    const match = await context.database.transaction((tx) => findMatch(visit, tx, form));
    ctx.body = entryPage(visit, { typed, match });
    return;
  }
  try {
    const { number } = await enter(visit, form);
    seeOther(ctx, `${visit.path}?entered=${number}`);
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    ctx.body = entryPage(visit, { typed, flash: { text: error.userMessage, isError: true } });
  }
}

async function enter(visit: Visit, form: Form): Promise<Ticket> {
  const { context, options } = visit;
  const text = form.field('words');
  const source = form.field('source');
  if (!Object.hasOwn(ENTRY_SOURCES, source)) throw invalid('请选择来源。');
  if (text.length > LONGEST_TEXT) throw invalid(`内容请控制在${LONGEST_TEXT}字以内。`);
  const who = { ...cluesOf(form), name: form.field('name').slice(0, 30).toWellFormed() };
  const decision = await understandEntry(context, options.understanding, { text, ...who });
  return context.database.transaction(async (tx) => {
    // Of two equal forms sent at once the second waits, and then finds the first.
    await tx.$queryRaw`SELECT 1 AS locked FROM staff WHERE id = ${visit.staff.id} FOR UPDATE`;
    const before = await findSameForm(tx, visit, form);
    if (before !== undefined) return before;
    const { ticket } = await enterComplaint(context, tx, {
      source: source as EntrySource,
      text,
      decision,
      ...who,
      externalNo: form.field('externalNo').slice(0, 60).toWellFormed(),
    });
    if (form.files.length > 0) await attachFiles(context, tx, { ticketId: ticket.id, files: form.files });
    return ticket;
  });
}

/** The ticket that this very form, sent a moment ago, has opened or joined. Another owner may well say the same words. */
async function findSameForm(tx: Transaction, visit: Visit, form: Form): Promise<Ticket | undefined> {
  const text = form.field('words');
  const { customer } = await findOwner(tx, visit.context.storeId, cluesOf(form));
  const events = await tx.ticketEvent.findMany({
    where: {
      ...ownEntries(visit),
      OR: [
        { type: 'opened', ticket: { description: text } },
        { type: 'joined', data: { path: ['text'], equals: text } },
      ],
    },
    include: { ticket: true },
    orderBy: { id: 'desc' },
  });
  const isSame = ({ customerId, reporterPhone, externalNo }: Ticket): boolean => {
    if (customer !== undefined) return customerId === customer.id;
    if (form.field('phone') !== '') return reporterPhone === form.field('phone');
    return form.field('externalNo') === '' ? customerId === null : externalNo === form.field('externalNo');
  };
  return events.map((event) => event.ticket).find(isSame);
}

/** What the member has entered a short while ago. */
function ownEntries({ context, staff }: Visit) {
  const since = new Date(context.clock.now().getTime() - SAME_FORM_MS);
  return { storeId: context.storeId, actorId: staff.userId, at: { gte: since }, type: { in: ['opened', 'joined'] } };
}

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });
