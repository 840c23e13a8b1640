import { type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { escalationChain, findStaff, getStore, listOnDuty, rulesOf, type Staff } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { sendCard } from './cards.ts';
import { recordEvent } from './change.ts';
import { clockTexts } from './clock-texts.ts';
import { presentChain } from './people.ts';
import type { TicketStatus } from './states.ts';
import { tellStaff } from './tell-staff.ts';

/** States in which nobody has 签收. */
const WAITING: readonly TicketStatus[] = ['triage', 'routed'];

/**
 * Critical and nobody has 签收: every few minutes the next person up the chain gets the card and is told who was paged
 * before, day or night; when there is nobody left, all of them once more at the deadline.
 */
export async function pageDuty(context: Context): Promise<void> {
  const acting = { ...context, actor: systemActor };
  const due = await context.database.client.ticket.findMany({
    where: { storeId: context.storeId, status: { in: [...WAITING] }, pageAt: { lte: context.clock.now() } },
    orderBy: { pageAt: 'asc' },
    take: 200,
  });
  for (const { id, pageAt } of due) {
    await context.database.transaction(async (tx) => {
      const ticket = await tx.ticket.findFirst({ where: { id, pageAt, status: { in: [...WAITING] } } });
      if (ticket !== null) await pageNext(acting, tx, ticket);
    });
  }
}

async function pageNext(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  const now = context.clock.now();
  const minutes = rulesOf(await getStore(tx, ticket.storeId)).firstContact.pageEveryMinutes;
  const next = (await chainOf(tx, ticket)).find((person) => !ticket.pagedUserIds.includes(person.userId));
  if (next === undefined) return pageAll(context, tx, ticket, now);
  const isMine = await claim(tx, ticket, {
    pageAt: new Date(now.getTime() + minutes * 60_000),
    pagedUserIds: [...ticket.pagedUserIds, next.userId],
  });
  if (!isMine) return;
  const before = await namesOf(tx, ticket);
  const event = await recordEvent(context, tx, ticket, 'paged', { data: { to: next.name, before } });
  // Who was paged first may still be the one who takes it.
  await sendCard(context, tx, ticket, [next.userId], { inSameHands: true });
  await tellStaff(context, tx, {
    userIds: [next.userId],
    text: clockTexts.paged(ticket, before, minutes),
    key: `page-${event.id}`,
    ticketId: ticket.id,
    isUrgent: true,
  });
}

/** Everybody has been paged. Before the deadline they have their time; at the deadline they hear it once more. */
async function pageAll(context: Context, tx: Transaction, ticket: Ticket, now: Date): Promise<void> {
  const clock = await tx.ticketClock.findFirst({ where: { ticketId: ticket.id, name: 'route', stoppedAt: null } });
  const isEarly = clock !== null && clock.dueAt > now;
  if (!(await claim(tx, ticket, { pageAt: isEarly ? clock.dueAt : null })) || isEarly) return;
  const names = await namesOf(tx, ticket);
  const event = await recordEvent(context, tx, ticket, 'paged', { data: { to: names.join('、'), before: names } });
  await tellStaff(context, tx, {
    userIds: ticket.pagedUserIds,
    text: clockTexts.pagedAll(ticket),
    key: `page-${event.id}`,
    ticketId: ticket.id,
    isUrgent: true,
  });
}

/** Once, whoever else ticks: the page is taken by whoever moves its time. */
async function claim(
  tx: Transaction,
  ticket: Ticket,
  data: { pageAt: Date | null; pagedUserIds?: string[] },
): Promise<boolean> {
  const { count } = await tx.ticket.updateMany({
    where: { id: ticket.id, pageAt: ticket.pageAt, status: ticket.status },
    data,
  });
  return count > 0;
}

/** The department's people on duty, then up the chain; those who are absent come last, but they come. */
async function chainOf(tx: Transaction, ticket: Ticket): Promise<Staff[]> {
  const department = ticket.responsibleDepartment as Department;
  return [
    ...(await listOnDuty(tx, ticket.storeId, department)),
    ...(await presentChain(tx, ticket.storeId, department)).map((rung) => rung.staff),
    ...(await escalationChain(tx, ticket.storeId, department)).map((rung) => rung.staff),
  ];
}

async function namesOf(tx: Transaction, ticket: Ticket): Promise<string[]> {
  const names: string[] = [];
  for (const userId of ticket.pagedUserIds) {
    const person = await findStaff(tx, ticket.storeId, userId);
    if (person !== undefined) names.push(person.name);
  }
  return names;
}
