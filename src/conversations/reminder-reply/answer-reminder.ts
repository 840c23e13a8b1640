import { dayOf, timeOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Ticket } from '../../database/generated/client.ts';
import { type Meaning, readReply, type Reply } from '../../understanding/index.ts';
import { type Heard, textOf } from '../heard.ts';
import { keepOptOut, wantsNoMore } from '../opt-out.ts';
import { idempotencyKeyOf } from '../../outbox/index.ts';
import { tellOwner } from '../../outreach/tell-owner.ts';
import { reply as say } from '../reply.ts';
import { alreadyDone } from './already-done.ts';
import type { Answer } from './answer.ts';
import { asComplaint, isComplaint } from './as-complaint.ts';
import { askAdviser } from './ask-adviser.ts';
import { askPrice } from './ask-price.ts';
import { concernsTicket, PLAIN_ANSWERS } from '../beside-ticket.ts';
import { book } from './book.ts';
import { callBack } from './call-back.ts';
import { keepReply } from './keep-reply.ts';
import { later } from './later.ts';
import { isNamed } from './gone-out.ts';
import { type LastReminder, lastReminder } from './last-reminder.ts';
import { soldCar } from './sold-car.ts';
import { askWhichSold, soldChoice } from './sold-which.ts';
import { wayOf } from './ways.ts';
import { wrongPerson } from './wrong-person.ts';

/** Sure enough to act where the words alone have to say it. */
const SURE = 0.55;
/** What can be understood long after the reminder, and after other talk. */
const SAYS_ITSELF: readonly Meaning[] = ['alreadyDone', 'soldCar', 'wrongPerson'];

/**
 * Reads an owner's words as the answer to the reminder that they had last, and acts on it. Danger, complaints, opt-outs and
 * wishes for a person are left to the ordinary way, as is all that is no answer; the reminder knows of what is about it.
 *
 * @param open the owner's open tickets: beside one only a plain answer counts, and only when nothing in it concerns that
 * @returns `undefined` when it is done; else what is still to be answered, perhaps read anew
 */
export async function answerReminder(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
): Promise<Heard | undefined> {
  const chosen = await soldChoice(context, tx, heard);
  if (chosen === undefined && open.length > 0 && concernsTicket(heard, open)) return heard;
  const last = await lastReminder(context, tx, heard);
  if (last === undefined) return heard;
  const { reminder, together } = last;
  const now = context.clock.now();
  const reply = readReply({
    messages: heard.messages.map((message) => message.text),
    context: `reminder:${reminder.kind}`,
    today: dayOf(now),
    now: timeOf(now),
    decision: heard.decision,
  });
  if (reply === undefined) return heard;
  const isBeside = open.length > 0;
  const spoken = isBeside ? besideTicket(heard, last, reply) : meaningNow(heard, last, reply);
  const meaning = chosen === undefined ? spoken : 'soldCar';
  if (meaning === undefined) return heard;
  // A complaint of its own that happens to stand below a reminder says nothing about that one.
  if (meaning === 'complaint' && isComplaint(heard.decision) && !isNamed(reminder.kind, textOf(heard))) return heard;
  await keepReply(context, tx, reminder, meaning);
  const vehicle =
    reminder.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: reminder.vehicleId } });
  const answer: Answer = {
    text: textOf(heard),
    wordsKey: String(heard.decisionId),
    customer: heard.identity.customer,
    reminder,
    together,
    vehicle,
    reply: { ...reply, meaning },
    say: (words) => say(context, tx, heard, words),
  };
  if (chosen !== undefined) return done(soldCar(context, tx, answer, { car: chosen }));
  return act(context, tx, heard, answer);
}

