import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { Client } from 'pg';
import { systemClock } from '../src/clock.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import { sampleStoreDefinition } from '../src/sample-store/definition.ts';
import { type Grouping, METRIC_KEYS, type MetricKey, metricOf, type Query, runQuery } from '../src/stats/index.ts';
import { upsertStore } from '../src/stores/index.ts';
import { createBenchDatabase } from './databases.ts';
import { median } from './load.ts';
import { fillStats } from './stats-data.ts';

export interface StatsResult {
  tickets: number;
  events: number;
  /** Rows that the month has: tickets received. */
  monthTickets: number;
  figures: {
    metric: MetricKey;
    groupBy: Grouping | undefined;
    groups: number;
    coldMs: number;
    warmMs: number;
    bestMs: number;
    cpuMs: number | undefined;
  }[];
  machine: { cpu: string; cores: number; server: string };
  /** Load of the machine before and after: above the number of cores others were at work, and only `cpuMs` holds. */
  load: [number, number];
}

/** What a manager should wait at most: the first time, and again. */
export const COLD_MS = 1000;
export const WARM_MS = 200;

const NOW = new Date('2026-11-22T06:00:00Z');
const MONTH = { from: '2026-10-01', to: '2026-10-31' };
/** Where a figure has no department: what comes nearest. */
const GROUPINGS: readonly Grouping[] = ['department', 'round', 'reminderKind', 'channel', 'visitType', 'series'];

/** Every figure of the catalogue for a month by department, on PostgreSQL: on a new connection, then again. */
export async function measureStats(options: {
  server: string;
  tickets: number;
  rounds: number;
  progress: (text: string) => void;
}): Promise<StatsResult> {
  const { tickets, rounds, progress } = options;
  const bench = await createBenchDatabase(options.server, (database) =>
    database.transaction((tx) => upsertStore(tx, systemClock, { ...sampleStoreDefinition, rules: {} })),
  );
  const url = 'url' in bench.location ? bench.location.url : '';
  try {
    const client = new Client({ connectionString: url });
    await client.connect();
    await fillStats(client, { tickets, vehicles: Math.max(10, tickets / 5) }, progress);
    const { rows } = await client.query<{ server: string; events: number; month: number }>(
      `SELECT split_part(version(), ' ', 2) AS server, (SELECT count(*) FROM ticket_event)::int AS events,
        (SELECT count(*) FROM ticket WHERE opened_on BETWEEN $1 AND $2)::int AS month`,
      [MONTH.from, MONTH.to],
    );
    await client.end();
    const figures: StatsResult['figures'] = [];
    const loadBefore = loadavg()[0] ?? 0;
    for (const metric of METRIC_KEYS) {
      figures.push(await measureFigure(url, metric, rounds));
      progress(
        `${metric}: ${Math.round(figures.at(-1)?.coldMs ?? 0)} ms, then ${Math.round(figures.at(-1)?.warmMs ?? 0)} ms`,
      );
    }
    const load: [number, number] = [loadBefore, loadavg()[0] ?? 0];
    const machine = {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      server: `PostgreSQL ${rows[0]?.server ?? ''}`,
    };
    return { tickets, events: rows[0]?.events ?? 0, monthTickets: rows[0]?.month ?? 0, figures, machine, load };
  } finally {
    await bench.drop();
  }
}

async function measureFigure(url: string, metric: MetricKey, rounds: number): Promise<StatsResult['figures'][number]> {
  const { groupings } = metricOf(metric);
  const groupBy = GROUPINGS.find((each) => groupings.includes(each));
  const query: Query = {
    metric,
    filters: {},
    period: MONTH,
    wantList: false,
    ...(groupBy === undefined ? {} : { groupBy }),
  };
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    await database.client.$queryRaw`SELECT 1`;
    const run = async () => {
      const startedAt = performance.now();
      const { groups, value } = await runQuery({ db: database.client, storeId: 'main', now: NOW }, query);
      if (value === null) throw new Error(`${metric} has no data`);
      return { ms: performance.now() - startedAt, groups: groups?.length ?? 0 };
    };
    const first = await run();
    const again: number[] = [];
    for (let round = 0; round < rounds; round += 1) again.push((await run()).ms);
    const cpuMs = await cpuOf(database, async () => {
      for (let round = 0; round < rounds; round += 1) await run();
    });
    return {
      metric,
      groupBy,
      groups: first.groups,
      coldMs: first.ms,
      warmMs: median(again),
      bestMs: Math.min(...again),
      cpuMs: cpuMs === undefined ? undefined : cpuMs / rounds,
    };
  } finally {
    await database.close();
  }
}

/**
 * Processor time of the connection's own server process: what the work takes, however busy the machine is.
 *
 * @returns undefined where the server runs elsewhere
 */
async function cpuOf(database: Database, work: () => Promise<void>): Promise<number | undefined> {
  // Without helpers, so that all of it is in the one process.
  await database.client.$executeRaw`SET max_parallel_workers_per_gather = 0`;
  const [backend] = await database.client.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  const ticks = () => {
    try {
      const fields = readFileSync(`/proc/${backend?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return Number(fields[11]) + Number(fields[12]);
    } catch {
      return Number.NaN;
    }
  };
  const before = ticks();
  await work();
  const spent = (ticks() - before) * MS_PER_TICK;
  return Number.isNaN(spent) ? undefined : spent;
}

/** Of Linux, on every machine we know. */
const MS_PER_TICK = 10;

/** Why a figure takes longer than it should, as far as its definition tells. */
export function reasonFor(metric: MetricKey): string {
  const { rows, shape } = metricOf(metric);
  if (metric === 'repeatComplaints') return 'looks up earlier complaints of every car';
  if (rows === 'clock')
    return shape === 'duration' ? 'joins each clock to its ticket and sorts' : 'joins each clock to its ticket';
  if (rows === 'vehicle') return 'reads every car of the store';
  if (rows === 'dueDate') return 'puts the leads of each due date together';
  return 'reads every row of the month';
}
