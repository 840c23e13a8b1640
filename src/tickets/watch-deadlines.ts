import { type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketClock } from '../database/generated/client.ts';
import {
  escalationChain,
  findStaff,
  getStore,
  listCareSpecialistsOnDuty,
  type Rules,
  rulesOf,
} from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { recordEvent } from './change.ts';
import type { ClockName } from './clocks.ts';
import { toStaff } from './messages.ts';
import { holdersOf } from './people.ts';
import { tellStaff } from './tell-staff.ts';
import { callForVerification } from './verification-call.ts';

/**
 * Nudges at the warning point, tells the head at the deadline, then the director, then the general manager. Every step
 * is conditional on not having been taken, so that it happens once whatever restarts.
 */
export async function watchDeadlines(context: Context): Promise<void> {
  const acting = { ...context, actor: systemActor };
  const now = context.clock.now();
  const due = await context.database.client.ticketClock.findMany({
    where: {
      storeId: context.storeId,
      stoppedAt: null,
      OR: [
        { warnedAt: null, warnAt: { lte: now } },
        { breachedAt: null, dueAt: { lte: now } },
        { escalateAt: { lte: now } },
      ],
    },
    orderBy: { dueAt: 'asc' },
    take: 500,
  });
  for (const { id } of due) {
    await context.database.transaction(async (tx) => {
      const clock = await tx.ticketClock.findUnique({ where: { id }, include: { ticket: true } });
      if (clock === null || clock.stoppedAt !== null) return;
      const rules = rulesOf(await getStore(tx, context.storeId));
      if (clock.dueAt <= now) await breach(acting, tx, clock, rules, now);
      else if (clock.warnedAt === null) await warn(acting, tx, clock, now);
    });
  }
}

type ClockWithTicket = TicketClock & { ticket: Ticket };

async function warn(context: Context, tx: Transaction, clock: ClockWithTicket, now: Date): Promise<void> {
  const { count } = await tx.ticketClock.updateMany({
    where: { id: clock.id, warnedAt: null, stoppedAt: null },
    data: { warnedAt: now },
  });
  if (count === 0) return;
  const { ticket } = clock;
  await recordEvent(context, tx, ticket, 'nudged', { data: { clock: clock.name } });
  // The owner is silent: a person calls, while the verdict can still be there in time.
  if (clock.name === 'verify') return callForVerification(context, tx, ticket, clock.dueAt);
  await tellStaff(context, tx, {
    userIds: await workersOf(context, tx, clock),
    text: toStaff.nudge(ticket, clock.name as ClockName, lengthOf(clock.dueAt.getTime() - now.getTime())),
    key: `warn-${clock.id}`,
    ticketId: ticket.id,
    isUrgent: isUrgent(ticket),
  });
}

/** The first step names the breach; each later one goes one rung up until the chain ends. */
async function breach(
  context: Context,
  tx: Transaction,
  clock: ClockWithTicket,
  rules: Rules,
  now: Date,
): Promise<void> {
  const isFirst = clock.breachedAt === null;
  if (!isFirst && (clock.escalateAt === null || clock.escalateAt > now)) return;
  const { ticket } = clock;
  const department = clock.name === 'verify' ? 'customerCare' : ticket.responsibleDepartment;
  const chain = await escalationChain(tx, ticket.storeId, department as Department);
  // A reopened ticket starts one level higher.
  const wanted = isFirst ? ticket.escalationLevel : clock.level + 1;
  const rung = chain.find((step) => step.level >= wanted) ?? chain.at(-1);
  const isLast = rung === undefined || rung === chain.at(-1);
  const next = new Date(now.getTime() + rules.deadlines.escalateEveryMinutes * 60_000);
  const { count } = await tx.ticketClock.updateMany({
    where: {
      id: clock.id,
      stoppedAt: null,
      level: clock.level,
      breachedAt: clock.breachedAt,
      escalateAt: clock.escalateAt,
    },
    data: {
      level: rung?.level ?? 0,
      breachedAt: clock.breachedAt ?? clock.dueAt,
      warnedAt: clock.warnedAt ?? now,
      escalateAt: isLast ? null : next,
    },
  });
  if (count === 0) return;
  await recordEvent(context, tx, ticket, 'escalated', {
    data: { clock: clock.name, level: rung?.level ?? 0, to: rung?.staff.name ?? '' },
  });
  if (isFirst && clock.name === 'verify') await callForVerification(context, tx, ticket, clock.dueAt);
  const assignee =
    ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
  await tellStaff(context, tx, {
    userIds: [
      ...(rung === undefined ? [] : [rung.staff.userId]),
      ...(isFirst ? await workersOf(context, tx, clock) : []),
    ],
    text: toStaff.overdue(ticket, clock.name as ClockName, assignee?.name),
    key: `breach-${clock.id}-${rung?.level ?? 0}`,
    ticketId: ticket.id,
    isUrgent: isUrgent(ticket),
  });
}

/** Who has to do what the clock waits for. */
async function workersOf(context: Context, tx: Transaction, clock: ClockWithTicket): Promise<string[]> {
  if (clock.name === 'verify') {
    return (await listCareSpecialistsOnDuty(tx, context.storeId)).map((person) => person.userId);
  }
  return clock.ticket.assigneeUserId === null ? holdersOf(tx, clock.ticket) : [clock.ticket.assigneeUserId];
}

function isUrgent(ticket: Ticket): boolean {
  return ticket.severity === 'P0' || ticket.severity === 'P1';
}

function lengthOf(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes}分钟`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 || hours >= 6 ? `${hours}小时` : `${hours}小时${minutes % 60}分钟`;
}
