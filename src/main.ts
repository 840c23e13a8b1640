import { readConfig, type Config, ConfigError } from './config.ts';
import { systemClock } from './clock.ts';
import { connectStore } from './connect.ts';
import { connectModel } from './connect-model.ts';
import { openDatabase } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { listen } from './http/serve.ts';
import { createLogger } from './logger.ts';
import { createService } from './service.ts';
import { ensureStores } from './stores/ensure-stores.ts';
import { createStoreConnections } from './stores/connections.ts';

const MIN_NODE = [22, 18] as const;

/** The installed `node` package brings Node 24 to every npm script; a bare `node src/main.ts` may be older. */
function checkNodeVersion(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  console.error(
    `Node ${process.versions.node} is too old: start with "npm start", which uses the Node that npm ci installed.`,
  );
  process.exit(1);
}

/** Tells every fault with the page that holds the value, and ends: the service never starts half-configured. */
function tellFaults(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error;
  const lines = error.faults.map((fault) => `  ${fault.name} ${fault.problem}\n      ${fault.where}`);
  console.error(
    `These settings are missing or malformed:\n${lines.join('\n')}\n\n.env.example documents all settings. No account yet? "npm run sandbox" needs none.`,
  );
  process.exit(1);
}

function loadConfig(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    return tellFaults(error);
  }
}

checkNodeVersion();
const config = loadConfig();
const logger = createLogger(config.logLevel);
const database = await openDatabase({ url: config.databaseUrl, dataDir: `${config.dataDir}/database` });
await migrate(database);
const connections = createStoreConnections(config.stores.map((store) => connectStore(store, systemClock)));
await ensureStores({ database, clock: systemClock, logger, connections }, config.stores);
const service = createService({
  database,
  clock: systemClock,
  logger,
  connections,
  publicUrl: config.publicUrl,
  roles: config.roles,
  ...connectModel(config.model, logger, systemClock),
});
await service.start();
const listener = config.roles.includes('web') ? await listen({ port: config.port, host: config.host }) : undefined;
listener?.serve(service.app);
logger.info({ roles: config.roles, database: database.kind, url: listener?.url }, 'carebay is running');

async function stop(): Promise<void> {
  logger.info({}, 'stopping');
  await listener?.close();
  await service.stop();
  await database.close();
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
