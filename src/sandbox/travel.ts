import type { TravellingClock } from '../clock.ts';
import type { EmulatorControl } from '../emulator/index.ts';
import type { Service } from '../service.ts';
import { listDue } from './due.ts';

export interface Traveller {
  /** Moves both clocks, stopping at everything that is due on the way. */
  advance(seconds: number): Promise<void>;
  /** To the next due thing; a day when nothing is. */
  toNext(): Promise<void>;
  /** Waits until callbacks, jobs and answers have settled. */
  settle(): Promise<void>;
}

const DAY_S = 24 * 60 * 60;
/** Stops on one journey: a day has a few dozen things at most. */
const MAX_STOPS = 300;
const SETTLE_MS = 20_000;

/** Time travel for the sandbox: service and platform share one time, and nothing due is jumped over. */
export function createTraveller(parts: {
  clock: TravellingClock;
  control: EmulatorControl;
  service: Service;
  storeId: string;
}): Traveller {
  const { clock, control, service } = parts;

  async function settle(): Promise<void> {
    const deadline = Date.now() + SETTLE_MS;
    for (let calm = 0; calm < 2 && Date.now() < deadline;) {
      await control.idle();
      calm = (await service.queue.countOpen()) === 0 ? calm + 1 : 0;
      if (calm < 2) await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async function moveTo(target: Date): Promise<void> {
    const seconds = (target.getTime() - clock.now().getTime()) / 1000;
    if (seconds > 0) {
      await control.advance(seconds);
      clock.advance(seconds);
    }
    await service.tick();
    await settle();
    // What the first wave queued for "now" (answers that waited, nudges) gets its turn too.
    await service.tick();
    await settle();
  }

  async function nextDue(): Promise<Date | undefined> {
    const [next] = await listDue(service.contextOf(parts.storeId));
    // A moment later, so that "not before" has passed.
    return next === undefined ? undefined : new Date(next.at.getTime() + 1000);
  }

  return {
    settle,
    async advance(seconds) {
      const target = new Date(clock.now().getTime() + seconds * 1000);
      for (let stops = 0; stops < MAX_STOPS; stops += 1) {
        const next = await nextDue();
        if (next === undefined || next >= target) break;
        await moveTo(next);
      }
      await moveTo(target);
    },
    async toNext() {
      await moveTo((await nextDue()) ?? new Date(clock.now().getTime() + DAY_S * 1000));
    },
  };
}
