import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { departmentName, getStore, rulesOf } from '../stores/index.ts';
import { type Department, DEPARTMENT_KEYS } from '../understanding/index.ts';
import { type CardClick, refreshCards, sendCard } from './cards.ts';
import { changeStatus, getTicket, mustBeResponsible } from './change.ts';
import { startClock } from './clocks.ts';
import { toOwner } from './messages.ts';
import { holdersOf } from './people.ts';

/**
 * 转派: another department becomes responsible and gets a card of its own. Running clocks go on: handing over buys no
 * time. Once acknowledged, the new department's 签收 has a clock of its own.
 *
 * @throws {CareError} `VALIDATION` for an unknown department or the present one
 */
export async function handOverTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; department: string; click?: CardClick },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeResponsible(context, tx, before);
  const department = DEPARTMENT_KEYS.find((key) => key === input.department && key !== 'triage');
  if (department === undefined || department === before.responsibleDepartment) {
    throw new CareError('VALIDATION', `can't hand ticket ${before.number} over to "${input.department}"`, {
      userMessage: '请先在卡片上选择要转派的部门，再点“转派”。',
    });
  }
  const { ticket, event } = await changeStatus(context, tx, before, 'handOver', {
    event: before.status === 'triage' ? 'routed' : 'handedOver',
    data: {
      responsibleDepartment: department,
      assigneeUserId: null,
      acknowledgedAt: null,
      routedAt: before.routedAt ?? context.clock.now(),
    },
    eventData: { from: before.responsibleDepartment, to: department },
  });
  // 签收 is waited for again; one that is still waited for keeps its deadline.
  await startClock(context, tx, ticket, 'route', rulesOf(await getStore(tx, context.storeId)));
  // The new card first: the old ones lose their buttons to it.
  await sendCard(context, tx, ticket, await holdersOf(tx, ticket));
  await refreshCards(context, tx, ticket, input.click);
  if (ticket.conversationId !== null) {
    const name = await departmentName(tx, context.storeId, department satisfies Department);
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('handedOver', event.id),
      text: toOwner.handedOver(ticket, name),
      ticketId: ticket.id,
      isOptional: true,
    });
  }
  return ticket;
}
