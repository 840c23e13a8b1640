import type { RouterContext } from '@koa/router';
import { addMonths, addDays, dayOf } from '../../calendar.ts';
import { askedMonth, isAskedDay } from '../asked-day.ts';
import { PageError } from '../page-error.ts';
import { queryOf } from '../query.ts';
import { scopeOf } from '../scope.ts';
import type { Visit } from '../visit.ts';
import {
  countCoverage,
  countCoverageByDay,
  type CoverageFilter,
  countReasons,
  isOutcome,
  listCovered,
} from './count-coverage.ts';
import { coverageDayPage } from './day-page.ts';
import { coverageMonthPage } from './month-page.ts';

const PAGE_SIZE = 50;

/** `GET /reminders?month=YYYY-MM`: one square a day. */
export async function showCoverageMonth(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context } = visit;
  const today = dayOf(context.clock.now());
  const month = askedMonth(ctx, today);
  const from = `${month}-01`;
  ctx.body = await context.database.transaction(async (tx) => {
    await mustSeeAll(tx, visit);
    const to = addDays(addMonths(from, 1), -1);
    return coverageMonthPage(visit, {
      month,
      today,
      counts: await countCoverageByDay(tx, context.storeId, { from, to, now: context.clock.now() }),
    });
  });
}

/** `GET /reminders/DAY`: of everybody who was due that day, who was reached, who is called, and why not. */
export async function showCoverageDay(ctx: RouterContext, visit: Visit, [day = '']: readonly string[]): Promise<void> {
  if (!isAskedDay(day)) throw new PageError(404, { title: '没有这一天', text: '请核对日期。' });
  const { context } = visit;
  const { storeId } = context;
  const now = context.clock.now();
  const outcome = queryOf(ctx, 'outcome');
  const filter: CoverageFilter = {
    kind: queryOf(ctx, 'kind').slice(0, 40),
    channel: queryOf(ctx, 'channel').slice(0, 40),
    outcome: isOutcome(outcome) ? outcome : '',
  };
  const page = Math.min(2000, Math.max(1, Number.parseInt(queryOf(ctx, 'page'), 10) || 1));
  ctx.body = await context.database.transaction(async (tx) => {
    await mustSeeAll(tx, visit);
    const found = await listCovered(tx, storeId, {
      day,
      now,
      filter,
      offset: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE + 1,
    });
    const rows = found.slice(0, PAGE_SIZE);
    const customers = await tx.customer.findMany({
      where: { id: { in: rows.map((row) => row.customerId) } },
      select: { id: true, name: true },
    });
    const vehicles = await tx.vehicle.findMany({
      where: { id: { in: rows.flatMap((row) => row.vehicleId ?? []) } },
      select: { id: true, plateNumber: true },
    });
    return coverageDayPage(visit, {
      day,
      counts: await countCoverage(tx, storeId, { day, now }),
      reasons: await countReasons(tx, storeId, day),
      filter,
      rows: rows.map((row) => ({
        ...row,
        name: customers.find(({ id }) => id === row.customerId)?.name ?? '',
        plate: vehicles.find(({ id }) => id === row.vehicleId)?.plateNumber ?? '',
      })),
      page,
      hasMore: found.length > PAGE_SIZE,
    });
  });
}

/** Customer care and the leaders: what went out to all owners of the store. @throws {PageError} 403 */
export async function mustSeeAll(tx: Parameters<typeof scopeOf>[0], { staff }: Visit): Promise<void> {
  const { seesAll } = await scopeOf(tx, staff);
  if (!seesAll) {
    throw new PageError(403, { title: '无法查看', text: '提醒情况由客户关爱部和管理层查看。' });
  }
}
