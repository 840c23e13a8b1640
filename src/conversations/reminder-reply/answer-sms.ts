import { dayOf, timeOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import { type Decision, type Meaning, optOutWish, readReply } from '../../understanding/index.ts';
import { alreadyDone } from './already-done.ts';
import type { Answer } from './answer.ts';
import { askAdviser } from './ask-adviser.ts';
import { askPrice } from './ask-price.ts';
import { book } from './book.ts';
import { callBack } from './call-back.ts';
import { keepReply } from './keep-reply.ts';
import { later } from './later.ts';
import { soldCar } from './sold-car.ts';
import { wrongNumber } from './wrong-person.ts';

export interface SmsAnswer {
  phone: string;
  text: string;
  /** Names this short message. */
  key: string;
  reminder: Reminder;
  together: readonly Reminder[];
  /** How the words are read without a reminder. */
  decision: Decision;
}

/** What it is left to the caller to act on. */
type LeftMeaning = Extract<Meaning, 'complaint' | 'optOut'>;

/** Courtesies ask for nothing. */
const THANKS = /^(?:谢谢|感谢|多谢|辛苦|收到|知道了?|明白|了解)[了啦啊哦呢你您们!！。，,~～\s谢]*$/;
/** These are no answer to a reminder, and take nothing back that was answered before. */
const NO_ANSWER: readonly Meaning[] = ['unclear', 'score', 'satisfied', 'dissatisfied'];

/**
 * Acts on a short message as the answer to the reminder that went to its number: as in a chat, but nothing can be said, so
 * the act is the answer and what is unclear goes to a person.
 *
 * @returns what is still to be done: a ticket, an end to all reminders
 */
export async function answerReminderBySms(
  context: Context,
  tx: Transaction,
  { phone, text, key, reminder, together, decision }: SmsAnswer,
): Promise<LeftMeaning | undefined> {
  const now = context.clock.now();
  const reply = readReply({
    messages: [text],
    context: `reminder:${reminder.kind}`,
    today: dayOf(now),
    now: timeOf(now),
    decision,
  });
  if (reply === undefined) return undefined;
  const { meaning } = reply;
  const isKept = reminder.repliedAt === null || !NO_ANSWER.includes(meaning);
  if (isKept) await keepReply(context, tx, reminder, meaning);
  const customer = await tx.customer.findUnique({ where: { id: reminder.customerId } });
  const vehicle =
    reminder.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: reminder.vehicleId } });
  const say = async (): Promise<void> => undefined;
  const answer: Answer = { text, wordsKey: key, customer, reminder, together, vehicle, reply, say };
  return act(context, tx, answer, phone);
}

async function act(context: Context, tx: Transaction, answer: Answer, phone: string): Promise<LeftMeaning | undefined> {
  switch (answer.reply.meaning) {
    case 'book':
      return done(book(context, tx, answer));
    case 'alreadyDone':
      return done(alreadyDone(context, tx, answer));
    case 'soldCar':
      await soldCar(context, tx, answer, {});
      return optOutWish(answer.text) === undefined ? undefined : 'optOut';
    case 'later':
      return done(later(context, tx, answer));
    case 'wrongPerson':
      return done(wrongNumber(context, tx, answer, phone));
    case 'askPrice':
      return done(askPrice(context, tx, answer));
    case 'human':
      return done(callBack(context, tx, answer));
    case 'optOut':
    case 'complaint':
      return answer.reply.meaning;
    case 'unclear':
    case 'score':
    case 'satisfied':
    case 'dissatisfied':
      return THANKS.test(answer.text.trim()) ? undefined : done(askAdviser(context, tx, answer));
    default:
      return answer.reply.meaning satisfies never;
  }
}

const done = async (acting: Promise<void>): Promise<undefined> => {
  await acting;
  return undefined;
};
