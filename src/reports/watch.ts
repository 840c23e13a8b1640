import type { Context } from '../context.ts';
import { runEach } from '../run-each.ts';
import { sendMorningBriefs } from './briefs/morning.ts';
import { sendNudges } from './briefs/nudge.ts';
import { planReports } from './plan.ts';

const WATCHES = [planReports, sendMorningBriefs, sendNudges];

/**
 * Everything that goes to staff by the clock of the store's rules, once a minute. What fails keeps nothing else from being
 * done; it is tried again with the slot.
 *
 * @throws the first failure, after all have run
 */
export function watchReports(context: Context): Promise<void> {
  return runEach(context, WATCHES);
}
