import { openDatabase } from '../../src/database/database.ts';
import { silentLogger } from '../../src/logger.ts';
import { createQueue } from '../../src/queue/queue.ts';

/** A process that takes jobs, says which, and never finishes one: to be killed. */
const database = await openDatabase({ url: process.argv[2], poolSize: 2 });
const queue = createQueue({ database, logger: silentLogger });
await queue.start();
await queue.work('kf.sync', { concurrency: 1 }, (key) => {
  process.send?.(key);
  return new Promise(() => undefined);
});
process.send?.('ready');
