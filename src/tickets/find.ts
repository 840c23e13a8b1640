import type { Db } from '../database/database.ts';
import type { Ticket, TicketEvent } from '../database/generated/client.ts';
import { OPEN_STATUSES } from './states.ts';

const NUMBER = /TS-?(\d{8})-?(\d{4,})/i;

/** The ticket number that stands in a text, in its normal form; undefined when none does. */
export function ticketNumberIn(text: string): string | undefined {
  const match = NUMBER.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : `TS-${match[1]}-${match[2]}`;
}

/** A staff text without the ticket number it names. */
export function withoutTicketNumber(text: string): string {
  return text
    .replace(NUMBER, '')
    .trim()
    .replace(/^[:：,，\s]+/, '');
}

export async function findTicketByNumber(db: Db, storeId: string, number: string): Promise<Ticket | undefined> {
  return (await db.ticket.findUnique({ where: { storeId_number: { storeId, number } } })) ?? undefined;
}

/** Open tickets that a member of staff has acknowledged, oldest first. */
export async function listTicketsOf(db: Db, storeId: string, userId: string): Promise<Ticket[]> {
  return db.ticket.findMany({
    where: { storeId, assigneeUserId: userId, status: { in: [...OPEN_STATUSES] } },
    orderBy: { openedAt: 'asc' },
  });
}

/**
 * Tickets that this person has marked 处理完毕 since then without a word of result, which has not come yet either; also
 * where the owner has closed the ticket meanwhile. The newest first.
 */
export async function listAwaitingResult(
  db: Db,
  { storeId, userId, since }: { storeId: string; userId: string; since: Date },
): Promise<Ticket[]> {
  const tickets = await db.ticket.findMany({
    where: { storeId, status: { in: ['resolved', 'closed'] }, result: null, resolvedAt: { gt: since } },
    orderBy: { resolvedAt: 'desc' },
    include: { events: { where: { type: 'resolved' }, orderBy: { id: 'desc' }, take: 1 } },
  });
  return tickets.flatMap(({ events, ...ticket }) => (events[0]?.actorId === userId ? ticket : []));
}

export async function listEvents(db: Db, ticketId: number): Promise<TicketEvent[]> {
  return db.ticketEvent.findMany({ where: { ticketId }, orderBy: { id: 'asc' } });
}
