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

/**
 * What every verb receives. Verbs that change something also take the transaction of their caller, so that what caused
 * the change (an inbox event, a due clock) is settled together with it.
 */
export interface Context {
  database: Database;
  queue: Queue;
  clock: Clock;
  logger: Logger;
  storeId: string;
  actor: Actor;
  /** Base address of the pages that cards link to, without a trailing slash. */
  publicUrl: string;
}

export type { Db };
