import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Context, systemActor } from '../src/context.ts';
import { openDatabase } from '../src/database/database.ts';
import { startEmulator } from '../src/emulator/index.ts';
import { silentLogger } from '../src/logger.ts';
import { sendDueReminders } from '../src/outreach/index.ts';
import { createQueue } from '../src/queue/queue.ts';
import { buildSampleStore, seedSampleStore } from '../src/sample-store/index.ts';
import { sampleAccounts } from '../src/sandbox/accounts.ts';
import { sampleTemplateIds } from '../src/sandbox/templates.ts';
import { buildWorld } from '../src/sandbox/world.ts';
import { FastClock } from '../test/crash/fast-clock.ts';
import type { ServiceProcessSettings } from '../test/crash/service-process.ts';
import { startChild } from './child.ts';
import { createBenchDatabase } from './databases.ts';

export interface DrainResult {
  reminders: number;
  /** From a planned reminder to a message in the outbox: one run of the send job. */
  queued: { ms: number; perSecond: number };
  /** From the outbox to the follower, by one worker process and by two; `answerMs`: how long the platform takes to answer. */
  drained: { answerMs: number; onePerSecond: number; twoPerSecond: number; ratio: number; perCoreSecond: number }[];
}

/** Monday 23 November 2026, 10:00 in Shanghai. */
const START = '2026-11-23T02:00:00.000Z';
const DAY = '2026-11-23';
const WINDOW_MS = 15_000;
const WARM_UP_MS = 4000;

/**
 * A burst of reminders to followers of the service account, with every limit off: the emulator's and ours. The emulator
 * runs in this process and takes its part of the machine's cores, as PostgreSQL does; a platform that takes its time to
 * answer (a real one does) shows what a second worker adds.
 */
export async function measureDrain(options: {
  server: string;
  reminders: number;
  progress: (text: string) => void;
}): Promise<DrainResult> {
  const { progress, reminders } = options;
  const clockSettings = { startAt: START, wallAt: Date.now(), speed: 1 };
  const clock = new FastClock(clockSettings);
  const sample = buildSampleStore({ seed: 1, today: DAY });
  sample.definition.rules = {
    rates: { officialAccountTemplatePerMinute: 1_000_000 },
    outreach: { offerNextNotices: false },
  };
  progress(`${reminders} owners are made up`);
  const bench = await createBenchDatabase(options.server, async (database) => {
    await seedSampleStore(database, clock, sample, sampleAccounts);
    await database.client.$executeRawUnsafe('DELETE FROM reminder');
  });
  const url = 'url' in bench.location ? bench.location.url : '';
  const client = new Client({ connectionString: url });
  await client.connect();
  await addOwners(client, reminders);
  const world = buildWorld(sample);
  world.people = [
    ...(world.people ?? []),
    ...Array.from({ length: reminders }, (_, index) => ({
      personId: `bench-${index + 1}`,
      name: '示例',
      openIds: { [sampleAccounts.appId]: `oBench${index + 1}` },
      followsAppIds: [sampleAccounts.appId],
    })),
  ];
  const emulator = await startEmulator({
    clock: 'running',
    startAt: new Date(START),
    seed: 1,
    world,
    switches: {
      oaDailyTemplateQuota: 10_000_000,
      apiCallsPerMinute: 10_000_000,
      apiCallsPerHour: 100_000_000,
      ipCallsPerMinute: 10_000_000,
      ipCallsPerHour: 100_000_000,
    },
  });
  try {
    progress(`${reminders} reminders are queued`);
    const queued = await queueAll(url, clock);
    const drained: DrainResult['drained'] = [];
    for (const answerMs of [0, 50]) {
      if (answerMs > 0) {
        await emulator.control.fault({
          api: 'official-account:message/template/send',
          kind: 'slow',
          delayMs: answerMs,
          times: 10_000_000,
        });
      }
      progress(`draining, the platform answers after ${answerMs} ms`);
      drained.push({ answerMs, ...(await drain(client, bench.location, emulator.url, clockSettings)) });
    }
    return { reminders, queued, drained };
  } finally {
    await client.end();
    await emulator.close();
    await bench.drop();
  }
}

