import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Prisma, Ticket, TicketEvent } from '../database/generated/client.ts';
import { storableJson } from '../database/storable-json.ts';
import { CareError, ConflictError, NotFoundError } from '../errors.ts';
import { findStaff, leadsTheHouse, type Staff } from '../stores/index.ts';
import { holdersOf } from './people.ts';
import { canChange, TICKET_STATUSES, type TicketStatus, type TicketVerb, TRANSITIONS } from './states.ts';

export type TicketEventType =
  | 'opened'
  | 'routed'
  | 'acknowledged'
  | 'tracked'
  | 'handedOver'
  | 'resolved'
  | 'verified'
  | 'closed'
  | 'reopened'
  | 'escalated'
  | 'raised'
  | 'nudged'
  | 'noted'
  | 'commented'
  | 'assigned'
  | 'takenBack'
  | 'merged'
  | 'joined'
  | 'split'
  | 'dismissed'
  | 'bound'
  | 'paused'
  | 'resumed'
  | 'recalculated'
  | 'paged'
  | 'verificationAsked'
  | 'attached'
  | 'resultRead'
  | 'recategorized'
  | 'toldOwner'
  | 'messageAdded';

export async function getTicket(tx: Transaction, storeId: string, ticketId: number): Promise<Ticket> {
  const ticket = await tx.ticket.findFirst({ where: { id: ticketId, storeId } });
  if (ticket === null) throw new NotFoundError(`ticket ${ticketId}`, '没有找到这张工单。');
  return ticket;
}

/** The ticket itself, or where it went when it was merged, over any number of steps. */
export async function ticketThatGoesOn(tx: Transaction, ticket: Ticket): Promise<Ticket> {
  let found = ticket;
  while (found.mergedIntoId !== null) found = await getTicket(tx, found.storeId, found.mergedIntoId);
  return found;
}

/** Writes one line of the ticket's immutable record. */
export async function recordEvent(
  context: Context,
  tx: Transaction,
  ticket: Pick<Ticket, 'id' | 'storeId'>,
  type: TicketEventType,
  details: { at?: Date; fromStatus?: string; toStatus?: string; data?: Prisma.InputJsonObject } = {},
): Promise<TicketEvent> {
  return tx.ticketEvent.create({
    data: {
      storeId: ticket.storeId,
      ticketId: ticket.id,
      type,
      at: details.at ?? context.clock.now(),
      actorKind: context.actor.kind,
      actorId: context.actor.id,
      actorName: context.actor.name,
      fromStatus: details.fromStatus ?? null,
      toStatus: details.toStatus ?? null,
      data: storableJson(details.data ?? {}),
    },
  });
}

/**
 * The only way a status changes: conditional on the state it leaves, with its event in the same transaction.
 *
 * @param change.at when it happened, where a column keeps the event's own moment
 * @throws {ConflictError} when the ticket is (or meanwhile got) in a state that the verb can't leave
 */
export async function changeStatus(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  verb: TicketVerb,
  change: {
    event: TicketEventType;
    at?: Date;
    data?: Prisma.TicketUpdateManyMutationInput;
    eventData?: Prisma.InputJsonObject;
  },
): Promise<{ ticket: Ticket; event: TicketEvent }> {
  const from = ticket.status as TicketStatus;
  const { to } = TRANSITIONS[verb];
  if (!canChange(verb, from)) throw await conflict(tx, ticket);
  const { count } = await tx.ticket.updateMany({
    where: {
      id: ticket.id,
      status: from,
      responsibleDepartment: ticket.responsibleDepartment,
      reopenCount: ticket.reopenCount,
    },
    data: { ...change.data, status: to },
  });
  if (count === 0) throw await conflict(tx, ticket);
  const changed = await tx.ticket.findUniqueOrThrow({ where: { id: ticket.id } });
  const event = await recordEvent(context, tx, ticket, change.event, {
    fromStatus: from,
    toStatus: to,
    ...(change.at === undefined ? {} : { at: change.at }),
    ...(change.eventData === undefined ? {} : { data: change.eventData }),
  });
  return { ticket: changed, event };
}

/** Somebody was faster, or the state does not allow it: says how the ticket stands now, and who has it. */
export async function conflict(
  tx: Transaction,
  { storeId, id }: Pick<Ticket, 'storeId' | 'id'>,
): Promise<ConflictError> {
  const ticket = await getTicket(tx, storeId, id);
  if (ticket.mergedIntoId !== null) {
    const into = await ticketThatGoesOn(tx, ticket);
    return new ConflictError(
      `ticket ${ticket.number} is merged into ${into.number}`,
      `工单 ${ticket.number} 已合并到 ${into.number}，请在 ${into.number} 上操作。`,
    );
  }
  const status = TICKET_STATUSES[ticket.status as TicketStatus];
  const assignee = ticket.assigneeUserId === null ? undefined : await findStaff(tx, storeId, ticket.assigneeUserId);
  const who = assignee === undefined ? '' : `（责任人：${assignee.name}）`;
  return new ConflictError(
    `ticket ${ticket.number} is ${ticket.status}`,
    `工单 ${ticket.number} 现在是「${status}」${who}，不能这样操作。`,
  );
}

/**
 * The member of staff who acts, when the ticket is theirs to act on.
 *
 * @throws {CareError} `FORBIDDEN`
 */
export async function mustBeResponsible(context: Context, tx: Transaction, ticket: Ticket): Promise<Staff> {
  const staff = await findStaff(tx, ticket.storeId, context.actor.id);
  if (staff !== undefined && (await isResponsible(tx, ticket, staff))) return staff;
  throw new CareError('FORBIDDEN', `${context.actor.id} may not act on ticket ${ticket.number}`, {
    userMessage: `工单 ${ticket.number} 不归您的部门处理。`,
  });
}

/**
 * Whether the ticket is with this member: their department's, or they lead the house, or they stand in for a department
 * without people and so hold its card, or they have acknowledged it.
 */
export async function isResponsible(tx: Transaction, ticket: Ticket, staff: Staff): Promise<boolean> {
  return (
    leadsTheHouse(staff) ||
    (ticket.responsibleDepartment === 'triage' && staff.departmentKey === 'customerCare') ||
    staff.departmentKey === ticket.responsibleDepartment ||
    staff.userId === ticket.assigneeUserId ||
    (await holdersOf(tx, ticket)).includes(staff.userId)
  );
}
