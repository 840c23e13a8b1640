import { formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { StaffCard } from '../ports.ts';
import { departmentNames, findStaff } from '../stores/index.ts';
import { warrantyNoteFor } from '../warranty-watch/warranty-note.ts';
import { buttonsOf, CARD_KEYS, departmentChoice } from './card-buttons.ts';
import { ticketThatGoesOn } from './change.ts';
import { CLOCK_NAMES, type ClockName } from './clocks.ts';
import { decisionOf } from './labelled-case.ts';
import { likelyDepartments } from './likely-departments.ts';
import { categoryLabels, kindLabel, severityLabel } from './messages.ts';
import { TICKET_STATUSES, type TicketStatus } from './states.ts';

/**
 * The card as it should look now: facts, and the buttons that the state allows.
 *
 * @param isLive whether its holders have the ticket: who had it before keeps a card to read
 */
export async function cardOf(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  { taskId, isLive }: { taskId: string; isLive: boolean },
): Promise<StaffCard> {
  const names: Record<string, string> = await departmentNames(tx, ticket.storeId);
  const status = ticket.status as TicketStatus;
  const buttons = isLive ? buttonsOf(status, names, await likelyFor(tx, ticket)) : [];
  return {
    taskId,
    title: `${titleOf(ticket)} ${ticket.number}`,
    subtitle: `${await stateOf(tx, ticket)} · ${ticket.summary}`,
    quote: await quoteOf(context, tx, ticket),
    fields: [
      { label: '车主', value: await ownerOf(tx, ticket) },
      { label: '类别', value: categoryLabels(ticket) === '' ? kindLabel(ticket) : categoryLabels(ticket) },
      { label: '等级', value: severityLabel(ticket) },
      { label: '部门', value: await departmentOf(tx, ticket, names) },
      { label: '责任人', value: await assigneeOf(tx, ticket) },
      ...(await deadlineOf(tx, ticket)),
    ],
    buttons,
    ...(buttons.some((button) => button.key === CARD_KEYS.handOver)
      ? { selection: departmentChoice(names, ticket.responsibleDepartment) }
      : {}),
    url: ticketUrl(context, ticket),
  };
}

/** The ticket's page. Numbers repeat from store to store. */
export const ticketUrl = (context: Context, ticket: Ticket): string =>
  `${context.publicUrl}/tickets/${ticket.storeId}/${ticket.number}`;

/** The owner's words; before them, when the car is near a limit of the law, what whoever reads them has to know. */
async function quoteOf(context: Context, tx: Transaction, { vehicleId, description }: Ticket): Promise<string> {
  const note = vehicleId === null ? undefined : await warrantyNoteFor(context, tx, vehicleId);
  return note === undefined ? description : `${note}\n${description}`;
}

function titleOf(ticket: Ticket): string {
  if (ticket.reopenCount > 0) return '【重开】';
  return ticket.kind === 'complaint' ? `【${severityLabel(ticket)}投诉】` : `【${kindLabel(ticket)}】`;
}

async function stateOf(tx: Transaction, ticket: Ticket): Promise<string> {
  const status = TICKET_STATUSES[ticket.status as TicketStatus];
  return ticket.mergedIntoId === null ? status : `${status}到 ${(await ticketThatGoesOn(tx, ticket)).number}`;
}

async function likelyFor(tx: Transaction, ticket: Ticket) {
  if (ticket.status !== 'triage') return [];
  const decision = await decisionOf(tx, ticket);
  return likelyDepartments({
    department: decision?.department,
    categories: ticket.categories,
    text: decision?.text ?? ticket.description,
  });
}

async function ownerOf(tx: Transaction, ticket: Ticket): Promise<string> {
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  if (customer === null) return ticket.reporterName === null ? '未绑定车主' : `${ticket.reporterName}（未绑定）`;
  const vehicle = ticket.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: ticket.vehicleId } });
  return `${customer.name} ${vehicle?.plateNumber ?? ''}`.trim();
}

/** Behind a choice made in triage stands a person: whoever wonders can ask. */
async function departmentOf(tx: Transaction, ticket: Ticket, names: Record<string, string>): Promise<string> {
  const name = names[ticket.responsibleDepartment] ?? ticket.responsibleDepartment;
  const chosen = await tx.ticketEvent.findFirst({
    where: { ticketId: ticket.id, type: { in: ['routed', 'handedOver', 'takenBack'] } },
    orderBy: { id: 'desc' },
  });
  const { from } = (chosen?.data ?? {}) as { from?: string };
  const isChosen = chosen?.type === 'routed' && from === 'triage' && chosen.actorKind === 'staff';
  return isChosen ? `${name}（${chosen.actorName}派单）` : name;
}

async function assigneeOf(tx: Transaction, ticket: Ticket): Promise<string> {
  const assignee =
    ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
  if (assignee === undefined) return ticket.status === 'dismissed' ? '—' : '待签收';
  return ticket.status === 'routed' ? `${assignee.name}（待签收）` : assignee.name;
}

async function deadlineOf(tx: Transaction, ticket: Ticket): Promise<StaffCard['fields']> {
  const clock = await tx.ticketClock.findFirst({
    where: { ticketId: ticket.id, stoppedAt: null },
    orderBy: { dueAt: 'asc' },
  });
  if (clock === null) return [];
  return [{ label: '时限', value: `${CLOCK_NAMES[clock.name as ClockName]} ${formatInstant(clock.dueAt)}前` }];
}
