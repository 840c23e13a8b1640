import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { cutCharacters } from '../platform/text.ts';
import { type Category, departmentOfCategory, isCategory, understandLocally } from '../understanding/index.ts';
import { refreshCards } from './cards.ts';
import { conflict, getTicket, recordEvent } from './change.ts';
import { openTicket } from './open.ts';
import { mustBeInvolved } from './roles.ts';
import { ENDED_STATUSES, type TicketStatus } from './states.ts';

/**
 * 拆分: a second matter gets a ticket of its own, with its own category, department and clocks. The owner's words about it
 * are copied; both tickets say where they come from.
 *
 * @param input.words the owner's words about the second matter
 * @param input.category what the second matter is about; it leaves the first ticket, unless it is its only one
 * @returns the new ticket
 * @throws {CareError} `FORBIDDEN`, `VALIDATION`; {ConflictError} for a ticket that has ended
 */
export async function splitTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; words: string; category: string },
): Promise<Ticket> {
  const first = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeInvolved(context, tx, first);
  if (ENDED_STATUSES.includes(first.status as TicketStatus)) throw await conflict(tx, first);
  const words = input.words.trim();
  const { category } = input;
  if (words === '' || !isCategory(category) || category === 'Z9') {
    throw new CareError('VALIDATION', `can't split "${category}" off ticket ${first.number}`, {
      userMessage: '拆分工单请写明另一件事的类别和车主的话。',
    });
  }
  const second = await openTicket(context, tx, {
    decision: decisionOn(words, category),
    description: words,
    source: first.source as 'chat',
    splitFrom: first,
    ...(first.conversationId === null ? {} : { conversationId: first.conversationId }),
    ...(first.customerId === null ? {} : { customerId: first.customerId }),
    ...(first.vehicleId === null ? {} : { vehicleId: first.vehicleId }),
    ...(first.reporterName === null ? {} : { reporterName: first.reporterName }),
    ...(first.reporterPhone === null ? {} : { reporterPhone: first.reporterPhone }),
  });
  const left = first.categories.filter((other) => other !== category);
  const changed = await tx.ticket.update({
    where: { id: first.id },
    data: left.length > 0 ? { categories: left } : {},
  });
  await recordEvent(context, tx, first, 'split', { data: { to: second.number, category, text: words } });
  if (left.length > 0 && left.length < first.categories.length) await refreshCards(context, tx, changed);
  return second;
}

/** A person has decided what it is about; how grave it is, the words say. */
function decisionOn(words: string, category: Category) {
  const read = understandLocally({ messages: [words] });
  const isComplaint = read.kind === 'complaint' || read.kind === 'grumble' || read.kind === 'rescue';
  return {
    ...read,
    kind: isComplaint ? read.kind : ('complaint' as const),
    severity: isComplaint || read.severity < 'P2' ? read.severity : ('P2' as const),
    categories: [category],
    department: departmentOfCategory(category, words),
    needsHuman: false,
    summary: isComplaint ? read.summary : cutCharacters(words, 60),
  };
}
