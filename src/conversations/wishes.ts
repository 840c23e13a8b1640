import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { Decision, MessageKind, Wish } from '../understanding/index.ts';
import { answerDueQuestion } from './due-question/index.ts';
import { type Heard, textOf } from './heard.ts';
import { passOn, say } from './messages.ts';
import { answerReminder } from './reminder-reply/index.ts';
import { pass } from './reply.ts';

/** Whoever has one of these reads all that was said: only a visit is a matter of its own beside it. */
const TOLD_IN_FULL: readonly MessageKind[] = ['question', 'progress', 'human', 'binding'];

/**
 * One reading, several matters: what an owner wants beside the main one ("顺便约明天下午保养") is seen to first, and what
 * there is to say about it goes with the one answer. Whoever is in danger is told of nothing else.
 *
 * @returns the same words, with what else their answer says
 */
export async function takeWishes(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
): Promise<Heard> {
  const { kind, severity } = heard.decision;
  const beside = (heard.decision.wishes ?? []).filter((wish) => wish.kind !== kind);
  const bookings = beside.filter((wish) => wish.kind === 'booking');
  const asked = TOLD_IN_FULL.includes(kind) ? [] : beside.filter((wish) => wish.kind !== 'booking');
  const said: string[] = [];
  const part = (wishes: readonly Wish[], as: Wish['kind']) => partOf(heard, wishes, as, said);
  if (bookings.length > 0) await bookVisit(context, tx, part([...bookings, ...asked], 'booking'), open);
  if (asked.length > 0) {
    const [first] = asked;
    const isWithTheBooking = bookings.length > 0 || kind === 'booking';
    await askFor(context, tx, part(asked, first?.kind ?? 'question'), { isWithTheBooking });
  }
  return severity === 'P0' || said.length === 0 ? heard : { ...heard, alsoSay: said };
}

/** A yes, or what a reminder may be about: a visit because of the complaint beside it answers none. */
const MAY_ANSWER_REMINDER = /^\s*(?:好|行|可以|嗯|收到|ok)|保养|首保|年检|年审|续保|保险/i;

/** As the answer to a reminder, where there is one that it answers; else a task of its own. */
async function bookVisit(context: Context, tx: Transaction, part: Heard, open: readonly Ticket[]): Promise<void> {
  if (MAY_ANSWER_REMINDER.test(textOf(part)) && (await answerReminder(context, tx, part, open)) === undefined) return;
  await pass(context, tx, part, { purpose: 'booking', kind: 'booking', to: 'adviser', note: passOn.alsoSaid });
  part.said?.push(say.alsoBooked);
}

/** Whoever books the visit reads the question too; else it goes to the adviser by itself. */
async function askFor(
  context: Context,
  tx: Transaction,
  part: Heard,
  { isWithTheBooking }: { isWithTheBooking: boolean },
): Promise<void> {
  if (await answerDueQuestion(context, tx, part)) return;
  const kind = part.decision.kind === 'progress' ? 'progress' : 'question';
  if (!isWithTheBooking) {
    await pass(context, tx, part, { purpose: 'callback', kind, to: 'adviser', note: passOn.alsoSaid });
  }
  const noted = kind === 'progress' ? say.alsoChecked : say.alsoAsked;
  part.said?.push(isWithTheBooking ? say.alsoAnswered : noted);
}

/** These words alone, and what is to be said about them kept for the one answer. */
function partOf(heard: Heard, wishes: readonly Wish[], kind: Wish['kind'], said: string[]): Heard {
  const [first] = heard.messages;
  const text = wishes.map((wish) => wish.text).join('\n');
  const decision: Decision = {
    ...heard.decision,
    kind,
    categories: kind === 'question' ? [] : ['R2'],
    department: 'serviceReception',
    severity: 'P3',
    wantsHuman: false,
    wishes: [],
  };
  return { ...heard, messages: first === undefined ? [] : [{ ...first, text }], decision, said };
}
