import { fileKindOf } from '../attachments/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { MessageKind } from '../understanding/index.ts';
import { asksAboutTicket } from './beside-ticket.ts';
import { bind, bindInPassing } from './bind.ts';
import { answerDueQuestion, takeDueOffer } from './due-question/index.ts';
import { answerFollowUp } from './follow-up-reply/index.ts';
import { handToPerson } from './hand-to-person.ts';
import { type Heard, idsOf, textOf } from './heard.ts';
import { joinTicket } from './join-ticket.ts';
import { openTicketsOf, ticketAbout } from './matter.ts';
import { say } from './messages.ts';
import { takeOptIn } from './opt-in.ts';
import { asPesteredHeard, confirmOptOut, keepOptOut, wantsNoMore } from './opt-out.ts';
import { answerReminder } from './reminder-reply/index.ts';
import { pass, reply, replyOnce } from './reply.ts';
import { takeComplaint } from './take-complaint.ts';
import { answerWhichCar } from './vehicle-question.ts';
import { whereStands } from './where-it-stands.ts';
import { isWithdrawal, takeWithdrawal } from './withdraw.ts';
import { takeWishes } from './wishes.ts';
import { listenBeside } from './with-person.ts';

/** Acts on what an owner's words mean: a ticket, a task for a person, or an answer. */
export async function respond(context: Context, tx: Transaction, words: Heard): Promise<void> {
  if (words.isBeside) return listenBeside(context, tx, words, await openTicketsOf(tx, words));
  const isComplaint = ['complaint', 'grumble', 'rescue'].includes(words.decision.kind);
  const bound = isComplaint ? await bindInPassing(context, tx, words) : words;
  const open = await openTicketsOf(tx, bound);
  if (await answerWhichCar(context, tx, bound, open)) return;
  if (await takeOptIn(context, tx, bound)) return;
  const whole = await takeWishes(context, tx, bound, open);
  if ((await answerDueQuestion(context, tx, whole)) || (await takeDueOffer(context, tx, whole))) return;
  if ((await answerFollowUp(context, tx, whole, open)) === undefined) return tellTheRest(context, tx, whole);
  // While a complaint is being handled, words are about that unless they plainly answer a reminder; whoever waits for the
  // owner's day is answered first. A visit beside a complaint has been booked: the rest answers no reminder.
  const isWaitedFor = (await awaitedBy(tx, whole, open)) !== undefined;
  const isComplaintAlone = isComplaint && whole.alsoSay !== undefined;
  const heard = isWaitedFor || isComplaintAlone ? whole : await answerReminder(context, tx, whole, open);
  if (heard === undefined) return;
  const { decision } = heard;
  const about = ticketAbout(open, heard);
  if (isWordless(heard)) return answerOther(context, tx, heard, about);
  if (about !== undefined && isWithdrawal(heard)) return takeWithdrawal(context, tx, heard, about);
  await keepNumber(context, tx, heard, about);
  const awaited = ['booking', 'question'].includes(decision.kind) ? await awaitedBy(tx, heard, open) : undefined;
  if (awaited !== undefined) return takeAwaited(context, tx, heard, awaited);
  switch (decision.kind) {
    case 'complaint':
    case 'grumble':
    case 'rescue':
      await takeComplaint(
        context,
        tx,
        heard,
        open,
        wantsNoMore(heard) ? { alsoSay: await keepOptOut(context, tx, heard) } : {},
      );
      if (decision.wantsHuman) await handToPerson(context, tx, heard, { isSilent: true });
      return;
    case 'human':
      return handToPerson(context, tx, heard, { isSilent: false });
    case 'optOut':
      return optOut(context, tx, heard, open);
    case 'binding':
      return bind(context, tx, heard, about);
    case 'booking':
      await pass(context, tx, heard, { purpose: 'booking', kind: 'booking', to: 'adviser' });
      return reply(context, tx, heard, say.booking);
    case 'question':
      if (about !== undefined && asksAboutTicket(heard, about)) return tellProgress(context, tx, heard, about);
      await pass(context, tx, heard, { purpose: 'callback', kind: 'question', to: 'adviser' });
      return reply(context, tx, heard, say.question);
    case 'progress':
      return tellProgress(context, tx, heard, about);
    case 'praise':
    case 'suggestion':
      await pass(context, tx, heard, { purpose: 'callback', kind: decision.kind, to: 'customerCare' });
      return reply(context, tx, heard, say[decision.kind]);
    case 'survey':
      return reply(context, tx, heard, say.survey);
    case 'other':
      return answerOther(context, tx, heard, about);
    default:
      return decision.kind satisfies never;
  }
}

