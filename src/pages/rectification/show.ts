import type { RouterContext } from '@koa/router';
import type { Transaction } from '../../database/database.ts';
import type { Rectification } from '../../database/generated/client.ts';
import { CareError } from '../../errors.ts';
import {
  findRectificationByNumber,
  listRectificationEvents,
  listRectifications,
  stepsFor,
} from '../../rectification/index.ts';
import { departmentName } from '../../stores/index.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../tickets/index.ts';
import type { Department } from '../../understanding/index.ts';
import { accessOf } from '../access.ts';
import { LONGEST_WORDS } from '../fields.ts';
import type { FramedPage } from '../frame.ts';
import type { Form } from '../form.ts';
import { seeOther } from '../login.ts';
import { PageError, STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import { scopeOf } from '../scope.ts';
import type { Visit } from '../visit.ts';
import { rectificationPage, type RectificationView } from './rectification-page.ts';
import { findStep, STEPS_DONE, takeStep } from './steps.ts';

/** `GET /rectifications/NUMBER`. */
export async function showRectification(
  ctx: RouterContext,
  visit: Visit,
  [number = '']: readonly string[],
): Promise<void> {
  const step = findStep(queryOf(ctx, 'done'));
  await show(ctx, visit, number, step === undefined ? {} : { flash: { text: STEPS_DONE[step] } });
}

/** `POST /rectifications/NUMBER`: measure, verification, decision. */
export async function submitRectification(
  ctx: RouterContext,
  visit: Visit,
  form: Form,
  [number = '']: readonly string[],
): Promise<void> {
  const { context } = visit;
  const step = findStep(form.field('action'));
  const words = form.field('words');
  try {
    if (step === undefined) throw invalid('这个按钮已失效，请重新打开页面。');
    if (words.length > LONGEST_WORDS) throw invalid(`请控制在${LONGEST_WORDS}字以内。`);
    const seenEventId = Math.min(Math.max(Number.parseInt(form.field('seen'), 10) || 0, 0), 2 ** 31 - 1);
    await context.database.transaction(async (tx) => {
      const rectification = await findReadable(tx, visit, number);
      await takeStep(context, tx, rectification, { step, words, seenEventId });
    });
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    return show(ctx, visit, number, { flash: { text: error.userMessage, isError: true }, typed: words });
  }
  seeOther(ctx, `${visit.path}?done=${step}`);
}

async function show(
  ctx: RouterContext,
  visit: Visit,
  number: string,
  rest: { flash?: FramedPage['flash']; typed?: string },
): Promise<void> {
  const view = await visit.context.database.transaction(async (tx) =>
    loadView(tx, visit, await findReadable(tx, visit, number)),
  );
  ctx.body = rectificationPage(visit, view, rest);
}

/** Customer care and the leaders see all, a department its own. @throws {PageError} 404, 403 */
async function findReadable(tx: Transaction, { context, staff }: Visit, number: string): Promise<Rectification> {
  const rectification = await findRectificationByNumber(tx, context.storeId, number);
  if (rectification === undefined) {
    throw new PageError(404, { title: '没有找到整改', text: '请核对编号，或从整改列表里打开。' });
  }
  const scope = await scopeOf(tx, staff);
  if (scope.seesAll || scope.departments.includes(rectification.department)) return rectification;
  throw new PageError(403, { title: '无法查看', text: `整改 ${number} 不归您的部门处理，不能查看。` });
}

async function loadView(tx: Transaction, visit: Visit, rectification: Rectification): Promise<RectificationView> {
  const { context, staff } = visit;
  const { storeId } = context;
  const listed = await listRectifications(context, tx, { department: rectification.department });
  const own = listed.find((row) => row.rectification.id === rectification.id);
  const rows = await tx.ticket.findMany({
    where: { storeId, id: { in: rectification.ticketIds } },
    orderBy: { id: 'desc' },
    take: 50,
  });
  const tickets = [];
  for (const ticket of rows) {
    const access = await accessOf(tx, ticket, staff);
    tickets.push({
      number: ticket.number,
      summary: ticket.summary,
      statusLabel: TICKET_STATUSES[ticket.status as TicketStatus],
      isReadable: access !== undefined && !access.isMasked,
    });
  }
  return {
    rectification,
    departmentName: await departmentName(tx, storeId, rectification.department as Department),
    dueOn: own?.dueOn,
    isOverdue: own?.isOverdue ?? false,
    steps: await stepsFor(tx, rectification, staff),
    events: await listRectificationEvents(tx, rectification.id),
    tickets,
  };
}

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });
