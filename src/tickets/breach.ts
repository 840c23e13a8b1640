import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketClock } from '../database/generated/client.ts';
import { departmentName, findStaff, listCareSpecialistsOnDuty, type Rules } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { recordEvent } from './change.ts';
import type { ClockName } from './deadline.ts';
import { toStaff } from './messages.ts';
import { peopleOn, presentChain } from './people.ts';
import { lengthOf } from './standstill.ts';
import { endOfNight, tellStaff } from './tell-staff.ts';
import { callForVerification } from './verification-call.ts';

export type ClockWithTicket = TicketClock & { ticket: Ticket };

/** `level` of a breach that was recorded at night. */
const NOBODY_TOLD = -1;

/**
 * A deadline has passed, or the next rung of the chain is due to hear of it. The first step names the breach; each later
 * one goes one rung up until the chain ends. Absent people are passed over.
 */
export async function breach(context: Context, tx: Transaction, clock: ClockWithTicket, rules: Rules): Promise<void> {
  const now = context.clock.now();
  const { ticket } = clock;
  const isUrgent = ticket.severity === 'P0' || ticket.severity === 'P1';
  const morning = isUrgent ? undefined : endOfNight(now);
  const isFirst = clock.breachedAt === null || clock.level === NOBODY_TOLD;
  if (clock.breachedAt === null && morning !== undefined) return recordAtNight(context, tx, clock, morning);
  if (clock.breachedAt !== null && (clock.escalateAt === null || clock.escalateAt > now)) return;
  const department = clock.name === 'verify' ? 'customerCare' : ticket.responsibleDepartment;
  const chain = await presentChain(tx, ticket.storeId, department as Department);
  // A reopened ticket starts one level higher.
  const wanted = isFirst ? ticket.escalationLevel : clock.level + 1;
  const rung = chain.find((step) => step.level >= wanted) ?? (isFirst ? chain.at(-1) : undefined);
  const isLast = rung === undefined || rung === chain.at(-1);
  const next = new Date(now.getTime() + rules.deadlines.escalateEveryMinutes * 60_000);
  const isMine = await claim(tx, clock, {
    level: rung?.level ?? Math.max(clock.level, 0),
    breachedAt: clock.breachedAt ?? clock.dueAt,
    warnedAt: clock.warnedAt ?? now,
    escalateAt: isLast ? null : isUrgent ? next : (endOfNight(next) ?? next),
  });
  if (!isMine || (rung === undefined && !isFirst)) return;
  await recordEvent(context, tx, ticket, 'escalated', {
    data: { clock: clock.name, level: rung?.level ?? 0, to: rung?.staff.name ?? '' },
  });
  if (isFirst && clock.name === 'verify') await callForVerification(context, tx, ticket, 'silent');
  const assignee =
    ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
  const name = clock.name as ClockName;
  const workers = isFirst ? await workersOf(context, tx, clock) : [];
  const isAbove = rung !== undefined && rung.level > 0 && !workers.includes(rung.staff.userId);
  const told = { key: `breach-${clock.id}-${rung?.level ?? 0}`, ticketId: ticket.id, isUrgent };
  await tellStaff(context, tx, {
    ...told,
    userIds: [...(rung === undefined || isAbove ? [] : [rung.staff.userId]), ...workers],
    text: toStaff.overdue(ticket, name, assignee?.name),
  });
  if (!isAbove) return;
  await tellStaff(context, tx, {
    ...told,
    userIds: [rung.staff.userId],
    text: toStaff.supervise(ticket, name, {
      department: await departmentName(tx, ticket.storeId, department as Department),
      assignee: assignee?.name,
      late: lengthOf(Math.floor((now.getTime() - clock.dueAt.getTime()) / 60_000)),
    }),
  });
}

/** The breach is a fact at its minute; people hear of it in the morning, if it is still one to act on. */
async function recordAtNight(context: Context, tx: Transaction, clock: ClockWithTicket, morning: Date): Promise<void> {
  const isMine = await claim(tx, clock, {
    level: NOBODY_TOLD,
    breachedAt: clock.dueAt,
    warnedAt: clock.warnedAt ?? context.clock.now(),
    escalateAt: morning,
  });
  if (!isMine) return;
  await recordEvent(context, tx, clock.ticket, 'escalated', { data: { clock: clock.name, to: '' } });
}

/** Once, whoever else ticks, and never for a deadline that was moved meanwhile. */
async function claim(
  tx: Transaction,
  clock: ClockWithTicket,
  data: { level: number; breachedAt: Date; warnedAt: Date; escalateAt: Date | null },
): Promise<boolean> {
  const { id, dueAt, level, breachedAt, escalateAt } = clock;
  const { count } = await tx.ticketClock.updateMany({
    where: { id, stoppedAt: null, dueAt, level, breachedAt, escalateAt },
    data,
  });
  return count > 0;
}

/** Who has to do what the clock waits for. */
async function workersOf(context: Context, tx: Transaction, clock: ClockWithTicket): Promise<string[]> {
  if (clock.name !== 'verify') return peopleOn(tx, clock.ticket);
  return (await listCareSpecialistsOnDuty(tx, context.storeId)).map((person) => person.userId);
}
