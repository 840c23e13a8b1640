import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';

export interface RejectLog {
  count(reason: string): void;
}

/** One line for all refusals of this time, so that an attack can't fill the disk. */
const EVERY_MS = 60_000;

/** Counts refused callbacks by reason and writes one line at the first and then at most one a minute. */
export function createRejectLog(logger: Logger, clock: Clock): RejectLog {
  let counts: Record<string, number> = {};
  let nextLineAt = 0;
  return {
    count(reason) {
      counts[reason] = (counts[reason] ?? 0) + 1;
      const now = clock.now().getTime();
      if (now < nextLineAt) return;
      nextLineAt = now + EVERY_MS;
      logger.warn({ counts }, 'callbacks refused');
      counts = {};
    },
  };
}
