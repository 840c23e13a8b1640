import { type Context, systemActor } from '../context.ts';
import type { SettledHook } from '../outbox/index.ts';
import { escalationChain, listOnDuty } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { sendCard } from './cards.ts';
import { getTicket } from './change.ts';

/**
 * A card that reached nobody (left the company, outside the app's range, without a licence) goes to the next people: the
 * rest of the department, then up the chain. A ticket always lies in somebody's chat.
 *
 * @param contextOf the context of a store, for work the service does by itself
 */
export function afterCardDelivery(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    if (row.channel !== 'wecomCard' || row.ticketId === null || outcome.status === 'delivered') return;
    const recipients = row.recipient.split('|');
    const unreached = outcome.status === 'failed' ? recipients : (outcome.receipt.invalidUserIds ?? []);
    if (unreached.length === 0) return;
    const context = { ...contextOf(row.storeId), actor: systemActor };
    context.logger.error({ ticketId: row.ticketId, unreached: unreached.length }, 'members did not get a card');
    if (!recipients.every((userId) => unreached.includes(userId.toLowerCase()))) return;
    const ticket = await getTicket(tx, row.storeId, row.ticketId);
    const cards = await tx.ticketCard.findMany({ where: { ticketId: ticket.id }, select: { userIds: true } });
    const tried = new Set(cards.flatMap((card) => card.userIds));
    const department = ticket.responsibleDepartment as Department;
    const candidates = [
      ...(await listOnDuty(tx, row.storeId, department)),
      ...(await escalationChain(tx, row.storeId, department)).map((rung) => rung.staff),
    ];
    const next = candidates.find((person) => !tried.has(person.userId));
    if (next !== undefined) await sendCard(context, tx, ticket, [next.userId], { inSameHands: true });
  };
}
