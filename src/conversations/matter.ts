import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { findOpenMatter, isOnlyThreat, OPEN_STATUSES } from '../tickets/index.ts';
import type { Decision } from '../understanding/index.ts';
import type { Heard } from './heard.ts';
import { vehicleOf } from './vehicle-of.ts';

/**
 * The open ticket that a complaint belongs to: the same matter here, or said in one breath with it, or the same matter as
 * the hotline, the manufacturer, staff or the owner's other chat brought it. Danger is never just an addition to something
 * milder, but a threat is about what was talked about last. An owner of two cars may complain of both.
 */
export async function findSameMatter(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
): Promise<Ticket | undefined> {
  const { conversation, decision, identity } = heard;
  const vehicle = await vehicleOf(tx, heard);
  const isThreat = isOnlyThreat(decision);
  const isPossible = (ticket: Ticket) =>
    (decision.severity !== 'P0' || isThreat || ticket.severity === 'P0') &&
    (vehicle === undefined || ticket.vehicleId === null || ticket.vehicleId === vehicle.id);
  if (isThreat) return open.find(isPossible);
  const here = open.filter(
    (ticket) =>
      (ticket.conversationId === conversation.id || ticket.id === conversation.openTicketId) && isPossible(ticket),
  );
  const same = here.find((ticket) => isSameMatter(ticket, decision)) ?? (await inOneBreath(tx, heard, here));
  if (same !== undefined || identity.customerId === null) return same;
  const elsewhere = await findOpenMatter(tx, {
    storeId: context.storeId,
    customerId: identity.customerId,
    vehicleId: vehicle?.id ?? null,
    categories: decision.categories,
    vehicleSystems: decision.entities.vehicleSystems,
    now: context.clock.now(),
    isCritical: decision.severity === 'P0',
  });
  return elsewhere !== undefined && isPossible(elsewhere) ? elsewhere : undefined;
}

function isSameMatter(ticket: Ticket, decision: Decision): boolean {
  const known = decision.categories.filter((category) => category !== 'Z9');
  if (known.length === 0 || ticket.categories.length === 0 || ticket.categories[0] === 'Z9') return true;
  return known.some((category) => ticket.categories.includes(category));
}

/**
 * Several messages in a row are one complaint: a clear one is taken at once, and what the owner types within the quiet gap
 * after it still belongs to it, whatever it is about. Its categories join the ticket's, at most three.
 */
async function inOneBreath(tx: Transaction, heard: Heard, candidates: readonly Ticket[]): Promise<Ticket | undefined> {
  const ticket = candidates.find((candidate) => candidate.id === heard.conversation.openTicketId);
  const [first] = heard.messages;
  if (ticket === undefined || first === undefined) return undefined;
  const before = await tx.message.findFirst({
    where: { ticketId: ticket.id, id: { lt: first.id } },
    orderBy: { id: 'desc' },
  });
  const { quietGapSeconds } = heard.rules.conversation;
  const gapMs = first.sentAt.getTime() - (before ?? first).sentAt.getTime();
  if (before === null || gapMs >= quietGapSeconds * 1000) return undefined;
  const categories = [...new Set([...ticket.categories, ...heard.decision.categories])].slice(0, 3);
  await tx.ticket.update({ where: { id: ticket.id }, data: { categories } });
  return ticket;
}

/**
 * Open tickets of this owner, the one talked about last first: this conversation's, also one that a merged ticket went
 * into, then those of the same customer from elsewhere.
 */
export async function openTicketsOf(tx: Transaction, heard: Heard): Promise<Ticket[]> {
  const { id, openTicketId, storeId } = heard.conversation;
  const { customerId } = heard.identity;
  const open = await tx.ticket.findMany({
    where: {
      storeId,
      status: { in: [...OPEN_STATUSES] },
      OR: [
        { conversationId: id },
        ...(openTicketId === null ? [] : [{ id: openTicketId }]),
        ...(customerId === null ? [] : [{ customerId }]),
      ],
    },
    orderBy: { id: 'desc' },
  });
  const rank = (ticket: Ticket) => (ticket.id === openTicketId ? 0 : ticket.conversationId === id ? 1 : 2);
  return open.toSorted((left, right) => rank(left) - rank(right));
}

/** The open ticket that words without a complaint are about: one of their category, else the last one. */
export function ticketAbout(open: readonly Ticket[], { decision }: Heard): Ticket | undefined {
  return open.find((ticket) => decision.categories.some((category) => ticket.categories.includes(category))) ?? open[0];
}
