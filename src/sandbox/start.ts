import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '../calendar.ts';
import { TravellingClock } from '../clock.ts';
import { connectStore } from '../connect.ts';
import { openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { startEmulator } from '../emulator/index.ts';
import { listen } from '../http/serve.ts';
import { staticRoutes } from '../http/static.ts';
import type { Logger } from '../logger.ts';
import type { Config } from '../config.ts';
import { connectModel } from '../connect-model.ts';
import { buildSampleStore, seedPast, type SampleStore, seedSampleStore } from '../sample-store/index.ts';
import { createService } from '../service.ts';
import { createStoreConnections } from '../stores/connections.ts';
import { sampleAccounts, sandboxSettings } from './accounts.ts';
import { saveCallbacks } from './callbacks.ts';
import { openRoute } from './open-route.ts';
import { PROMPT_PATH, promptRoute } from './prompt-route.ts';
import { sandboxRoutes } from './routes.ts';
import { sampleTemplateIds } from './templates.ts';
import { createTraveller, type Traveller } from './travel.ts';
import { buildWorld } from './world.ts';

export interface SandboxOptions {
  port: number;
  dataDir: string;
  reset: boolean;
  seed: number;
  logger: Logger;
  /** Told in Chinese, while the start takes its time. */
  onProgress: (step: string) => void;
  /** The built page; default: where `npm ci` builds it. */
  consoleDir?: string;
  /** A real model, when one is configured; else the local classifier alone. */
  modelSettings: Config['model'];
}

export interface Sandbox {
  url: string;
  emulatorUrl: string;
  close(): Promise<void>;
}

/** In the sandbox nobody wants to wait a minute for the bot to see that the owner has finished. */
const QUIET_GAP_SECONDS = 4;
const CONSOLE = new URL('../../dist/console', import.meta.url).pathname;

/** A complete dealership on this machine: embedded database, emulated platform, sample store, page. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDir, logger, onProgress } = options;
  if (options.reset) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  // The port first: if it is taken, nothing else should start.
  const listener = await listen({ port: options.port, host: '127.0.0.1' });
  onProgress('打开内置数据库…');
  const database = await openDatabase({ dataDir: join(dataDir, 'database') });
  await migrate(database);
  const emulator = await startEmulator({
    clock: 'running',
    seed: options.seed,
    stateFile: join(dataDir, 'platform.journal'),
    // What was under way when the sandbox was stopped waits until the service listens again.
    holdCallbacks: true,
    // Everything starts at once in one process here: the platform's one second for the verification may be too short.
    callbackOptions: { verifyDeadlineMs: 20_000 },
  });
  // The platform keeps the time that was travelled; the service follows it.
  const clock = new TravellingClock((await emulator.control.now()).getTime() - Date.now());
  onProgress('准备示例门店（12 位员工、300 位车主、355 台车）…');
  const sample = loadSample(dataDir, options.seed, dayOf(clock.now()));
  // Open every day, so that nothing waits for Monday when somebody tries it at the weekend.
  sample.definition.rules = {
    conversation: { quietGapSeconds: QUIET_GAP_SECONDS },
    workingTime: { sevenDays: true },
  };
  if (await seedSampleStore(database, clock, sample, sampleAccounts)) await seedPast(database, sample);
  await emulator.control.world(buildWorld(sample));

  let traveller: Traveller | undefined;
  const service = createService({
    database,
    clock,
    logger,
    connections: createStoreConnections([
      connectStore(sandboxSettings(emulator.url, sample.definition.name, sampleTemplateIds, listener.url), clock),
    ]),
    publicUrl: listener.url,
    ownersPrompt: PROMPT_PATH,
    roles: ['web', 'worker', 'scheduler'],
    ...connectModel(options.modelSettings, logger, clock),
    routers: ({ contextOf }) => [
      sandboxRoutes({
        control: emulator.control,
        sample,
        contextOf,
        traveller: () => {
          if (traveller === undefined) throw new Error('the sandbox is still starting');
          return traveller;
        },
      }),
      openRoute(sample.definition.id),
      promptRoute(emulator.control),
      staticRoutes(options.consoleDir ?? CONSOLE),
    ],
  });
  traveller = createTraveller({ clock, control: emulator.control, service, storeId: sample.definition.id });
  listener.serve(service.app);
  await service.start();
  onProgress('向模拟平台登记回调地址…');
  await saveCallbacks(emulator.control, listener.url);
  await emulator.control.callbackMode({ hold: false });
  return {
    url: listener.url,
    emulatorUrl: emulator.url,
    close: async () => {
      await listener.close();
      await service.stop();
      await emulator.close();
      await database.close();
    },
  };
}

/** The day the store was made stays its day, so that a later start finds the same people and dates. */
function loadSample(dataDir: string, seed: number, today: string): SampleStore {
  const file = join(dataDir, 'sample.json');
  let made = { seed, today };
  try {
    made = JSON.parse(readFileSync(file, 'utf8')) as typeof made;
  } catch {
    // First start: there is no file yet.
    writeFileSync(file, JSON.stringify(made));
  }
  return buildSampleStore(made);
}
