import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { departmentName, type Staff } from '../stores/index.ts';
import { type Department, DEPARTMENT_KEYS } from '../understanding/index.ts';
import { type CardClick, refreshCards } from './cards.ts';
import { changeStatus, conflict, getTicket, mustBeResponsible } from './change.ts';
import { stopClocks } from './clocks.ts';
import { toOwner } from './messages.ts';
import { leadsTicket } from './roles.ts';

/**
 * 签收: a named person accepts the ticket. Of two who press at once one wins.
 *
 * @throws {ConflictError} when somebody has it already
 * @throws {CareError} `FORBIDDEN` for another department's people
 */
export async function acknowledgeTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; click?: CardClick },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  const staff = await mustBeResponsible(context, tx, before);
  if (!(await isFreeFor(tx, before, staff))) throw await conflict(tx, before);
  const { ticket, event } = await changeStatus(context, tx, before, 'acknowledge', {
    event: 'acknowledged',
    data: { assigneeUserId: staff.userId, acknowledgedAt: context.clock.now(), ...ownedBy(context, before, staff) },
  });
  await stopClocks(context, tx, ticket.id, ['route']);
  await refreshCards(context, tx, ticket, input.click);
  if (ticket.conversationId !== null) {
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('acknowledged', event.id),
      text: toOwner.acknowledged(
        ticket,
        await departmentName(tx, context.storeId, ticket.responsibleDepartment as Department),
        staff.name,
      ),
      ticketId: ticket.id,
      isOptional: true,
    });
  }
  return ticket;
}

/** What the head has assigned waits for that person, unless the head changes their mind. */
async function isFreeFor(tx: Transaction, ticket: Ticket, staff: Staff): Promise<boolean> {
  const { assigneeUserId } = ticket;
  return assigneeUserId === null || assigneeUserId === staff.userId || leadsTicket(tx, ticket, staff);
}

/** Whoever takes a ticket out of triage takes it to their own department; the general manager has none that tickets go to. */
function ownedBy(context: Context, ticket: Ticket, staff: Staff): { responsibleDepartment?: string; routedAt?: Date } {
  if (ticket.status !== 'triage') return {};
  const own = DEPARTMENT_KEYS.find((key) => key === staff.departmentKey);
  return { responsibleDepartment: own ?? 'customerCare', routedAt: ticket.routedAt ?? context.clock.now() };
}
