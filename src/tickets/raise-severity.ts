import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { graver, type Severity } from '../understanding/index.ts';
import { recordEvent } from './change.ts';
import { resetDeadlines } from './clocks.ts';
import { endPauses } from './end-pauses.ts';
import { startPaging } from './paging.ts';
import { tellLeaders } from './tell-leaders.ts';

/**
 * What the owner adds may make a ticket graver, never milder: what is still waited for is then due by the graver level's
 * time, and the leaders hear of it, and what is critical pages until 签收 and waits for nothing.
 *
 * @param words what made it graver; absent: a person raised it
 */
export async function raiseSeverity(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  severity: Severity,
  words?: string,
): Promise<Ticket> {
  const from = ticket.severity as Severity;
  const to = graver(from, severity);
  if (to === from) return ticket;
  const raised = await tx.ticket.update({ where: { id: ticket.id }, data: { severity: to } });
  await recordEvent(context, tx, ticket, 'raised', { data: { from, to } });
  if (to === 'P0') await endPauses(context, tx, raised, { by: 'raised' });
  await resetDeadlines(tx, raised);
  await tellLeaders(context, tx, raised, words);
  if (to !== 'P0') return raised;
  const waiting = await tx.ticketClock.count({ where: { ticketId: ticket.id, name: 'route', stoppedAt: null } });
  if (waiting > 0) await startPaging(context, tx, raised, rulesOf(await getStore(tx, ticket.storeId)));
  return raised;
}
