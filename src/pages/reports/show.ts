import type { RouterContext } from '@koa/router';
import { dayOf } from '../../calendar.ts';
import { CareError } from '../../errors.ts';
import { isReportKey, latestComplete, reportOf, reportsFor, requestReport } from '../../reports/index.ts';
import { rulesOf } from '../../stores/index.ts';
import { isAskedDay } from '../asked-day.ts';
import type { Form } from '../form.ts';
import { seeOther } from '../login.ts';
import { PageError, STATUS } from '../page-error.ts';
import { answerFile } from '../printing/show.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { reportListPage, type ReportListInput } from './list-page.ts';

const PAGE_SIZE = 20;
const MAX_PAGE = 500;
/** A page with a report that is being made looks again after so many seconds. */
const LOOK_AGAIN_SECONDS = '4';

/** `GET /reports`: what was made, to be taken again. */
export async function showReports(ctx: RouterContext, visit: Visit): Promise<void> {
  const isNew = queryOf(ctx, 'done') === 'make';
  await show(ctx, visit, isNew ? { flash: { text: '正在生成，通常几秒钟就好。' } } : {});
}

/** `POST /reports`: makes one now. */
export async function submitReports(ctx: RouterContext, visit: Visit, form: Form): Promise<void> {
  const { context, staff, store } = visit;
  try {
    const key = form.field('key');
    if (form.field('action') !== 'make' || !isReportKey(key)) throw invalid('请选择报表。');
    const now = context.clock.now();
    const usual = latestComplete(reportOf(key).usually, { today: dayOf(now), now, rules: rulesOf(store) });
    const [from, to] = [form.field('from'), form.field('to')];
    if ((from === '') !== (to === '')) throw invalid('日期请填完整，或者都不填。');
    if (from !== '' && !(isAskedDay(from) && isAskedDay(to))) throw invalid('日期请写成2026-11-01这样。');
    await context.database.transaction((tx) =>
      requestReport(context, tx, {
        staff,
        key,
        period: from === '' ? usual : { from, to },
        sendTo: form.field('send') === 'me' ? [staff.userId] : [],
      }),
    );
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    const typed = (name: string) => form.field(name);
    return show(ctx, visit, { typed, flash: { text: error.userMessage, isError: true } });
  }
  seeOther(ctx, `${visit.path}?done=make`);
}

async function show(ctx: RouterContext, visit: Visit, rest: Pick<ReportListInput, 'flash' | 'typed'>): Promise<void> {
  const { storeId, database } = visit.context;
  const own = reportsFor(visit.staff);
  const theirs = theirReports(visit);
  if (own.length === 0 && (await database.client.report.count({ where: theirs })) === 0) throw notAllowed();
  const kind = isReportKey(queryOf(ctx, 'kind')) ? queryOf(ctx, 'kind') : '';
  const where = { ...theirs, ...(kind === '' ? {} : { key: kind }) };
  const total = await database.client.report.count({ where });
  const pages = Math.min(MAX_PAGE, Math.max(1, Math.ceil(total / PAGE_SIZE)));
  const page = Math.min(pages, Math.max(1, Number.parseInt(queryOf(ctx, 'page'), 10) || 1));
  const reports = await database.client.report.findMany({
    where,
    orderBy: { id: 'desc' },
    skip: (page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
  });
  const people = await database.client.staff.findMany({ where: { storeId }, select: { userId: true, name: true } });
  // A form that came back with words in it stays as it is.
  if (rest.typed === undefined && reports.some(({ status }) => status === 'making')) {
    ctx.set('Refresh', LOOK_AGAIN_SECONDS);
  }
  ctx.body = reportListPage(visit, {
    reports,
    page,
    pages,
    kind,
    own,
    nameOf: (userId) => people.find((one) => one.userId === userId)?.name ?? userId,
    ...rest,
  });
}

/** `GET /reports/ID/file`: the XLSX. */
export async function downloadReport(ctx: RouterContext, visit: Visit, [id = '']: readonly string[]): Promise<void> {
  const { fileName, content } = await findFile(visit, Number(id), 'fileId');
  answerFile(ctx, fileName, content);
}

/** `GET /reports/ID/picture` */
export async function showReportPicture(ctx: RouterContext, visit: Visit, [id = '']: readonly string[]): Promise<void> {
  const { contentType, content } = await findFile(visit, Number(id), 'pictureId');
  ctx.type = contentType;
  ctx.body = content;
}

async function findFile(visit: Visit, id: number, part: 'fileId' | 'pictureId') {
  const { context, staff } = visit;
  const { storeId, database } = context;
  const report = await database.client.report.findFirst({ where: { ...theirReports(visit), id, status: 'made' } });
  const fileId = report?.[part] ?? 0;
  const file = await database.client.outgoingFile.findFirst({ where: { id: fileId, storeId } });
  if (report === null && reportsFor(staff).length === 0) throw notAllowed();
  if (report === null || file === null) {
    throw new PageError(404, {
      title: '没有找到',
      text: '这张报表没有文件，可以重新生成。',
      link: { href: visit.to('reports'), text: '返回报表' },
    });
  }
  context.logger.info({ storeId, userId: staff.userId, reportId: id, part }, 'report downloaded');
  return { fileName: file.fileName, contentType: file.contentType, content: Buffer.from(file.content) };
}

/** Those that the member may ask for, and those that were sent to them. */
function theirReports({ staff, context: { storeId } }: Visit) {
  return { storeId, OR: [{ key: { in: reportsFor(staff) } }, { sentTo: { has: staff.userId } }] };
}

const notAllowed = () => new PageError(403, { title: '无法查看', text: '报表由总经理和客户关爱部查阅。' });

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });
