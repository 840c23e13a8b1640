import { dayOf, timeOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import { departmentNames, getStore } from '../stores/index.ts';
import { TICKET_STATUSES, type TicketStatus } from '../tickets/index.ts';
import type { Entities } from '../understanding/index.ts';
import { categoryLabels, sourceLabel } from './complaint-record.ts';
import { type Sheet, textCell, workbookOf } from './workbook.ts';

/** Titles and order as dealer systems export them (_客户投诉.xls), so that the sheet is taken where theirs is. */
export const COMPLAINT_COLUMNS = [
  ['经销商', 16],
  ['投诉编号', 20],
  ['投诉类型', 18],
  ['投诉人姓名', 12],
  ['接单时间', 17],
  ['客户经理', 10],
  ['处理人', 10],
  ['责任技师', 10],
  ['维修技师', 10],
  ['处理状态', 10],
  ['处理完成日期', 17],
  ['发生部门', 12],
  ['投诉员工', 12],
  ['结案日期', 17],
  ['回访结果', 10],
  ['投诉来源', 10],
  ['及时处理', 10],
  ['投诉摘要', 40],
  ['投诉原因', 30],
  ['解决方案', 30],
  ['车主姓名', 12],
  ['车牌号', 12],
] as const;

const momentOf = (at: Date | null) => (at === null ? '' : `${dayOf(at)} ${timeOf(at)}`);

/** One row for each of these tickets, in their order. */
export async function complaintRows(
  tx: Transaction,
  storeId: string,
  ticketIds: readonly number[],
): Promise<string[][]> {
  const store = await getStore(tx, storeId);
  const departments: Record<string, string> = await departmentNames(tx, storeId);
  const tickets = await tx.ticket.findMany({
    where: { storeId, id: { in: [...ticketIds] } },
    include: { clocks: true },
  });
  const idsOf = (pick: (ticket: (typeof tickets)[number]) => number | null) => [
    ...new Set(tickets.flatMap((ticket) => pick(ticket) ?? [])),
  ];
  const customers = byId(await tx.customer.findMany({ where: { id: { in: idsOf((ticket) => ticket.customerId) } } }));
  const vehicles = byId(await tx.vehicle.findMany({ where: { id: { in: idsOf((ticket) => ticket.vehicleId) } } }));
  const decisions = byId(
    await tx.decision.findMany({
      where: { id: { in: idsOf((ticket) => ticket.decisionId) } },
      select: { id: true, entities: true },
    }),
  );
  const staff = new Map(
    (await tx.staff.findMany({ where: { storeId } })).map((person) => [person.userId, person.name]),
  );
  const nameOf = (userId: string | null | undefined) => staff.get(userId ?? '') ?? '';
  const found = byId(tickets);
  return ticketIds.flatMap((id) => {
    const ticket = found.get(id);
    if (ticket === undefined) return [];
    const customer = customers.get(ticket.customerId ?? 0);
    const entities = decisions.get(ticket.decisionId ?? 0)?.entities as Partial<Entities> | undefined;
    const owner = customer?.name ?? '';
    return [
      [
        store.name,
        ticket.number,
        categoryLabels(ticket.categories),
        ticket.reporterName ?? owner,
        momentOf(ticket.openedAt),
        nameOf(customer?.advisorUserId),
        nameOf(ticket.assigneeUserId),
        '',
        '',
        TICKET_STATUSES[ticket.status as TicketStatus],
        momentOf(ticket.resolvedAt),
        departments[ticket.responsibleDepartment] ?? ticket.responsibleDepartment,
        entities?.staffNames?.join('、') ?? '',
        momentOf(ticket.closedAt),
        verdictOf(ticket.isSatisfied),
        sourceLabel(ticket.source),
        timelyOf(ticket.clocks),
        ticket.summary,
        ticket.cause ?? '',
        ticket.result ?? '',
        owner,
        vehicles.get(ticket.vehicleId ?? 0)?.plateNumber ?? '',
      ],
    ];
  });
}

/** 《客户抱怨表》 as an XLSX. @param subtitle which tickets it holds, e.g. the period */
export function complaintTableWorkbook(rows: readonly (readonly string[])[], subtitle: string): Promise<Buffer> {
  return workbookOf(complaintTableSheet(rows, subtitle));
}

/** The sheet of it: title in row 1, column titles in row 2, one row for each ticket from row 3 on. */
function complaintTableSheet(rows: readonly (readonly string[])[], subtitle: string): Sheet {
  const border = { borderStyle: 'thin', borderColor: '#808080' } as const;
  const blanks = COMPLAINT_COLUMNS.slice(1).map(() => null);
  return {
    name: '客户抱怨表',
    columns: COMPLAINT_COLUMNS.map(([, width]) => width),
    isLandscape: true,
    titleRows: 2,
    data: [
      [
        textCell(`客户抱怨表（${subtitle}，共${rows.length}条）`, {
          fontSize: 14,
          fontWeight: 'bold',
          columnSpan: COMPLAINT_COLUMNS.length,
          height: 28,
        }),
        ...blanks,
      ],
      COMPLAINT_COLUMNS.map(([title]) =>
        textCell(title, { ...border, fontWeight: 'bold', backgroundColor: '#DDE6F3', align: 'center' }),
      ),
      ...rows.map((row) => row.map((value) => textCell(value, { ...border, alignVertical: 'top' }))),
    ],
  };
}

const byId = <T extends { id: number }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]));

function verdictOf(isSatisfied: boolean | null): string {
  if (isSatisfied === null) return '';
  return isSatisfied ? '满意' : '不满意';
}

/** 及时处理: no deadline of the department was missed; '' while it is still at work. */
function timelyOf(
  clocks: readonly { name: string; dueAt: Date; stoppedAt: Date | null; breachedAt: Date | null }[],
): string {
  const own = clocks.filter((clock) => clock.name !== 'verify');
  const isMissed = own.some((clock) => clock.breachedAt !== null || (clock.stoppedAt ?? clock.dueAt) > clock.dueAt);
  if (isMissed) return '否';
  return own.every((clock) => clock.stoppedAt !== null) ? '是' : '';
}