/** Who was asked about a visit gets the next question by itself; the other matters follow it. */
async function tellTheRest(context: Context, tx: Transaction, heard: Heard): Promise<void> {
  const { alsoSay, ...alone } = heard;
  if (alsoSay !== undefined) await reply(context, tx, alone, alsoSay.join('\n'));
}

/** The ticket that stood still for the owner until these words came. */
async function awaitedBy(tx: Transaction, heard: Heard, open: readonly Ticket[]): Promise<Ticket | undefined> {
  const [first] = heard.messages;
  if (first === undefined) return undefined;
  const pause = await tx.ticketPause.findFirst({
    where: {
      ticketId: { in: open.map((ticket) => ticket.id) },
      reason: 'waitingOwner',
      endedAt: { gte: first.sentAt },
    },
    orderBy: { id: 'desc' },
  });
  return open.find((ticket) => ticket.id === pause?.ticketId);
}

/** "我明早9点到" answers whoever waited for it; only then does reception hear of a booking. */
async function takeAwaited(context: Context, tx: Transaction, heard: Heard, ticket: Ticket): Promise<void> {
  await joinTicket(context, tx, heard, ticket);
  if (heard.decision.kind !== 'booking') return;
  await pass(context, tx, heard, { purpose: 'booking', kind: 'booking', to: 'adviser', ticketId: ticket.id });
}

/** What goes to the ticket anyway, or opens one, takes its number along. */
const TAKES_NUMBER: readonly MessageKind[] = ['complaint', 'grumble', 'rescue', 'progress', 'other'];

/** Whoever has the ticket of an unknown owner has to reach them: a number goes there, whatever else it was sent for. */
async function keepNumber(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  const { kind, entities } = heard.decision;
  const isUnknown = heard.identity.customerId === null;
  if (open === undefined || !isUnknown || entities.phones.length === 0 || TAKES_NUMBER.includes(kind)) return;
  await joinTicket(context, tx, heard, open, { isSilent: true });
}

async function optOut(context: Context, tx: Transaction, heard: Heard, open: readonly Ticket[]): Promise<void> {
  const kept = await keepOptOut(context, tx, heard);
  const pestered = asPesteredHeard(heard);
  if (pestered === undefined) return confirmOptOut(context, tx, heard, kept);
  return takeComplaint(context, tx, pestered, open, { alsoSay: kept });
}

async function tellProgress(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  if (open === undefined) {
    await pass(context, tx, heard, { purpose: 'callback', kind: 'progress', to: 'adviser' });
    return reply(context, tx, heard, say.progressNone);
  }
  await joinTicket(context, tx, heard, open, { isSilent: true });
  return reply(context, tx, heard, say.progress(open.number, await whereStands(context, tx, open)));
}

const THANKS = /^(?:(?:谢谢|感谢|多谢|辛苦|好的?|ok|嗯+|收到|知道了?|明白|行)[了啦啊哦呢你您们!！。，,~～\s]*)+$/i;
/** Nothing to read: signs, blanks and characters that nobody sees. */
const NO_WORDS =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{C}|\p{M}|\p{P}|\p{Z}|\[[\u4e00-\u9fa5]{1,3}\])*$/u;

/** Whatever the title of a link or the name of a place looks like, the owner has not said what they want. */
function isWordless({ messages, decision }: Heard): boolean {
  if (decision.severity === 'P0' || messages.some((message) => message.menuId !== null)) return false;
  return messages.every((message) => message.msgType !== 'text' || NO_WORDS.test(message.text.trim()));
}

/** Pictures and remarks belong to the open ticket, courtesies to nobody; without a ticket, say what we can do. */
async function answerOther(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  const text = textOf(heard).trim();
  const isMedia = heard.messages.some((message) => message.msgType !== 'text');
  if (!isMedia && THANKS.test(text)) return replyOnce(context, tx, heard, say.thanks);
  const isEmpty = !isMedia && NO_WORDS.test(text);
  if (open !== undefined && !isEmpty) {
    const isFilesOnly = heard.messages.every((message) => fileKindOf(message.msgType) !== undefined);
    // Files without words are told about and confirmed once for all of a burst, when they join the ticket.
    if (!isFilesOnly) return joinTicket(context, tx, heard, open);
    await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: open.id } });
    return;
  }
  // A smile beside an open ticket needs no answer.
  if (open !== undefined) return;
  await replyOnce(context, tx, heard, isMedia ? say.media : say.unreadable);
}
