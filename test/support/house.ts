import { dayOf } from '../../src/calendar.ts';
import { FixedClock } from '../../src/clock.ts';
import type { StoreSettings } from '../../src/config.ts';
import { connectStore } from '../../src/connect.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { listen } from '../../src/http/serve.ts';
import { silentLogger } from '../../src/logger.ts';
import type { MessageClassifier, QuestionReader } from '../../src/ports.ts';
import { buildSampleStore, type SampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { saveCallbacks } from '../../src/sandbox/callbacks.ts';
import { sampleTemplateIds } from '../../src/sandbox/templates.ts';
import { buildWorld } from '../../src/sandbox/world.ts';
import { createService, type Service } from '../../src/service.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { datedReminderKinds } from '../../src/stores/index.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

/** A whole working dealership: service, database, emulated platform, sample store; time stands still until moved. */
export interface House {
  service: Service;
  database: TestDatabase;
  emulator: Emulator;
  clock: FixedClock;
  sample: SampleStore;
  url: string;
  /** Moves both clocks, then lets the schedule run. */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Sunday 22 November 2026, 10:00 in Shanghai. */
export const START = '2026-11-22T02:00:00.000Z';

export async function startHouse(
  options: {
    kind?: 'pglite' | 'postgres';
    startAt?: string;
    rules?: Record<string, unknown>;
    /** The day's reminders of 300 owners go out too. Off by default: they are work that most tests are not about. */
    withReminders?: boolean;
    /** Owners are asked after visits and deliveries. Off by default, for the same reason. */
    withFollowUps?: boolean;
    /** Reports and the day's messages to staff go out by themselves. Off by default, for the same reason. */
    withReports?: boolean;
    /** Advisers call the owners of cars that stay away. Off by default, for the same reason. */
    withWinBack?: boolean;
    /** Owners are contacts of their advisers, as in the sandbox. Off by default: then nobody can be reached by 企业群发. */
    withContacts?: boolean;
    /** The store has an account at an SMS vendor. */
    withSms?: boolean;
    /** Made once the emulator's address is known: it speaks for the model too. */
    model?: (emulatorUrl: string, clock: FixedClock) => MessageClassifier;
    questionReader?: (emulatorUrl: string, clock: FixedClock) => QuestionReader;
    /** Further stores of this deployment; their callbacks and platform are the test's business. */
    furtherStores?: (emulatorUrl: string) => readonly StoreSettings[];
  } = {},
): Promise<House> {
  const startAt = options.startAt ?? START;
  const clock = new FixedClock(startAt);
  const database = await openTestDatabase(options.kind ?? 'pglite');
  const sample = buildSampleStore({ seed: 1, today: dayOf(new Date(startAt)) });
  // Tests need not wait for more words of the same owner unless that is what they are about.
  const noReminders = { reminders: Object.fromEntries(datedReminderKinds.map((kind) => [kind, { enabled: false }])) };
  const rounds = ['threeDay', 'sevenDay', 'oneMonth', 'oneYear'] as const;
  const noFollowUps = { followUps: Object.fromEntries(rounds.map((round) => [round, { enabled: false }])) };
  const noReports = {
    reports: { daily: false, weekly: false, monthly: false, morning: false, unacknowledged: false, nudge: false },
  };
  sample.definition.rules = {
    conversation: { quietGapSeconds: 0 },
    ...(options.withFollowUps === true ? {} : noFollowUps),
    ...(options.withReminders === true ? {} : noReminders),
    ...(options.withReports === true ? {} : noReports),
    ...(options.withWinBack === true ? {} : { churn: { winBack: false } }),
    ...options.rules,
    ...(options.withReminders === true
      ? {}
      : { outreach: { offerNextNotices: false, ...(options.rules?.['outreach'] as object | undefined) } }),
  };
  const { openKfId, appId, corpId } = sampleAccounts;
  const contacts = options.withContacts === true;
  await seedSampleStore(database, clock, sample, { openKfId, appId, ...(contacts ? { corpId } : {}) });
  const emulator = await startEmulator({
    clock: 'frozen',
    startAt: new Date(startAt),
    seed: 1,
    world: buildWorld(sample, { contacts }),
    // Test machines are shared: one second for the verification is the emulator's own test's business.
    callbackOptions: { retryDelaysMs: [0, 50, 100], verifyDeadlineMs: 20_000 },
  });
  const listener = await listen({ port: 0, host: '127.0.0.1' });
  const { url } = listener;
  const service = createService({
    database,
    clock,
    logger: silentLogger,
    connections: createStoreConnections([
      connectStore(
        sandboxSettings(
          emulator.url,
          sample.definition.name,
          sampleTemplateIds,
          options.withSms === true ? url : undefined,
        ),
        clock,
      ),
      ...(options.furtherStores?.(emulator.url) ?? []).map((settings) => connectStore(settings, clock)),
    ]),
    publicUrl: url,
    roles: ['web', 'worker', 'scheduler'],
    ...(options.model === undefined ? {} : { model: options.model(emulator.url, clock) }),
    ...(options.questionReader === undefined ? {} : { questionReader: options.questionReader(emulator.url, clock) }),
  });
  listener.serve(service.app);
  await service.start();
  await saveCallbacks(emulator.control, url);
  return {
    service,
    database,
    emulator,
    clock,
    sample,
    url,
    advance: async (seconds) => {
      clock.advance(seconds);
      await emulator.control.advance(seconds);
      await service.tick();
    },
    close: async () => {
      await listener.close();
      await service.stop();
      await emulator.close();
      await database.close();
    },
  };
}
