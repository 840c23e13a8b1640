import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { putOff } from '../../outreach/index.ts';
import type { Answer } from './answer.ts';
import { dayText, sayToReply } from './words.ts';

/** Not now: the next reminder comes on the day that the owner named, else as planned. */
export async function later(context: Context, tx: Transaction, answer: Answer): Promise<void> {
  const { reminder } = answer;
  const { when } = answer.reply;
  const day = when === null ? undefined : await putOff(context, tx, { reminder, day: when.day });
  return answer.say(day === undefined ? sayToReply.later : sayToReply.putOff(dayText(day)));
}
