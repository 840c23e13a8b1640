import { startEmulator } from '../src/emulator/index.ts';
import { buildSampleStore, seedSampleStore } from '../src/sample-store/index.ts';
import { sampleAccounts } from '../src/sandbox/accounts.ts';
import { saveCallbacks } from '../src/sandbox/callbacks.ts';
import { buildWorld } from '../src/sandbox/world.ts';
import { FastClock } from '../test/crash/fast-clock.ts';
import type { ServiceProcessSettings } from '../test/crash/service-process.ts';
import { startChild } from './child.ts';
import { createBenchDatabase, type Kind } from './databases.ts';
import { percentile } from './load.ts';

export interface LatencyResult {
  database: Kind;
  owners: number;
  p50Ms: number;
  p95Ms: number;
  residentMb: number;
}

/** Monday 23 November 2026, 10:00 in Shanghai. */
const START = '2026-11-23T02:00:00.000Z';
/** One member gets at most 20 messages a minute: time is moved by this much between two owners. */
const SECONDS_BETWEEN = 5;
const HOLDER = 'luo';
const WARM_UP = 10;

/**
 * From an owner's complaint to the card in the parts manager's chat, all through the emulator: wake-up, pull,
 * understanding by rules and local classifier, ticket, card. One owner after the other, no quiet gap.
 */
export async function measureLatency(options: {
  server: string | undefined;
  owners: number;
  progress: (text: string) => void;
}): Promise<LatencyResult> {
  const name: Kind = options.server === undefined ? 'pglite' : 'postgres';
  const clockSettings = { startAt: START, wallAt: Date.now(), speed: 1 };
  const sample = buildSampleStore({ seed: 1, today: START.slice(0, 10) });
  sample.definition.rules = { conversation: { quietGapSeconds: 0 } };
  const database = await createBenchDatabase(options.server, async (database) => {
    await seedSampleStore(database, new FastClock(clockSettings), sample, sampleAccounts);
  });
  const people = Array.from({ length: options.owners + WARM_UP }, (_, index) => `bench-${index}`);
  const world = buildWorld(sample);
  world.people = [...(world.people ?? []), ...people.map((personId) => ({ personId, name: personId }))];
  const emulator = await startEmulator({ clock: 'running', startAt: new Date(START), seed: 1, world });
  const settings: ServiceProcessSettings = {
    database: database.location,
    emulatorUrl: emulator.url,
    port: 0,
    roles: ['web', 'worker', 'scheduler'],
    clock: clockSettings,
    logLevel: 'error',
  };
  const child = await startChild(new URL('../test/crash/service-process.ts', import.meta.url), settings);
  try {
    await saveCallbacks(emulator.control, `http://127.0.0.1:${child.port}`);
    const member = emulator.control.member(HOLDER);
    const times: number[] = [];
    for (const [index, personId] of people.entries()) {
      child.tell({ advance: SECONDS_BETWEEN });
      await emulator.control.advance(SECONDS_BETWEEN);
      let after = (await member.inbox()).lastSeq;
      const saidAt = performance.now();
      await emulator.control
        .person(personId)
        .kf(sampleAccounts.openKfId)
        .say(`说好三天到货的配件，等了半个月还没消息，我是${personId}`);
      for (let isThere = false; !isThere;) {
        const { items, lastSeq } = await member.inbox({ after, waitMs: 30_000 });
        if (items.length === 0) throw new Error(`no card for ${personId} within 30 s`);
        isThere = items.some((item) => item.card !== undefined && JSON.stringify(item.card).includes(personId));
        after = lastSeq;
      }
      if (index >= WARM_UP) times.push(performance.now() - saidAt);
      if (index % 20 === 0) options.progress(`${name}: complaint ${index} of ${people.length}`);
    }
    return {
      database: name,
      owners: options.owners,
      p50Ms: percentile(times, 0.5),
      p95Ms: percentile(times, 0.95),
      residentMb: (await child.memory()) / 2 ** 20,
    };
  } finally {
    await child.stop();
    await emulator.close();
    await database.drop();
  }
}
