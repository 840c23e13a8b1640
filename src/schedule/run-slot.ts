import type { Context } from '../context.ts';
import { kfSyncKey } from '../inbox/index.ts';
import type { StoreConnections } from '../stores/connections.ts';
import { sendCallDigests, sendDueReminders } from '../outreach/index.ts';
import { planDueDays } from '../reminders/index.ts';
import { watchDeadlines } from '../tickets/index.ts';
import { type ScheduledName, timetable } from './timetable.ts';

/** Slots are kept this long: enough to see what ran. */
const KEEP_SLOTS_MS = 3 * 24 * 60 * 60 * 1000;

interface Parts {
  contextOf(storeId: string): Context;
  connections: StoreConnections;
}

/**
 * Runs one claimed slot for every store, and marks it as done when all of them came through. One store's failure keeps no
 * other waiting; the slot then gets another turn.
 *
 * @param key `name|slot as ISO instant`
 */
export async function runSlot(parts: Parts, key: string): Promise<void> {
  const [name, slot] = key.split('|');
  const entry = timetable.find((candidate) => candidate.name === name);
  if (entry === undefined || slot === undefined) return;
  const slotAt = new Date(slot);
  let isComplete = true;
  for (const connection of parts.connections.all) {
    const context = parts.contextOf(connection.storeId);
    try {
      await runFor(entry.name, context, connection.openKfIds, slotAt);
    } catch (error) {
      isComplete = false;
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      context.logger.error({ slot: key, storeId: connection.storeId, reason }, 'slot failed');
    }
  }
  const [first] = parts.connections.all;
  if (!isComplete || first === undefined) return;
  const { database, clock } = parts.contextOf(first.storeId);
  await database.client.scheduleSlot.updateMany({
    where: { name: entry.name, slotAt },
    data: { doneAt: clock.now() },
  });
}

async function runFor(
  name: ScheduledName,
  context: Context,
  openKfIds: readonly string[],
  slotAt: Date,
): Promise<void> {
  switch (name) {
    case 'tickets.deadlines':
      return watchDeadlines(context);
    case 'kf.reconcile':
      // What lost callbacks left behind: a pull without a wake-up.
      return context.database.transaction((tx) =>
        context.queue.enqueue(
          tx,
          'kf.sync',
          openKfIds.map((openKfId) => kfSyncKey(context.storeId, openKfId)),
        ),
      );
    case 'slots.prune':
      await context.database.client.scheduleSlot.deleteMany({
        // Only the timetable's own: others keep marks here that say how far they are.
        where: {
          name: { in: timetable.map((entry) => entry.name) },
          slotAt: { lt: new Date(slotAt.getTime() - KEEP_SLOTS_MS) },
        },
      });
      return;
    case 'reminders.plan':
      await planDueDays(context);
      return;
    case 'reminders.send':
      await sendDueReminders(context);
      await sendCallDigests(context);
      return;
    default:
      return name satisfies never;
  }
}
