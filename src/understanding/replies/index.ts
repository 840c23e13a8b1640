export { isMeaning, type Meaning, MEANINGS, readContext } from './meanings.ts';
export { readReply, type Reply, type ReplyInput } from './read-reply.ts';
export { readWhen, type When } from './when.ts';
export { respellReply } from './respell-reply.ts';
