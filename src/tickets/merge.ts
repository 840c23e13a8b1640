import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketClock } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import type { Severity } from '../understanding/index.ts';
import { type CardClick, refreshCards } from './cards.ts';
import { changeStatus, conflict, getTicket, mustBeResponsible, recordEvent } from './change.ts';
import { AT_REST, putAway } from './end-ticket.ts';
import { toOwner, toStaff } from './messages.ts';
import { peopleOn } from './people.ts';
import { raiseSeverity } from './raise-severity.ts';
import { isCustomerCare, mustBeInvolved } from './roles.ts';
import { OPEN_STATUSES, type TicketStatus } from './states.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * 合并: the same matter has two tickets, and the other one goes on: it gets what the owner wrote, files, categories (at most
 * three), the graver severity and the conversations; later words of the owner go to it. Where the merged one is the older, the
 * matter is as old as that: its day and its deadlines go on, met or missed. The merged one ends.
 *
 * @param input.ticketId the ticket that ends
 * @param input.intoTicketId the one that goes on
 * @returns the one that goes on
 * @throws {CareError} `FORBIDDEN`; `VALIDATION` for tickets of different owners; {ConflictError} when one of them has ended
 */
export async function mergeTickets(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; intoTicketId: number; click?: CardClick },
): Promise<Ticket> {
  // In one order, so that two people who merge crosswise wait for each other instead of both succeeding.
  await tx.$queryRaw`
    SELECT id FROM ticket WHERE id IN (${input.ticketId}, ${input.intoTicketId}) ORDER BY id FOR UPDATE`;
  const before = await getTicket(tx, context.storeId, input.ticketId);
  const into = await getTicket(tx, context.storeId, input.intoTicketId);
  await mustBeTheirs(context, tx, before, into);
  mustBelongTogether(before, into);
  if (!OPEN_STATUSES.includes(into.status as TicketStatus)) throw await conflict(tx, into);
  const older = before.openedAt < into.openedAt ? await clocksOf(tx, before.id) : [];
  const { ticket, event } = await changeStatus(context, tx, before, 'merge', {
    event: 'merged',
    data: { mergedIntoId: into.id, ...AT_REST },
    eventData: { into: into.number },
  });
  await putAway(context, tx, ticket);
  await takeDeadlines(tx, older, into.id);
  const going = await moveAll(context, tx, ticket, into);
  await refreshCards(context, tx, ticket, input.click);
  await refreshCards(context, tx, going);
  await tellAll(context, tx, ticket, going, event.id);
  return going;
}

/** Customer care, or somebody whom both tickets are with. */
async function mustBeTheirs(context: Context, tx: Transaction, before: Ticket, into: Ticket): Promise<void> {
  const staff = await mustBeInvolved(context, tx, before);
  if (!isCustomerCare(staff)) await mustBeResponsible(context, tx, into);
}

function mustBelongTogether(before: Ticket, into: Ticket): void {
  if (before.id === into.id) {
    throw new CareError('VALIDATION', `ticket ${before.number} can't be merged into itself`, {
      userMessage: '不能合并到同一张工单。',
    });
  }
  if (before.customerId !== null && into.customerId !== null && before.customerId !== into.customerId) {
    throw new CareError('VALIDATION', `tickets ${before.number} and ${into.number} are of different owners`, {
      userMessage: `工单 ${before.number} 和 ${into.number} 不是同一位车主，不能合并。`,
    });
  }
}

/** The newest round of each clock. */
async function clocksOf(tx: Transaction, ticketId: number): Promise<TicketClock[]> {
  const clocks = await tx.ticketClock.findMany({ where: { ticketId }, orderBy: { round: 'asc' } });
  return [...new Map(clocks.map((clock) => [clock.name, clock])).values()];
}

/** What the older ticket still had to do, or did too late, is due when it was due there. */
async function takeDeadlines(tx: Transaction, older: readonly TicketClock[], intoId: number): Promise<void> {
  const own = await clocksOf(tx, intoId);
  for (const clock of older) {
    const isKept = clock.stoppedAt !== null && clock.stoppedAt <= clock.dueAt;
    const mine = own.find(({ name }) => name === clock.name);
    if (isKept || mine === undefined || mine.dueAt <= clock.dueAt) continue;
    const { startedAt, warnAt, dueAt, warnedAt, breachedAt, escalateAt, level } = clock;
    await tx.ticketClock.update({
      where: { id: mine.id },
      data: {
        startedAt,
        warnAt,
        dueAt,
        warnedAt,
        breachedAt,
        ...(mine.stoppedAt === null ? { escalateAt, level } : {}),
      },
    });
    // Time that stood still there has moved this deadline.
    await tx.ticketPause.updateMany({ where: { ticketId: clock.ticketId }, data: { ticketId: intoId } });
  }
}

async function moveAll(context: Context, tx: Transaction, from: Ticket, into: Ticket): Promise<Ticket> {
  await tx.message.updateMany({ where: { ticketId: from.id }, data: { ticketId: into.id } });
  await tx.attachment.updateMany({ where: { ticketId: from.id }, data: { ticketId: into.id } });
  await tx.callTask.updateMany({ where: { ticketId: from.id, status: 'open' }, data: { ticketId: into.id } });
  await tx.conversation.updateMany({ where: { openTicketId: from.id }, data: { openTicketId: into.id } });
  await tx.conversation.updateMany({
    where: { verifyTicketId: from.id },
    data: { verifyTicketId: null, openTicketId: into.id },
  });
  const known = [...new Set([...into.categories, ...from.categories])];
  const named = known.filter((category) => category !== 'Z9');
  const merged = await tx.ticket.update({
    where: { id: into.id },
    data: {
      ...(from.openedAt < into.openedAt ? { openedAt: from.openedAt, openedOn: from.openedOn } : {}),
      categories: (named.length > 0 ? named : known).slice(0, 3),
      vehicleSystems: [...new Set([...into.vehicleSystems, ...from.vehicleSystems])],
      conversationId: into.conversationId ?? from.conversationId,
      customerId: into.customerId ?? from.customerId,
      vehicleId: into.vehicleId ?? from.vehicleId,
      reporterName: into.reporterName ?? from.reporterName,
      reporterPhone: into.reporterPhone ?? from.reporterPhone,
      externalNo: into.externalNo ?? from.externalNo,
    },
  });
  await recordEvent(context, tx, merged, 'merged', { data: { from: from.number, text: from.description } });
  return raiseSeverity(context, tx, merged, from.severity as Severity, from.description);
}

/** The owner once, in the chat that the merged ticket came from; whoever has the other one; whoever had this one. */
async function tellAll(context: Context, tx: Transaction, from: Ticket, into: Ticket, eventId: number): Promise<void> {
  const conversationId = from.conversationId ?? into.conversationId;
  if (conversationId !== null) {
    await tellOwner(context, tx, {
      conversationId,
      key: idempotencyKeyOf('merged', eventId),
      text: toOwner.merged(from, into),
      ticketId: into.id,
      isOptional: true,
    });
  }
  const holders = await peopleOn(tx, into);
  const former = from.assigneeUserId === null ? [] : [from.assigneeUserId];
  await tellStaff(context, tx, {
    userIds: [...holders, ...former].filter((userId) => userId !== context.actor.id),
    text: toStaff.merged(from, into),
    key: `merged-${eventId}`,
    ticketId: into.id,
    isUrgent: into.severity === 'P0' || into.severity === 'P1',
  });
}
