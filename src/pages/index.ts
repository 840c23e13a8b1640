export type { PageOptions } from './options.ts';
export { ticketPages } from './ticket-pages.ts';
