import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { buildSampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { saveCallbacks } from '../../src/sandbox/callbacks.ts';
import { buildWorld } from '../../src/sandbox/world.ts';
import { waitUntil } from '../support/wait.ts';
import { FastClock, type FastClockSettings } from './fast-clock.ts';
import { createPlace, freePort, keepTime } from './place.ts';
import { planRounds } from './schedule.ts';
import type { ServiceProcessSettings } from './service-process.ts';
import { Victim } from './victim.ts';

/**
 * Monday 23 November 2026, 10:00 in Shanghai: the day's reminders are due. Twelve times as fast as the wall, because the
 * platform takes few messages a minute for one member; not faster, because it recognises a repeated template message for
 * ten minutes only, and after that we don't repeat it.
 */
const START = { startAt: '2026-11-23T02:00:00.000Z', speed: 12 };

export interface BatteredHouse {
  emulator: Emulator;
  /** Person ids of the owners who wrote. */
  owners: string[];
  /** The database, after the service has been killed for the last time. */
  database: Database;
  kills: number;
  close(): Promise<void>;
}

/** Lets owners write while processes are killed as planned, then waits until nothing is left to do. */
export async function batter(
  kind: 'pglite' | 'postgres',
  seed: number,
  plan: { kills: number; owners: number },
): Promise<BatteredHouse> {
  const settings: FastClockSettings = { ...START, wallAt: Date.now() };
  const clock = new FastClock(settings);
  const place = await createPlace(kind);
  const sample = buildSampleStore({ seed: 1, today: START.startAt.slice(0, 10) });
  sample.definition.rules = { conversation: { quietGapSeconds: 0 } };
  await place.prepare((database) => seedSampleStore(database, clock, sample, sampleAccounts));
  const owners = Array.from({ length: plan.owners }, (_, index) => `writer-${index}`);
  const world = buildWorld(sample);
  world.people = [...(world.people ?? []), ...owners.map((personId) => ({ personId, name: personId }))];
  const emulator = await startEmulator({
    clock: 'running',
    startAt: clock.now(),
    seed,
    world,
    // A loaded machine may need long for the first answer.
    callbackOptions: { verifyDeadlineMs: 60_000 },
    // When it stalls for a second, twelve of ours pass: it must not then count two of our minutes as one of its own.
    switches: { memberMessagesPerMinute: 1000 },
  });
  const keepingTime = keepTime(emulator, clock);
  const cacheDir = await mkdtemp(join(tmpdir(), 'carebay-compiled-'));
  const port = await freePort();
  const common = { database: place.location, emulatorUrl: emulator.url, port, clock: settings };
  const roles: ServiceProcessSettings['roles'][] =
    kind === 'pglite' ? [['web', 'worker', 'scheduler']] : [['web', 'scheduler'], ['worker', 'scheduler'], ['worker']];
  const victims = roles.map((roles) => new Victim({ ...common, roles }, cacheDir));
  for (const victim of victims) victim.start();
  for (const victim of victims) await victim.ready();
  await saveCallbacks(emulator.control, `http://127.0.0.1:${port}`);

  for (const round of planRounds(seed, plan.kills, plan.owners, victims.length)) {
    const victim = victims[round.victim];
    if (victim === undefined) continue;
    const writing = round.owners.map(async ({ index, afterMs, text }) => {
      await wait(afterMs);
      await emulator.control.person(`writer-${index}`).kf(sampleAccounts.openKfId).say(text);
    });
    if (!round.early) await victim.ready();
    await wait(round.delayMs);
    await victim.kill();
    victim.start();
    await Promise.all(writing);
  }

  for (const victim of victims) await victim.ready();
  const [web] = victims;
  let quiet = 0;
  await waitUntil(
    async () => {
      quiet = (await web?.waiting()) === 0 && (await haveAllBeenTold(emulator, owners)) ? quiet + 1 : 0;
      return quiet === 3;
    },
    { timeoutMs: 300_000, everyMs: 500 },
  );
  for (const victim of victims) await victim.kill();
  await keepingTime.stop();
  const database = await openDatabase(place.location);
  return {
    emulator,
    owners,
    database,
    kills: victims.reduce((sum, victim) => sum + victim.kills, 0),
    close: async () => {
      await emulator.close();
      await database.close();
      await place.drop();
      await rm(cacheDir, { recursive: true, force: true });
    },
  };
}

async function haveAllBeenTold(emulator: Emulator, owners: readonly string[]): Promise<boolean> {
  const { people } = await emulator.control.counts();
  return owners.every((personId) => (people[personId]?.received ?? 0) > 0);
}
