import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Customer, Message, Ticket, Vehicle } from '../database/generated/client.ts';
import {
  departmentNames,
  findStaff,
  getStore,
  rulesOf,
  type Staff,
  STAFF_ROLES,
  type StaffRole,
} from '../stores/index.ts';
import { CLOCK_NAMES, type ClockName, listEvents, TICKET_STATUSES, type TicketStatus } from '../tickets/index.ts';
import {
  CATEGORIES,
  type Category,
  DEPARTMENT_KEYS,
  MESSAGE_KINDS,
  type MessageKind,
  SEVERITIES,
  type Severity,
} from '../understanding/index.ts';
import type { Access } from './access.ts';
import { type ClockWords, clockWords } from './clock-words.ts';
import { type EventWords, eventWords } from './event-words.ts';
import { maskName, maskPlate, maskText } from './masking.ts';

/** Everything the page shows, in the words it shows. What the member may not see is masked already. */
export interface TicketView {
  storeName: string;
  number: string;
  status: TicketStatus;
  statusLabel: string;
  severity: Severity;
  severityLabel: string;
  title: string;
  facts: readonly { label: string; value: string }[];
  summary: string;
  /** What the owner said, oldest first. */
  words: readonly { text: string; at: Date }[];
  clocks: readonly ClockWords[];
  result: string;
  verdict: { isSatisfied: boolean; words: string } | undefined;
  /** Newest first. */
  events: readonly (EventWords & { at: Date })[];
  /** Id of the newest event: a form carries it, so that nobody acts on what they have not seen. */
  newestEventId: number;
  /** Where the ticket can be handed over to. */
  departments: readonly { key: string; name: string }[];
  viewer: string;
  access: Access;
}

/** Reads one ticket for one member. */
export async function loadView(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  viewer: { staff: Staff; access: Access },
): Promise<TicketView> {
  const { access, staff } = viewer;
  const store = await getStore(tx, ticket.storeId);
  const names: Record<string, string> = await departmentNames(tx, ticket.storeId);
  const departmentOf = (key: string) => names[key] ?? key;
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  const vehicle = ticket.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: ticket.vehicleId } });
  const known = [customer?.name ?? '', vehicle?.plateNumber ?? ''];
  const say = (text: string) => (access.isMasked ? maskText(text, known) : text);
  const events = await listEvents(tx, ticket.id);
  const messages = await tx.message.findMany({
    where: { storeId: ticket.storeId, ticketId: ticket.id },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
  });
  const heard = messages.map((message) => ({ text: say(textOf(message)), at: message.sentAt }));
  const status = ticket.status as TicketStatus;
  const severity = ticket.severity as Severity;
  return {
    storeName: store.name,
    number: ticket.number,
    status,
    statusLabel: TICKET_STATUSES[status],
    severity,
    severityLabel: SEVERITIES[severity].label,
    title: `${MESSAGE_KINDS[ticket.kind as MessageKind].label}${ticket.reopenCount > 0 ? ' · 重开' : ''}`,
    facts: await factsOf(tx, ticket, { customer, vehicle, departmentOf, isMasked: access.isMasked }),
    summary: say(ticket.summary),
    words: heard.length > 0 ? heard : [{ text: say(ticket.description), at: ticket.openedAt }],
    clocks: await listClocks(context, tx, ticket),
    result: say(ticket.result ?? ''),
    verdict:
      ticket.isSatisfied === null
        ? undefined
        : { isSatisfied: ticket.isSatisfied, words: say(ticket.ownerWords ?? '') },
    events: events
      .map((event) => {
        const words = eventWords(event, departmentOf);
        return { ...words, quote: say(words.quote), at: event.at };
      })
      .reverse(),
    newestEventId: events.at(-1)?.id ?? 0,
    departments: DEPARTMENT_KEYS.filter((key) => key !== 'triage' && key !== ticket.responsibleDepartment).map(
      (key) => ({ key, name: departmentOf(key) }),
    ),
    viewer: `${staff.name}（${STAFF_ROLES[staff.role as StaffRole] ?? staff.role}）`,
    access,
  };
}

async function factsOf(
  tx: Transaction,
  ticket: Ticket,
  about: {
    customer: Customer | null;
    vehicle: Vehicle | null;
    departmentOf: (key: string) => string;
    isMasked: boolean;
  },
): Promise<TicketView['facts']> {
  const { customer, vehicle, departmentOf, isMasked } = about;
  const assignee =
    ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
  const plate = vehicle?.plateNumber ?? '';
  const name = customer?.name ?? '未绑定车主';
  const categories = ticket.categories.map((key) => CATEGORIES[key as Category]?.label ?? key);
  const model = [vehicle?.brand, vehicle?.series].filter((part) => part !== null && part !== undefined).join(' ');
  return [
    { label: '类别', value: categories.length === 0 ? '—' : categories.join('、') },
    { label: '责任部门', value: departmentOf(ticket.responsibleDepartment) },
    { label: '责任人', value: assignee?.name ?? (ticket.assigneeUserId === null ? '待签收' : '已离职') },
    { label: '车主', value: isMasked && customer !== null ? maskName(name) : name },
    ...(plate === '' ? [] : [{ label: '车牌', value: isMasked ? maskPlate(plate) : plate }]),
    ...(model === '' ? [] : [{ label: '车型', value: model }]),
  ];
}

/** The newest round of each of the four clocks. */
async function listClocks(context: Context, tx: Transaction, ticket: Ticket): Promise<ClockWords[]> {
  const rows = await tx.ticketClock.findMany({ where: { ticketId: ticket.id }, orderBy: { round: 'asc' } });
  const input = {
    severity: ticket.severity as Severity,
    rules: rulesOf(await getStore(tx, ticket.storeId)),
    now: context.clock.now(),
  };
  return (Object.keys(CLOCK_NAMES) as ClockName[]).map((name) =>
    clockWords(
      name,
      rows.findLast((row) => row.name === name),
      input,
    ),
  );
}

const MEDIA: Record<string, string> = {
  image: '[图片]',
  voice: '[语音]',
  video: '[视频]',
  file: '[文件]',
  location: '[位置]',
  link: '[链接]',
};

function textOf(message: Message): string {
  if (message.text !== '') return message.text;
  return MEDIA[message.msgType] ?? '[其他消息]';
}
