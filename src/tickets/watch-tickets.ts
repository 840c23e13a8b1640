import type { Context } from '../context.ts';
import { runEach } from '../run-each.ts';
import { askWaitingOwners } from './ask-for-verdict.ts';
import { endExpiredPauses } from './end-expired-pauses.ts';
import { nudgeUnacknowledged } from './nudge-unacknowledged.ts';
import { pageDuty } from './page-duty.ts';
import { recalculateClocks } from './recalculate.ts';
import { returnOrphans } from './return-orphans.ts';
import { watchDeadlines } from './watch-deadlines.ts';

/**
 * In this order: whoever is in danger waits for nothing; deadlines are right before they are looked at, and somebody has
 * the ticket who can be told.
 */
const WATCHES = [
  pageDuty,
  recalculateClocks,
  endExpiredPauses,
  returnOrphans,
  askWaitingOwners,
  watchDeadlines,
  nudgeUnacknowledged,
];

/**
 * Everything that happens to tickets by the clock, once a minute. What fails keeps nothing else from being done; it is
 * tried again with the slot.
 *
 * @throws the first failure, after all have run
 */
export function watchTickets(context: Context): Promise<void> {
  return runEach(context, WATCHES);
}
