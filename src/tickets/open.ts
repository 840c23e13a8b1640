import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { departmentName, getStore, rulesOf } from '../stores/index.ts';
import type { Decision, Department } from '../understanding/index.ts';
import { sendCard } from './cards.ts';
import { recordEvent } from './change.ts';
import { startClock } from './clocks.ts';
import { toOwner } from './messages.ts';
import { holdersOf } from './people.ts';
import { tellLeaders } from './tell-leaders.ts';

export interface OpenTicketInput {
  decision: Decision;
  decisionId: number;
  /** What the owner wrote, as it came. */
  description: string;
  source: 'chat' | 'hotline' | 'followUp' | 'manufacturer' | 'staff';
  conversationId?: number;
  customerId?: number;
  vehicleId?: number;
  /** A question that goes with the confirmation: an owner gets few messages, so both are one. */
  alsoAsk?: string;
}

/**
 * Opens a ticket, routes it to its department with a card for the people on duty, starts its clocks and tells the
 * owner. What can't be decided goes to triage at customer care.
 */
export async function openTicket(context: Context, tx: Transaction, input: OpenTicketInput): Promise<Ticket> {
  const { decision } = input;
  const now = context.clock.now();
  const store = await getStore(tx, context.storeId);
  const rules = rulesOf(store);
  const department: Department = decision.needsHuman && decision.severity !== 'P0' ? 'triage' : decision.department;
  const isTriage = department === 'triage';
  const ticket = await tx.ticket.create({
    data: {
      storeId: context.storeId,
      number: await nextNumber(context, tx),
      status: isTriage ? 'triage' : 'routed',
      source: input.source,
      kind: decision.kind,
      categories: decision.categories,
      severity: decision.severity,
      responsibleDepartment: department,
      conversationId: input.conversationId ?? null,
      customerId: input.customerId ?? null,
      vehicleId: input.vehicleId ?? null,
      decisionId: input.decisionId,
      summary: decision.summary === '' ? input.description.slice(0, 60) : decision.summary,
      description: input.description,
      openedAt: now,
      openedOn: dayToDate(dayOf(now)),
      routedAt: isTriage ? null : now,
    },
  });
  await recordEvent(context, tx, ticket, 'opened', { toStatus: ticket.status, data: { decisionId: input.decisionId } });
  if (!isTriage) {
    await recordEvent(context, tx, ticket, 'routed', { data: { department, by: decision.decidedBy } });
  }
  for (const name of ['route', 'track', 'resolve'] as const) await startClock(context, tx, ticket, name, rules);
  await sendCard(context, tx, ticket, await holdersOf(tx, ticket));
  await tellLeaders(context, tx, ticket);
  if (input.conversationId !== undefined) {
    await tellOwner(context, tx, {
      conversationId: input.conversationId,
      key: idempotencyKeyOf('opened', context.storeId, ticket.id),
      text: [
        toOwner.opened(ticket, await departmentName(tx, context.storeId, department), store.rescuePhone),
        ...(input.alsoAsk === undefined ? [] : [input.alsoAsk]),
      ].join('\n'),
      ticketId: ticket.id,
    });
  }
  return ticket;
}

/** `TS-20261122-0007`: numbered per store and day, without gaps in what was committed. */
async function nextNumber(context: Context, tx: Transaction): Promise<string> {
  const day = dayOf(context.clock.now());
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO ticket_sequence (store_id, day, last) VALUES (${context.storeId}, ${day}::date, 1)
    ON CONFLICT (store_id, day) DO UPDATE SET last = ticket_sequence.last + 1 RETURNING last`;
  return `TS-${day.replaceAll('-', '')}-${String(row?.last ?? 1).padStart(4, '0')}`;
}
