import type { RouterContext } from '@koa/router';
import { departmentNames } from '../../stores/index.ts';
import { queryOf } from '../query.ts';
import { scopeOf } from '../scope.ts';
import type { Visit } from '../visit.ts';
import { NO_FILTERS, readFilters } from './filters.ts';
import { countLists, findRows } from './find-rows.ts';
import { listPage } from './list-page.ts';
import { findList, listsFor, TICKET_LISTS } from './lists.ts';
import { rowWords } from './row-words.ts';

const PAGE_SIZE = 20;
/** Further than this nobody turns pages: they search. */
const MAX_PAGE = 500;

/** `GET /tickets?list=…`: one of the member's lists, with the counts of the others. */
export async function showTickets(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context, staff } = visit;
  const now = context.clock.now();
  ctx.body = await context.database.transaction(async (tx) => {
    const scope = await scopeOf(tx, staff);
    const list = findList(queryOf(ctx, 'list'), scope);
    const filters = list === 'all' ? readFilters((name) => queryOf(ctx, name)) : NO_FILTERS;
    const keys = listsFor(scope);
    const counts = await countLists(
      tx,
      scope,
      keys.filter((key) => key !== 'all'),
      now,
    );
    const page = Math.min(MAX_PAGE, Math.max(1, Number.parseInt(queryOf(ctx, 'page'), 10) || 1));
    const offset = (page - 1) * PAGE_SIZE;
    const { rows, total } = await findRows(tx, scope, { list, filters, now, offset, limit: PAGE_SIZE });
    const names: Record<string, string> = await departmentNames(tx, staff.storeId);
    const departmentOf = (key: string) => names[key] ?? key;
    const isMasked = 'isMasked' in TICKET_LISTS[list];
    return listPage(visit, {
      list,
      tabs: keys.map((key) => ({ key, count: counts.get(key) })),
      filters,
      rows: rows.map((row) => rowWords(row, { now, isMasked, departmentOf })),
      total,
      page,
      pages: Math.max(1, Math.min(MAX_PAGE, Math.ceil(total / PAGE_SIZE))),
      departmentOf,
    });
  });
}
