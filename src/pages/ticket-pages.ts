import { Router, type RouterContext } from '@koa/router';
import type { Context } from '../context.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError, type CareErrorCode } from '../errors.ts';
import { readBody } from '../http/body.ts';
import { findStaff, type Staff } from '../stores/index.ts';
import { findTicketByNumber } from '../tickets/index.ts';
import { accessOf } from './access.ts';
import { act, ACTIONS, findAction } from './actions.ts';
import { messagePage, PAGE_HEADERS, type PageMessage } from './layout.ts';
import { findPages, finishLogin, NOT_STAFF, type PagesConnection, seeOther, sendToLogin } from './login.ts';
import { isSecureSite, type PageOptions, ticketPath } from './options.ts';
import { endSession, formTokenOf, isFormToken, readSession, type Session } from './session.ts';
import { ticketPage, type TicketPageInput } from './ticket-page.ts';
import { loadView } from './view.ts';

const PATHS = ['/tickets/:number', '/tickets/:store/:number'];
const NUMBER = /^TS-\d{8}-\d{4,9}$/;
/** More than the longest words with every character escaped. */
const MAX_FORM_BYTES = 32 * 1024;

const STATUS: Partial<Record<CareErrorCode, number>> = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  VALIDATION: 422,
  FORBIDDEN: 403,
};

/** What one request is about. */
interface Visit {
  options: PageOptions;
  connection: PagesConnection;
  number: string;
  path: string;
}

/** A page that only says something, with its status. */
class PageError extends Error {
  readonly status: number;
  readonly page: PageMessage;

  constructor(status: number, page: PageMessage) {
    super(page.text);
    this.status = status;
    this.page = page;
  }
}

/**
 * `/tickets/NUMBER` for the first store, `/tickets/STORE/NUMBER` for any: the page behind a card. Members sign in by
 * WeCom at `/login/wecom`. Every answer is a page in words, errors too.
 */
export function ticketPages(options: PageOptions): Router {
  const router = new Router();
  router.use(async (ctx, next) => {
    ctx.set(PAGE_HEADERS);
    ctx.type = 'html';
    try {
      await next();
    } catch (error) {
      answerError(ctx, options, error);
    }
  });
  router.get('/login/wecom', (ctx) => finishLogin(ctx, options));
  router.get(PATHS, async (ctx) => {
    const visit = visitOf(ctx, options);
    const session = sessionOf(ctx, visit);
    if (session === undefined) return sendToLogin(ctx, options, visit.connection, visit.number);
    const done = findAction(typeof ctx.query['done'] === 'string' ? ctx.query['done'] : '');
    await show(ctx, visit, session, done === undefined ? {} : { done: ACTIONS[done].done });
  });
  router.post(PATHS, (ctx) => submit(ctx, visitOf(ctx, options)));
  return router;
}

/** @throws {PageError} 404 for what can be no ticket of a connected store */
function visitOf(ctx: RouterContext, options: PageOptions): Visit {
  const { store, number = '' } = ctx.params as { store?: string; number?: string };
  const connection = findPages(options, store);
  if (connection === undefined || !NUMBER.test(number)) throw notFound();
  return { options, connection, number, path: ticketPath(options, connection.storeId, number) };
}

const notFound = () =>
  new PageError(404, { title: '没有找到工单', text: '请核对单号，或从企业微信里的工单卡片打开。' });

function sessionOf(ctx: RouterContext, { options, connection }: Visit): Session | undefined {
  return readSession(ctx, connection.pages.key, connection.storeId, options.clock.now());
}

/** The member as the one who acts. Asked anew every time: who left the company sees nothing more. */
async function memberOf(visit: Visit, session: Session): Promise<{ staff: Staff; context: Context }> {
  const context = visit.options.contextOf(visit.connection.storeId);
  const staff = await findStaff(context.database.client, session.storeId, session.userId);
  if (staff === undefined) throw new PageError(403, { title: '无法查看', text: NOT_STAFF });
  return { staff, context: { ...context, actor: { kind: 'staff', id: staff.userId, name: staff.name } } };
}

