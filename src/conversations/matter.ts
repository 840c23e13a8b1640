import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { OPEN_STATUSES } from '../tickets/index.ts';
import type { Decision } from '../understanding/index.ts';
import type { Heard } from './respond.ts';

/**
 * The open ticket that a complaint belongs to: the same matter, or said in one breath with it. Danger is never just an
 * addition to something milder.
 */
export async function findSameMatter(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
): Promise<Ticket | undefined> {
  const candidates = open.filter((ticket) => heard.decision.severity !== 'P0' || ticket.severity === 'P0');
  const same = candidates.find((ticket) => isSameMatter(ticket, heard.decision));
  return same ?? (await inOneBreath(context, tx, heard, candidates));
}

function isSameMatter(ticket: Ticket, decision: Decision): boolean {
  const known = decision.categories.filter((category) => category !== 'Z9');
  if (known.length === 0 || ticket.categories.length === 0 || ticket.categories[0] === 'Z9') return true;
  return known.some((category) => ticket.categories.includes(category));
}

/**
 * Several messages in a row are one complaint: a clear one is taken at once, and what the owner types within the quiet gap
 * after it still belongs to it, whatever it is about. Its categories join the ticket's, at most three.
 */
async function inOneBreath(
  context: Context,
  tx: Transaction,
  heard: Heard,
  candidates: readonly Ticket[],
): Promise<Ticket | undefined> {
  const ticket = candidates.find((candidate) => candidate.id === heard.conversation.openTicketId);
  const [first] = heard.messages;
  if (ticket === undefined || first === undefined) return undefined;
  const before = await tx.message.findFirst({
    where: { ticketId: ticket.id, id: { lt: first.id } },
    orderBy: { id: 'desc' },
  });
  const { quietGapSeconds } = rulesOf(await getStore(tx, context.storeId)).conversation;
  const gapMs = first.sentAt.getTime() - (before ?? first).sentAt.getTime();
  if (before === null || gapMs >= quietGapSeconds * 1000) return undefined;
  const categories = [...new Set([...ticket.categories, ...heard.decision.categories])].slice(0, 3);
  await tx.ticket.update({ where: { id: ticket.id }, data: { categories } });
  return ticket;
}

/** Open tickets of this conversation, the one talked about last first. */
export async function openTicketsOf(tx: Transaction, heard: Heard): Promise<Ticket[]> {
  const { id, openTicketId } = heard.conversation;
  const open = await tx.ticket.findMany({
    where: { conversationId: id, status: { in: [...OPEN_STATUSES] } },
    orderBy: { id: 'desc' },
  });
  return [
    ...open.filter((ticket) => ticket.id === openTicketId),
    ...open.filter((ticket) => ticket.id !== openTicketId),
  ];
}

/** The open ticket that words without a complaint are about: one of their category, else the last one. */
export function ticketAbout(open: readonly Ticket[], { decision }: Heard): Ticket | undefined {
  return open.find((ticket) => decision.categories.some((category) => ticket.categories.includes(category))) ?? open[0];
}
