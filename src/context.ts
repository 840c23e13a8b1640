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

/** What a store is connected to: a rung of the ladder that is not there is never tried. */
export interface Connected {
  /** appid of the service account; '' when none. */
  appId: string;
  /** Our names of the templates that the account has. */
  templateKeys: readonly string[];
  /** Our names of its one-time subscription templates. */
  subscriptionKeys: readonly string[];
  /** 客户联系: group sends can be made. */
  contacts: boolean;
  /** Our names of the SMS vendor's templates; empty when no vendor is connected. */
  smsTemplateKeys: readonly string[];
  /** Address of the page where an owner books the next notices with one tap; absent: the account has no such templates. */
  subscribePageOf?: (customerId: number) => string;
}

export const nothingConnected: Connected = {
  appId: '',
  templateKeys: [],
  subscriptionKeys: [],
  contacts: false,
  smsTemplateKeys: [],
};

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
  connected: Connected;
}

export type { Db };
