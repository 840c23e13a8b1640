import type { Context } from '../context.ts';
import { bindIdentity, findByPlate, parseMobile } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { refreshCards } from './cards.ts';
import { conflict, getTicket, recordEvent } from './change.ts';
import { toStaff } from './messages.ts';
import { mustBeInvolved } from './roles.ts';
import { ENDED_STATUSES } from './states.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * 绑定车主: staff connect an unknown owner's ticket with the archive, by plate and phone. The owner's chat and their other
 * tickets follow.
 *
 * @throws {CareError} `FORBIDDEN`; `VALIDATION` when plate and phone do not belong together; {ConflictError} when the ticket
 *   has an owner already
 */
export async function bindReporter(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; plate: string; phone: string },
): Promise<Ticket> {
  const ticket = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeInvolved(context, tx, ticket);
  if (ticket.customerId !== null && ticket.vehicleId !== null) throw await conflict(tx, ticket);
  const vehicle = await findByPlate(tx, ticket.storeId, input.plate);
  const mobile = parseMobile(input.phone);
  const isMatch = vehicle !== undefined && mobile !== undefined && vehicle.customer.mobiles.includes(mobile);
  if (!isMatch || (ticket.customerId !== null && ticket.customerId !== vehicle.customerId)) {
    throw new CareError('VALIDATION', `no owner with that plate and phone for ticket ${ticket.number}`, {
      userMessage: '档案里没有这样的车牌和手机号，请核对后再试。',
    });
  }
  const conversation =
    ticket.conversationId === null
      ? null
      : await tx.conversation.findUnique({
          where: { id: ticket.conversationId },
          select: { id: true, identityId: true },
        });
  if (conversation !== null) await bindIdentity(tx, { ...input, identityId: conversation.identityId });
  const owner = { customerId: vehicle.customerId, vehicleId: vehicle.id };
  await bindOne(context, tx, ticket, owner);
  if (conversation !== null) await bindTickets(context, tx, { conversationId: conversation.id, ...owner });
  return getTicket(tx, context.storeId, ticket.id);
}

/**
 * The unknown owner of a conversation is known now, by their own binding or by staff: their open tickets get the customer
 * and the car.
 *
 * @returns the tickets that were bound
 */
export async function bindTickets(
  context: Context,
  tx: Transaction,
  input: { conversationId: number; customerId: number; vehicleId: number },
): Promise<Ticket[]> {
  const unknown = await tx.ticket.findMany({
    where: {
      storeId: context.storeId,
      conversationId: input.conversationId,
      customerId: null,
      status: { notIn: [...ENDED_STATUSES] },
    },
    orderBy: { id: 'asc' },
  });
  const bound: Ticket[] = [];
  for (const ticket of unknown) bound.push(await bindOne(context, tx, ticket, input));
  return bound;
}

async function bindOne(
  context: Context,
  tx: Transaction,
  before: Ticket,
  { customerId, vehicleId }: { customerId: number; vehicleId: number },
): Promise<Ticket> {
  const ticket = await tx.ticket.update({ where: { id: before.id }, data: { customerId, vehicleId } });
  const event = await recordEvent(context, tx, ticket, 'bound', { data: { customerId, vehicleId } });
  await refreshCards(context, tx, ticket);
  const { assigneeUserId } = ticket;
  if (assigneeUserId !== null && assigneeUserId !== context.actor.id) {
    const customer = await tx.customer.findUniqueOrThrow({ where: { id: customerId } });
    const vehicle = await tx.vehicle.findUniqueOrThrow({ where: { id: vehicleId } });
    await tellStaff(context, tx, {
      userIds: [assigneeUserId],
      text: toStaff.bound(ticket, `${customer.name} ${vehicle.plateNumber ?? ''}`.trim()),
      key: `bound-${event.id}`,
      ticketId: ticket.id,
    });
  }
  return ticket;
}
