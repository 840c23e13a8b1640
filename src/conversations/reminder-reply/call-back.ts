import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Answer } from './answer.ts';
import { handlerOf, passReply, topicsOf, whoIs } from './pass-reply.ts';
import { passOnReply, sayToReply, whenText } from './words.ts';

/** 给我打电话: somebody calls, at the time that was named. */
export async function callBack(context: Context, tx: Transaction, answer: Answer): Promise<void> {
  const { reminder, reply } = answer;
  const when = reply.when === null ? '尽快' : whenText(reply.when);
  await passReply(context, tx, answer, {
    purpose: 'callback',
    to: handlerOf(reminder.kind),
    what: 'call',
    title: '请回电',
    text: passOnReply.call(whoIs(answer), topicsOf(answer), answer.text),
    ...(reply.when === null ? {} : { wishedFor: when }),
  });
  return answer.say(sayToReply.willCall(when));
}
