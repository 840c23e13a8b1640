import { schedule, type ScheduledTask } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../logger.ts';
import type { OutboxSender } from '../outbox/index.ts';
import type { Queue } from '../queue/queue.ts';
import { sweepAttachments, sweepConversations, sweepInbox, sweepSlots } from './sweeps.ts';
import { lastSlot, TIME_ZONE, timetable } from './timetable.ts';

export interface Scheduler {
  start(): void;
  stop(): Promise<void>;
  /** One tick now: what node-cron calls every second, and the sandbox after a jump in time. */
  tick(): Promise<void>;
}

/** Rows that a lost job left behind are looked for every so many ticks. */
const OUTBOX_EVERY = 2;
const INBOX_EVERY = 5;
const ATTACHMENTS_EVERY = 3;
const SLOTS_EVERY = 20;
const names = timetable.map((entry) => entry.name);

/**
 * node-cron's tick only queues jobs. A slot of the timetable is a row with a unique key, so that of several nodes one
 * runs it, once, whatever restarts; the job is queued in the transaction that claims the slot.
 */
export function createScheduler(options: {
  database: Database;
  queue: Queue;
  clock: Clock;
  logger: Logger;
  outbox: OutboxSender;
}): Scheduler {
  let ticking: Promise<void> | undefined;
  let count = 0;
  let task: ScheduledTask | undefined;
  /** The slots this process has seen claimed: saves asking the database every second. */
  const seen = new Map<string, number>();

  async function claimSlots(): Promise<void> {
    const now = options.clock.now();
    const fresh = timetable
      .map((entry) => ({ name: entry.name, slotAt: lastSlot(entry.cron, now), claimedAt: now }))
      .filter(({ name, slotAt }) => seen.get(name) !== slotAt.getTime());
    if (fresh.length === 0) return;
    await options.database.transaction(async (tx) => {
      const claimed = await tx.scheduleSlot.createManyAndReturn({ data: fresh, skipDuplicates: true });
      const keys = claimed.map(({ name, slotAt }) => `${name}|${slotAt.toISOString()}`);
      await options.queue.enqueue(tx, 'schedule.run', keys);
    });
    for (const { name, slotAt } of fresh) seen.set(name, slotAt.getTime());
  }

  async function tickOnce(): Promise<void> {
    try {
      await claimSlots();
      await sweepConversations(options);
      if (count % OUTBOX_EVERY === 0) await options.outbox.sweep();
      if (count % INBOX_EVERY === 0) await sweepInbox(options);
      if (count % ATTACHMENTS_EVERY === 0) await sweepAttachments(options);
      if (count % SLOTS_EVERY === 0) await sweepSlots(options, names);
      count += 1;
    } catch (error) {
      options.logger.error({ error: error instanceof Error ? error.message : String(error) }, 'tick failed');
    }
  }

  const tick = (): Promise<void> => {
    ticking ??= tickOnce().finally(() => {
      ticking = undefined;
    });
    return ticking;
  };

  return {
    start() {
      task = schedule('* * * * * *', tick, {
        timezone: TIME_ZONE,
        noOverlap: true,
        // A late tick is no news: the next one does the same work.
        suppressMissedWarning: true,
        logger: quiet(options.logger),
      });
    },
    async stop() {
      await task?.destroy();
      await ticking;
    },
    tick,
  };
}

/** What node-cron has to say (a tick that takes longer than a second) is of use to nobody but a developer. */
function quiet(logger: Logger): { info: Say; warn: Say; error: Say; debug: Say } {
  const say: Say = (message) => logger.debug({ nodeCron: String(message) }, 'node-cron');
  return { info: say, warn: say, error: say, debug: say };
}
type Say = (message: string | Error) => void;
