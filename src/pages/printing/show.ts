import type { RouterContext } from '@koa/router';
import { dayOf, formatDayChinese } from '../../calendar.ts';
import { complaintForm, complaintFormWorkbook, loadComplaintRecord, XLSX } from '../../documents/index.ts';
import { complaintRows, complaintTableWorkbook } from '../../documents/index.ts';
import { PageError } from '../page-error.ts';
import { queryOf } from '../query.ts';
import { scopeOf } from '../scope.ts';
import { type Filters, readFilters } from '../ticket-list/filters.ts';
import { findRows } from '../ticket-list/find-rows.ts';
import { findReadable } from '../find-readable.ts';
import type { Visit } from '../visit.ts';
import { PRINT_SECURITY_POLICY, printPage } from './print-page.ts';

/** More rows than this nobody reads in one sheet, and the memory stays flat. */
const MAX_ROWS = 5000;

/** `GET /tickets/NUMBER/print`: 抱怨处理单 for the printer. */
export async function showPrint(ctx: RouterContext, visit: Visit, [number = '']: readonly string[]): Promise<void> {
  const form = await formOf(visit, number, 'ticket printed');
  ctx.set('Content-Security-Policy', PRINT_SECURITY_POLICY);
  ctx.body = printPage(visit, form, number);
}

/** `GET /tickets/NUMBER/sheet`: the same form as XLSX. */
export async function downloadForm(ctx: RouterContext, visit: Visit, [number = '']: readonly string[]): Promise<void> {
  const form = await formOf(visit, number, 'ticket downloaded');
  answerFile(ctx, `抱怨处理单-${number}.xlsx`, await complaintFormWorkbook(form));
}

/** `GET /tickets/sheet?…`: 《客户抱怨表》 of the tickets that 全部 shows under the same conditions. */
export async function downloadTable(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context, staff } = visit;
  const filters = readFilters((name) => queryOf(ctx, name));
  const { rows, total } = await context.database.transaction(async (tx) => {
    const scope = await scopeOf(tx, staff);
    const found = await findRows(tx, scope, {
      list: 'all',
      filters,
      now: context.clock.now(),
      offset: 0,
      limit: MAX_ROWS,
      isByNumber: true,
    });
    if (found.total > MAX_ROWS) return { rows: [], total: found.total };
    const ids = found.rows.map((row) => row.id);
    return { rows: await complaintRows(tx, staff.storeId, ids), total: found.total };
  });
  if (total > MAX_ROWS) {
    throw new PageError(422, {
      title: '工单太多',
      text: `符合条件的工单有${total}张，一次最多导出${MAX_ROWS}张，请缩小日期范围后再试。`,
      link: { href: `${visit.to('tickets')}?list=all`, text: '返回列表' },
    });
  }
  context.logger.info({ storeId: staff.storeId, userId: staff.userId, count: total }, 'complaint table downloaded');
  const today = dayOf(context.clock.now());
  answerFile(ctx, `客户抱怨表-${today}.xlsx`, await complaintTableWorkbook(rows, periodOf(filters, today)));
}

function periodOf({ from, to }: Filters, today: string): string {
  if (from === '' && to === '') return `截至${formatDayChinese(today)}`;
  if (from === '') return `${formatDayChinese(to)}及以前`;
  return `${formatDayChinese(from)}至${formatDayChinese(to === '' ? today : to)}`;
}

async function formOf(visit: Visit, number: string, event: string) {
  const { context, staff } = visit;
  return context.database.transaction(async (tx) => {
    const { ticket, access } = await findReadable(context, tx, staff, number);
    if (access.isMasked) {
      throw new PageError(403, {
        title: '无法打印',
        text: `工单 ${number} 已转给其他部门，由现在的责任部门或客户关爱部打印。`,
        link: { href: visit.to(`tickets/${number}`), text: '返回工单' },
      });
    }
    context.logger.info({ storeId: context.storeId, ticketId: ticket.id, userId: staff.userId }, event);
    return complaintForm(await loadComplaintRecord(tx, ticket));
  });
}

/** Sends a file to be kept. @param name with its ending */
export function answerFile(ctx: RouterContext, name: string, content: Buffer): void {
  ctx.type = XLSX;
  ctx.set('Content-Disposition', `attachment; filename="complaint.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`);
  ctx.body = content;
}
