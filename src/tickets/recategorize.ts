import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { departmentOfCategory, isCategory, isSeverity } from '../understanding/index.ts';
import { refreshCards } from './cards.ts';
import { conflict, getTicket, recordEvent } from './change.ts';
import { keepLabelledCase } from './labelled-case.ts';
import { raiseSeverity } from './raise-severity.ts';
import { mustBeInvolved } from './roles.ts';
import { ENDED_STATUSES, type TicketStatus } from './states.ts';

/**
 * 改分类, and raising the severity. The department stays: handing over is a step of its own.
 *
 * @param input.categories one to three, the first one is the main one
 * @param input.severity a graver one raises the ticket, a milder one changes nothing
 * @throws {CareError} `FORBIDDEN`, `VALIDATION`; {ConflictError} for a ticket that has ended
 */
export async function recategorizeTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; categories?: readonly string[]; severity?: string },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeInvolved(context, tx, before);
  if (ENDED_STATUSES.includes(before.status as TicketStatus)) throw await conflict(tx, before);
  const raised =
    input.severity !== undefined && isSeverity(input.severity)
      ? await raiseSeverity(context, tx, before, input.severity)
      : before;
  const ticket = await withCategories(context, tx, raised, [...new Set(input.categories ?? raised.categories)]);
  if (ticket !== before) await refreshCards(context, tx, ticket);
  return ticket;
}

async function withCategories(
  context: Context,
  tx: Transaction,
  before: Ticket,
  categories: readonly string[],
): Promise<Ticket> {
  if (categories.join() === before.categories.join()) return before;
  const [first] = categories;
  if (first === undefined || !isCategory(first) || categories.length > 3 || !categories.every(isCategory)) {
    throw new CareError('VALIDATION', `bad categories "${categories.join()}"`, { userMessage: '请选择一到三个类别。' });
  }
  const { count } = await tx.ticket.updateMany({
    where: { id: before.id, status: before.status, categories: { equals: before.categories } },
    data: { categories: [...categories] },
  });
  if (count === 0) throw await conflict(tx, before);
  await recordEvent(context, tx, before, 'recategorized', {
    data: { from: before.categories.join(), to: categories.join() },
  });
  await keepLabelledCase(context, tx, before, {
    categories,
    department: departmentOfCategory(first, before.description),
    via: 'page',
  });
  return { ...before, categories: [...categories] };
}
