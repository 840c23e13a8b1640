import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketClock } from '../database/generated/client.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import type { Severity } from '../understanding/index.ts';
import { closePauses } from './close-pauses.ts';
import { type ClockHistory, type ClockName, deadlineOf, rulesHashOf } from './deadline.ts';
import { startPaging, stopPaging } from './paging.ts';
import { pauseOf } from './standstill.ts';
import { withdrawTexts } from './tell-staff.ts';

export { CLOCK_NAMES, type ClockHistory, type ClockName, type Deadline, deadlineOf } from './deadline.ts';

/** Starts a clock as its next round; one that runs already goes on. A critical ticket that waits for 签收 pages. */
export async function startClock(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  name: ClockName,
  rules: Rules,
): Promise<void> {
  const earlier = await tx.ticketClock.findMany({ where: { ticketId: ticket.id, name }, select: { stoppedAt: true } });
  if (earlier.some((clock) => clock.stoppedAt === null)) return;
  const startedAt = context.clock.now();
  const { warnAt, dueAt } = deadlineOf(name, ticket.severity as Severity, startedAt, rules);
  const { storeId, id: ticketId } = ticket;
  await tx.ticketClock.createMany({
    data: [{ storeId, ticketId, name, round: earlier.length, startedAt, warnAt, dueAt, rulesHash: rulesHashOf(rules) }],
    skipDuplicates: true,
  });
  if (name === 'route' && ticket.severity === 'P0') await startPaging(context, tx, ticket, rules);
}

/** Stops running clocks; harmless when none runs. What is done, or over, waits for nobody any more: its pauses end. */
export async function stopClocks(
  context: Context,
  tx: Transaction,
  ticketId: number,
  names: readonly ClockName[],
): Promise<void> {
  const stopped = await tx.ticketClock.updateManyAndReturn({
    where: { ticketId, name: { in: [...names] }, stoppedAt: null },
    data: { stoppedAt: context.clock.now(), pausedAt: null },
    select: { id: true },
  });
  // What the platform has not taken yet has nothing to say any more.
  const keys = stopped.flatMap(({ id }) => [`warn-${id}`, ...[0, 1, 2].map((level) => `breach-${id}-${level}`)]);
  if (keys.length > 0) await withdrawTexts(tx, { ticketId, keys });
  if (names.includes('route')) await stopPaging(tx, ticketId);
  if (names.includes('verify')) {
    await tx.ticket.updateMany({ where: { id: ticketId, verifyAskAt: { not: null } }, data: { verifyAskAt: null } });
  }
  if (!names.includes('resolve')) return;
  await closePauses(context, tx, ticketId);
}

/** What moves the deadlines of these tickets: pauses, and the levels they were raised to. */
export async function historiesOf(tx: Transaction, ticketIds: readonly number[]): Promise<Map<number, ClockHistory>> {
  const where = { ticketId: { in: [...ticketIds] } };
  const pauses = await tx.ticketPause.findMany({ where, orderBy: { startedAt: 'asc' } });
  const raised = await tx.ticketEvent.findMany({ where: { ...where, type: 'raised' }, orderBy: { id: 'asc' } });
  return new Map(
    ticketIds.map((id) => [
      id,
      {
        pauses: pauses.filter((pause) => pause.ticketId === id).map(pauseOf),
        raises: raised
          .filter((event) => event.ticketId === id)
          .map((event) => ({ ...(event.data as { from: Severity; to: Severity }), at: event.at })),
      },
    ]),
  );
}

/**
 * Sets the deadlines of a ticket's running clocks anew after a pause began or ended, or the ticket was raised. What is
 * overdue already stays so: no later pause undoes a breach.
 */
export async function resetDeadlines(tx: Transaction, ticket: Ticket): Promise<void> {
  const rules = rulesOf(await getStore(tx, ticket.storeId));
  const history = (await historiesOf(tx, [ticket.id])).get(ticket.id) ?? {};
  const clocks = await tx.ticketClock.findMany({ where: { ticketId: ticket.id, stoppedAt: null } });
  for (const clock of clocks) {
    await tx.ticketClock.updateMany({
      where: { id: clock.id, stoppedAt: null },
      data: columnsOf(clock, ticket, rules, history),
    });
  }
}

/** The columns of a running clock that its rules and history make. A breach that happened keeps its deadline. */
export function columnsOf(
  clock: Pick<TicketClock, 'name' | 'startedAt' | 'breachedAt'>,
  ticket: Pick<Ticket, 'severity'>,
  rules: Rules,
  history: ClockHistory,
): { warnAt?: Date; dueAt?: Date; pausedAt: Date | null; rulesHash: string } {
  const name = clock.name as ClockName;
  const { warnAt, dueAt } = deadlineOf(name, ticket.severity as Severity, clock.startedAt, rules, history);
  const pause = history.pauses?.find(({ isOver, reason }) => !isOver && rules.pauses[reason].clocks.includes(name));
  return {
    ...(clock.breachedAt === null ? { warnAt, dueAt } : {}),
    pausedAt: pause?.startedAt ?? null,
    rulesHash: rulesHashOf(rules),
  };
}
