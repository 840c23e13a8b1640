import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { findStaff, listCareSpecialistsOnDuty } from '../stores/index.ts';
import { type Decision, graver } from '../understanding/index.ts';
import { refreshCards } from './cards.ts';
import { recordEvent } from './change.ts';
import { findOwner, type OwnerClues } from './find-owner.ts';
import { toStaff } from './messages.ts';
import { openTicket } from './open.ts';
import { findOpenMatter } from './open-matter.ts';
import { peopleOn } from './people.ts';
import { raiseSeverity } from './raise-severity.ts';
import { recordDecision } from './record-decision.ts';
import { tellStaff } from './tell-staff.ts';

/** Where a complaint comes from when it is not the owner's own chat. */
export const ENTRY_SOURCES = {
  hotline: '400热线',
  followUp: '回访',
  manufacturer: '厂家',
  staff: '员工录入',
} as const;
export type EntrySource = keyof typeof ENTRY_SOURCES;

export interface ComplaintEntry extends OwnerClues {
  source: EntrySource;
  /** What the owner said. */
  text: string;
  name?: string;
  /** Number of the manufacturer's or hotline's own record. */
  externalNo?: string;
  /** Owner and car, where the archive's rows are known: then no clue is needed. */
  known?: { customerId: number; vehicleId: number };
}

/**
 * A member of staff enters a complaint for an owner. The same matter joins its open ticket, whatever source that has;
 * anything else opens one, routed like a chat's. So does danger, unless a ticket as grave is being worked on.
 *
 * @param input.decision the text as understood, like a chat's: asking a model takes seconds, so before the transaction
 * @returns the ticket, and whether the complaint joined it
 * @throws {CareError} `FORBIDDEN` for strangers; `VALIDATION` without words, or without anything to find the owner by
 */
export async function enterComplaint(
  context: Context,
  tx: Transaction,
  input: ComplaintEntry & { decision: Decision },
): Promise<{ ticket: Ticket; isJoined: boolean }> {
  const text = input.text.trim();
  await mustBeStaff(context, tx);
  mustBeComplete({ ...input, text });
  const { customer, vehicle } =
    input.known === undefined ? await findOwner(tx, context.storeId, input) : await loadKnown(tx, input.known);
  const decision = asComplaint(input.decision);
  const externalNo = trimmed(input.externalNo);
  const same = await findOpenMatter(tx, {
    storeId: context.storeId,
    customerId: customer?.id ?? null,
    vehicleId: vehicle?.id ?? null,
    categories: decision.categories,
    vehicleSystems: decision.entities.vehicleSystems,
    now: context.clock.now(),
    includesResolved: true,
    isCritical: decision.severity === 'P0',
    ...(externalNo === undefined ? {} : { externalNo }),
  });
  const decisionId = await recordDecision(context, tx, { decision: input.decision, text });
  if (same !== undefined) {
    const known = { customerId: customer?.id ?? null, vehicleId: vehicle?.id ?? null };
    return { ticket: await join(context, tx, same, { ...input, text, decision, ...known }), isJoined: true };
  }
  const name = trimmed(input.name);
  const phone = trimmed(input.phone);
  const ticket = await openTicket(context, tx, {
    decision,
    decisionId,
    description: text,
    source: input.source,
    ...(customer === undefined ? {} : { customerId: customer.id }),
    ...(vehicle === undefined ? {} : { vehicleId: vehicle.id }),
    ...(name === undefined ? {} : { reporterName: name }),
    ...(phone === undefined ? {} : { reporterPhone: phone }),
    ...(externalNo === undefined ? {} : { externalNo }),
  });
  return { ticket, isJoined: false };
}

async function join(
  context: Context,
  tx: Transaction,
  same: Ticket,
  entry: ComplaintEntry & { decision: Decision; customerId: number | null; vehicleId: number | null },
): Promise<Ticket> {
  const before = await tx.ticket.update({
    where: { id: same.id },
    data: {
      customerId: same.customerId ?? entry.customerId,
      vehicleId: same.vehicleId ?? entry.vehicleId,
      externalNo: same.externalNo ?? trimmed(entry.externalNo) ?? null,
      reporterName: same.reporterName ?? trimmed(entry.name) ?? null,
      reporterPhone: same.reporterPhone ?? trimmed(entry.phone) ?? null,
      vehicleSystems: [...new Set([...same.vehicleSystems, ...entry.decision.entities.vehicleSystems])],
    },
  });
  const ticket = await raiseSeverity(context, tx, before, entry.decision.severity, entry.text);
  const event = await recordEvent(context, tx, ticket, 'joined', {
    data: { source: entry.source, text: entry.text, externalNo: trimmed(entry.externalNo) ?? '' },
  });
  await refreshCards(context, tx, ticket);
  await tellStaff(context, tx, {
    userIds: await workersOf(context, tx, ticket),
    text: toStaff.joined(ticket, ENTRY_SOURCES[entry.source], entry.text),
    key: `joined-${event.id}`,
    ticketId: ticket.id,
    isUrgent: ticket.severity === 'P0' || ticket.severity === 'P1',
  });
  return ticket;
}

async function loadKnown(
  tx: Transaction,
  { customerId, vehicleId }: { customerId: number; vehicleId: number },
): Promise<{ customer?: { id: number }; vehicle?: { id: number } }> {
  const select = { id: true } as const;
  const customer = await tx.customer.findUnique({ where: { id: customerId }, select });
  const vehicle = await tx.vehicle.findUnique({ where: { id: vehicleId }, select });
  return { ...(customer === null ? {} : { customer }), ...(vehicle === null ? {} : { vehicle }) };
}

/** After 处理完毕 it is customer care that has to hear of it: the owner has not agreed. */
async function workersOf(context: Context, tx: Transaction, ticket: Ticket): Promise<string[]> {
  if (ticket.status === 'resolved') {
    return (await listCareSpecialistsOnDuty(tx, context.storeId)).map((person) => person.userId);
  }
  return peopleOn(tx, ticket);
}

/** A person has heard that it is a complaint; what about and how grave, the words say. */
function asComplaint(decision: Decision): Decision {
  if (['complaint', 'grumble', 'rescue'].includes(decision.kind)) return decision;
  const isRouted = decision.categories.length > 0;
  return {
    ...decision,
    kind: 'complaint',
    severity: graver(decision.severity, 'P2'),
    department: isRouted ? decision.department : 'triage',
    needsHuman: !isRouted || decision.needsHuman,
  };
}

async function mustBeStaff(context: Context, tx: Transaction): Promise<void> {
  if ((await findStaff(tx, context.storeId, context.actor.id)) !== undefined) return;
  throw new CareError('FORBIDDEN', `${context.actor.id} is no member of staff`, {
    userMessage: '只有门店员工可以录入投诉。',
  });
}

function mustBeComplete(entry: ComplaintEntry): void {
  if (entry.text.length < 2) {
    throw new CareError('VALIDATION', 'a complaint without words', { userMessage: '请写明车主反映的内容。' });
  }
  const clues = [entry.plate, entry.phone, entry.vin, entry.externalNo].map(trimmed);
  if (entry.known === undefined && clues.every((clue) => clue === undefined)) {
    throw new CareError('VALIDATION', 'a complaint without owner', {
      userMessage: '请写上车牌号、手机号或车架号，方便同事联系车主。',
    });
  }
}

function trimmed(text: string | undefined): string | undefined {
  const bare = text?.trim() ?? '';
  return bare === '' ? undefined : bare;
}
