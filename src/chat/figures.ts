import { dayOf } from '../calendar.ts';
import { type PictureSpec, renderPicture } from '../charts/index.ts';
import type { Context } from '../context.ts';
import type { NewFile } from '../outbox/index.ts';
import type { QuestionReader } from '../ports.ts';
import {
  answerQuestion,
  goesOnFromQuestion,
  isChoice,
  isFigureStatement,
  knownNames,
  knownSeries,
  latestQuery,
  looksLikeQuestion,
  mayBeQuestion,
  nothingOfferedText,
  offeredQuestion,
  type QuestionOptions,
} from '../stats/index.ts';
import { findStaff } from '../stores/index.ts';
import { listAwaitingResult, listTicketsOf } from '../tickets/index.ts';
import { isTicketWork } from './staff-text.ts';

export interface FiguresAnswer {
  text: string;
  picture?: NewFile;
}

/**
 * The answer to a question about figures, with its picture where there is more to see than three numbers.
 *
 * @returns undefined when the text asks for none
 */
export async function answerFigures(
  context: Context,
  userId: string,
  text: string,
  questionReader?: QuestionReader,
): Promise<FiguresAnswer | undefined> {
  const offered = await offeredQuestion(context, userId, text);
  if (offered === undefined) {
    // A bare number is no note for an owner either.
    if (isChoice(text)) return { text: nothingOfferedText() };
    if (isTicketWork(text)) return undefined;
  }
  const asked = offered === undefined ? await howAsked(context, userId, text, questionReader !== undefined) : 'plainly';
  if (asked === 'not') return undefined;
  const answer = await answerQuestion({ ...context, questionReader }, { userId, text: offered ?? text });
  // What a model does not understand either goes the way of every other text.
  if (asked === 'perhaps' && answer.status === 'cannot') return undefined;
  const picture = answer.chart === undefined ? undefined : await drawn(context, answer.chart);
  return { text: answer.text, ...(picture === undefined ? {} : { picture }) };
}

/** `perhaps`: it asks for something that only a model can tell. */
async function howAsked(
  context: Context,
  userId: string,
  text: string,
  hasModel: boolean,
): Promise<'plainly' | 'perhaps' | 'not'> {
  const { database, clock, storeId } = context;
  const today = dayOf(clock.now());
  if (looksLikeQuestion(text, { today })) return 'plainly';
  // 王磊的超时工单 is a question where a 王磊 works.
  const { staff } = await knownNames(database.client, storeId);
  const options = { today, people: staff, series: await knownSeries(database.client, storeId) };
  const previous = await latestQuery(context, userId);
  if (previous !== undefined && goesOnFromQuestion(text, { ...options, previous })) return 'plainly';
  if (looksLikeQuestion(text, options) || (await isStatement(context, userId, text, options))) return 'plainly';
  return hasModel && mayBeQuestion(text, options) ? 'perhaps' : 'not';
}

const RESULT_MINUTES = 30;

/** 各季度投诉, unless the sender was just asked for words about a ticket. */
async function isStatement(
  { database, clock, storeId }: Context,
  userId: string,
  text: string,
  options: QuestionOptions,
): Promise<boolean> {
  if (!isFigureStatement(text, options, 'manager')) return false;
  const { client } = database;
  const since = new Date(clock.now().getTime() - RESULT_MINUTES * 60_000);
  if ((await listAwaitingResult(client, { storeId, userId, since })).length > 0) return false;
  const person = await findStaff(client, storeId, userId);
  const isManager = person?.role === 'generalManager' || person?.role === 'director';
  const hasTickets = (await listTicketsOf(client, storeId, userId)).length > 0;
  return isFigureStatement(text, options, isManager && !hasTickets ? 'manager' : 'member');
}

/** The text says it all: without its picture an answer is still an answer. */
async function drawn({ logger }: Context, chart: PictureSpec): Promise<NewFile | undefined> {
  try {
    return { fileName: `${chart.title}.png`, contentType: 'image/png', content: await renderPicture(chart) };
  } catch (error) {
    logger.error({ error: error instanceof Error ? error.message : String(error) }, 'a chart could not be drawn');
    return undefined;
  }
}
