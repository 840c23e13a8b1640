import { dayOf } from '../calendar.ts';
import { type PictureSpec, renderPicture } from '../charts/index.ts';
import type { Context } from '../context.ts';
import type { NewFile } from '../outbox/index.ts';
import type { QuestionReader } from '../ports.ts';
import { answerQuestion, knownNames, knownSeries, looksLikeQuestion, offeredQuestion } from '../stats/index.ts';
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
  if (offered === undefined && (isTicketWork(text) || !(await isQuestion(context, text)))) return undefined;
  const answer = await answerQuestion({ ...context, questionReader }, { userId, text: offered ?? text });
  const picture = answer.chart === undefined ? undefined : await drawn(context, answer.chart);
  return { text: answer.text, ...(picture === undefined ? {} : { picture }) };
}

/** 王磊的超时工单 is a question where a 王磊 works. */
async function isQuestion({ database, clock, storeId }: Context, text: string): Promise<boolean> {
  const today = dayOf(clock.now());
  if (looksLikeQuestion(text, { today })) return true;
  const { staff } = await knownNames(database.client, storeId);
  return looksLikeQuestion(text, { today, people: staff, series: await knownSeries(database.client, storeId) });
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
