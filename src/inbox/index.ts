export {
  contactOrderKey,
  dedupeKeyOf,
  directoryOrderKey,
  identityOfLookUp,
  type IncomingEvent,
  isContactOrderKey,
  isLookUpKey,
  kfSyncKey,
  lookUpKey,
  ownerOrderKey,
  smsOrderKey,
  staffOrderKey,
  wakeUpKeyOf,
} from './event.ts';
export { createInbox, type Inbox, storeEvents } from './inbox.ts';
