import type { TravellingClock } from '../clock.ts';
import type { EmulatorControl } from '../emulator/index.ts';
import { CareError } from '../errors.ts';
import type { Service } from '../service.ts';
import { type Due, listDue } from './due.ts';

export interface Traveller {
  /** Moves both clocks, stopping at everything that is due on the way. @throws {CareError} `CONFLICT` while another journey goes on */
  advance(seconds: number, options?: TravelOptions): Promise<void>;
  /** To the next due thing; a day when nothing is. @throws {CareError} `CONFLICT` while another journey goes on */
  toNext(): Promise<void>;
  /** Waits until callbacks, jobs and answers have settled. */
  settle(): Promise<void>;
}

export interface TravelOptions {
  /** Ends the journey at the next stop. */
  signal?: AbortSignal;
  /** At every stop, once all is settled: what people do in the meantime. True: they did something, which settles too. */
  onStop?: () => Promise<boolean>;
  /**
   * For long journeys: what is due within an hour is one stop, and results are asked for every few hours only. All of
   * it still happens, a little later than it would have.
   */
  inLeaps?: boolean;
}

export const DAY_S = 24 * 60 * 60;
/** Stops on one journey: a day has a few dozen things at most. */
const MAX_STOPS_A_DAY = 100;
const MIN_STOPS = 300;
/** In leaps: what is due so soon after something else goes with it. */
const LEAP_MS = 60 * 60 * 1000;
/** In leaps: a result that is asked for every few minutes is asked for so much later. */
const RESULT_WAIT_MS = 3 * 60 * 60 * 1000;
/** A busy machine may take long over a day's work; it is not left before it is done. */
const SETTLE_MS = 60_000;
const LOOK_MS = { first: 10, longest: 100 };

/** Time travel for the sandbox: service and platform share one time, and nothing due is jumped over. */
export function createTraveller(parts: {
  clock: TravellingClock;
  control: EmulatorControl;
  service: Service;
  storeId: string;
}): Traveller {
  const { clock, control, service } = parts;
  let isTravelling = false;

  async function settle(): Promise<void> {
    const deadline = Date.now() + SETTLE_MS;
    let waitMs = LOOK_MS.first;
    for (let calm = 0; calm < 2 && Date.now() < deadline;) {
      // A callback that is still on its way brings a job: only no job, no callback, and again no job is calm.
      calm = (await service.queue.countOpen()) === 0 ? calm + 1 : 0;
      if (calm > 0) await control.idle();
      else {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        waitMs = Math.min(waitMs * 1.5, LOOK_MS.longest);
      }
    }
  }

  async function moveTo(target: Date, options: TravelOptions = {}): Promise<void> {
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
    if ((await options.onStop?.()) === true) await settle();
  }

  async function nextDue(inLeaps = false): Promise<Date | undefined> {
    const at = nextStop(await listDue(service.contextOf(parts.storeId)), inLeaps);
    // A moment later, so that "not before" has passed.
    return at === undefined ? undefined : new Date(at.getTime() + 1000);
  }

  /** Two journeys at once would jump over each other's stops. */
  async function alone(travel: () => Promise<void>): Promise<void> {
    if (isTravelling) {
      throw new CareError('CONFLICT', 'the clock is being moved already', {
        userMessage: '时间正在快进，请先停下来。',
      });
    }
    isTravelling = true;
    try {
      await travel();
    } finally {
      isTravelling = false;
    }
  }

  return {
    settle,
    advance: (seconds, options = {}) =>
      alone(async () => {
        const target = new Date(clock.now().getTime() + seconds * 1000);
        const mostStops = Math.max(MIN_STOPS, (seconds / DAY_S) * MAX_STOPS_A_DAY);
        for (let stops = 0; stops < mostStops && options.signal?.aborted !== true; stops += 1) {
          const next = await nextDue(options.inLeaps);
          if (next === undefined || next >= target) break;
          await moveTo(next, options);
        }
        if (options.signal?.aborted !== true) await moveTo(target, options);
      }),
    toNext: () => alone(async () => moveTo((await nextDue()) ?? new Date(clock.now().getTime() + DAY_S * 1000))),
  };
}

/** Where the clock stops next. @param due earliest first @param inLeaps see `TravelOptions` */
export function nextStop(due: readonly Due[], inLeaps: boolean): Date | undefined {
  if (!inLeaps) return due[0]?.at;
  const times = due.map(({ at, canWait }) => at.getTime() + (canWait === true ? RESULT_WAIT_MS : 0));
  const first = Math.min(...times);
  if (!Number.isFinite(first)) return undefined;
  return new Date(Math.max(...times.filter((time) => time <= first + LEAP_MS)));
}
