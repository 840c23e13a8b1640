import type { RouterContext } from '@koa/router';
import { dayOf } from '../../calendar.ts';
import { type FigureList, listFigures, type Query, readQuery, writeQuery } from '../../stats/index.ts';
import { PageError } from '../page-error.ts';
import { queryOf } from '../query.ts';
import { answerFile } from '../printing/show.ts';
import type { Visit } from '../visit.ts';
import { commonFiguresPage } from './common-figures.ts';
import { figuresPage } from './figures-page.ts';
import { figuresWorkbook } from './figures-workbook.ts';

const PAGE_SIZE = 30;
/** Further than this nobody turns pages: they take the sheet. */
const MAX_PAGE = 300;
/** So many rows fit into a sheet that somebody reads. */
const MAX_ROWS = 10_000;

/** `GET /figures?q=…`: every row behind a figure of an answer; without a query, what is often asked for. */
export async function showFigures(ctx: RouterContext, visit: Visit): Promise<void> {
  if (ctx.query['q'] === undefined) {
    ctx.body = await commonFiguresPage(visit);
    return;
  }
  const query = askedQuery(ctx, visit);
  const asked = Math.min(MAX_PAGE, Math.max(1, Number.parseInt(queryOf(ctx, 'page'), 10) || 1));
  const onlyMissed = asksForMissed(ctx);
  const at = (page: number) => listFor(visit, query, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE, onlyMissed });
  const found = await at(asked);
  // Beyond the last page there is nothing, not even how many there are.
  const [list, page] = found.rows.length === 0 && asked > 1 ? [await at(1), 1] : [found, asked];
  const { context, staff } = visit;
  context.logger.info({ storeId: staff.storeId, userId: staff.userId, metric: query.metric }, 'figure looked into');
  ctx.body = figuresPage(visit, {
    list,
    query: writeQuery(query),
    page,
    pages: Math.max(1, Math.min(MAX_PAGE, Math.ceil(list.total / PAGE_SIZE))),
  });
}

/** `GET /figures/sheet?q=…`: the same as XLSX. */
export async function downloadFigures(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context, staff } = visit;
  const query = askedQuery(ctx, visit);
  const onlyMissed = asksForMissed(ctx);
  const list = await listFor(visit, query, { offset: 0, limit: MAX_ROWS, onlyMissed });
  if (list.total > MAX_ROWS) {
    throw new PageError(422, {
      title: '记录太多',
      text: `共有${list.total}条，一次最多导出${MAX_ROWS}条，请缩短时段或加上条件后再试。`,
      link: {
        href: `${visit.to('figures')}?q=${writeQuery(query)}${onlyMissed ? '&only=missed' : ''}`,
        text: '返回明细',
      },
    });
  }
  context.logger.info(
    { storeId: staff.storeId, userId: staff.userId, metric: query.metric, count: list.total },
    'figure downloaded',
  );
  answerFile(ctx, `${list.title}-${dayOf(context.clock.now())}.xlsx`, await figuresWorkbook(list));
}

/** `only=missed`: of a share the rows that count against it. */
const asksForMissed = (ctx: RouterContext): boolean => queryOf(ctx, 'only') === 'missed';

function askedQuery(ctx: RouterContext, visit: Visit): Query {
  const query = readQuery(queryOf(ctx, 'q'));
  if (query !== undefined) return query;
  throw new PageError(404, {
    title: '没有找到',
    text: '链接不完整或已失效，请在企业微信里重新提问。',
    link: { href: visit.to('figures'), text: '看常用数据' },
  });
}

async function listFor(
  { context, staff }: Visit,
  query: Query,
  part: { offset: number; limit: number; onlyMissed: boolean },
): Promise<FigureList> {
  const now = context.clock.now();
  const at = { db: context.database.client, storeId: staff.storeId, now };
  const list = await listFigures(at, staff, query, part);
  if ('refusal' in list) throw new PageError(403, { title: '无法查看', text: list.refusal });
  return list;
}
