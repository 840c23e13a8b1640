import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { departmentName, findStaff, type Staff } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { type CardClick, refreshCards, sendCard } from './cards.ts';
import { conflict, getTicket, recordEvent } from './change.ts';
import { toOwner } from './messages.ts';
import { leadsTicket } from './roles.ts';
import type { TicketStatus } from './states.ts';

const FROM: readonly TicketStatus[] = ['routed', 'acknowledged', 'tracking'];

/**
 * 改派责任人: a named colleague of the same department gets the ticket and a card of their own. One that is not 签收 yet
 * still waits for it, now from that person; no clock starts anew.
 *
 * @throws {CareError} `FORBIDDEN` for all but the head, the leaders and the assignee; `VALIDATION` for a colleague of
 *   another department; {ConflictError} in triage and after 处理完毕
 */
export async function assignTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; userId: string; click?: CardClick },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  await mayAssign(context, tx, before);
  if (!FROM.includes(before.status as TicketStatus)) throw await conflict(tx, before);
  const colleague = await colleagueOf(tx, before, input.userId);
  const { count } = await tx.ticket.updateMany({
    where: {
      id: before.id,
      status: before.status,
      responsibleDepartment: before.responsibleDepartment,
      assigneeUserId: before.assigneeUserId,
    },
    data: { assigneeUserId: colleague.userId },
  });
  if (count === 0) throw await conflict(tx, before);
  const ticket = { ...before, assigneeUserId: colleague.userId };
  const event = await recordEvent(context, tx, ticket, 'assigned', {
    data: { from: before.assigneeUserId, to: colleague.userId, name: colleague.name },
  });
  await sendCard(context, tx, ticket, [colleague.userId]);
  await refreshCards(context, tx, ticket, input.click);
  if (ticket.conversationId !== null && ticket.status !== 'routed') {
    const department = await departmentName(tx, context.storeId, ticket.responsibleDepartment as Department);
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('assigned', event.id),
      text: toOwner.acknowledged(ticket, department, colleague.name),
      ticketId: ticket.id,
      isOptional: true,
    });
  }
  return ticket;
}

async function mayAssign(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  const staff = await findStaff(tx, ticket.storeId, context.actor.id);
  const isAssignee = staff !== undefined && staff.userId === ticket.assigneeUserId;
  if (isAssignee || (staff !== undefined && (await leadsTicket(tx, ticket, staff)))) return;
  throw new CareError('FORBIDDEN', `${context.actor.id} may not assign ticket ${ticket.number}`, {
    userMessage: '改派责任人由部门负责人或现在的责任人办理。',
  });
}

async function colleagueOf(tx: Transaction, ticket: Ticket, userId: string): Promise<Staff> {
  const colleague = await findStaff(tx, ticket.storeId, userId);
  if (colleague === undefined || colleague.departmentKey !== ticket.responsibleDepartment) {
    throw new CareError('VALIDATION', `${userId} does not work in ${ticket.responsibleDepartment}`, {
      userMessage: '只能改派给本部门的同事；要给其他部门，请用“转派”。',
    });
  }
  if (colleague.userId === ticket.assigneeUserId) {
    throw new CareError('VALIDATION', `${userId} has ticket ${ticket.number} already`, {
      userMessage: `${colleague.name}已经是工单 ${ticket.number} 的责任人。`,
    });
  }
  return colleague;
}
