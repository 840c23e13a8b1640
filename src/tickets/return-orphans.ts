import { type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { SettledHook } from '../outbox/index.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { refreshCards, sendCard } from './cards.ts';
import { canChange, type TicketStatus } from './states.ts';
import { changeStatus, getTicket } from './change.ts';
import { startClock } from './clocks.ts';
import { clockTexts } from './clock-texts.ts';
import { holdersOf, presentChain } from './people.ts';
import { tellStaff } from './tell-staff.ts';

/** Tickets whose assignee has left the company go back to their department. */
export async function returnOrphans(context: Context): Promise<void> {
  const orphans = await context.database.client.$queryRaw<{ id: number }[]>`
    SELECT t.id FROM ticket t LEFT JOIN staff s ON s.store_id = t.store_id AND s.user_id = t.assignee_user_id
    WHERE t.store_id = ${context.storeId} AND t.status IN ('routed', 'acknowledged', 'tracking')
      AND t.assignee_user_id IS NOT NULL AND (s.id IS NULL OR NOT s.is_active)
    ORDER BY t.id LIMIT 200`;
  for (const { id } of orphans) {
    await context.database.transaction(async (tx) => {
      const ticket = await getTicket(tx, context.storeId, id);
      const { assigneeUserId } = ticket;
      if (assigneeUserId === null || !canChange('takeBack', ticket.status as TicketStatus)) return;
      const person = await tx.staff.findUnique({
        where: { storeId_userId: { storeId: ticket.storeId, userId: assigneeUserId } },
      });
      if (person?.isActive !== true) await returnToDepartment(context, tx, ticket);
    });
  }
}

/**
 * The platform does not know the assignee any more: what was meant for them goes to their department.
 *
 * @param contextOf the context of a store, for work the service does by itself
 */
export function afterStaffDelivery(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    if (row.channel !== 'wecomText' || row.ticketId === null || outcome.status === 'delivered') return;
    const isGone =
      outcome.status === 'failed'
        ? UNKNOWN_MEMBER.has(outcome.errorCode)
        : (outcome.receipt.invalidUserIds ?? []).includes(row.recipient.toLowerCase());
    if (!isGone) return;
    const ticket = await getTicket(tx, row.storeId, row.ticketId);
    if (ticket.assigneeUserId !== row.recipient || !canChange('takeBack', ticket.status as TicketStatus)) return;
    await returnToDepartment(contextOf(row.storeId), tx, ticket);
  };
}

/** All recipients invalid or outside the app's range; unknown member. */
const UNKNOWN_MEMBER = new Set([81013, 60111]);

/** 签收 is waited for again, by the others; the owner is not bothered, and the other clocks go on. */
async function returnToDepartment(context: Context, tx: Transaction, before: Ticket): Promise<void> {
  const acting = { ...context, actor: systemActor };
  const former = before.assigneeUserId ?? '';
  const { ticket, event } = await changeStatus(acting, tx, before, 'takeBack', {
    event: 'takenBack',
    data: { assigneeUserId: null, routedAt: context.clock.now(), acknowledgedAt: null },
    eventData: { assignee: former, reason: 'assigneeLeft' },
  });
  await startClock(acting, tx, ticket, 'route', rulesOf(await getStore(tx, ticket.storeId)));
  const holders = await othersOf(tx, ticket, former);
  const person = await tx.staff.findFirst({ where: { storeId: ticket.storeId, userId: former } });
  await sendCard(acting, tx, ticket, holders);
  await refreshCards(acting, tx, ticket);
  await tellStaff(acting, tx, {
    userIds: holders,
    text: clockTexts.assigneeLeft(ticket, person?.name ?? former),
    key: `assignee-left-${event.id}`,
    ticketId: ticket.id,
    isUrgent: ticket.severity === 'P0' || ticket.severity === 'P1',
  });
}

/** Who holds the card now; when that is only the one who is gone, the next one up the chain. */
async function othersOf(tx: Transaction, ticket: Ticket, former: string): Promise<string[]> {
  const holders = (await holdersOf(tx, ticket)).filter((userId) => userId !== former);
  if (holders.length > 0) return holders;
  const chain = await presentChain(tx, ticket.storeId, ticket.responsibleDepartment as Department);
  return chain.flatMap(({ staff }) => (staff.userId === former ? [] : [staff.userId])).slice(0, 1);
}
