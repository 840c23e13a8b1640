import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Prisma, Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { departmentName, findStaff, getStore, rulesOf } from '../stores/index.ts';
import { type Department, graver, type Severity } from '../understanding/index.ts';
import { refreshCards, sendCard } from './cards.ts';
import { changeStatus, getTicket } from './change.ts';
import { startClock, stopClocks } from './clocks.ts';
import { toOwner, toStaff } from './messages.ts';
import { holdersOf, leadersOf } from './people.ts';
import { tellLeaders } from './tell-leaders.ts';
import { tellStaff, withdrawNightTexts } from './tell-staff.ts';
import { endVerificationCalls } from './verification-call.ts';

/**
 * The owner's verdict, in the owner's own words: satisfied closes the ticket, anything else opens it again with its
 * history. Given by the owner in chat, or written down by customer care after a call; never by the department.
 *
 * @param input.severity of the owner's words; a graver one raises the reopened ticket
 * @throws {CareError} `FORBIDDEN` for staff of other departments, `CONFLICT` for a ticket that is not resolved
 */
export async function verifyTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; isSatisfied: boolean; words: string; severity?: Severity },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  if (context.actor.kind !== 'owner') await mustVerify(context, tx, before);
  const ticket = input.isSatisfied
    ? await closeTicket(context, tx, before, input.words)
    : await reopenTicket(context, tx, before, input);
  await endVerificationCalls(context, tx, ticket, input.words);
  await refreshCards(context, tx, ticket);
  if (ticket.conversationId !== null) {
    await tx.conversation.updateMany({
      where: { id: ticket.conversationId, verifyTicketId: ticket.id },
      data: { verifyTicketId: null, ...(input.isSatisfied ? {} : { openTicketId: ticket.id }) },
    });
    if (input.isSatisfied) {
      await tx.conversation.updateMany({
        where: { id: ticket.conversationId, openTicketId: ticket.id },
        data: { openTicketId: null },
      });
    }
  }
  return ticket;
}

/**
 * The newest verdict, and the first one when there was none before. That holds until it is written: the change is
 * conditional on the state and the round that were read, and another verdict would have changed one of them.
 */
function verdict(
  { firstVerdictAt }: Ticket,
  { at, isSatisfied, words }: { at: Date; isSatisfied: boolean; words: string },
): Prisma.TicketUpdateManyMutationInput {
  return {
    verifiedAt: at,
    isSatisfied,
    ownerWords: words,
    ...(firstVerdictAt === null ? { firstVerdictAt: at, firstSatisfied: isSatisfied } : {}),
  };
}

async function closeTicket(context: Context, tx: Transaction, before: Ticket, words: string): Promise<Ticket> {
  const at = context.clock.now();
  const { ticket, event } = await changeStatus(context, tx, before, 'close', {
    event: 'closed',
    at,
    data: { closedAt: at, ...verdict(before, { at, isSatisfied: true, words }) },
    eventData: { words },
  });
  await stopClocks(context, tx, ticket.id, ['route', 'track', 'resolve', 'verify']);
  await withdrawNightTexts(context, tx, ticket.id);
  if (ticket.conversationId !== null) {
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('closed', event.id),
      text: toOwner.closed(ticket),
      ticketId: ticket.id,
    });
  }
  const assignee = ticket.assigneeUserId === null ? [] : [ticket.assigneeUserId];
  await tellStaff(context, tx, {
    userIds: [...assignee, ...(await leadersOf(tx, context.storeId, ['director']))],
    text: toStaff.closed(ticket, words),
    key: `closed-${event.id}`,
    ticketId: ticket.id,
  });
  return ticket;
}

/** A new round: new clocks from now, the head and the director know, and the escalation starts one level higher. */
async function reopenTicket(
  context: Context,
  tx: Transaction,
  before: Ticket,
  { words, severity = 'P3' }: { words: string; severity?: Severity },
): Promise<Ticket> {
  await stopClocks(context, tx, before.id, ['route', 'track', 'resolve', 'verify']);
  const at = context.clock.now();
  const { ticket, event } = await changeStatus(context, tx, before, 'reopen', {
    event: 'reopened',
    at,
    data: {
      ...verdict(before, { at, isSatisfied: false, words }),
      severity: graver(before.severity as Severity, severity),
      reopenCount: { increment: 1 },
      verifyAskAt: null,
      escalationLevel: Math.min(before.escalationLevel + 1, 2),
      assigneeUserId: null,
      routedAt: at,
      acknowledgedAt: null,
      trackedAt: null,
      resolvedAt: null,
      closedAt: null,
    },
    eventData: { words },
  });
  const store = await getStore(tx, context.storeId);
  const rules = rulesOf(store);
  for (const name of ['route', 'track', 'resolve'] as const) await startClock(context, tx, ticket, name, rules);
  const holders = await holdersOf(tx, ticket);
  await sendCard(context, tx, ticket, holders);
  await tellStaff(context, tx, {
    userIds: [...holders, ...(await leadersOf(tx, context.storeId, ['director']))],
    text: toStaff.reopened(ticket, words),
    key: `reopened-${event.id}`,
    ticketId: ticket.id,
  });
  if (ticket.severity === 'P0') await tellLeaders(context, tx, ticket, words, true);
  if (ticket.conversationId !== null) {
    const department = await departmentName(tx, context.storeId, ticket.responsibleDepartment as Department);
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('reopened', event.id),
      text: toOwner.reopened(ticket, department, { rescuePhone: store.rescuePhone, firstContact: rules.firstContact }),
      ticketId: ticket.id,
    });
  }
  return ticket;
}

/** Customer care, and not the very person who did the work. */
async function mustVerify(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  const staff = await findStaff(tx, context.storeId, context.actor.id);
  if (staff?.departmentKey !== 'customerCare' && staff?.role !== 'director') {
    throw new CareError('FORBIDDEN', `${context.actor.id} may not verify ticket ${ticket.number}`, {
      userMessage: '回访确认由客户关爱部登记，责任部门不能自己关闭工单。',
    });
  }
  const resolved = await tx.ticketEvent.findFirst({
    where: { ticketId: ticket.id, type: 'resolved' },
    orderBy: { id: 'desc' },
  });
  if (staff.userId !== ticket.assigneeUserId && staff.userId !== resolved?.actorId) return;
  throw new CareError('FORBIDDEN', `${context.actor.id} resolved ticket ${ticket.number}`, {
    userMessage: '这张工单是您处理的，请由另一位同事回访确认。',
  });
}
