import type { ChannelIdentity, Conversation, Customer, Message } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import type { Decision } from '../understanding/index.ts';

/** What an owner wrote in a row, and what it was understood as. */
export interface Heard {
  conversation: Conversation;
  identity: ChannelIdentity & { customer: Customer | null };
  messages: Message[];
  decision: Decision;
  decisionId: number;
  rules: Rules;
  /** A person is talking with the owner: the bot listens for danger and keeps still. */
  isBeside: boolean;
  /** What the answer says besides: of the other matters in the same words. */
  alsoSay?: readonly string[];
  /** One of several matters: what is to be said about it is kept here, for the one answer. */
  said?: string[];
}

export const textOf = (heard: Pick<Heard, 'messages'>) => heard.messages.map((message) => message.text).join('\n');
export const idsOf = (heard: Pick<Heard, 'messages'>) => heard.messages.map((message) => message.id);
