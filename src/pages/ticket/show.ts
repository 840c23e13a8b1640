import type { RouterContext } from '@koa/router';
import { CareError } from '../../errors.ts';
import { readResult } from '../../tickets/index.ts';
import { REPORT_CALL } from '../calls/call-form.ts';
import { CALL_REPORTED, submitCall } from '../calls/submit-call.ts';
import { findReadable } from '../find-readable.ts';
import type { Form } from '../form.ts';
import { seeOther } from '../login.ts';
import { PageError, STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { act } from './act.ts';
import { ACTIONS, findAction } from './actions.ts';
import { ticketPage, type TicketPageInput } from './ticket-page.ts';
import { loadView } from './view.ts';

/** `GET /tickets/NUMBER`: the page behind a card. */
export async function showTicket(ctx: RouterContext, visit: Visit, [number = '']: readonly string[]): Promise<void> {
  if (queryOf(ctx, 'done') === REPORT_CALL) return show(ctx, visit, number, { done: CALL_REPORTED });
  const done = findAction(queryOf(ctx, 'done'));
  await show(ctx, visit, number, done === undefined ? {} : { done: ACTIONS[done].done });
}

/** A form of the page: what it asks for is done by the same verbs as in chat, then the browser is sent to the page as it is now. */
export async function submitTicket(
  ctx: RouterContext,
  visit: Visit,
  form: Form,
  [number = '']: readonly string[],
): Promise<void> {
  if (form.field('action') === REPORT_CALL) return reportCallOf(ctx, visit, form, number);
  const action = findAction(form.field('action'));
  if (action === undefined) {
    throw new PageError(422, {
      title: '无法操作',
      text: '这个按钮已失效。',
      link: { href: visit.path, text: '重新打开工单' },
    });
  }
  const { context, staff } = visit;
  try {
    await context.database.transaction(async (tx) => {
      const { ticket } = await findReadable(context, tx, staff, number);
      await act(context, tx, ticket, action, form);
    });
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    return show(ctx, visit, number, {
      failed: { message: error.userMessage, action, valueOf: (name) => form.field(name) },
    });
  }
  seeOther(ctx, `${visit.path}?done=${action}`);
}

async function reportCallOf(ctx: RouterContext, visit: Visit, form: Form, number: string): Promise<void> {
  try {
    await submitCall(visit.context, form);
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    return show(ctx, visit, number, { refused: error.userMessage });
  }
  seeOther(ctx, `${visit.path}?done=${REPORT_CALL}`);
}

async function show(
  ctx: RouterContext,
  visit: Visit,
  number: string,
  rest: Pick<TicketPageInput, 'done' | 'failed' | 'refused'>,
): Promise<void> {
  const { context, staff } = visit;
  const { ticket, view } = await context.database.transaction(async (tx) => {
    const { ticket, access } = await findReadable(context, tx, staff, number);
    // Whoever opens the page has the newest result before their eyes.
    const isUnread = ticket.resolvedAt !== null && ticket.resultReadAt === null;
    if (isUnread && access.readsResults && ['resolved', 'closed'].includes(ticket.status)) {
      await readResult(context, tx, { ticketId: ticket.id });
    }
    return { ticket, view: await loadView(context, tx, ticket, { access, staff }) };
  });
  context.logger.info(
    { storeId: context.storeId, ticketId: ticket.id, userId: staff.userId, isMasked: view.access.isMasked },
    'ticket viewed',
  );
  ctx.body = ticketPage(visit, { view, ...rest });
}
