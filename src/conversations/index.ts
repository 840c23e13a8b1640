export { afterOwnerDelivery } from './after-delivery.ts';
export { say } from './messages.ts';
export { receiveSmsReply } from './receive-sms-reply.ts';
export { readConversation } from './read.ts';
export { returnToBot } from './return-to-bot.ts';
export { bindByScene, bindingSceneOf } from './bind-by-scene.ts';
export { backToBot, leaveToPerson } from './with-person.ts';
export { ensureConversation, ensureIdentity, type OwnerMessage, receiveOwnerMessage } from './receive.ts';
