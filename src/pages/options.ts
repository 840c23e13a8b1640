import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Logger } from '../logger.ts';
import type { StoreConnections } from '../stores/connections.ts';
import type { Understanding } from '../understanding/index.ts';
import { addressIn, type Place } from './place.ts';

export interface PageOptions {
  connections: StoreConnections;
  contextOf: (storeId: string) => Context;
  clock: Clock;
  logger: Logger;
  /** Reads what staff enter for an owner, like a chat's. */
  understanding: Understanding;
  /** Address under which browsers reach the service, without a trailing slash. */
  publicUrl: string;
  /**
   * Path of a form that stands in for WeChat's own prompt, where owners' pages are opened outside WeChat. Only the sandbox
   * has one; no setting leads here.
   */
  ownersPrompt?: string | undefined;
}

/** Address of a place within the site. The first store needs no name. */
export function addressOf(options: PageOptions, storeId: string, place: Place): string {
  const isFirst = options.connections.all[0]?.storeId === storeId;
  // A proxy may serve us below a folder of its own.
  const folder = new URL(options.publicUrl).pathname.replace(/\/$/, '');
  return addressIn(folder, isFirst ? undefined : storeId, place);
}

export function isSecureSite(options: PageOptions): boolean {
  return options.publicUrl.startsWith('https:');
}
