import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { graver, type Severity } from '../understanding/index.ts';
import { recordEvent } from './change.ts';
import { deadlineOf } from './clocks.ts';
import { tellLeaders } from './tell-leaders.ts';

/**
 * What the owner adds may make a ticket graver, never milder: 签收, while it is still waited for, is then due by the
 * graver level's time, and what is critical reaches the director and the general manager.
 */
export async function raiseSeverity(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  severity: Severity,
): Promise<Ticket> {
  const from = ticket.severity as Severity;
  const to = graver(from, severity);
  if (to === from) return ticket;
  const raised = await tx.ticket.update({ where: { id: ticket.id }, data: { severity: to } });
  await recordEvent(context, tx, ticket, 'raised', { data: { from, to } });
  const rules = rulesOf(await getStore(tx, context.storeId));
  const { warnAt, dueAt } = deadlineOf('route', to, context.clock.now(), rules);
  await tx.ticketClock.updateMany({
    where: { ticketId: ticket.id, name: 'route', stoppedAt: null, dueAt: { gt: dueAt } },
    data: { warnAt, dueAt },
  });
  if (to === 'P0') await tellLeaders(context, tx, raised);
  return raised;
}
