import { fileKindOf } from '../attachments/index.ts';
import type { Message } from '../database/generated/client.ts';

/** "[图片]" and nothing else: a file says nothing by itself. */
const STAND_IN_ALONE = /^\[[^\]]+\]$/;

/** What an owner said in words: from the stand-ins of files nothing must be guessed. */
export function wordsOf(messages: readonly Pick<Message, 'msgType' | 'text'>[]): string[] {
  return messages
    .filter((message) => fileKindOf(message.msgType) === undefined || !STAND_IN_ALONE.test(message.text))
    .map((message) => message.text);
}
