import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Answer } from './answer.ts';
import { handlerOf, passReply, topicsOf, whoIs } from './pass-reply.ts';
import { passOnReply, sayToReply } from './words.ts';

/** What it costs is told by whoever sells it. */
export async function askPrice(context: Context, tx: Transaction, answer: Answer): Promise<void> {
  const { kind } = answer.reminder;
  await passReply(context, tx, answer, {
    purpose: 'callback',
    to: handlerOf(kind),
    what: 'price',
    title: '答复价格',
    text: passOnReply.price(whoIs(answer), topicsOf(answer), answer.text),
  });
  return answer.say(sayToReply.askPrice);
}