/** Each follows the service account and has one reminder planned for the day. */
async function addOwners(client: Client, count: number): Promise<void> {
  const { rows } = await client.query<{ first: number }>('SELECT coalesce(max(id), 0)::int AS first FROM customer');
  const first = rows[0]?.first ?? 0;
  const ids = `generate_series(1, ${count}) AS n`;
  await client.query(`INSERT INTO customer (id, store_id, name, created_at, updated_at)
    SELECT ${first} + n, 'main', '示例', '${START}', '${START}' FROM ${ids}`);
  await client.query(`INSERT INTO vehicle (id, store_id, customer_id, plate_number, created_at, updated_at)
    SELECT 10000000 + n, 'main', ${first} + n, '沪' || lpad(to_hex(n), 6, '0'), '${START}', '${START}' FROM ${ids}`);
  await client.query(`INSERT INTO channel_identity (store_id, channel, account_id, external_id, customer_id, is_subscribed, created_at)
    SELECT 'main', 'officialAccount', '${sampleAccounts.appId}', 'oBench' || n, ${first} + n, TRUE, '${START}' FROM ${ids}`);
  await client.query(`INSERT INTO reminder (store_id, subject_key, customer_id, vehicle_id, kind, due_on, lead_days, planned_for, reason, detail, created_at)
    SELECT 'main', 'vehicle:' || (10000000 + n), ${first} + n, 10000000 + n, 'annualInspection', date '${DAY}' + 30, 30, '${DAY}', '示例',
      '{"what": "mark"}', '${START}' FROM ${ids}`);
  await client.query('ANALYZE');
}

/** The send job, run until nothing is left. */
async function queueAll(url: string, clock: FastClock): Promise<DrainResult['queued']> {
  const database = await openDatabase({ url });
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  const context: Context = {
    database,
    queue,
    clock,
    logger: silentLogger,
    storeId: 'main',
    actor: systemActor,
    publicUrl: 'http://127.0.0.1',
    connected: {
      appId: sampleAccounts.appId,
      templateKeys: Object.keys(sampleTemplateIds),
      subscriptionKeys: [],
      contacts: false,
      smsTemplateKeys: [],
    },
  };
  const startedAt = performance.now();
  const { sent } = await sendDueReminders(context);
  const ms = performance.now() - startedAt;
  await queue.stop();
  await database.close();
  return { ms, perSecond: sent.officialAccountTemplate / (ms / 1000) };
}

async function drain(
  client: Client,
  location: ServiceProcessSettings['database'],
  emulatorUrl: string,
  clock: ServiceProcessSettings['clock'],
): Promise<Omit<DrainResult['drained'][number], 'answerMs'>> {
  const settings: ServiceProcessSettings = { database: location, emulatorUrl, port: 0, roles: ['worker'], clock };
  const script = new URL('../test/crash/service-process.ts', import.meta.url);
  const first = await startChild(script, settings);
  const one = await rateOf(client, [first.pid]);
  const second = await startChild(script, settings);
  const two = await rateOf(client, [first.pid, second.pid]);
  await Promise.all([first.stop(), second.stop()]);
  return {
    onePerSecond: one.perSecond,
    twoPerSecond: two.perSecond,
    ratio: two.perSecond / one.perSecond,
    perCoreSecond: one.perCoreSecond,
  };
}

/** Messages that left within a window, in a second and for each second of the workers' processor time. */
async function rateOf(client: Client, pids: readonly number[]): Promise<{ perSecond: number; perCoreSecond: number }> {
  const sent = async () =>
    Number(
      (await client.query<{ n: string }>(`SELECT count(*) AS n FROM outbox_message WHERE sent_at IS NOT NULL`)).rows[0]
        ?.n ?? 0,
    );
  await sleep(WARM_UP_MS);
  const [before, cpuBefore, at] = [await sent(), cpuSeconds(pids), performance.now()];
  await sleep(WINDOW_MS);
  const [after, cpuAfter, seconds] = [await sent(), cpuSeconds(pids), (performance.now() - at) / 1000];
  return {
    perSecond: (after - before) / seconds,
    perCoreSecond: (after - before) / Math.max(0.01, cpuAfter - cpuBefore),
  };
}

/** Fields 14 and 15 of /proc/PID/stat, in hundredths of a second; elsewhere than on Linux unknown. */
function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return Number.NaN;
    }
  }, 0);
}
