import type { RouterContext } from '@koa/router';
import { formatDayChinese, formatInstant } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import {
  type ListedRectification,
  listRectifications,
  RECTIFICATION_STATUSES,
  type RectificationStatus,
} from '../../rectification/index.ts';
import { departmentNames } from '../../stores/index.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { Visit } from '../visit.ts';

const MAX_WARNINGS = 30;

/** `GET /rectifications`: what the member's departments have to set right, what is closed below, and 三包 warnings beside. */
export async function showRectifications(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context, staff } = visit;
  const { listed, names, warnings } = await context.database.transaction(async (tx) => {
    const scope = await scopeOf(tx, staff);
    const all = await listRectifications(context, tx);
    return {
      listed: all.filter(({ rectification }) => scope.seesAll || scope.departments.includes(rectification.department)),
      names: await departmentNames(tx, staff.storeId),
      warnings: await listWarnings(tx, scope),
    };
  });
  const isOver = ({ rectification }: ListedRectification) => rectification.status === 'closed';
  const rowsOf = (rows: readonly ListedRectification[]) => rows.map((row) => rowOf(visit, row, names));
  ctx.body = framed(visit, {
    title: '整改',
    kind: 'list',
    body: [
      html`<h1>整改</h1>`,
      listOf(rowsOf(listed.filter((row) => !isOver(row)).toSorted(overdueFirst)), '没有待整改的问题，请继续保持。'),
      listed.some(isOver) && [html`<h2>已关闭</h2>`, listOf(rowsOf(listed.filter(isOver)), '')],
      warnings.length > 0 &&
        html`<section aria-label="三包预警">
          <h2>三包预警</h2>
          <ol class="calls">
            ${warnings.map(
              ({ plate, reason, isReached, at }) =>
                html`<li>
                  <strong>${plate}</strong>
                  <span class="tag ${isReached ? 'overdue' : 'warning'}">${isReached ? '已达上限' : '接近上限'}</span>
                  <p>${reason}</p>
                  <span class="note">${formatInstant(at)}</span>
                </li>`,
            )}
          </ol>
        </section>`,
    ],
  });
}

function overdueFirst(a: ListedRectification, b: ListedRectification): number {
  return Number(b.isOverdue) - Number(a.isOverdue) || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9');
}

function listOf(rows: readonly Html[], empty: string): Content {
  if (rows.length === 0) return html`<section class="empty"><p>${empty}</p></section>`;
  return html`<ol class="rows">
    ${rows}
  </ol>`;
}

function rowOf(visit: Visit, row: ListedRectification, names: Record<string, string>): Html {
  const { rectification, dueOn, isOverdue } = row;
  const { number, status, title, reason, department, round } = rectification;
  return html`<li>
    <a href="${visit.to(`rectifications/${number}`)}">
      <span class="top"
        ><strong>${number}</strong
        ><span class="tag">${RECTIFICATION_STATUSES[status as RectificationStatus]}</span
        >${dueOn !== undefined && html`<span class="tag end ${isOverdue ? 'overdue' : 'running'}">${dueWords(dueOn, isOverdue)}</span>`}</span
      >
      <span class="text">${title}</span>
      <span class="note">${names[department] ?? department}${round > 0 && ` · 第${round + 1}轮`} · ${reason}</span>
    </a>
  </li>`;
}

/** `11月25日前完成` */
export function dueWords(dueOn: string, isOverdue: boolean): string {
  return `${formatDayChinese(dueOn).replace(/^\d+年/, '')}前完成${isOverdue ? '，已超时' : ''}`;
}

/** The newest warning of each kind for each vehicle; for whoever answers for 三包. */
async function listWarnings(tx: Transaction, scope: Scope) {
  const { storeId } = scope.staff;
  if (!scope.seesAll && !scope.departments.includes('warranty')) return [];
  const rows = await tx.warrantyWarning.findMany({ where: { storeId }, orderBy: { id: 'desc' }, take: 200 });
  const newest = [...Map.groupBy(rows, (row) => `${row.vehicleId}:${row.kind}:${row.fault}`).values()]
    .flatMap(([row]) => row ?? [])
    .slice(0, MAX_WARNINGS);
  const vehicles = await tx.vehicle.findMany({
    where: { id: { in: newest.map((row) => row.vehicleId) } },
    select: { id: true, plateNumber: true, vin: true },
  });
  return newest.map((row) => {
    const vehicle = vehicles.find(({ id }) => id === row.vehicleId);
    return {
      plate: vehicle?.plateNumber ?? vehicle?.vin ?? '',
      reason: row.reason,
      isReached: row.stage === 'reached',
      at: row.warnedAt,
    };
  });
}