async function show(
  ctx: RouterContext,
  visit: Visit,
  session: Session,
  rest: Pick<TicketPageInput, 'done' | 'failed'>,
): Promise<void> {
  const { staff, context } = await memberOf(visit, session);
  const { ticket, view } = await context.database.transaction(async (tx) => {
    const ticket = await findTicketByNumber(tx, context.storeId, visit.number);
    if (ticket === undefined) throw notFound();
    const access = await accessOf(context, tx, ticket, staff);
    if (access === undefined) throw forbidden(ticket);
    return { ticket, view: await loadView(context, tx, ticket, { staff, access }) };
  });
  context.logger.info(
    { storeId: context.storeId, ticketId: ticket.id, userId: staff.userId, isMasked: view.access.isMasked },
    'ticket viewed',
  );
  ctx.body = ticketPage({
    view,
    path: visit.path,
    formToken: formTokenOf(visit.connection.pages.key, session, visit.number),
    ...rest,
  });
}

const forbidden = (ticket: Ticket) =>
  new PageError(403, {
    title: '无法查看',
    text: `工单 ${ticket.number} 不归您的部门处理，不能查看。如有需要，请联系客户关爱部。`,
  });

/** A form: what it asks for is done by the same verbs as in chat, then the browser is sent to the page as it is now. */
async function submit(ctx: RouterContext, visit: Visit): Promise<void> {
  const form = new URLSearchParams(await readBody(ctx.req, MAX_FORM_BYTES));
  const field = (name: string) => form.get(name) ?? '';
  // Browsers send line feeds as CR LF.
  const words = field('words').replaceAll('\r\n', '\n');
  const reopen = { href: visit.path, text: '重新打开工单' };
  const session = sessionOf(ctx, visit);
  // A form may not lead to another site, so that the login page is a link away.
  if (session === undefined) {
    throw new PageError(401, { title: '登录已过期', text: '请重新登录后再提交。', typed: words, link: reopen });
  }
  const { key } = visit.connection.pages;
  if (!isFormToken(key, session, visit.number, field('token'))) {
    throw new PageError(403, { title: '页面已过期', text: '请重新打开工单后再提交。', typed: words, link: reopen });
  }
  if (field('action') === 'signOut') {
    endSession(ctx, session.storeId, isSecureSite(visit.options));
    throw new PageError(200, { title: '已退出', text: '需要时请从工单卡片重新打开。', link: reopen });
  }
  const action = findAction(field('action'));
  if (action === undefined) throw new PageError(422, { title: '无法操作', text: '这个按钮已失效。', link: reopen });
  const { staff, context } = await memberOf(visit, session);
  try {
    await context.database.transaction(async (tx) => {
      const ticket = await findTicketByNumber(tx, context.storeId, visit.number);
      if (ticket === undefined) throw notFound();
      if ((await accessOf(context, tx, ticket, staff)) === undefined) throw forbidden(ticket);
      const seenEventId = Number.parseInt(field('seen'), 10) || 0;
      await act(context, tx, ticket, { action, words, department: field('department'), seenEventId });
    });
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    return show(ctx, visit, session, { failed: { message: error.userMessage, action, words } });
  }
  seeOther(ctx, `${visit.path}?done=${action}`);
}

function answerError(ctx: RouterContext, options: PageOptions, error: unknown): void {
  if (error instanceof PageError) {
    ctx.status = error.status;
    ctx.body = messagePage(error.page);
    return;
  }
  const { status, expose } = error as { status?: unknown; expose?: unknown };
  const isSendersFault = typeof status === 'number' && expose === true;
  ctx.status = isSendersFault ? status : 500;
  ctx.body = messagePage({ title: '暂时无法打开', text: '请稍后再试。如一直打不开，请联系管理员。' });
  if (isSendersFault) return;
  options.logger.error(
    { path: ctx.path, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    'page failed',
  );
}
