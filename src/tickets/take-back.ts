import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { departmentName, findStaff, getStore, rulesOf } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { type CardClick, refreshCards, sendCard } from './cards.ts';
import { changeStatus, conflict, getTicket } from './change.ts';
import { startClock } from './clocks.ts';
import { endPauses } from './end-pauses.ts';
import { toOwner, toStaff } from './messages.ts';
import { holdersOf } from './people.ts';
import { findRecall } from './recall.ts';
import { leadsTicket } from './roles.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * 收回. Two cases: the head takes the ticket back from its assignee, for the department to 签收 anew; or the department
 * that handed it over takes it back while the new one has not 签收. No clock starts anew.
 *
 * @throws {CareError} `FORBIDDEN`; {ConflictError} when there is nothing to take back
 */
export async function takeBackTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; click?: CardClick },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  const staff = await findStaff(tx, before.storeId, context.actor.id);
  const isHead = staff !== undefined && (await leadsTicket(tx, before, staff));
  if (isHead && before.assigneeUserId !== null) return fromAssignee(context, tx, before, input.click);
  const former = staff === undefined ? undefined : await findRecall(tx, before, staff);
  if (former !== undefined) return fromDepartment(context, tx, before, former, input.click);
  if (isHead) throw await conflict(tx, before);
  throw new CareError('FORBIDDEN', `${context.actor.id} may not take back ticket ${before.number}`, {
    userMessage: '只有部门负责人可以收回责任人的工单；转派出去的工单，对方签收前可由原部门收回。',
  });
}

async function fromAssignee(context: Context, tx: Transaction, before: Ticket, click?: CardClick): Promise<Ticket> {
  const former = before.assigneeUserId;
  const { ticket, event } = await changeStatus(context, tx, before, 'takeBack', {
    event: 'takenBack',
    data: { assigneeUserId: null, routedAt: context.clock.now(), acknowledgedAt: null },
    eventData: { assignee: former ?? '' },
  });
  await passOn(context, tx, ticket, click);
  await tellStaff(context, tx, {
    userIds: former === null ? [] : [former],
    text: toStaff.takenBack(ticket, context.actor.name),
    key: `taken-back-${event.id}`,
    ticketId: ticket.id,
  });
  return ticket;
}

async function fromDepartment(
  context: Context,
  tx: Transaction,
  before: Ticket,
  former: string,
  click?: CardClick,
): Promise<Ticket> {
  const isTriage = former === 'triage';
  const { ticket, event } = await changeStatus(context, tx, before, isTriage ? 'retriage' : 'takeBack', {
    event: 'takenBack',
    data: {
      responsibleDepartment: former,
      assigneeUserId: null,
      routedAt: isTriage ? null : context.clock.now(),
    },
    eventData: { from: before.responsibleDepartment, to: former },
  });
  await passOn(context, tx, ticket, click);
  if (ticket.conversationId !== null && !isTriage) {
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('takenBack', event.id),
      text: toOwner.handedOver(ticket, await departmentName(tx, context.storeId, former as Department)),
      ticketId: ticket.id,
      isOptional: true,
    });
  }
  return ticket;
}

/** 签收 is waited for again; the new card first, the old ones lose their buttons to it. */
async function passOn(context: Context, tx: Transaction, ticket: Ticket, click?: CardClick): Promise<void> {
  await endPauses(context, tx, ticket, { by: 'handedOver' });
  await startClock(context, tx, ticket, 'route', rulesOf(await getStore(tx, context.storeId)));
  await sendCard(context, tx, ticket, await holdersOf(tx, ticket));
  await refreshCards(context, tx, ticket, click);
}
