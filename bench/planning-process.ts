import { instantAt } from '../src/calendar.ts';
import { FixedClock } from '../src/clock.ts';
import { nothingConnected, systemActor } from '../src/context.ts';
import { openDatabase } from '../src/database/database.ts';
import { silentLogger } from '../src/logger.ts';
import { createQueue } from '../src/queue/queue.ts';
import { planDay, prepareDueDates } from '../src/reminders/index.ts';
import { getStore } from '../src/stores/index.ts';

/** What a process of its own did, so that its memory is that of the work alone. */
export interface PlanningReport {
  ms: number;
  /** Largest resident size from start to end. */
  residentMb: number;
  /** Records computed, or reminders planned and skipped. */
  rows: number;
}

export interface PlanningOrder {
  url: string;
  day: string;
  work: 'computeDueDates' | 'planDay';
}

const { url, day, work } = JSON.parse(process.argv[2] ?? '{}') as PlanningOrder;
const database = await openDatabase({ url, poolSize: 2 });
const context = {
  database,
  queue: createQueue({ database, logger: silentLogger }),
  clock: new FixedClock(instantAt(day, '07:30')),
  logger: silentLogger,
  storeId: 'main',
  actor: systemActor,
  publicUrl: '',
  connected: nothingConnected,
};
// The service that plans has been running, and has looked for changes five minutes ago.
await getStore(database.client, context.storeId);
if (work === 'planDay') await prepareDueDates(context);
const startedAt = performance.now();
let rows: number;
if (work === 'planDay') {
  const { planned, skipped } = await planDay(context, day);
  rows = planned + skipped;
} else {
  rows = await prepareDueDates(context);
}
const ms = performance.now() - startedAt;
await database.close();
const report: PlanningReport = { ms, residentMb: process.resourceUsage().maxRSS / 1024, rows };
process.send?.(report);
process.disconnect?.();
