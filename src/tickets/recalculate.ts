import { type Context, systemActor } from '../context.ts';
import type { TicketClock, Ticket } from '../database/generated/client.ts';
import type { Transaction } from '../database/database.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { recordEvent } from './change.ts';
import { columnsOf, historiesOf } from './clocks.ts';
import { type ClockHistory, rulesHashOf } from './deadline.ts';

const BATCH = 200;

/**
 * The store's lengths, calendar or pauses changed (or a new year's holidays are known): running clocks get the deadline
 * that the rules now make. A breach that happened stays one, and nobody is warned twice.
 */
export async function recalculateClocks(context: Context): Promise<void> {
  const acting = { ...context, actor: systemActor };
  const rules = rulesOf(await getStore(context.database.client, context.storeId));
  const rulesHash = rulesHashOf(rules);
  for (;;) {
    const done = await context.database.transaction(async (tx) => {
      const clocks = await tx.ticketClock.findMany({
        where: { storeId: context.storeId, stoppedAt: null, rulesHash: { not: rulesHash } },
        include: { ticket: true },
        orderBy: { id: 'asc' },
        take: BATCH,
      });
      const histories = await historiesOf(tx, [...new Set(clocks.map((clock) => clock.ticketId))]);
      for (const clock of clocks) await recalculate(acting, tx, clock, rules, histories.get(clock.ticketId) ?? {});
      return clocks.length;
    });
    if (done < BATCH) return;
  }
}

async function recalculate(
  context: Context,
  tx: Transaction,
  clock: TicketClock & { ticket: Ticket },
  rules: Rules,
  history: ClockHistory,
): Promise<void> {
  const data = columnsOf(clock, clock.ticket, rules, history);
  const { count } = await tx.ticketClock.updateMany({
    where: { id: clock.id, stoppedAt: null, rulesHash: clock.rulesHash, breachedAt: clock.breachedAt },
    data,
  });
  if (count === 0 || data.dueAt === undefined || data.dueAt.getTime() === clock.dueAt.getTime()) return;
  await recordEvent(context, tx, clock.ticket, 'recalculated', {
    data: { clock: clock.name, from: clock.dueAt.toISOString(), to: data.dueAt.toISOString() },
  });
}
