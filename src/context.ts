import type { Clock } from './clock.ts';
import type { Database, Db } from './database/database.ts';
import type { Logger } from './logger.ts';
import type { Queue } from './queue/queue.ts';

/** Who does it. Every event row keeps this. `id`: WeCom member id, identity id, or the job's name. */
export interface Actor {
  kind: 'owner' | 'staff' | 'system';
  id: string;
  name: string;
}

export const systemActor: Actor = { kind: 'system', id: 'system', name: '系统' };

/** What every verb receives. Verbs open their own transactions; helpers take the `Db` they are to use. */
export interface Context {
  database: Database;
  queue: Queue;
  clock: Clock;
  logger: Logger;
  storeId: string;
  actor: Actor;
}

export type { Db };
