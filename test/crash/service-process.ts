import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Day } from '../../src/calendar.ts';
import type { Role } from '../../src/config.ts';
import { connectStore } from '../../src/connect.ts';
import { openDatabase } from '../../src/database/database.ts';
import { createLogger } from '../../src/logger.ts';
import { sandboxSettings } from '../../src/sandbox/accounts.ts';
import { sampleTemplateIds } from '../../src/sandbox/templates.ts';
import { createService } from '../../src/service.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { FastClock, type FastClockSettings } from './fast-clock.ts';
import { countWaiting, type OutreachProgress, readProgress } from './progress.ts';
import { arm, type Strike, watchForStrikes } from './strikes.ts';

/** What a process of the service is told by its parent: the first argument, as JSON. */
export interface ServiceProcessSettings {
  /** A PostgreSQL server, or the folder of an embedded database; migrated and seeded. */
  database: { url: string; poolSize?: number } | { dataDir: string };
  emulatorUrl: string;
  /** 0: any free port. Nothing listens without the role web. */
  port: number;
  roles: Role[];
  clock: FastClockSettings;
  logLevel?: 'silent' | 'error' | 'warn';
  /** The store has an account at an SMS vendor. */
  withSms?: boolean;
  /** Where it is to die, and the file that gets the name of the place where it did. */
  strikes?: { file: string; armed: readonly Strike[] };
}

/** What it may be asked, and what it says. */
export type ToService =
  | { advance: number }
  | { arm: readonly Strike[] }
  | { ask: 'memory' }
  | { ask: 'waiting' }
  | { ask: 'progress'; day: Day }
  | { ask: 'clear' };
export type FromService =
  | { readyOn: number }
  | { residentBytes: number }
  | { waiting: number }
  | { progress: OutreachProgress }
  | { cleared: true };

/**
 * One process of the service against an emulator, to be killed or measured: the real composition with another clock.
 * Ends when its parent does.
 */
async function run(settings: ServiceProcessSettings): Promise<void> {
  const clock = new FastClock(settings.clock);
  const logger = createLogger(settings.logLevel ?? 'silent');
  if (settings.strikes !== undefined) {
    watchForStrikes(settings.strikes.file);
    arm(settings.strikes.armed);
  }
  const database = await openDatabase(settings.database);
  const publicUrl = `http://127.0.0.1:${settings.port}`;
  const smsUrl = settings.withSms === true ? publicUrl : undefined;
  const service = createService({
    database,
    clock,
    logger,
    connections: createStoreConnections([
      connectStore(sandboxSettings(settings.emulatorUrl, '示例汽车', sampleTemplateIds, smsUrl), clock),
    ]),
    publicUrl,
    roles: settings.roles,
  });
  await service.start();
  // A killed process writes nothing any more, and the next one should start fast.
  flushCompileCache();
  process.on('message', (message: ToService) => {
    if ('advance' in message) clock.advance(message.advance);
    else if ('arm' in message) arm(message.arm);
    else if (message.ask === 'memory') say({ residentBytes: process.memoryUsage.rss() });
    else if (message.ask === 'clear') {
      // As workers would have left it.
      void database.execute('TRUNCATE inbox_event, queue.job_common').then(() => say({ cleared: true }));
    } else if (message.ask === 'progress') {
      void readProgress(database.client, clock, message.day).then((progress) => say({ progress }));
    } else void countWaiting(database.client, clock).then((waiting) => say({ waiting }));
  });
  process.on('disconnect', () => process.exit(0));
  if (!settings.roles.includes('web')) return say({ readyOn: 0 });
  const server = service.app.listen(settings.port, '127.0.0.1', () =>
    say({ readyOn: (server.address() as AddressInfo).port }),
  );
  server.keepAliveTimeout = 600_000;
}

function say(message: FromService): void {
  process.send?.(message);
}

await run(JSON.parse(process.argv[2] ?? '{}') as ServiceProcessSettings);
