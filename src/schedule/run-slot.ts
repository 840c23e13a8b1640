import { identityKeys, reconcileContacts } from '../contacts/index.ts';
import type { Context } from '../context.ts';
import { fillNameSounds } from '../customers/index.ts';
import { returnToBot } from '../conversations/index.ts';
import { kfSyncKey } from '../inbox/index.ts';
import { pruneOutgoingFiles } from '../outbox/index.ts';
import { askDueFollowUps, planFollowUps, watchFollowUpCoverage } from '../follow-ups/index.ts';
import type { StoreConnection, StoreConnections } from '../stores/connections.ts';
import {
  matchOutcomes,
  offerNextNotices,
  sendCallDigests,
  sendDueReminders,
  watchCoverage,
  watchGroupSends,
} from '../outreach/index.ts';
import { watchRectifications } from '../rectification/index.ts';
import { planDueDays, watchUnplanned } from '../reminders/index.ts';
import { watchReports } from '../reports/index.ts';
import { watchTickets } from '../tickets/index.ts';
import { watchWarranties } from '../warranty-watch/index.ts';
import { planWinBackCalls } from '../win-back/index.ts';
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
      await runFor(entry.name, context, connection, slotAt);
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

async function runFor(name: ScheduledName, context: Context, connection: StoreConnection, slotAt: Date): Promise<void> {
  switch (name) {
    case 'reminders.outcomes':
      await matchOutcomes(context);
      return;
    case 'reminders.coverage':
      await watchCoverage(context);
      await watchUnplanned(context);
      return;
    case 'follow-ups.plan':
    case 'follow-ups.ask':
      await planFollowUps(context);
      await askDueFollowUps(context);
      return;
    case 'follow-ups.coverage':
      await watchFollowUpCoverage(context);
      return;
    case 'win-back.plan':
      await planWinBackCalls(context);
      return;
    case 'reports.make':
      return watchReports(context);
    case 'tickets.deadlines':
      return watchTickets(context);
    case 'conversations.return':
      return returnToBot(context);
    case 'kf.reconcile':
      // What lost callbacks left behind: a pull without a wake-up.
      return context.database.transaction((tx) =>
        context.queue.enqueue(
          tx,
          'kf.sync',
          connection.openKfIds.map((openKfId) => kfSyncKey(context.storeId, openKfId)),
        ),
      );
    case 'group-sends.watch':
      return watchGroupSends(context);
    case 'contacts.reconcile': {
      const { contacts } = connection.channels;
      const corpId = connection.callbacks.find((callback) => callback.kind === 'wecom')?.receiverId;
      if (contacts !== undefined && corpId !== undefined) await reconcileContacts(context, contacts, corpId);
      return;
    }
    case 'identities.reconcile':
      // A large account takes minutes, and the other slots wait for this one.
      return context.database.transaction((tx) =>
        context.queue.enqueueMissing(tx, 'identities.reconcile', identityKeys(context.storeId)),
      );
    case 'classifier.train':
      // One model for all stores; it takes minutes, and the other slots wait for this one.
      return context.database.transaction((tx) => context.queue.enqueueMissing(tx, 'classifier.train', ['all']));
    case 'rectifications.watch':
      return watchRectifications(context);
    case 'warranty.watch':
      await watchWarranties(context);
      return;
    case 'names.sound':
      await fillNameSounds(context);
      return;
    case 'slots.prune':
      await context.database.client.scheduleSlot.deleteMany({
        // Only the timetable's own: others keep marks here that say how far they are.
        where: {
          name: { in: timetable.map((entry) => entry.name) },
          slotAt: { lt: new Date(slotAt.getTime() - KEEP_SLOTS_MS) },
        },
      });
      await pruneOutgoingFiles(context.database.client, context.storeId, slotAt);
      return;
    case 'reminders.prepare':
      // The first time it may take minutes, and the other slots wait for this one.
      return context.database.transaction((tx) =>
        context.queue.enqueueMissing(tx, 'reminders.prepare', [context.storeId]),
      );
    case 'reminders.plan':
      await planDueDays(context);
      await offerNextNotices(context);
      return;
    case 'reminders.send':
      await sendDueReminders(context);
      await sendCallDigests(context);
      return;
    default:
      return name satisfies never;
  }
}
