export { dedupeKeyOf, type IncomingEvent, kfSyncKey, ownerOrderKey, staffOrderKey } from './event.ts';
export { createInbox, type Inbox, storeEvents } from './inbox.ts';
