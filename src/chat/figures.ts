import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import { answerQuestion, looksLikeQuestion } from '../stats/index.ts';

/** Words that staff use for their own work, although they could be read as a question. */
const OWN_WORK = /^(帮助|help|\?|？|我的工单|工单列表)/i;

/**
 * The answer to a question about figures.
 *
 * @returns undefined when the text asks for none
 */
export async function answerFigures(context: Context, userId: string, text: string): Promise<string | undefined> {
  if (OWN_WORK.test(text) || !looksLikeQuestion(text, { today: dayOf(context.clock.now()) })) return undefined;
  return (await answerQuestion(context, { userId, text })).text;
}
