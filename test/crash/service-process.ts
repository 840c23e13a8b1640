import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../src/clock.ts';
import type { Role } from '../../src/config.ts';
import { connectStore } from '../../src/connect.ts';
import { type Db, openDatabase } from '../../src/database/database.ts';
import { createLogger } from '../../src/logger.ts';
import { sandboxSettings } from '../../src/sandbox/accounts.ts';
import { sampleTemplateIds } from '../../src/sandbox/templates.ts';
import { createService } from '../../src/service.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { FastClock, type FastClockSettings } from './fast-clock.ts';

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
}

/** What it may be asked, and what it says. */
export type ToService = { advance: number } | { ask: 'memory' } | { ask: 'waiting' } | { ask: 'clear' };
export type FromService = { readyOn: number } | { residentBytes: number } | { waiting: number } | { cleared: true };

/**
 * One process of the service against an emulator, to be killed or measured: the real composition with another clock.
 * Ends when its parent does.
 */
async function run(settings: ServiceProcessSettings): Promise<void> {
  const clock = new FastClock(settings.clock);
  const logger = createLogger(settings.logLevel ?? 'silent');
  const database = await openDatabase(settings.database);
  const service = createService({
    database,
    clock,
    logger,
    connections: createStoreConnections([
      connectStore(sandboxSettings(settings.emulatorUrl, '示例汽车', sampleTemplateIds), clock),
    ]),
    publicUrl: `http://127.0.0.1:${settings.port}`,
    roles: settings.roles,
  });
  await service.start();
  // A killed process writes nothing any more, and the next one should start fast.
  flushCompileCache();
  process.on('message', (message: ToService) => {
    if ('advance' in message) clock.advance(message.advance);
    else if (message.ask === 'memory') say({ residentBytes: process.memoryUsage.rss() });
    else if (message.ask === 'clear') {
      // As workers would have left it.
      void database.execute('TRUNCATE inbox_event, queue.job_common').then(() => say({ cleared: true }));
    } else void countWaiting(database.client, clock).then((waiting) => say({ waiting }));
  });
  process.on('disconnect', () => process.exit(0));
  if (!settings.roles.includes('web')) return say({ readyOn: 0 });
  const server = service.app.listen(settings.port, '127.0.0.1', () =>
    say({ readyOn: (server.address() as AddressInfo).port }),
  );
  server.keepAliveTimeout = 600_000;
}

/** Everything that is due and not done yet. */
async function countWaiting(db: Db, clock: Clock): Promise<number> {
  const now = clock.now();
  const [row] = await db.$queryRaw<{ waiting: number }[]>`SELECT (
    (SELECT count(*) FROM inbox_event WHERE status = 'received') +
    (SELECT count(*) FROM conversation WHERE gather_until_at IS NOT NULL) +
    (SELECT count(*) FROM reminder WHERE status = 'planned' AND planned_for <= ${now}) +
    (SELECT count(*) FROM outbox_message WHERE status IN ('pending', 'sending', 'unknown')
      AND (attempts > 0 OR not_before_at IS NULL OR not_before_at <= ${now})))::int AS waiting`;
  return row?.waiting ?? 0;
}

function say(message: FromService): void {
  process.send?.(message);
}

await run(JSON.parse(process.argv[2] ?? '{}') as ServiceProcessSettings);