async function act(context: Context, tx: Transaction, heard: Heard, answer: Answer): Promise<Heard | undefined> {
  switch (answer.reply.meaning) {
    case 'book':
      // About a licence, say, but they speak of a visit to us: that is a wish of its own.
      if (wayOf(answer.reminder.kind) === 'thanks' && OF_THE_HOUSE.test(answer.text)) {
        return { ...heard, decision: { ...heard.decision, kind: 'booking' } };
      }
      return done(book(context, tx, answer));
    case 'alreadyDone':
      return done(alreadyDone(context, tx, answer));
    case 'soldCar':
      return done(sold(context, tx, heard, answer));
    case 'later':
      return done(later(context, tx, answer));
    case 'wrongPerson':
      return done(wrongPerson(context, tx, answer, heard.identity));
    case 'askPrice':
      return done(askPrice(context, tx, answer));
    case 'human':
      // 转人工 and its like hand the session over; 给我打电话 asks for a call.
      if (heard.decision.wantsHuman && !WANTS_CALL.test(answer.text)) return heard;
      return done(callBack(context, tx, answer));
    case 'optOut':
      return { ...heard, decision: { ...heard.decision, kind: 'optOut', categories: [], severity: 'P3' } };
    case 'complaint':
      return { ...heard, decision: asComplaint(heard.decision) };
    case 'unclear':
      return isMisread(heard, answer.text) ? done(askAdviser(context, tx, answer)) : heard;
    case 'score':
    case 'satisfied':
    case 'dissatisfied':
      return heard;
    default:
      return answer.reply.meaning satisfies never;
  }
}

async function sold(context: Context, tx: Transaction, heard: Heard, answer: Answer): Promise<void> {
  await soldCar(context, tx, answer, {
    ...(wantsNoMore(heard) ? { alsoSay: await keepOptOut(context, tx, heard) } : {}),
    ask: async (cars, alsoSay) => {
      const { text, choices } = askWhichSold(cars, heard);
      await tellOwner(context, tx, {
        conversationId: heard.conversation.id,
        key: idempotencyKeyOf('sold-which', context.storeId, heard.decisionId),
        text: alsoSay === '' ? text : `${alsoSay}\n${text}`,
        ...(choices === undefined ? {} : { menu: { items: choices } }),
      });
    },
  });
}

/** A visit to the store, in so many words. */
const OF_THE_HOUSE = /到店|来店|去店|你们?(?:店|那)|保养|预约|维修|检查/;

/** A call rather than somebody in this chat. */
const WANTS_CALL = /^(?![^]*(?:人工|真人|客服))[^]*(?:电话|来电|回电|打给我|打我|联系我)/;

const done = async (acting: Promise<void>): Promise<undefined> => {
  await acting;
  return undefined;
};

/** Up to this length the ordinary reading guesses. */
const FEW_CHARS = 16;

/**
 * "车还在跑", "忘了": the ordinary reading, which knows nothing of the reminder, makes complaints of a few words. Danger and
 * what went wrong in so many words has been found before this is asked.
 */
const isMisread = ({ decision }: Heard, text: string): boolean =>
  text.trim().length <= FEW_CHARS && (isComplaint(decision) || ['progress', 'survey'].includes(decision.kind));

/** A model, or people by their corrections, have read it: that is more than a guess at three words. */
const isByOthers = ({ decision }: Heard): boolean => decision.decidedBy === 'model' || decision.decidedBy === 'case';

/** What it means here and now; undefined when it is no answer to the reminder. */
function meaningNow(heard: Heard, { reminder, isFresh }: LastReminder, reply: Reply): Meaning | undefined {
  const { meaning, confidence, when } = reply;
  if (isComplaint(heard.decision) && isByOthers(heard)) return 'complaint';
  if (isFresh) return meaning;
  if (meaning === 'complaint' || meaning === 'optOut') return undefined;
  // Our question for the day is open, or they change the day.
  const isBooked = reminder.bookedAt !== null;
  if (isBooked && when !== null && (meaning === 'book' || meaning === 'unclear')) return 'book';
  // "好的明天上午" after a greeting in between: a yes with a day answers us, not the greeting.
  const isSettled = reminder.fulfilledOn !== null || SAYS_ITSELF.some((one) => one === reminder.replyMeaning);
  const isPlainYes = meaning === 'book' && when !== null && confidence >= SURE && !isSettled;
  if (isPlainYes && ['other', 'booking'].includes(heard.decision.kind)) return 'book';
  return SAYS_ITSELF.includes(meaning) && confidence >= SURE ? meaning : undefined;
}

/** While a complaint is being handled: only what plainly is an answer, and to nothing that was said since. */
function besideTicket(heard: Heard, { reminder, isFresh }: LastReminder, reply: Reply): Meaning | undefined {
  const { meaning, confidence } = reply;
  if (!PLAIN_ANSWERS.includes(meaning) || confidence < SURE) return undefined;
  if (isComplaint(heard.decision) && isByOthers(heard)) return undefined;
  const isAbout = isFresh || meaning === 'soldCar' || isNamed(reminder.kind, textOf(heard));
  return isAbout ? meaning : undefined;
}
