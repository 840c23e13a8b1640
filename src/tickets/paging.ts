import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { holdersOf } from './people.ts';

/**
 * A critical ticket waits for 签收: whoever holds its card counts as paged, and the next one is paged after some minutes.
 */
export async function startPaging(context: Context, tx: Transaction, ticket: Ticket, rules: Rules): Promise<void> {
  const pagedUserIds = await holdersOf(tx, ticket);
  // Nobody holds it: there is nothing to wait for.
  const wait = pagedUserIds.length === 0 ? 0 : rules.firstContact.pageEveryMinutes * 60_000;
  await tx.ticket.update({
    where: { id: ticket.id },
    data: { pagedUserIds, pageAt: new Date(context.clock.now().getTime() + wait) },
  });
}

/** Somebody has it. */
export async function stopPaging(tx: Transaction, ticketId: number): Promise<void> {
  await tx.ticket.updateMany({ where: { id: ticketId, pageAt: { not: null } }, data: { pageAt: null } });
}
