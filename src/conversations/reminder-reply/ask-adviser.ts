import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Answer } from './answer.ts';
import { handlerOf, passReply, topicsOf, whoIs } from './pass-reply.ts';
import { passOnReply, sayToReply } from './words.ts';

/** Words that nobody but a person can make sense of ("保养手册丢了"): whoever sees to it asks the owner. */
export async function askAdviser(context: Context, tx: Transaction, answer: Answer): Promise<void> {
  const { kind } = answer.reminder;
  const to = handlerOf(kind);
  await passReply(context, tx, answer, {
    purpose: 'callback',
    to,
    what: `unclear-${answer.wordsKey}`,
    title: '核实回复',
    text: passOnReply.unclear(whoIs(answer), topicsOf(answer), answer.text),
  });
  return answer.say(sayToReply.unclear(to));
}
