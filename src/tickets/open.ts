import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { cutCharacters } from '../platform/text.ts';
import { departmentName, getStore, rulesOf } from '../stores/index.ts';
import type { Decision, Department } from '../understanding/index.ts';
import { sendCard } from './cards.ts';
import { recordEvent } from './change.ts';
import { startClock } from './clocks.ts';
import { toOwner } from './messages.ts';
import { holdersOf } from './people.ts';
import { tellLeaders } from './tell-leaders.ts';
import { tellNamedPersonsHead } from './tell-named-persons-head.ts';

export interface OpenTicketInput {
  decision: Decision;
  /** Absent: a person decided. */
  decisionId?: number;
  /** What the owner wrote, as it came. */
  description: string;
  source: 'chat' | 'hotline' | 'followUp' | 'manufacturer' | 'staff';
  conversationId?: number;
  customerId?: number;
  vehicleId?: number;
  reporterName?: string;
  reporterPhone?: string;
  externalNo?: string;
  /** The ticket that this matter was split off. */
  splitFrom?: Ticket;
  /** A question that goes with the confirmation: an owner gets few messages, so both are one. */
  alsoAsk?: string;
  /** Answers to that question which the owner may tap. */
  choices?: readonly { id: string; text: string }[];
  /** A person is talking with the owner: the bot keeps still. */
  isSilent?: boolean;
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
      decisionId: input.decisionId ?? null,
      splitFromId: input.splitFrom?.id ?? null,
      reporterName: input.reporterName ?? null,
      reporterPhone: input.reporterPhone ?? null,
      externalNo: input.externalNo ?? null,
      demand: decision.demand,
      vehicleSystems: decision.entities.vehicleSystems,
      summary: decision.summary === '' ? cutCharacters(input.description, 60) : decision.summary,
      description: input.description,
      openedAt: now,
      openedOn: dayToDate(dayOf(now)),
      routedAt: isTriage ? null : now,
    },
  });
  await recordEvent(context, tx, ticket, 'opened', {
    toStatus: ticket.status,
    data: {
      source: input.source,
      ...(input.decisionId === undefined ? {} : { decisionId: input.decisionId }),
      ...(input.splitFrom === undefined ? {} : { splitFrom: input.splitFrom.number }),
    },
  });
  if (!isTriage) {
    const by = input.decisionId === undefined ? {} : { by: decision.decidedBy };
    await recordEvent(context, tx, ticket, 'routed', { data: { department, ...by } });
  }
  for (const name of ['route', 'track', 'resolve'] as const) await startClock(context, tx, ticket, name, rules);
  await sendCard(context, tx, ticket, await holdersOf(tx, ticket));
  await tellLeaders(context, tx, ticket);
  await tellNamedPersonsHead(context, tx, ticket, decision.entities.staffNames);
  if (input.conversationId !== undefined && input.isSilent !== true) {
    const name = await departmentName(tx, context.storeId, department);
    await tellOwner(context, tx, {
      conversationId: input.conversationId,
      key: idempotencyKeyOf('opened', context.storeId, ticket.id),
      text: [
        input.splitFrom === undefined || ticket.severity === 'P0'
          ? toOwner.opened(ticket, name, { rescuePhone: store.rescuePhone, firstContact: rules.firstContact })
          : toOwner.split(ticket, name),
        ...(input.alsoAsk === undefined ? [] : [input.alsoAsk]),
      ].join('\n'),
      ...(input.choices === undefined || input.choices.length === 0 ? {} : { menu: { items: input.choices } }),
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
