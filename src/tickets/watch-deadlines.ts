import { type Context, systemActor } from '../context.ts';
import type { Prisma } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { breach, type ClockWithTicket } from './breach.ts';
import { endOfNight } from './tell-staff.ts';
import { warnAll } from './warn.ts';

const LIMIT = 500;
const URGENT = ['P0', 'P1'];

/**
 * Nudges at the warning point, tells the head at the deadline, then the director, then the general manager. Every step
 * is conditional on not having been taken, so that it happens once whatever restarts. At night a breach is recorded, and
 * people hear only of what is urgent: by the morning the rest may be done.
 */
export async function watchDeadlines(context: Context): Promise<void> {
  const acting = { ...context, actor: systemActor };
  const { client } = context.database;
  const now = context.clock.now();
  const speakable: Prisma.TicketClockWhereInput =
    endOfNight(now) === undefined ? {} : { ticket: { severity: { in: URGENT } } };
  const running = { storeId: context.storeId, stoppedAt: null };
  const overdue = await client.ticketClock.findMany({
    where: {
      ...running,
      OR: [
        { breachedAt: null, dueAt: { lte: now } },
        { escalateAt: { lte: now }, ...speakable },
      ],
    },
    orderBy: { dueAt: 'asc' },
    take: LIMIT,
  });
  for (const { id } of overdue) {
    await context.database.transaction(async (tx) => {
      const clock = await tx.ticketClock.findUnique({ where: { id }, include: { ticket: true } });
      // A pause may have moved it meanwhile.
      if (clock === null || clock.stoppedAt !== null || (clock.breachedAt === null && clock.dueAt > now)) return;
      await breach(acting, tx, clock, rulesOf(await getStore(tx, context.storeId)));
    });
  }
  const near: ClockWithTicket[] = await client.ticketClock.findMany({
    where: { ...running, warnedAt: null, breachedAt: null, warnAt: { lte: now }, dueAt: { gt: now }, ...speakable },
    include: { ticket: true },
    orderBy: { dueAt: 'asc' },
    take: LIMIT,
  });
  await warnAll(acting, near);
}
