import type { OutreachChannel } from '../stores/index.ts';
import { type Reach, rungs, type Want, type Way } from './rungs/index.ts';

/** A rung that was passed over, and why; or why it has to wait. */
export interface PassedRung {
  channel: OutreachChannel;
  reason: string;
  /** Nobody can say whether it arrived: no other message may follow, a person calls. */
  isUnresolved?: true;
  /** No rung was passed over: nothing goes out yet. */
  waits?: true;
}

export interface Choice {
  channel: OutreachChannel;
  way: Way;
  passed: PassedRung[];
}

/**
 * Chooses the channel from the state, in the store's order; a call by a person is always the last rung, so that nobody
 * is forgotten. Pure.
 *
 * @param after continue below this rung: it was tried and failed
 */
export function chooseRung(
  order: readonly OutreachChannel[],
  reach: Reach,
  want: Want,
  after?: OutreachChannel,
): Choice {
  // A rung that the store has taken out of its order since: what stood below it is unknown, so a person calls.
  const start = after === undefined ? 0 : order.includes(after) ? order.indexOf(after) + 1 : order.length;
  const passed: PassedRung[] = [];
  for (const channel of order.slice(start)) {
    if (channel === 'callTask') break;
    const verdict = rungs[channel].check(reach, want);
    if ('way' in verdict) return { channel, way: verdict.way, passed };
    passed.push({ channel, reason: verdict.obstacle });
  }
  return { channel: 'callTask', way: { accountId: '', recipient: '' }, passed };
}
