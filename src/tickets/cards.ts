import { formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { enqueueOutbox, idempotencyKeyOf, type SettledHook } from '../outbox/index.ts';
import type { StaffCard } from '../ports.ts';
import { departmentNames, findStaff } from '../stores/index.ts';
import { DEPARTMENT_KEYS } from '../understanding/index.ts';
import { CLOCK_NAMES, type ClockName } from './clocks.ts';
import { categoryLabels, kindLabel, severityLabel } from './messages.ts';
import { TICKET_STATUSES, type TicketStatus } from './states.ts';

/** Keys of the buttons and of the pick list, as they come back with a click. */
export const CARD_KEYS = {
  acknowledge: 'acknowledge',
  handOver: 'handOver',
  resolve: 'resolve',
  department: 'department',
} as const;

/** The card as it should look now: facts, and the buttons that the state allows. */
export async function cardOf(context: Context, tx: Transaction, ticket: Ticket, taskId: string): Promise<StaffCard> {
  const names: Record<string, string> = await departmentNames(tx, ticket.storeId);
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  const vehicle = ticket.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: ticket.vehicleId } });
  const assignee =
    ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
  const clock = await tx.ticketClock.findFirst({
    where: { ticketId: ticket.id, stoppedAt: null },
    orderBy: { dueAt: 'asc' },
  });
  const status = ticket.status as TicketStatus;
  const department = names[ticket.responsibleDepartment] ?? ticket.responsibleDepartment;
  const newest = await tx.ticketCard.findFirst({ where: { ticketId: ticket.id }, orderBy: { id: 'desc' } });
  // Whoever had the ticket before keeps a card to read; to act is for the holders of the newest one.
  const buttons = newest === null || newest.taskId === taskId ? buttonsOf(status) : [];
  return {
    taskId,
    title: `${titleOf(ticket)} ${ticket.number}`,
    subtitle: `${TICKET_STATUSES[status]} · ${ticket.summary}`,
    quote: ticket.description,
    fields: [
      {
        label: '车主',
        value: customer === null ? '未绑定车主' : `${customer.name} ${vehicle?.plateNumber ?? ''}`.trim(),
      },
      { label: '类别', value: categoryLabels(ticket) === '' ? kindLabel(ticket) : categoryLabels(ticket) },
      { label: '等级', value: severityLabel(ticket) },
      { label: '部门', value: department },
      { label: '责任人', value: assignee?.name ?? '待签收' },
      ...(clock === null
        ? []
        : [{ label: '时限', value: `${CLOCK_NAMES[clock.name as ClockName]} ${formatInstant(clock.dueAt)}前` }]),
    ],
    buttons,
    ...(buttons.some((button) => button.key === CARD_KEYS.handOver)
      ? { selection: departmentChoice(names, ticket.responsibleDepartment) }
      : {}),
    // Numbers repeat from store to store.
    url: `${context.publicUrl}/tickets/${ticket.storeId}/${ticket.number}`,
  };
}

function titleOf(ticket: Ticket): string {
  if (ticket.reopenCount > 0) return '【重开】';
  return ticket.kind === 'complaint' ? `【${severityLabel(ticket)}投诉】` : `【${kindLabel(ticket)}】`;
}

function buttonsOf(status: TicketStatus): StaffCard['buttons'] {
  const acknowledge = { key: CARD_KEYS.acknowledge, text: '签收', style: 'primary' } as const;
  const handOver = { key: CARD_KEYS.handOver, text: '转派', style: 'plain' } as const;
  const resolve = { key: CARD_KEYS.resolve, text: '处理完毕', style: 'primary' } as const;
  switch (status) {
    case 'triage':
    case 'routed':
      return [acknowledge, handOver];
    case 'acknowledged':
    case 'tracking':
      return [resolve, handOver];
    case 'resolved':
    case 'closed':
      return [];
    default:
      return status satisfies never;
  }
}

/** The platform shows at most 10 options: all departments but the present one and triage. */
function departmentChoice(names: Record<string, string>, current: string): NonNullable<StaffCard['selection']> {
  return {
    key: CARD_KEYS.department,
    title: '转派给',
    options: DEPARTMENT_KEYS.filter((key) => key !== 'triage' && key !== current)
      .map((key) => ({ id: key, text: names[key] ?? key }))
      .slice(0, 10),
  };
}

/** Sends a new card to these members. Nobody on duty is the caller's business. */
export async function sendCard(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  const count = await tx.ticketCard.count({ where: { ticketId: ticket.id } });
  const taskId = `ticket-${ticket.storeId}-${ticket.id}-${count + 1}`;
  await tx.ticketCard.create({
    data: {
      storeId: ticket.storeId,
      ticketId: ticket.id,
      taskId,
      userIds: [...userIds],
      createdAt: context.clock.now(),
    },
  });
  const card = await cardOf(context, tx, ticket, taskId);
  await enqueueOutbox(context, tx, {
    channel: 'wecomCard',
    accountId: '',
    recipient: userIds.join('|'),
    idempotencyKey: idempotencyKeyOf('card', taskId),
    payload: { card },
    preview: `${card.title} ${card.subtitle}`,
    ticketId: ticket.id,
  });
}

/** A click: whose card, and the code that updates it once. */
export interface CardClick {
  userId: string;
  taskId: string;
  responseCode: string;
}

/**
 * Brings the cards that people hold up to date: the clicker's by the code of the click, everybody else's by the code of
 * the card's own sending, where it is still unused.
 */
export async function refreshCards(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  click?: CardClick,
): Promise<void> {
  if (click !== undefined) await update(context, tx, ticket, click.taskId, [click.userId], click.responseCode);
  const cards = await tx.ticketCard.findMany({ where: { ticketId: ticket.id, responseCode: { not: null } } });
  for (const card of cards) {
    const others = card.userIds.filter((userId) => card.taskId !== click?.taskId || userId !== click.userId);
    if (others.length === 0 || card.responseCode === null) continue;
    await tx.ticketCard.update({ where: { id: card.id }, data: { responseCode: null } });
    await update(context, tx, ticket, card.taskId, others, card.responseCode);
  }
}

async function update(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  taskId: string,
  userIds: string[],
  responseCode: string,
): Promise<void> {
  const card = await cardOf(context, tx, ticket, taskId);
  await enqueueOutbox(context, tx, {
    channel: 'wecomCardUpdate',
    accountId: '',
    recipient: userIds.join('|'),
    idempotencyKey: idempotencyKeyOf('update', responseCode),
    payload: { card, responseCode },
    preview: `卡片更新：${card.title} ${card.subtitle}`,
    ticketId: ticket.id,
  });
}

/** Keeps the code that came back with a sent card: it will update the card once. */
export const rememberCardCode: SettledHook = async (tx, row, outcome) => {
  if (row.channel !== 'wecomCard' || outcome.status !== 'sent' || outcome.receipt.responseCode === undefined) return;
  const { card } = row.payload as { card: { taskId: string } };
  await tx.ticketCard.updateMany({
    where: { taskId: card.taskId },
    data: { responseCode: outcome.receipt.responseCode },
  });
};
