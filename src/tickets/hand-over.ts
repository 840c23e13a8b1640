import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { departmentName, getStore, rulesOf, type Staff } from '../stores/index.ts';
import { type Department, DEPARTMENT_KEYS } from '../understanding/index.ts';
import { type CardClick, refreshCards, sendCard } from './cards.ts';
import { changeStatus, getTicket, mustBeResponsible } from './change.ts';
import { startClock } from './clocks.ts';
import { endPauses } from './end-pauses.ts';
import { decisionOf, keepLabelledCase } from './labelled-case.ts';
import { toOwner } from './messages.ts';
import { holdersOf } from './people.ts';
import { isCustomerCare, mustBeInvolved } from './roles.ts';

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
  const staff = await mustRoute(context, tx, before);
  const department = DEPARTMENT_KEYS.find((key) => key === input.department && key !== 'triage');
  if (department === undefined || department === before.responsibleDepartment) {
    throw new CareError('VALIDATION', `can't hand ticket ${before.number} over to "${input.department}"`, {
      userMessage: '请先在卡片上选择要转派的部门，再点“转派”。',
    });
  }
  const learned = await learn(context, tx, before, staff, department);
  const { ticket, event } = await changeStatus(context, tx, before, 'handOver', {
    event: before.status === 'triage' ? 'routed' : 'handedOver',
    data: {
      responsibleDepartment: department,
      assigneeUserId: null,
      acknowledgedAt: null,
      ...(learned.length > 0 && isUncategorised(before) ? { categories: [...learned] } : {}),
      routedAt: context.clock.now(),
    },
    eventData: { from: before.responsibleDepartment, to: department },
  });
  // Nobody else's wait is taken over.
  await endPauses(context, tx, ticket, { by: 'handedOver' });
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

/** Whoever has it; customer care also corrects what was routed wrongly, while nobody has 签收. */
async function mustRoute(context: Context, tx: Transaction, ticket: Ticket): Promise<Staff> {
  return ticket.status === 'routed' ? mustBeInvolved(context, tx, ticket) : mustBeResponsible(context, tx, ticket);
}

const FIRST_DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A choice in triage says what is right, also when it agrees with the guess. So does the first hand-over by somebody who
 * can tell, on the ticket's first day; later ones may be the next step of the work.
 */
async function learn(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  staff: Staff,
  department: Department,
): Promise<readonly string[]> {
  if (ticket.status === 'triage') return keepLabelledCase(context, tx, ticket, { department, via: 'triage' });
  const guess = await decisionOf(tx, ticket);
  const isFirstDay = context.clock.now().getTime() - ticket.openedAt.getTime() < FIRST_DAY_MS;
  const canTell = isCustomerCare(staff) || staff.role === 'departmentHead';
  if (!isFirstDay || !canTell || guess?.department !== ticket.responsibleDepartment) return [];
  return keepLabelledCase(context, tx, ticket, { department, via: 'handOver' });
}

function isUncategorised({ categories }: Ticket): boolean {
  return categories.length === 0 || categories[0] === 'Z9';
}
