import { journeyChannels } from '../contract.ts';
import type { JourneyDay } from '../contract.ts';

/** All days of a journey together. */
export function journeyTotals(log: readonly JourneyDay[]): Pick<JourneyDay, 'counts' | 'skipped'> {
  const counts: JourneyDay['counts'] = {};
  for (const channel of journeyChannels) {
    const sum = log.reduce((total, day) => total + (day.counts[channel] ?? 0), 0);
    if (sum > 0) counts[channel] = sum;
  }
  return { counts, skipped: log.reduce((total, day) => total + day.skipped, 0) };
}

/** Owners reached, or to be called, on one day. */
export function reachedOn(day: JourneyDay): number {
  return journeyChannels.reduce((total, channel) => total + (day.counts[channel] ?? 0), 0);
}
