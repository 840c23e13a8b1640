import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Logger } from '../logger.ts';
import type { StoreConnections } from '../stores/connections.ts';

export interface PageOptions {
  connections: StoreConnections;
  contextOf: (storeId: string) => Context;
  clock: Clock;
  logger: Logger;
  /** Address under which browsers reach the service, without a trailing slash. */
  publicUrl: string;
}

/** Address of a ticket's page within the site. The first store needs no name. */
export function ticketPath(options: PageOptions, storeId: string, number: string): string {
  const isFirst = options.connections.all[0]?.storeId === storeId;
  // A proxy may serve us below a folder of its own.
  const folder = new URL(options.publicUrl).pathname.replace(/\/$/, '');
  return `${folder}/tickets/${isFirst ? '' : `${storeId}/`}${number}`;
}

export function isSecureSite(options: PageOptions): boolean {
  return options.publicUrl.startsWith('https:');
}
