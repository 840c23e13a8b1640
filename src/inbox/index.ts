export {
  contactOrderKey,
  dedupeKeyOf,
  directoryOrderKey,
  type IncomingEvent,
  isContactOrderKey,
  kfSyncKey,
  ownerOrderKey,
  smsOrderKey,
  staffOrderKey,
} from './event.ts';
export { createInbox, type Inbox, storeEvents } from './inbox.ts';
