import { dayOf, timeOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { OutboxMessage, Reminder } from '../../database/generated/client.ts';
import { readReply, type Reply } from '../../understanding/index.ts';
import { type Heard, textOf } from '../heard.ts';
import { passToPerson } from '../pass-on.ts';
import { book } from '../reminder-reply/book.ts';
import { handlerOf, whoIs } from '../reminder-reply/pass-reply.ts';
import { wayOf } from '../reminder-reply/ways.ts';
import { passOnReply, sayToReply, whenText } from '../reminder-reply/words.ts';
import { reply } from '../reply.ts';
import { type Due, duesOf } from './answer-due-question.ts';
import { readDueQuestion } from './read-due-question.ts';
import { OFFERS, passOnDue } from './words.ts';

/** A yes to a question that was put as one: more than a reminder's reader may take for it. */
const YES =
  /^(?:嗯+|好+的?|行|可以的?|要的?|需要的?|麻烦(?:你|您)?(?:们)?|(?:帮我)?预?约(?:一下|个|吧)?|是的?|对的?|安排(?:一下)?|ok)[了啊呀吧哈哦嘛,，。.!！~～\s]*(?:谢谢[你您]?|麻烦[你您]?了?)?[。.!！~～\s]*$/i;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The answer to “需要帮您预约吗？”: a yes books as the reply to a reminder does, where there is a reminder of that day in its
 * name, so that nobody is reminded of what is booked. Only the next words count, within a day.
 *
 * @returns whether these words were that answer
 */
export async function takeDueOffer(context: Context, tx: Transaction, heard: Heard): Promise<boolean> {
  const { customer, customerId } = heard.identity;
  if (customerId === null || ['complaint', 'rescue'].includes(heard.decision.kind)) return false;
  const offer = await offerBefore(context, tx, heard);
  if (offer === undefined) return false;
  const dues = await offeredDues(context, tx, heard, offer.message);
  const [first] = dues;
  const kind = first?.entries[0]?.kind;
  if (first === undefined || kind === undefined) return false;
  const now = context.clock.now();
  const read = readReply({
    messages: heard.messages.map((message) => message.text),
    context: `reminder:${kind}`,
    today: dayOf(now),
    now: timeOf(now),
    decision: heard.decision,
  });
  const when = read?.when ?? null;
  // We asked for the day: one alone is the answer.
  const isDay = offer.isDayAsked && read?.meaning === 'unclear' && when !== null;
  const isYes = !offer.isDayAsked && YES.test(textOf(heard).trim());
  if (read?.meaning !== 'book' && !isDay && !isYes) return false;
  const answered: Reply = { ...(read ?? { confidence: 1, evidence: '' }), meaning: 'book', when };
  const [only, another] = dues;
  const vehicle = another === undefined ? (only?.vehicle ?? null) : null;
  const reminder = vehicle === null ? undefined : await reminderOf(tx, context.storeId, first, vehicle.id);
  if (reminder !== undefined) {
    await book(context, tx, {
      text: textOf(heard),
      wordsKey: String(heard.decisionId),
      customer,
      reminder,
      together: [reminder],
      vehicle,
      reply: answered,
      say: (words) => reply(context, tx, heard, words),
    });
    return true;
  }
  const way = wayOf(kind) === 'insurance' ? 'insurance' : 'visit';
  const day = when === null ? undefined : whenText(when);
  const labels = dues.flatMap((due) => due.entries.map(({ label }) => `${due.vehicle?.plateNumber ?? ''}${label}`));
  const who = whoIs({ customer, vehicle });
  await passToPerson(context, tx, {
    key: `due-offer-${offer.message.id}`,
    notice: `due-offer-${offer.message.id}-${heard.decisionId}`,
    purpose: way === 'insurance' ? 'callback' : 'booking',
    title: `${way === 'insurance' ? '续保联系' : '预约到店'}：${who}`.slice(0, 60),
    text: passOnDue[way](who, labels.join('、'), textOf(heard), day ?? passOnReply.noDay),
    customerId,
    vehicleId: vehicle?.id ?? null,
    advisorUserId: customer?.advisorUserId ?? null,
    to: handlerOf(kind),
    ...(when === null ? {} : { wishedFor: `${whenText(when)}（原话：${when.text}）` }),
  });
  const noted = day === undefined ? sayToReply.askDay : sayToReply.booked(day);
  await reply(context, tx, heard, way === 'insurance' ? sayToReply.insurance(day) : noted);
  return true;
}

/** Our offer, when it is the last thing this owner has had from us here; or after it our question for the day. */
async function offerBefore(
  context: Context,
  tx: Transaction,
  { conversation }: Heard,
): Promise<{ message: OutboxMessage; isDayAsked: boolean } | undefined> {
  const [last, before] = await tx.outboxMessage.findMany({
    where: {
      conversationId: conversation.id,
      status: { notIn: ['failed', 'withdrawn'] },
      createdAt: { gt: new Date(context.clock.now().getTime() - DAY_MS) },
    },
    orderBy: { id: 'desc' },
    take: 2,
  });
  const isOffer = (row: OutboxMessage | undefined) => OFFERS.some((words) => row?.preview.endsWith(words) === true);
  if (last !== undefined && isOffer(last)) return { message: last, isDayAsked: false };
  const isDayAsked = last?.preview === sayToReply.askDay;
  return isDayAsked && before !== undefined && isOffer(before) ? { message: before, isDayAsked } : undefined;
}

/** What was asked, read again from the owner's words before our offer; what can't be done in the store is left out. */
async function offeredDues(context: Context, tx: Transaction, heard: Heard, offer: OutboxMessage): Promise<Due[]> {
  const [first] = heard.messages;
  const earlier = await tx.message.findMany({
    where: { conversationId: heard.conversation.id, decisionId: { not: null }, id: { lt: first?.id ?? 0 } },
    orderBy: { id: 'desc' },
    take: 10,
  });
  const [topics] = [...Map.groupBy(earlier, ({ decisionId }) => decisionId).values()].flatMap((together) => {
    const read = readDueQuestion(textOf({ messages: together.toReversed() }));
    return read === undefined ? [] : [read];
  });
  if (topics === undefined) return [];
  const { found } = await duesOf(context, tx, heard, topics);
  const named = found.filter(({ vehicle }) => offer.preview.includes(vehicle?.plateNumber ?? ''));
  const bookable = named.filter(({ entries }) => entries.some(({ kind }) => wayOf(kind) !== 'thanks'));
  const visits = bookable.filter(({ entries }) => entries.some(({ kind }) => wayOf(kind) === 'visit'));
  return visits.length > 0 ? visits : bookable;
}

/** The newest reminder of that very day. */
async function reminderOf(
  tx: Transaction,
  storeId: string,
  { entries }: Due,
  vehicleId: number,
): Promise<Reminder | undefined> {
  const [entry] = entries;
  if (entry === undefined) return undefined;
  const reminder = await tx.reminder.findFirst({
    where: { storeId, vehicleId, kind: entry.kind, dueOn: new Date(entry.dueOn), status: { not: 'skipped' } },
    orderBy: [{ sentAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
  });
  return reminder ?? undefined;
}
