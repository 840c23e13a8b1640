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
import { type ProcessorTime, processorTime } from './processor-time.ts';

export interface DrainResult {
  reminders: number;
  /** From a planned reminder to a message in the outbox: one run of the send job. */
  queued: { ms: number; perSecond: number; perCoreSecond: number };
  drained: Drained[];
}

/** From the outbox to the follower, by one worker process and by two. */
export interface Drained {
  /** How long the platform takes to answer. */
  answerMs: number;
  one: DrainRate;
  two: DrainRate;
  ratio: number;
}

export interface DrainRate {
  perSecond: number;
  /** For each second of the workers' processor time. */
  perCoreSecond: number;
  /** Processor milliseconds that a message costs. */
  msEach: ProcessorTime;
}

/** Monday 23 November 2026, 10:00 in Shanghai. */
const START = '2026-11-23T02:00:00.000Z';
const DAY = '2026-11-23';
const WINDOW_MS = 15_000;
const WARM_UP_MS = 4000;

/**
 * A burst of reminders to followers of the service account, with every limit off: the emulator's and ours. The emulator
 * runs in this process and takes its part of the machine's cores, as PostgreSQL does: once the three together use all of
 * them nothing can be faster, so what a message costs each of them is measured as well. A second worker that makes no
 * message dearer doubles what leaves wherever there are cores for it.
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
    const queued = await queueAll(url, client, clock);
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
async function queueAll(url: string, client: Client, clock: FastClock): Promise<DrainResult['queued']> {
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
  const [before, startedAt] = [await processorTime(client, []), performance.now()];
  const { sent } = await sendDueReminders(context);
  const ms = performance.now() - startedAt;
  const after = await processorTime(client, []);
  await queue.stop();
  await database.close();
  const coreSeconds = after.emulator - before.emulator + after.database - before.database;
  const count = sent.officialAccountTemplate;
  return { ms, perSecond: count / (ms / 1000), perCoreSecond: count / coreSeconds };
}

async function drain(
  client: Client,
  location: ServiceProcessSettings['database'],
  emulatorUrl: string,
  clock: ServiceProcessSettings['clock'],
): Promise<Omit<Drained, 'answerMs'>> {
  const settings: ServiceProcessSettings = { database: location, emulatorUrl, port: 0, roles: ['worker'], clock };
  const script = new URL('../test/crash/service-process.ts', import.meta.url);
  const first = await startChild(script, settings);
  const one = await rateOf(client, [first.pid]);
  const second = await startChild(script, settings);
  const two = await rateOf(client, [first.pid, second.pid]);
  await Promise.all([first.stop(), second.stop()]);
  return { one, two, ratio: two.perSecond / one.perSecond };
}

/** Messages that left within a window, and what each cost. */
async function rateOf(client: Client, pids: readonly number[]): Promise<DrainRate> {
  const sent = async () =>
    Number(
      (await client.query<{ n: string }>(`SELECT count(*) AS n FROM outbox_message WHERE sent_at IS NOT NULL`)).rows[0]
        ?.n ?? 0,
    );
  await sleep(WARM_UP_MS);
  const [countBefore, before, at] = [await sent(), await processorTime(client, pids), performance.now()];
  await sleep(WINDOW_MS);
  const [countAfter, after, seconds] = [
    await sent(),
    await processorTime(client, pids),
    (performance.now() - at) / 1000,
  ];
  const count = countAfter - countBefore;
  const msEach = (who: keyof ProcessorTime) => ((after[who] - before[who]) * 1000) / Math.max(1, count);
  return {
    perSecond: count / seconds,
    perCoreSecond: 1000 / Math.max(0.01, msEach('workers')),
    msEach: { workers: msEach('workers'), database: msEach('database'), emulator: msEach('emulator') },
  };
}
