export { afterOwnerDelivery } from './after-delivery.ts';
export { say } from './messages.ts';
export { passToPerson } from './pass-on.ts';
export { readConversation } from './read.ts';
export { ensureConversation, ensureIdentity, type OwnerMessage, receiveOwnerMessage } from './receive.ts';
