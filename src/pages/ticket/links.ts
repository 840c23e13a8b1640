import type { Transaction } from '../../database/database.ts';
import type { Ticket } from '../../database/generated/client.ts';
import { mayRead, type Scope } from '../scope.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../tickets/index.ts';

/** Another ticket that has to do with this one. */
export interface TicketLink {
  relation: string;
  number: string;
  statusLabel: string;
  /** '' for a ticket that the member may not open: that it exists is all they learn. */
  summary: string;
  isReadable: boolean;
}

/** Merged, split, and what else the owner has open. */
export async function listLinks(tx: Transaction, ticket: Ticket, scope: Scope): Promise<TicketLink[]> {
  const { id, storeId, mergedIntoId, splitFromId, customerId } = ticket;
  const near = await tx.ticket.findMany({
    where: {
      storeId,
      id: { not: id },
      OR: [
        { id: { in: [mergedIntoId ?? 0, splitFromId ?? 0] } },
        { mergedIntoId: id },
        { splitFromId: id },
        ...(customerId === null ? [] : [{ customerId }]),
      ],
    },
    orderBy: { id: 'desc' },
    take: 20,
  });
  return near.map((other) => {
    const isReadable = mayRead(scope, other);
    return {
      relation: relationOf(ticket, other),
      number: other.number,
      statusLabel: TICKET_STATUSES[other.status as TicketStatus],
      summary: isReadable ? other.summary : '',
      isReadable,
    };
  });
}

function relationOf(ticket: Ticket, other: Ticket): string {
  if (other.id === ticket.mergedIntoId) return '已合并到';
  if (other.mergedIntoId === ticket.id) return '并入本单';
  if (other.id === ticket.splitFromId) return '拆分自';
  if (other.splitFromId === ticket.id) return '拆分出';
  return '同一车主';
}
