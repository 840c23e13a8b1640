import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketEvent } from '../database/generated/client.ts';
import { departmentName, findStaff, getStore } from '../stores/index.ts';
import { ENTRY_SOURCES, listEvents, TICKET_STATUSES, type TicketStatus } from '../tickets/index.ts';
import {
  CATEGORIES,
  type Category,
  type Demand,
  DEMANDS,
  type Department,
  SEVERITIES,
  type Severity,
} from '../understanding/index.ts';

/** Everything about one complaint that a dealership's form has a field for. '' for what is not known. */
export interface ComplaintRecord {
  storeName: string;
  number: string;
  externalNo: string;
  source: string;
  status: string;
  openedAt: Date;
  owner: string;
  phone: string;
  plate: string;
  vin: string;
  model: string;
  odometer: string;
  categories: string;
  severity: string;
  demand: string;
  /** What the owner said, oldest first. */
  words: readonly { at: Date; text: string }[];
  attachmentCount: number;
  department: string;
  assignee: string;
  acknowledgedAt: Date | null;
  progress: readonly { at: Date; who: string; text: string }[];
  cause: string;
  result: string;
  resolvedAt: Date | null;
  verification: { at: Date; by: string; words: string; isSatisfied: boolean } | undefined;
}

/** Where a complaint came from. */
export function sourceLabel(source: string): string {
  return Object.hasOwn(ENTRY_SOURCES, source) ? ENTRY_SOURCES[source as keyof typeof ENTRY_SOURCES] : '车主聊天';
}

export function categoryLabels(categories: readonly string[]): string {
  return categories.map((key) => CATEGORIES[key as Category]?.label ?? key).join('、');
}

/** Reads one complaint with all that was said and done. */
export async function loadComplaintRecord(tx: Transaction, ticket: Ticket): Promise<ComplaintRecord> {
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  const vehicle = ticket.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: ticket.vehicleId } });
  const messages = await tx.message.findMany({
    where: { storeId: ticket.storeId, ticketId: ticket.id, text: { not: '' } },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
  });
  const events = await listEvents(tx, ticket.id);
  const { assigneeUserId } = ticket;
  const assignee = assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, assigneeUserId);
  const words = messages.map((message) => ({ at: message.sentAt, text: message.text }));
  return {
    storeName: (await getStore(tx, ticket.storeId)).name,
    number: ticket.number,
    externalNo: ticket.externalNo ?? '',
    source: sourceLabel(ticket.source),
    status: TICKET_STATUSES[ticket.status as TicketStatus],
    openedAt: ticket.openedAt,
    owner: customer?.name ?? ticket.reporterName ?? '',
    phone: customer?.mobiles[0] ?? customer?.landlines[0] ?? ticket.reporterPhone ?? '',
    plate: vehicle?.plateNumber ?? '',
    vin: vehicle?.vin ?? '',
    model: [vehicle?.brand, vehicle?.series, vehicle?.model].filter((part) => (part ?? '') !== '').join(' '),
    odometer: typeof vehicle?.odometerKm === 'number' ? `${vehicle.odometerKm}公里` : '',
    categories: categoryLabels(ticket.categories),
    severity: SEVERITIES[ticket.severity as Severity].label,
    demand: ticket.demand === 'none' ? '' : (DEMANDS[ticket.demand as Demand]?.label ?? ''),
    words: words.length > 0 ? words : [{ at: ticket.openedAt, text: ticket.description }],
    attachmentCount: await tx.attachment.count({ where: { ticketId: ticket.id, status: 'stored' } }),
    department: await departmentName(tx, ticket.storeId, ticket.responsibleDepartment as Department),
    assignee: assignee?.name ?? '',
    acknowledgedAt: ticket.acknowledgedAt,
    progress: events.flatMap(progressOf),
    cause: ticket.cause ?? '',
    result: ticket.result ?? '',
    resolvedAt: ticket.resolvedAt,
    verification: verificationOf(ticket, events),
  };
}

/** What the department reported on the way; also what an earlier round ended with. */
function progressOf(event: TicketEvent): ComplaintRecord['progress'] {
  const data = event.data as { note?: string; words?: string; result?: string };
  const who = event.actorName;
  if (event.type === 'tracked') return [{ at: event.at, who, text: data.note ?? '' }];
  if (event.type === 'resolved') return [{ at: event.at, who, text: `处理完毕：${data.result ?? ''}` }];
  if (event.type === 'reopened') return [{ at: event.at, who, text: `车主不满意，重开：${data.words ?? ''}` }];
  return [];
}

function verificationOf(ticket: Ticket, events: readonly TicketEvent[]): ComplaintRecord['verification'] {
  const verdict = events.findLast((event) => event.type === 'closed' || event.type === 'reopened');
  if (ticket.isSatisfied === null || verdict === undefined) return undefined;
  return {
    at: verdict.at,
    by: verdict.actorKind === 'owner' ? '车主在线确认' : verdict.actorName,
    words: ticket.ownerWords ?? '',
    isSatisfied: ticket.isSatisfied,
  };
}
