import type { RouterContext } from '@koa/router';
import { dayOf } from '../../calendar.ts';
import { knownNames } from '../../customers/index.ts';
import type { Transaction } from '../../database/database.ts';
import type { CallTask } from '../../database/generated/client.ts';
import { CareError } from '../../errors.ts';
import {
  type Answers,
  type FollowUp,
  followUpCoverageOf,
  loadFollowUpSubjects,
  mayRecordFollowUp,
  recordFollowUp,
  wordCall,
} from '../../follow-ups/index.ts';
import { phonesToCall } from '../../outreach/index.ts';
import { isCustomerCare } from '../../stores/index.ts';
import { REPORT_CALL } from '../calls/call-form.ts';
import { CALL_REPORTED, submitCall } from '../calls/submit-call.ts';
import { LONGEST_WORDS } from '../fields.ts';
import type { Form } from '../form.ts';
import { seeOther } from '../login.ts';
import { PageError, STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { findRows, readFilters, withNames } from './find-rows.ts';
import { followUpPage, type FollowUpPageInput, RECORD } from './follow-up-page.ts';
import { followUpListPage } from './list-page.ts';

/** `GET /followups`: what is to be asked today, by oneself or by everybody; with a day the proof that nobody is left out. */
export async function showFollowUps(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context, staff } = visit;
  const today = dayOf(context.clock.now());
  const filters = readFilters(ctx, staff);
  const page = Math.min(2000, Math.max(1, Number.parseInt(queryOf(ctx, 'page'), 10) || 1));
  const { found, coverage } = await context.database.transaction(async (tx) => ({
    found: await findRows(tx, staff, { filters, today, page }),
    coverage:
      filters.day !== '' && isCustomerCare(staff)
        ? await followUpCoverageOf(context, tx, { basisOn: filters.day })
        : undefined,
  }));
  ctx.body = followUpListPage(visit, { ...found, filters, today, coverage, page: Math.min(page, found.pages) });
}

const DONE: Record<string, string> = {
  [RECORD]: '已登记，谢谢。',
  complaint: '已登记。车主不满意，投诉已经转给负责的部门。',
  [REPORT_CALL]: CALL_REPORTED,
};

/** `GET /followups/ID` */
export async function showFollowUp(ctx: RouterContext, visit: Visit, [id = '']: readonly string[]): Promise<void> {
  const done = DONE[queryOf(ctx, 'done')];
  ctx.body = followUpPage(visit, await load(visit, Number(id), done === undefined ? {} : { flash: { text: done } }));
}

/** `POST /followups/ID`: what the owner said, or that nobody answered. */
export async function submitFollowUp(
  ctx: RouterContext,
  visit: Visit,
  form: Form,
  [id = '']: readonly string[],
): Promise<void> {
  try {
    if (form.field('action') === REPORT_CALL) {
      await submitCall(visit.context, form);
      return seeOther(ctx, `${visit.path}?done=${REPORT_CALL}`);
    }
    const isComplaint = await record(visit, Number(id), form);
    seeOther(ctx, `${visit.path}?done=${isComplaint ? 'complaint' : RECORD}`);
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    const flash = { text: error.userMessage, isError: true };
    ctx.body = followUpPage(visit, await load(visit, Number(id), { flash, typed: (name) => form.field(name) }));
  }
}

/** @returns whether it became a complaint */
async function record(visit: Visit, followUpId: number, form: Form): Promise<boolean> {
  const { context, options } = visit;
  const answers = readAnswers(form);
  const words = answers.words ?? '';
  if (words.length > LONGEST_WORDS) throw invalid(`请控制在${LONGEST_WORDS}字以内。`);
  const names = await knownNames(context.database.client, context.storeId, []);
  // Asking a model takes seconds: not inside the transaction.
  const decision = words === '' ? undefined : await options.understanding.understand({ messages: [words], names });
  const { ticket } = await context.database.transaction((tx) =>
    recordFollowUp(context, tx, {
      followUpId,
      answers,
      channel: 'page',
      ...(decision === undefined ? {} : { decision }),
    }),
  );
  return ticket !== undefined;
}

function readAnswers(form: Form): Answers {
  const score = form.field('score');
  const yesNo = (name: string) => ({ yes: true, no: false })[form.field(name)];
  const words = form.field('words');
  return {
    score: score === '' ? undefined : Number(score),
    isFixed: yesNo('fixed'),
    isSatisfied: yesNo('satisfied'),
    words: words === '' ? undefined : words,
  };
}

/** @throws {PageError} for what is not the member's to see, or is not there */
async function load(
  visit: Visit,
  id: number,
  how: Pick<FollowUpPageInput, 'flash' | 'typed'>,
): Promise<FollowUpPageInput> {
  const { context, staff, store } = visit;
  return context.database.transaction(async (tx) => {
    const found = await tx.followUp.findFirst({ where: { id, storeId: context.storeId } });
    if (found === null) throw new PageError(404, { title: '没有找到', text: '请从回访列表里打开。' });
    if (!mayRecordFollowUp(found, staff)) {
      throw new PageError(403, { title: '无法查看', text: '回访由回访人、客户关爱部和管理层查看。' });
    }
    const [row] = await withNames(tx, context.storeId, [found]);
    const subject = (await loadFollowUpSubjects(tx, store, [found])).get(found.id);
    if (row === undefined || subject === undefined) {
      throw new PageError(404, { title: '没有找到', text: '车主档案已删除。' });
    }
    const call = await openCallOf(tx, found);
    const phone = await phoneOf(tx, found);
    const ticket =
      found.ticketId === null
        ? null
        : await tx.ticket.findUnique({ where: { id: found.ticketId }, select: { number: true } });
    return {
      row,
      today: dayOf(context.clock.now()),
      script: wordCall(subject).script,
      phone,
      call,
      ticketNumber: ticket?.number,
      ...how,
    };
  });
}

async function openCallOf(tx: Transaction, { callTaskId }: FollowUp): Promise<CallTask | undefined> {
  if (callTaskId === null) return undefined;
  return (await tx.callTask.findFirst({ where: { id: callTaskId, status: 'open' } })) ?? undefined;
}

/** By the rule of calls, also where no call is planned: the page may be opened to ask earlier. */
async function phoneOf(tx: Transaction, { id, customerId }: FollowUp): Promise<string | undefined> {
  const asCall = { id, customerId, ticketId: null } as CallTask;
  return (await phonesToCall(tx, [asCall])).get(id);
}

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });
