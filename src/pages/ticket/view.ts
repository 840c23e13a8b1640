import { type AttachmentInfo, attachmentsOf } from '../../attachments/index.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Message, Ticket } from '../../database/generated/client.ts';
import { type CallTask, mayReportCall } from '../../outreach/index.ts';
import { listRectifications } from '../../rectification/index.ts';
import { departmentNames, getStore, rulesOf, type Staff } from '../../stores/index.ts';
import {
  CLOCK_NAMES,
  type ClockName,
  historiesOf,
  listEvents,
  TICKET_STATUSES,
  type TicketStatus,
} from '../../tickets/index.ts';
import {
  DEPARTMENT_KEYS,
  MESSAGE_KINDS,
  type MessageKind,
  SEVERITIES,
  type Severity,
} from '../../understanding/index.ts';
import { warrantyNoteFor } from '../../warranty-watch/index.ts';
import type { Access } from '../access.ts';
import { type ClockWords, clockWords } from '../clock-words.ts';
import { type EventWords, eventWords } from '../event-words.ts';
import { maskText } from '../masking.ts';
import { scopeOf } from '../scope.ts';
import type { Action } from './actions.ts';
import { type Fact, loadFacts } from './facts.ts';
import { listLinks, type TicketLink } from './links.ts';
import { offeredActions } from './offered-actions.ts';
import { listPauses, type PauseWords } from './pauses.ts';

/** Everything the page shows, in the words it shows. What the member may not see is masked already. */
export interface TicketView {
  number: string;
  status: TicketStatus;
  statusLabel: string;
  severity: Severity;
  severityLabel: string;
  title: string;
  facts: readonly Fact[];
  summary: string;
  /** What the owner said, oldest first, with the files that came with it. */
  words: readonly { text: string; at: Date; files: readonly AttachmentInfo[] }[];
  /** Files that came with no message of the owner. */
  files: readonly AttachmentInfo[];
  /** How many files there are that the member may not see. */
  hiddenFiles: number;
  clocks: readonly ClockWords[];
  pauses: readonly PauseWords[];
  cause: string;
  result: string;
  verdict: { isSatisfied: boolean; words: string } | undefined;
  /** Newest first. */
  events: readonly (EventWords & { at: Date })[];
  /** Calls to the owner that this ticket made necessary. */
  calls: readonly { task: CallTask; result: string; mayReport: boolean }[];
  links: readonly TicketLink[];
  /** 三包: what whoever handles this vehicle has to know; '' for nothing. */
  warrantyNote: string;
  /** 整改 that this ticket is part of. */
  rectifications: readonly { number: string; title: string }[];
  /** Id of the newest event: a form carries it, so that nobody acts on what they have not seen. */
  newestEventId: number;
  categories: readonly string[];
  /** Where the ticket can be handed over to. */
  departments: readonly { key: string; name: string }[];
  /** Who else of the department could take it. */
  colleagues: readonly { userId: string; name: string }[];
  offered: readonly Action[];
  access: Access;
}

/** Reads one ticket for one member. */
export async function loadView(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  { access, staff }: { access: Access; staff: Staff },
): Promise<TicketView> {
  const names: Record<string, string> = await departmentNames(tx, ticket.storeId);
  const departmentOf = (key: string) => names[key] ?? key;
  const { facts, known, isBound } = await loadFacts(tx, ticket, { departmentOf, isMasked: access.isMasked });
  const say = (text: string) => (access.isMasked ? maskText(text, known) : text);
  const events = await listEvents(tx, ticket.id);
  const messages = await tx.message.findMany({
    where: { storeId: ticket.storeId, ticketId: ticket.id },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
  });
  const files = await attachmentsOf(tx, ticket.id);
  const shown = access.isMasked ? [] : files;
  const heard = messages.map((message) => ({
    text: say(textOf(message)),
    at: message.sentAt,
    files: shown.filter((file) => file.messageId === message.id),
  }));
  const heardIds = new Set(messages.map((message) => message.id));
  const pauses = await listPauses(tx, ticket.id);
  const colleagues = await listColleagues(tx, ticket, staff.userId);
  const status = ticket.status as TicketStatus;
  const severity = ticket.severity as Severity;
  return {
    number: ticket.number,
    status,
    statusLabel: TICKET_STATUSES[status],
    severity,
    severityLabel: SEVERITIES[severity].label,
    title: `${MESSAGE_KINDS[ticket.kind as MessageKind].label}${ticket.reopenCount > 0 ? ' · 重开' : ''}`,
    facts,
    summary: say(ticket.summary),
    words: heard.length > 0 ? heard : [{ text: say(ticket.description), at: ticket.openedAt, files: [] }],
    files: shown.filter((file) => file.messageId === null || !heardIds.has(file.messageId)),
    hiddenFiles: files.length - shown.length,
    clocks: await listClocks(context, tx, ticket),
    pauses: pauses.map((pause) => ({ ...pause, note: say(pause.note) })),
    cause: say(ticket.cause ?? ''),
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
    calls: (await tx.callTask.findMany({ where: { ticketId: ticket.id }, orderBy: { id: 'asc' } })).map((task) => ({
      task,
      result: say(task.result ?? ''),
      mayReport: task.status === 'open' && !access.isMasked && mayReportCall(task, staff),
    })),
    links: access.isMasked ? [] : await listLinks(tx, ticket, await scopeOf(tx, staff)),
    warrantyNote: ticket.vehicleId === null ? '' : ((await warrantyNoteFor(context, tx, ticket.vehicleId)) ?? ''),
    rectifications: access.isMasked ? [] : await listCorrections(context, tx, ticket.id),
    newestEventId: events.at(-1)?.id ?? 0,
    categories: ticket.categories,
    departments: DEPARTMENT_KEYS.filter((key) => key !== 'triage' && key !== ticket.responsibleDepartment).map(
      (key) => ({ key, name: departmentOf(key) }),
    ),
    colleagues,
    offered: offeredActions({
      status,
      access,
      isBound,
      isPaused: pauses.some((pause) => pause.isRunning),
      isCritical: severity === 'P0',
      hasAssignee: ticket.assigneeUserId !== null,
      hasColleagues: colleagues.length > 0,
    }),
    access,
  };
}

async function listColleagues(tx: Transaction, ticket: Ticket, viewerId: string): Promise<TicketView['colleagues']> {
  return tx.staff.findMany({
    where: {
      storeId: ticket.storeId,
      departmentKey: ticket.responsibleDepartment,
      isActive: true,
      userId: { notIn: [ticket.assigneeUserId ?? '', viewerId] },
    },
    select: { userId: true, name: true },
    orderBy: { id: 'asc' },
  });
}

async function listCorrections(context: Context, tx: Transaction, ticketId: number) {
  const listed = await listRectifications(context, tx, { ticketId });
  return listed.map(({ rectification: { number, title } }) => ({ number, title }));
}

/** The newest round of each of the four clocks. */
async function listClocks(context: Context, tx: Transaction, ticket: Ticket): Promise<ClockWords[]> {
  const rows = await tx.ticketClock.findMany({ where: { ticketId: ticket.id }, orderBy: { round: 'asc' } });
  const input = {
    severity: ticket.severity as Severity,
    rules: rulesOf(await getStore(tx, ticket.storeId)),
    now: context.clock.now(),
    history: (await historiesOf(tx, [ticket.id])).get(ticket.id) ?? {},
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
