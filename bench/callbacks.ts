import type { ServiceProcessSettings } from '../test/crash/service-process.ts';
import { prepareRequests } from './callback-requests.ts';
import { type Child, startChild } from './child.ts';
import { createBenchDatabase, type Kind } from './databases.ts';
import { closedLoop, type LoadResult, median, openLoop } from './load.ts';

export const CONNECTIONS = 50;

export interface CallbackResult {
  target: 'bare' | Kind;
  /** Median of the rounds at full speed. */
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Median over the rounds of this target's rate by the bare one's in the same round. */
  ratio: number;
  /** At half of `perSecond`, sent at a fixed rate. */
  half: LoadResult;
  residentMb: number;
}

interface Target {
  name: CallbackResult['target'];
  child: Child;
  drop(): Promise<void>;
  rounds: LoadResult[];
}

/** Accepting callbacks: targets take turns, so that a slow minute of the machine hits all of them. */
export async function measureCallbacks(options: {
  server: string | undefined;
  rounds: number;
  requests: number;
  progress: (text: string) => void;
}): Promise<CallbackResult[]> {
  const { rounds, requests, progress } = options;
  const targets = await startTargets(options.server);
  try {
    for (const { name, child } of targets) {
      progress(`warming up ${name}`);
      await closedLoop(child.port, CONNECTIONS, prepareRequests(requests / 2, child.port));
    }
    for (let round = 0; round < rounds; round += 1) {
      for (let index = 0; index < targets.length; index += 1) {
        // Another one goes first each time.
        const target = targets[(index + round) % targets.length];
        if (target === undefined) continue;
        const prepared = prepareRequests(requests, target.child.port);
        // There are no workers here: their absence must not show.
        await target.child.clear();
        const result = await closedLoop(target.child.port, CONNECTIONS, prepared);
        target.rounds.push(result);
        progress(`round ${round + 1}/${rounds} ${target.name}: ${Math.round(result.perSecond)}/s`);
      }
    }
    const bare = targets[0]?.rounds ?? [];
    const results: CallbackResult[] = [];
    for (const { name, child, rounds } of targets) {
      const perSecond = median(rounds.map((round) => round.perSecond));
      progress(`${name} at half its rate`);
      await child.clear();
      const half = await openLoop(
        child.port,
        CONNECTIONS,
        prepareRequests(Math.min(requests, Math.round(perSecond * 4)), child.port),
        perSecond / 2,
      );
      results.push({
        target: name,
        perSecond,
        p50Ms: median(rounds.map((round) => round.p50Ms)),
        p99Ms: median(rounds.map((round) => round.p99Ms)),
        ratio: median(rounds.map((round, index) => round.perSecond / (bare[index]?.perSecond ?? Infinity))),
        half,
        residentMb: (await child.memory()) / 2 ** 20,
      });
    }
    return results;
  } finally {
    for (const target of targets) {
      await target.child.stop();
      await target.drop();
    }
  }
}

async function startTargets(server: string | undefined): Promise<Target[]> {
  const bare: Target = {
    name: 'bare',
    child: await startChild(new URL('bare.ts', import.meta.url)),
    drop: () => Promise.resolve(),
    rounds: [],
  };
  const own = server === undefined ? [undefined] : [server, undefined];
  const targets = [bare];
  for (const place of own) {
    const database = await createBenchDatabase(place);
    const settings: ServiceProcessSettings = {
      database: database.location,
      // Nothing is sent: the role is web alone.
      emulatorUrl: 'http://127.0.0.1:9',
      port: 0,
      roles: ['web'],
      clock: { startAt: new Date().toISOString(), wallAt: Date.now(), speed: 1 },
      logLevel: 'error',
    };
    const child = await startChild(new URL('../test/crash/service-process.ts', import.meta.url), settings);
    targets.push({ name: place === undefined ? 'pglite' : 'postgres', child, drop: () => database.drop(), rounds: [] });
  }
  return targets;
}
